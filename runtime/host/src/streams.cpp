// Saves and restores the state of the standard streams; see streams.hpp.

#include "streams.hpp"

#include "library_state.hpp"
#include "settings.hpp"

#include <perdure/detail/c_file.hpp>
#include <perdure/detail/globals.hpp>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <dlfcn.h>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <limits.h>
#include <locale>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <sys/stat.h>
#include <type_traits>
#include <unistd.h>
#include <vector>

namespace perdure::host {
namespace {

constexpr char separator = '|';

std::ios *const *all_streams() {
  static std::ios *const streams[] = {&std::cin, &std::cout, &std::cerr, &std::clog};
  return streams;
}
std::wios *const *wide_streams() {
  static std::wios *const streams[] = {&std::wcin, &std::wcout, &std::wcerr, &std::wclog};
  return streams;
}
/// What a stream may be tied to, by number.
template <class C> std::array<std::basic_ostream<C> *, 4> outputs() {
  if constexpr (std::is_same_v<C, char>)
    return {nullptr, &std::cout, &std::cerr, &std::clog};
  else
    return {nullptr, &std::wcout, &std::wcerr, &std::wclog};
}

/// A program may lead the streams into buffers of its own. Noted for each image, set again by the process that loads
/// it.
std::streambuf *buffers[4] = {};
constexpr detail::global_variable rows[] = {
    detail::global("std::cout.rdbuf()", "std::streambuf *[4]", "perdure_stream_buffers", 0, buffers),
};
const detail::globals_registration registered(rows, 1);

void note_buffers() noexcept {
  for (int k = 0; k < 4; ++k) buffers[k] = all_streams()[k]->rdbuf();
}
void set_buffers() {
  for (int k = 0; k < 4; ++k)
    if (buffers[k] && all_streams()[k]->rdbuf() != buffers[k]) all_streams()[k]->rdbuf(buffers[k]);
}

/// 0: to nothing, k: to the k-th stream, 5: to one of the program's own, which it ties again if it wants to.
template <class C> int tie_of(const std::basic_ios<C> &s) {
  const auto all = outputs<C>();
  for (int k = 0; k < 4; ++k)
    if (s.tie() == all[unsigned(k)]) return k ? k + 1 : 0;
  return 5;
}

template <class C> void put(std::ostream &out, const std::basic_ios<C> &s) {
  const std::string locale = s.getloc().name();
  out << static_cast<long>(s.flags()) << ' ' << s.precision() << ' ' << s.width() << ' ' << int(s.fill()) << ' '
      << static_cast<int>(s.exceptions()) << ' ' << static_cast<int>(s.rdstate()) << ' ' << tie_of(s) << ' ' << locale
      << ' ';
}

template <class C> bool take(std::istream &in, std::basic_ios<C> &s, int &state) {
  long flags = 0, precision = 0, width = 0;
  int fill = 0, exceptions = 0, tie = 0;
  std::string locale;
  if (!(in >> flags >> precision >> width >> fill >> exceptions >> state >> tie >> locale)) return false;
  s.flags(static_cast<std::ios_base::fmtflags>(flags));
  s.precision(precision);
  s.width(width);
  s.fill(C(fill));
  if (locale != "*" && locale != s.getloc().name()) {
    try {
      s.imbue(std::locale(locale));
    } catch (const std::runtime_error &) { // this machine does not have it
    }
  }
  if (tie < 5) s.tie(outputs<C>()[tie < 2 ? 0 : unsigned(tie - 1)]);
  try {
    s.clear();
    s.exceptions(static_cast<std::ios::iostate>(exceptions));
  } catch (const std::ios::failure &) { // what is wrong with the stream was thrown where it happened
  }
  return true;
}

template <class C> void set_state(std::basic_ios<C> &s, int state) {
  try {
    s.clear(static_cast<std::ios_base::iostate>(state));
  } catch (const std::ios_base::failure &) { // as above
  }
}

/// Does cin read by itself? After sync_with_stdio(false) it has a buffer of its own.
bool has_own_buffer(const std::istream &s) { return dynamic_cast<std::filebuf *>(s.rdbuf()) != nullptr; }

/// What a stream buffer has read and not given out yet.
std::string_view unread(std::streambuf &b) {
  struct opened : std::streambuf {
    static auto first() { return &opened::gptr; }
    static auto last() { return &opened::egptr; }
  };
  const char *first = (b.*opened::first())(), *last = (b.*opened::last())();
  return first && first < last ? std::string_view(first, std::size_t(last - first)) : std::string_view();
}

/// The same for a FILE, by glibc's public structure; characters that were put back lie in a place of their own, before
/// the rest.
std::string unread(const std::FILE &f) {
  constexpr int in_backup = 0x100;
  const auto range = [](const char *first, const char *last) {
    return first && first < last ? std::string(first, std::size_t(last - first)) : std::string();
  };
  std::string text = range(f._IO_read_ptr, f._IO_read_end);
  if (f._flags & in_backup) text += range(f._IO_save_base, f._IO_save_end);
  return text;
}

/// What was read ahead, as hexadecimal digits; "-" if nothing was.
std::string read_ahead() {
  std::string bytes;
  if (has_own_buffer(std::cin)) bytes = unread(*std::cin.rdbuf());
  bytes += unread(*stdin);
  if (bytes.empty()) return "-";
  std::string text;
  char digits[4];
  for (const char c : bytes) {
    std::snprintf(digits, sizeof digits, "%02x", unsigned(static_cast<unsigned char>(c)));
    text += digits;
  }
  return text;
}

/// The place of the next byte that the program would read; -1 if standard input is no file.
long long place_in_input(struct stat &info) {
  if (::fstat(STDIN_FILENO, &info) != 0 || !S_ISREG(info.st_mode)) return -1;
  if (has_own_buffer(std::cin))
    if (const std::size_t ahead = unread(*std::cin.rdbuf()).size()) {
      const off_t place = ::lseek(STDIN_FILENO, 0, SEEK_CUR);
      return place < 0 ? -1 : place - static_cast<long long>(ahead);
    }
  return ::ftello(stdin);
}

int first_output = -1, first_error = -1; ///< where they led before be_silent_before_main

/// What an initialiser has opened for writing, in a process that does not begin anew.
struct stand_in {
  std::FILE *file;
  std::string path;
  int flags;
};
bool in_initialisers = false; ///< of such a process
std::vector<stand_in> &stand_ins() {
  static auto *const all = new std::vector<stand_in>; // initialisers need it, and what runs at the exit
  return *all;
}

} // namespace

std::string capture_streams() {
  note_buffers();
  std::ostringstream out;
  out.imbue(std::locale::classic());
  for (int k = 0; k < 4; ++k) put(out, *all_streams()[k]);
  out << has_own_buffer(std::cin) << ' ';
  struct stat info;
  if (long long place = place_in_input(info); place >= 0)
    out << "file " << info.st_dev << ' ' << info.st_ino << ' ' << place;
  else
    out << "ahead " << read_ahead();
  out << ' ' << separator << capture_library() << ' ' << separator;
  for (int k = 0; k < 4; ++k) put(out, *wide_streams()[k]);
  for (std::FILE *f : {stdin, stdout, stderr}) out << std::fwide(f, 0) << ' ';
  return out.str();
}

/// Narrow or wide is decided by what a program does first with a stream, and stays.
static void restore_wide(const std::string &text) {
  std::istringstream in(text);
  in.imbue(std::locale::classic());
  for (int k = 0, state = 0; k < 4; ++k) {
    if (!take(in, *wide_streams()[k], state)) return;
    set_state(*wide_streams()[k], state);
  }
  int oriented = 0;
  for (std::FILE *f : {stdin, stdout, stderr})
    if (in >> oriented && oriented != 0) std::fwide(f, oriented);
}

void restore_streams(const std::string &text) {
  const std::size_t end = text.find(separator);
  std::istringstream in(text.substr(0, end));
  in.imbue(std::locale::classic());
  if (end != text.npos) {
    restore_library(text.substr(end + 1));
    if (const std::size_t wide = text.find(separator, end + 1); wide != text.npos) restore_wide(text.substr(wide + 1));
  }
  int states[4];
  for (int k = 0; k < 4; ++k)
    if (!take(in, *all_streams()[k], states[k])) return;
  bool own_buffer = false;
  std::string kind;
  if (!(in >> own_buffer >> kind)) return;
  bool pushed = false;
  if (kind == "file") {
    unsigned long long device = 0, node = 0;
    long long place = -1;
    struct stat info;
    if (in >> device >> node >> place && ::fstat(STDIN_FILENO, &info) == 0 && S_ISREG(info.st_mode) &&
        info.st_dev == device && info.st_ino == node)
      ::lseek(STDIN_FILENO, place, SEEK_SET);
  } else if (std::string digits; in >> digits && digits != "-") {
    for (std::size_t k = digits.size() / 2; k-- > 0;)
      std::ungetc(std::stoi(digits.substr(2 * k, 2), nullptr, 16), stdin);
    pushed = true;
  }
  // What was put back is stdin's; a stream with a buffer of its own would read past it.
  if (own_buffer && !pushed && !has_own_buffer(std::cin)) {
    std::cout.flush();
    std::ios::sync_with_stdio(false);
  }
  set_buffers();
  for (int k = 0; k < 4; ++k) set_state(*all_streams()[k], states[k]);
}

static std::string absolute(const char *path) {
  char directory[PATH_MAX];
  if (*path == '/' || !::getcwd(directory, sizeof directory)) return path;
  return std::string(directory) + '/' + path;
}

void open_files_of_initialisers() {
  std::fflush(nullptr); // to nowhere
  for (const stand_in &s : stand_ins()) {
    struct stat now;
    const int fd = detail::is_open_c_file(s.file) ? ::fileno(s.file) : -1;
    if (fd < 0 || ::fstat(fd, &now) != 0 || !S_ISCHR(now.st_mode)) continue; // an image has taken its place
    const int file = ::open(s.path.c_str(), s.flags | O_CREAT, 0666);
    if (file < 0) continue;
    ::dup3(file, fd, s.flags & O_CLOEXEC);
    ::close(file);
  }
}

std::vector<int> descriptors_of_initialisers() {
  std::vector<int> all;
  for (const stand_in &s : stand_ins())
    if (detail::is_open_c_file(s.file)) all.push_back(::fileno(s.file));
  return all;
}

void be_silent_before_main() noexcept {
  if (!std::getenv(variables::resume) && !std::getenv(variables::image) && !std::getenv(variables::stress)) return;
  if (const char *stress = std::getenv(variables::stress);
      stress && !std::getenv(variables::resume) && !std::getenv(variables::image) &&
      (!std::strstr(stress, "image=") || std::strstr(stress, "image=-1")))
    return; // the first process of a stressed program
  in_initialisers = true;
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  first_output = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 100);
  first_error = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 100);
  if (first_output >= 0) ::dup2(nowhere, STDOUT_FILENO);
  if (first_error >= 0) ::dup2(nowhere, STDERR_FILENO);
  ::close(nowhere);
}

void speak() noexcept {
  in_initialisers = false;
  if (first_output < 0 && first_error < 0) return;
  std::cout.flush();
  std::clog.flush();
  std::fflush(stdout);
  std::fflush(stderr);
  if (first_output >= 0) ::dup2(first_output, STDOUT_FILENO), ::close(first_output);
  if (first_error >= 0) ::dup2(first_error, STDERR_FILENO), ::close(first_error);
  first_output = first_error = -1;
}

namespace {

/// Before the initialisers of the program: those have no priority, or a larger one.
[[gnu::constructor(101)]] void before_initialisers() { be_silent_before_main(); }

using opener = std::FILE *(*)(const char *, const char *);

/// fopen, which C++ file streams come by, too.
std::FILE *opened(const char *path, const char *mode, opener original) {
  if (!in_initialisers || !path || !mode || *mode == 'r' || std::strcmp(path, "/dev/null") == 0)
    return original(path, mode);
  const int flags = (std::strchr(mode, '+') ? O_RDWR : O_WRONLY) | O_APPEND | (std::strchr(mode, 'e') ? O_CLOEXEC : 0);
  const int there = ::open(path, flags | O_NONBLOCK | O_NOCTTY);
  if (there < 0 && errno != ENOENT) return nullptr; // as it was in the first process
  if (there >= 0) ::close(there);
  std::FILE *f = original("/dev/null", mode);
  if (f) stand_ins().push_back({f, absolute(path), flags});
  return f;
}

opener next(const char *name) { return reinterpret_cast<opener>(::dlsym(RTLD_NEXT, name)); }

} // namespace

} // namespace perdure::host

// Not weak: those of the sanitizers' runtimes are, and come first.
extern "C" {
__attribute__((visibility("default"))) std::FILE *fopen(const char *path, const char *mode) {
  static const perdure::host::opener original = perdure::host::next("fopen");
  return perdure::host::opened(path, mode, original);
}
__attribute__((visibility("default"))) std::FILE *fopen64(const char *path, const char *mode) {
  static const perdure::host::opener original = perdure::host::next("fopen64");
  return perdure::host::opened(path, mode, original);
}
}
