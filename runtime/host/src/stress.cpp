// Makes and restores images at every K-th suspension; see stress.hpp.

#include "stress.hpp"

#include "settings.hpp"
#include "streams.hpp"

#include <perdure/detail/files.hpp>
#include <perdure/error.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace perdure::host {
namespace {

[[noreturn]] void fail(const std::string &what) {
  throw store_error("stress: cannot " + what + ": " + std::strerror(errno));
}

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail("write the image");
    bytes.remove_prefix(std::size_t(n));
  }
}

std::string read_all(int fd) {
  std::string bytes;
  if (::lseek(fd, 0, SEEK_SET) != 0) fail("read the image");
  char buffer[1 << 16];
  for (;;) {
    ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("read the image");
    if (n == 0) return bytes;
    bytes.append(buffer, std::size_t(n));
  }
}

} // namespace

int anonymous_file(const char *name) {
  int low = ::memfd_create(name, 0);
  if (low < 0) return low;
  int high = ::fcntl(low, F_DUPFD, 900);
  if (high < 0) return low; // the process may not have so many
  ::close(low);
  return high;
}

stress_run stress_run::parse(const std::string &text) {
  stress_run run;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = std::min(text.find(',', at), text.size());
    std::string word = text.substr(at, end - at);
    at = end + 1;
    std::size_t equals = word.find('=');
    std::string key = word.substr(0, equals);
    char *rest = nullptr;
    long long value = equals == std::string::npos ? -1 : std::strtoll(word.c_str() + equals + 1, &rest, 10);
    bool known = true;
    if (key == "every")
      run.every = std::uint64_t(value);
    else if (key == "max")
      run.max = std::uint64_t(value);
    else if (key == "left")
      run.left = std::uint64_t(value);
    else if (key == "images")
      run.images = std::uint64_t(value);
    else if (key == "image")
      run.image = int(value);
    else if (key == "log")
      run.log = int(value);
    else if (key == "in_process")
      run.in_process = value != 0;
    else
      known = false;
    if (!known || !rest || *rest || value < -1 || run.every == 0)
      throw bad_setting{std::string(variables::stress) + ": '" + text + "' makes no sense: use perdure stress"};
  }
  if (run.left == 0) run.left = run.every;
  if (run.log < 0 || ::fcntl(run.log, F_GETFD) < 0)
    throw bad_setting{std::string(variables::stress) + " is meant for perdure stress only"};
  return run;
}

std::string stress_run::text() const {
  return "every=" + std::to_string(every) + ",max=" + std::to_string(max) + ",left=" + std::to_string(left) +
         ",images=" + std::to_string(images) + ",image=" + std::to_string(image) + ",log=" + std::to_string(log) +
         ",in_process=" + std::to_string(int(in_process));
}

void stress_run::log_image(std::size_t bytes) const { write_all(log, "image " + std::to_string(bytes) + "\n"); }
void stress_run::log_restore() const { write_all(log, "restore\n"); }

std::string stress_run::take_image() {
  std::string bytes = read_all(image);
  ::close(image);
  image = -1;
  return bytes;
}

void stress_run::restart(char **argv, std::string_view bytes) {
  image = anonymous_file("perdure-image");
  if (image < 0) fail("make an anonymous file for the image");
  write_all(image, bytes);
  std::string setting = std::string(variables::stress) + "=" + text();
  std::vector<char *> environment;
  for (char **e = environ; e && *e; ++e) environment.push_back(*e);
  environment.push_back(setting.data());
  environment.push_back(nullptr);
  // The next process opens them itself, and the program's open files must not become more and more.
  for (int fd : detail::descriptors_in_images()) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  for (int fd : descriptors_of_initialisers()) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  ::execve("/proc/self/exe", argv, environment.data());
  fail("start the program anew");
}

stress_summary stress_summary::read(int log) {
  stress_summary s;
  std::vector<std::size_t> sizes;
  std::string text = read_all(log);
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    if (text.compare(at, 6, "image ") == 0)
      sizes.push_back(std::strtoull(text.c_str() + at + 6, nullptr, 10));
    else
      ++s.restores;
    at = end + 1;
  }
  s.images = sizes.size();
  if (!sizes.empty()) {
    std::sort(sizes.begin(), sizes.end());
    s.min = sizes.front();
    s.median = sizes[sizes.size() / 2];
    s.max = sizes.back();
  }
  return s;
}

std::string stress_summary::text() const {
  return "stress: " + std::to_string(images) + " images, " + std::to_string(restores) + " restores, bytes " +
         std::to_string(min) + "/" + std::to_string(median) + "/" + std::to_string(max);
}

} // namespace perdure::host
