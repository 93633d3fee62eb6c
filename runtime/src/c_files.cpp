// The C library's open files in images; see detail/c_file.hpp. What the public functions do not tell is in glibc's
// public structure, in places and bits that its ABI cannot change.
#include <perdure/detail/archive.hpp>
#include <perdure/detail/c_file.hpp>
#include <perdure/detail/files.hpp>
#include <perdure/detail/io.hpp>

#include <cerrno>
#include <cstring>
#include <cwchar>
#include <fcntl.h>
#include <stdio_ext.h>
#include <unistd.h>
#include <utility>

extern "C" {
// How libstdc++ and debuggers come by the list of open files.
std::FILE *_IO_iter_begin();
std::FILE *_IO_iter_end();
std::FILE *_IO_iter_next(std::FILE *);
std::FILE *_IO_iter_file(std::FILE *);
void _IO_list_lock();
void _IO_list_unlock();
}

namespace perdure::detail {

namespace {

enum : int { unbuffered = 0x2, at_end = 0x10, failed = 0x20, in_backup = 0x100, line_buffered = 0x200 }; // glibc's bits

/// The bits of an image.
enum : unsigned char {
  reads = 1,
  writes = 2,
  has_ended = 4,
  has_failed = 8,
  is_narrow = 16,
  is_unbuffered = 32,
  is_line_buffered = 64
};

std::string_view range(const char *first, const char *last) noexcept {
  return first && first < last ? std::string_view(first, std::size_t(last - first)) : std::string_view();
}

void save(oarchive &a, const void *p) {
  auto *f = static_cast<std::FILE *>(const_cast<void *>(p));
  const int fd = ::fileno(f);
  if (fd < 0)
    a.refuse("is a C stream over memory or functions (fmemopen, open_memstream, fopencookie), which no other process "
             "could open again; close it before the suspension, or make it permanent");
  if (::__fpending(f) && std::fflush(f) != 0)
    a.refuse(std::string("is a C stream whose output cannot be written to its file (") + std::strerror(errno) +
             "), so that nothing is known of what is there");
  std::string_view put_back;
  std::int64_t position = -1;
  const bool wide = std::fwide(f, 0) > 0;
  if (!(f->_flags & in_backup)) {
    position = ::ftello(f);
  } else if (wide) {
    a.refuse("is a C stream with a wide character that was put back; read it before the suspension");
  } else { // what was put back lies in a place of its own, before the rest
    put_back = range(f->_IO_read_ptr, f->_IO_read_end);
    const off_t place = ::lseek(fd, 0, SEEK_CUR);
    if (place >= 0) position = place - std::int64_t(range(f->_IO_save_base, f->_IO_save_end).size());
  }
  unsigned char how = 0;
  if (::__freadable(f)) how |= reads;
  if (::__fwritable(f)) how |= writes;
  if (f->_flags & at_end) how |= has_ended;
  if (f->_flags & failed) how |= has_failed;
  if (std::fwide(f, 0) < 0) how |= is_narrow;
  if (f->_flags & unbuffered) how |= is_unbuffered;
  if (f->_flags & line_buffered) how |= is_line_buffered;
  a.byte(how);
  a.text(put_back);
  save_file(a, fd, position);
}

void refuse_here(iarchive &a, void *) { a.refuse("a C file lies within another object"); }

void print(printer &p, const void *f) { p.out(name_of_c_file(f)); }

constexpr class_operations operations = {nullptr, &save,   &refuse_here, nullptr, &print, nullptr,
                                         nullptr, nullptr, nullptr,      nullptr, 0};

/// One that is being made.
struct opening {
  std::FILE *file;
  ~opening() {
    if (file) std::fclose(file);
  }
};

} // namespace

const object_type c_file_type = {&typeid(std::FILE),
                                 pointer_type_of<std::FILE>(),
                                 sizeof(std::FILE),
                                 alignof(std::FILE),
                                 way::custom,
                                 number_kind::unsigned_integer,
                                 object_type::loadable,
                                 nullptr,
                                 nullptr,
                                 0,
                                 &operations};

namespace {

/// The C library's list, which no other thread changes meanwhile.
template <class Each> void for_all_c_files(Each each) {
  struct locked {
    locked() { ::_IO_list_lock(); }
    ~locked() { ::_IO_list_unlock(); }
  } lock;
  for (auto *i = ::_IO_iter_begin(); i != ::_IO_iter_end(); i = ::_IO_iter_next(i)) each(::_IO_iter_file(i));
}

} // namespace

std::unordered_set<const void *> open_c_files() {
  std::unordered_set<const void *> all;
  for_all_c_files([&](const void *f) { all.insert(f); });
  for (const std::FILE *standard : {stdin, stdout, stderr}) all.erase(standard);
  return all;
}

bool is_open_c_file(const void *f) noexcept {
  bool found = false;
  for_all_c_files([&](const void *one) { found |= one == f; });
  return found;
}

bool looks_like_c_file(const void *p, std::size_t bytes) noexcept {
  constexpr unsigned magic = 0xfbad;
  return bytes >= sizeof(std::FILE) && unsigned(static_cast<const std::FILE *>(p)->_flags) >> 16 == magic;
}

std::FILE *reopen_c_file(iarchive &a) {
  const unsigned char how = a.byte();
  const std::string put_back(a.text());
  if (how & 0x80 || !(how & (reads | writes)) || (!put_back.empty() && !(how & reads)))
    a.refuse("a C file is open in an unknown way");
  file_place place = reopen_file(a);
  const bool looked_at = place.fd < 0; // images are: then something has to stand for it
  if (looked_at) place.fd = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  const int flags = ::fcntl(place.fd, F_GETFL);
  const bool appends = flags >= 0 && flags & O_APPEND;
  const char *mode = !(how & writes) ? "r" : how & reads ? (appends ? "a+" : "r+") : appends ? "a" : "w";
  // By the descriptor: a seek of the stream's would read ahead, in a file that is not cut yet.
  ::lseek(place.fd, off_t(place.position), SEEK_SET);
  opening f{::fdopen(place.fd, mode)};
  if (!f.file) refuse_file(a, place);
  if (how & is_unbuffered)
    std::setvbuf(f.file, nullptr, _IONBF, 0);
  else if (how & is_line_buffered)
    std::setvbuf(f.file, nullptr, _IOLBF, 0);
  if (!(how & reads) && appends) ::fseeko(f.file, off_t(place.position), SEEK_SET); // fdopen has gone to the end
  // A wide one becomes that by what is done next with it: when the program's locale is set again.
  if (how & is_narrow) std::fwide(f.file, -1);
  for (std::size_t k = put_back.size(); k-- > 0;)
    if (std::ungetc(static_cast<unsigned char>(put_back[k]), f.file) == EOF)
      a.refuse("nothing can be put back to the file '" + place.path + "'");
  if (how & has_ended) f.file->_flags |= at_end;
  if (how & has_failed) f.file->_flags |= failed;
  note_file(f.file, place);
  return std::exchange(f.file, nullptr);
}

std::string name_of_c_file(const void *f) {
  return file_of_stream(f, ::fileno(static_cast<std::FILE *>(const_cast<void *>(f))));
}

} // namespace perdure::detail
