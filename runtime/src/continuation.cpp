// Handles to executions, and images as files.
#include <perdure/continuation.hpp>

#include <perdure/detail/image.hpp>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace perdure {

void continuation::refuse_empty() {
  throw error("this continuation stands for no execution: it was default-constructed or moved from");
}

void continuation::require_suspended() const {
  if (get().state != perdure::status::suspended)
    throw error(std::string("cannot resume an execution that is ") + to_string(get().state) +
                ": only a suspended one can go on; ask status() first");
}

void continuation::require_done() const {
  if (get().state != perdure::status::done)
    throw error(std::string("result(): the execution is ") + to_string(get().state) + ", it has not returned a result");
}

void *continuation::checked(detail::value &v, const char *type, const char *what) {
  if (!v.is_built()) throw error(std::string(what) + " does not exist: none was given, or it was void");
  if (std::string_view(v.type()->name) != type) detail::refuse_value(what, type, v.type()->name);
  return v.where();
}

void continuation::resume() { get().run(); }

void continuation::abandon() {
  if (get().state == perdure::status::suspended) get().abandon();
}

namespace {

/// Names are looked up only while an image is made or read.
struct with_names {
  detail::execution &e;
  const permanents *before;
  with_names(detail::execution &e, const permanents *names) : e(e), before(e.names) {
    if (names) e.names = names;
  }
  ~with_names() { e.names = before; }
};

std::string bytes_of(detail::execution &e, const permanents *names, bool with_globals) {
  if (e.state == status::running)
    throw error("an execution cannot be saved while it runs: save it where start() or resume() has returned, or inside "
                "the function given to capture()");
  if (e.state == status::failed || e.state == status::abandoned)
    throw error(std::string("an execution that is ") + to_string(e.state) + " has nothing left to save");
  with_names scope(e, names);
  return detail::encode(e, with_globals);
}

std::shared_ptr<detail::execution> from(const std::string &bytes, const permanents *names) {
  auto e = std::make_shared<detail::execution>();
  e->names = names;
  detail::decode(bytes, *e);
  return e;
}

} // namespace

std::string continuation::to_bytes() const { return self_ ? bytes_of(*self_, nullptr, false) : std::string(); }

void continuation::from_bytes(const std::string &bytes) { self_ = bytes.empty() ? nullptr : from(bytes, nullptr); }

continuation continuation::clone() const {
  std::shared_ptr<detail::execution> e = from(bytes_of(get(), nullptr, false), get().names);
  e->reopened.clear(); // it goes on beside the other one, not instead of it
  return continuation(std::move(e));
}

image save(const continuation &co, const permanents &names) {
  if (!co) throw error("save(): the continuation stands for no execution");
  return image(bytes_of(*co.self(), &names, true));
}

image save(const continuation &co) {
  if (!co) throw error("save(): the continuation stands for no execution");
  return image(bytes_of(*co.self(), nullptr, true));
}

continuation load(const image &bytes, const permanents &names) { return continuation(from(bytes.bytes(), &names)); }
continuation load(const image &bytes) { return continuation(from(bytes.bytes(), nullptr)); }

namespace {

[[noreturn]] void file_failed(const char *what, const std::string &path) {
  throw image_error(std::string("cannot ") + what + " the image file '" + path + "': " + std::strerror(errno));
}

struct descriptor {
  int fd;
  ~descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

} // namespace

image image::from_file(const std::string &path) {
  descriptor in{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (in.fd < 0) file_failed("open", path);
  std::string bytes;
  struct stat info;
  if (::fstat(in.fd, &info) == 0 && info.st_size > 0) bytes.reserve(std::size_t(info.st_size));
  char part[1 << 16];
  for (;;) {
    ssize_t n = ::read(in.fd, part, sizeof part);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) file_failed("read", path);
    if (n == 0) break;
    bytes.append(part, std::size_t(n));
  }
  return image(std::move(bytes));
}

void image::to_file(const std::string &path) const {
  // A reader, or a crash, sees the old file or the new one, never a part.
  static std::atomic<unsigned> counter{0};
  std::string temporary = path + "." + std::to_string(::getpid()) + "." + std::to_string(counter++) + ".new";
  descriptor out{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)};
  if (out.fd < 0) file_failed("write", path);
  auto fail = [&] {
    int why = errno;
    ::unlink(temporary.c_str());
    errno = why;
    file_failed("write", path);
  };
  for (std::size_t at = 0; at < bytes_.size();) {
    ssize_t n = ::write(out.fd, bytes_.data() + at, bytes_.size() - at);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail();
    at += std::size_t(n);
  }
  if (::fsync(out.fd) != 0 || ::rename(temporary.c_str(), path.c_str()) != 0) fail();
  std::size_t slash = path.rfind('/');
  std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  descriptor directory{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (directory.fd >= 0) ::fsync(directory.fd);
}

} // namespace perdure
