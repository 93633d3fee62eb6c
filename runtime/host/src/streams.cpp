// Saves and restores the state of the standard streams; see streams.hpp.

#include "streams.hpp"

#include <cerrno>
#include <cstdio>
#include <iostream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace perdure::host {
namespace {

void put(std::ostream &out, const std::ios &s) {
  out << static_cast<long>(s.flags()) << ' ' << s.precision() << ' ' << s.width() << ' ' << int(s.fill()) << ' '
      << static_cast<int>(s.exceptions()) << ' ';
}

void take(std::istream &in, std::ios &s) {
  long flags = 0, precision = 0, width = 0;
  int fill = 0, exceptions = 0;
  if (!(in >> flags >> precision >> width >> fill >> exceptions)) return;
  s.flags(static_cast<std::ios::fmtflags>(flags));
  s.precision(precision);
  s.width(width);
  s.fill(char(fill));
  try {
    s.exceptions(static_cast<std::ios::iostate>(exceptions));
  } catch (const std::ios::failure &) { // what is wrong with the stream was thrown where it happened
  }
}

/// The place of the next byte that the program would read; -1 if standard input is no file.
long long place_in_input(struct stat &info) {
  if (::fstat(STDIN_FILENO, &info) != 0 || !S_ISREG(info.st_mode)) return -1;
  // std::cin reads through stdin unless sync_with_stdio(false) gave it a buffer of its own.
  std::streambuf *buffer = std::cin.rdbuf();
  if (buffer && buffer->in_avail() > 0)
    if (long long place = buffer->pubseekoff(0, std::ios::cur, std::ios::in); place >= 0) return place;
  return ::ftello(stdin);
}

} // namespace

std::string capture_streams() {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  put(out, std::cin);
  put(out, std::cout);
  put(out, std::cerr);
  put(out, std::clog);
  out << static_cast<int>(std::cin.rdstate());
  struct stat info;
  if (long long place = place_in_input(info); place >= 0)
    out << ' ' << info.st_dev << ' ' << info.st_ino << ' ' << place;
  return out.str();
}

void restore_streams(const std::string &text) {
  std::istringstream in(text);
  in.imbue(std::locale::classic());
  std::ios *const streams[] = {&std::cin, &std::cout, &std::cerr, &std::clog};
  for (std::ios *s : streams) take(in, *s);
  int input_state = 0;
  if (!(in >> input_state)) return;
  unsigned long long device = 0, node = 0;
  long long place = -1;
  struct stat info;
  if (in >> device >> node >> place && ::fstat(STDIN_FILENO, &info) == 0 && S_ISREG(info.st_mode) &&
      info.st_dev == device && info.st_ino == node)
    ::lseek(STDIN_FILENO, place, SEEK_SET);
  try {
    std::cin.clear(static_cast<std::ios::iostate>(input_state));
  } catch (const std::ios::failure &) { // as above
  }
}

void share_standard_input() {
  if (::lseek(STDIN_FILENO, 0, SEEK_CUR) < 0 && errno == ESPIPE) std::setvbuf(stdin, nullptr, _IONBF, 0);
}

} // namespace perdure::host
