// Saves and opens again what streams have open; see detail/files.hpp.
#include <perdure/detail/archive.hpp>
#include <perdure/detail/files.hpp>
#include <perdure/detail/graph.hpp>
#include <perdure/error.hpp>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <utility>

namespace perdure::detail {

namespace {

bool closed_for_good = false; ///< images are only looked at
std::vector<int> in_images;

std::mutex notes_mutex;
std::map<const void *, std::string> &notes() {
  static auto *const all = new std::map<const void *, std::string>; // never destroyed: static streams outlive others
  return *all;
}

std::string name_of(int fd) {
  char path[PATH_MAX];
  const ssize_t n = ::readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), path, sizeof path);
  return n > 0 && std::size_t(n) < sizeof path ? std::string(path, std::size_t(n)) : std::string();
}

/// /dev/null, zero, full, random and urandom are the same in every process, whatever was done with them.
bool is_without_state(const struct stat &s) noexcept {
  constexpr unsigned memory_devices = 1;
  const unsigned n = ::minor(s.st_rdev);
  return S_ISCHR(s.st_mode) && ::major(s.st_rdev) == memory_devices && (n == 3 || n == 5 || n == 7 || n == 8 || n == 9);
}

/// What it is instead of a file; empty: it is one, or as good as one.
std::string other_kind(int fd, const struct stat &s) {
  const std::string name = name_of(fd);
  if (S_ISFIFO(s.st_mode)) return "a pipe";
  if (S_ISSOCK(s.st_mode)) return "a socket";
  if (S_ISDIR(s.st_mode)) return "the directory '" + name + "'";
  if (S_ISCHR(s.st_mode) && ::isatty(fd)) return "the terminal '" + name + "'";
  if (is_without_state(s)) return {};
  if (!S_ISREG(s.st_mode)) return "the device '" + name + "'";
  if (s.st_nlink == 0) return "a file that has no name (any more)";
  constexpr long processes = 0x9fa0;
  struct statfs system;
  if (::fstatfs(fd, &system) == 0 && system.f_type == processes)
    return "'" + name + "', which the system writes anew for each process";
  struct stat there;
  if (name.empty() || ::stat(name.c_str(), &there) != 0 || there.st_dev != s.st_dev || there.st_ino != s.st_ino)
    return "a file that is not where its name, '" + name + "', leads to";
  return {};
}

struct descriptor {
  int fd;
  ~descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

/// Programs may remember the number.
int moved_to(int fd, int wanted, bool closes_on_exec) noexcept {
  if (fd == wanted || ::fcntl(wanted, F_GETFD) >= 0) return fd;
  const int there = ::fcntl(fd, closes_on_exec ? F_DUPFD_CLOEXEC : F_DUPFD, wanted);
  if (there < 0) return fd;
  if (there != wanted) {
    ::close(there);
    return fd;
  }
  ::close(fd);
  return there;
}

constexpr char way_out[] = "; put it back as it was and load the image again, which stays good, or start the program "
                           "anew";

} // namespace

void save_file(oarchive &a, int fd, std::int64_t position) {
  struct stat s;
  const int flags = ::fcntl(fd, F_GETFL), closing = ::fcntl(fd, F_GETFD);
  if (flags < 0 || ::fstat(fd, &s) != 0)
    a.refuse("is a stream whose descriptor, " + std::to_string(fd) + ", somebody else has closed");
  if (const std::string kind = other_kind(fd, s); !kind.empty())
    a.refuse("is open on " + kind +
             ": no other process could open it again as it is; close it before the suspension, make it permanent, or "
             "end its life before the suspension");
  if (position < 0) {
    if (S_ISREG(s.st_mode)) a.refuse("is a stream that cannot tell its place in '" + name_of(fd) + "'");
    position = 0;
  }
  a.text(name_of(fd));
  a.count(std::uint64_t(flags & (O_ACCMODE | O_APPEND)));
  a.byte((closing & FD_CLOEXEC) != 0);
  a.count(std::uint64_t(fd));
  a.count(std::uint64_t(position));
  a.byte(S_ISREG(s.st_mode));
  a.count(S_ISREG(s.st_mode) ? std::uint64_t(s.st_size) : 0);
  if (std::find(in_images.begin(), in_images.end(), fd) == in_images.end()) in_images.push_back(fd);
}

file_place reopen_file(iarchive &a) {
  const std::string path(a.text());
  const std::uint64_t flags = a.count();
  const bool closes_on_exec = a.flag();
  const std::uint64_t number = a.count(), position = a.count();
  const bool regular = a.flag();
  const std::uint64_t size = a.count();
  const std::uint64_t access = flags & O_ACCMODE;
  if (path.empty() || path[0] != '/' || path.find('\0') != path.npos ||
      (flags & ~std::uint64_t(O_ACCMODE | O_APPEND)) || access == O_ACCMODE || number > INT_MAX ||
      position > INT64_MAX / 2 || size > INT64_MAX)
    a.refuse("it names a file in a way that no file is open");
  file_place place{-1, std::int64_t(position), path};
  if (closed_for_good) return place;
  const std::string file = "the file '" + path + "', which was open when the image was made, ";
  // Whatever has taken the file's place must not be waited for.
  descriptor d{::open(path.c_str(), int(flags) | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)};
  if (d.fd < 0) a.refuse(file + "cannot be opened: " + std::strerror(errno) + way_out);
  struct stat s;
  if (::fstat(d.fd, &s) != 0 || (regular ? !S_ISREG(s.st_mode) : !is_without_state(s)))
    a.refuse(file + "is something else now" + way_out);
  if (regular && std::uint64_t(s.st_size) < size)
    a.refuse(file + "had " + std::to_string(size) + " bytes then and has " + std::to_string(s.st_size) + " now" +
             way_out);
  ::fcntl(d.fd, F_SETFL, int(flags & O_APPEND));
  if (!closes_on_exec) ::fcntl(d.fd, F_SETFD, 0);
  d.fd = moved_to(d.fd, int(number), closes_on_exec);
  if (regular) a.graph().reopened({d.fd, access != O_RDONLY, s.st_dev, s.st_ino, size});
  place.fd = std::exchange(d.fd, -1);
  return place;
}

void refuse_file(iarchive &a, const file_place &file) {
  const std::string why = std::strerror(errno);
  ::close(file.fd);
  a.refuse("the file '" + file.path + "' is open in another way than its stream says: " + why);
}

void cut_files(const std::vector<reopened_file> &files) {
  for (const reopened_file &f : files) {
    if (!f.writes) continue;
    std::uint64_t size = f.size;
    for (const reopened_file &other : files)
      if (other.device == f.device && other.node == f.node) size = std::max(size, other.size);
    struct stat s;
    if (::fstat(f.fd, &s) != 0 || s.st_dev != f.device || s.st_ino != f.node || std::uint64_t(s.st_size) <= size)
      continue;
    if (::ftruncate(f.fd, off_t(size)) != 0)
      throw image_error("the execution cannot be resumed: the file '" + name_of(f.fd) +
                        "' is longer than it was when the image was made, and cannot be cut to " +
                        std::to_string(size) + " bytes: " + std::strerror(errno));
  }
}

void keep_files_closed() noexcept { closed_for_good = true; }

const std::vector<int> &descriptors_in_images() noexcept { return in_images; }

void note_file(const void *stream, const file_place &f) {
  if (!closed_for_good) return;
  const std::lock_guard lock(notes_mutex);
  notes()[stream] = "'" + f.path + "' at byte " + std::to_string(f.position);
}

std::string file_of_stream(const void *stream, int fd) {
  {
    const std::lock_guard lock(notes_mutex);
    if (const auto i = notes().find(stream); i != notes().end()) return i->second;
  }
  if (fd < 0) return "closed";
  return "'" + name_of(fd) + "'";
}

} // namespace perdure::detail
