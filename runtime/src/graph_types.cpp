// What the graph asks of types and of the program's memory: base classes through run-time type information, and which
// bytes are constants of the program. Both rest on the Itanium C++ ABI and on ELF, as libstdc++ does.
#include <perdure/detail/arena.hpp>
#include <perdure/detail/graph.hpp>
#include <perdure/detail/object_types.hpp>

#include <perdure/detail/heap_places.hpp>

#include <cxxabi.h>
#include <elf.h>
#include <errno.h>
#include <link.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

namespace perdure::detail {

namespace {

struct type_registry {
  std::shared_mutex mutex;
  std::map<std::string_view, const object_type *> types;
};
type_registry &registry() {
  static type_registry r;
  return r;
}

/// `PKc` and `Pc`: pointers that differ only in what may be written through them.
bool same_but_const(const char *a, const char *b) noexcept {
  if (*a != 'P' || *b != 'P') return false;
  for (;; ++a, ++b) {
    while (a[0] == 'K' && a[-1] == 'P') ++a;
    while (b[0] == 'K' && b[-1] == 'P') ++b;
    if (*a != *b) return false;
    if (!*a) return true;
  }
}

/// Signed and unsigned variants may be read through each other's pointers.
char sign_removed(const char *name) noexcept {
  if (!name[0] || name[1]) return 0;
  switch (name[0]) {
  case 'h':
    return 'a';
  case 't':
    return 's';
  case 'j':
    return 'i';
  case 'm':
    return 'l';
  case 'y':
    return 'x';
  default:
    return name[0];
  }
}

bool is_byte(const char *name) noexcept {
  return std::strcmp(name, "c") == 0 || std::strcmp(name, "h") == 0 || std::strcmp(name, "a") == 0 ||
         std::strcmp(name, "St4byte") == 0;
}

/// By the codes of the Itanium C++ ABI.
bool is_arithmetic(const char *name) noexcept {
  return (name[0] && !name[1] && std::strchr("wbcahstijlmxynofdeg", name[0])) || is_byte(name);
}

/// Without const. A pointer to an array leads to the array's first element, as far as a run of elements goes.
const char *name_of_pointee(pointer_type t) noexcept {
  const char *n = t->name() + 1; // after the P
  while (*n == 'A' && n[1] >= '0' && n[1] <= '9')
    for (++n; *n && n[-1] != '_';) ++n;
  return *n == 'K' ? n + 1 : n;
}

bool is_array(pointer_type t) noexcept { return t->name()[1] == 'A'; }
/// Of bytes that may be anything, as a union's.
bool is_anything(pointer_type t) noexcept { return *t == typeid(anything *); }

struct segment {
  const unsigned char *first, *last;
};
struct segments {
  std::vector<segment> constants; ///< of the program and its libraries
  const unsigned char *base = nullptr;
  std::vector<segment> program; ///< what is mapped of the program itself and cannot be written
  std::string build;
};

/// The build-id among the notes of a segment; empty if it is not there.
std::string build_among(const unsigned char *notes, std::size_t size) {
  for (std::size_t at = 0; at + sizeof(ElfW(Nhdr)) <= size;) {
    ElfW(Nhdr) note;
    std::memcpy(&note, notes + at, sizeof note);
    const std::size_t name = at + sizeof note, text = name + (note.n_namesz + 3) / 4 * 4;
    if (text + note.n_descsz > size) break;
    if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && std::memcmp(notes + name, "GNU", 4) == 0)
      return {reinterpret_cast<const char *>(notes + text), note.n_descsz};
    at = text + (note.n_descsz + 3) / 4 * 4;
  }
  return {};
}

int look_at(dl_phdr_info *info, std::size_t, void *found) {
  auto &all = *static_cast<std::vector<loaded_file> *>(found);
  loaded_file f;
  if (!all.empty()) { // the first is the program, whatever its file is called
    f.name = info->dlpi_name ? info->dlpi_name : "";
    f.name.erase(0, f.name.rfind('/') + 1);
  }
  for (unsigned k = 0; k < info->dlpi_phnum; ++k) {
    const auto &h = info->dlpi_phdr[k];
    const auto *first = reinterpret_cast<const unsigned char *>(info->dlpi_addr + h.p_vaddr);
    if (h.p_type == PT_LOAD) {
      if (!f.base || first < f.base) f.base = first;
      f.segments.push_back({first, first + h.p_memsz, (h.p_flags & PF_W) != 0, (h.p_flags & PF_X) != 0});
    } else if (h.p_type == PT_NOTE && f.build.empty()) {
      f.build = build_among(first, h.p_memsz);
    }
  }
  all.push_back(std::move(f));
  return 0;
}

const segments &program_segments() {
  static const segments s = [] {
    segments found;
    const std::vector<loaded_file> files = loaded_files();
    for (const loaded_file &f : files)
      for (const loaded_file::segment &g : f.segments)
        if (!g.writable) {
          found.constants.push_back({g.first, g.last});
          if (&f == &files.front()) found.program.push_back({g.first, g.last});
        }
    found.base = files.front().base;
    found.build = files.front().build;
    return found;
  }();
  return s;
}

const segment *segment_of(const std::vector<segment> &all, const void *p) noexcept {
  for (const segment &s : all)
    if (p >= s.first && p < s.last) return &s;
  return nullptr;
}

} // namespace

const std::type_info *pointee_of(pointer_type t) noexcept {
  const auto *p = dynamic_cast<const __cxxabiv1::__pointer_type_info *>(t);
  return p && *p->__pointee != typeid(void) ? p->__pointee : nullptr;
}

/// A pointer to a virtual table leads behind the distance to the whole object and a type_info, which has a virtual
/// table of one of three classes. Memory that holds something else passes for it only by looking just so.
const std::type_info *class_of(const void *p, const std::type_info &part, const void *&whole) noexcept {
  struct plain {};
  struct derived : plain {};
  struct other {};
  struct joined : plain, other {};
  const auto word_at = [](const void *at) {
    const unsigned char *word;
    std::memcpy(&word, at, sizeof word);
    return word;
  };
  static const unsigned char *const kinds[] = {word_at(&typeid(plain)), word_at(&typeid(derived)),
                                               word_at(&typeid(joined))};
  static const std::vector<loaded_file> files = loaded_files();
  const auto is_loaded = [](const unsigned char *at, std::size_t n) {
    if (reinterpret_cast<std::uintptr_t>(at) % sizeof(void *)) return false;
    for (const loaded_file &f : files)
      for (const loaded_file::segment &s : f.segments)
        if (at >= s.first && at < s.last && std::size_t(s.last - at) >= n) return true;
    return false;
  };
  const unsigned char *table = word_at(p);
  if (reinterpret_cast<std::uintptr_t>(table) < 0x10000 || !is_loaded(table - 16, 16)) return nullptr;
  const unsigned char *type = word_at(table - 8);
  if (!is_loaded(type, sizeof(std::type_info))) return nullptr;
  if (std::find(std::begin(kinds), std::end(kinds), word_at(type)) == std::end(kinds)) return nullptr;
  std::ptrdiff_t offset;
  std::memcpy(&offset, table - 16, sizeof offset);
  const auto &is = *reinterpret_cast<const std::type_info *>(type);
  if (offset > 0 || offset < -(std::ptrdiff_t(1) << 30)) return nullptr;
  whole = static_cast<const unsigned char *>(p) + offset;
  if (is == part) return offset == 0 ? &is : nullptr;
  // Virtual bases are found through the object, which is there if it is what it says.
  return part_of(const_cast<void *>(whole), is, part) == p ? &is : nullptr;
}

void add_object_type(const object_type *t) noexcept {
  auto &r = registry();
  const std::unique_lock lock(r.mutex);
  r.types.emplace(t->type->name(), t);
}

const object_type *find_object_type(std::string_view name) noexcept {
  register_standard_exceptions();
  auto &r = registry();
  const std::shared_lock lock(r.mutex);
  const auto i = r.types.find(name);
  return i == r.types.end() ? nullptr : i->second;
}

void *part_of(void *object, const std::type_info &from, const std::type_info &to) noexcept {
  if (from == to) return object;
  if (!dynamic_cast<const __cxxabiv1::__class_type_info *>(&from) ||
      !dynamic_cast<const __cxxabiv1::__class_type_info *>(&to))
    return nullptr;
  void *part = object;
  return to.__do_catch(&from, &part, 1) ? part : nullptr; // as a handler for `to` would see it
}

void *object_of(const std::exception_ptr &e) noexcept {
  static_assert(sizeof e == sizeof(void *));
  void *p;
  std::memcpy(&p, static_cast<const void *>(&e), sizeof p);
  return p;
}

/// The same bits mean the same in both: integers but for the sign, the same but for const, pointers of any type.
static bool same_value(const char *x, const char *y) noexcept {
  return (sign_removed(x) && sign_removed(x) == sign_removed(y)) || same_but_const(x, y) || (*x == 'P' && *y == 'P');
}

fit fit_of(const void *p, pointer_type type, const run &r, std::uint64_t &index) noexcept {
  const std::size_t offset = std::size_t(static_cast<const unsigned char *>(p) - r.first), total = r.size * r.n;
  const bool aligned = offset % r.size == 0;
  index = offset / r.size;
  if (type == r.type || *type == *r.type) return !aligned ? fit::none : offset < total ? fit::exact : fit::end;
  const char *wanted = name_of_pointee(type), *there = name_of_pointee(r.type);
  if (is_anything(r.type)) {
    index = offset;
    return offset < total ? fit::bytes : fit::none;
  }
  if (is_array(type) && !is_array(r.type) && std::strcmp(wanted, there) == 0)
    return !aligned ? fit::none : offset < total ? fit::exact : fit::end;
  if (*wanted == 'v' && !wanted[1]) return !aligned ? fit::none : offset < total ? fit::start : fit::end;
  if (is_byte(wanted)) {
    if (dynamic_cast<const __cxxabiv1::__class_type_info *>(pointee_of(r.type))) {
      if (aligned && offset < total) return fit::start;
      index = r.n + offset; // a byte that is no member's, as a program that looks at all bytes comes by
      return fit::padding;
    }
    index = offset;
    return fit::bytes;
  }
  if (same_value(wanted, there)) return !aligned ? fit::none : offset < total ? fit::exact : fit::end;
  // An object that the program sees in a buffer, or another arithmetic type: the bytes are what it says.
  if (offset < total && aligned && is_arithmetic(there)) {
    index = offset;
    return fit::bytes;
  }
  if (offset < total) {
    const std::type_info *to = pointee_of(type), *from = pointee_of(r.type);
    const void *part = to && from ? part_of(r.first + index * r.size, *from, *to) : nullptr;
    if (part) return part == p ? fit::base : fit::none;
    if (aligned) return fit::pun; // C's way to derive a class, or a cast of what nobody looks at under that type
  }
  return fit::none;
}

bool is_before(const void *p, pointer_type type, const run &r) noexcept {
  return r.n && static_cast<const unsigned char *>(p) + r.size == r.first &&
         std::strcmp(name_of_pointee(type), name_of_pointee(r.type)) == 0;
}

void *address_in(const run &r, pointer_type type, std::uint64_t index) noexcept {
  const char *wanted = name_of_pointee(type), *there = name_of_pointee(r.type);
  if (index == before_first) return is_before(r.first - r.size, type, r) ? r.first - r.size : nullptr;
  unsigned char *element = index <= r.n ? r.first + index * r.size : nullptr;
  if (type == r.type || *type == *r.type) return element;
  if (is_anything(r.type)) return index <= r.n * r.size ? r.first + index : nullptr;
  if (is_array(type) && !is_array(r.type) && std::strcmp(wanted, there) == 0) return element;
  if (*wanted == 'v' && !wanted[1]) return element;
  if (is_byte(wanted)) {
    if (dynamic_cast<const __cxxabiv1::__class_type_info *>(pointee_of(r.type)))
      return index < r.n ? element : index - r.n <= r.size * r.n ? r.first + (index - r.n) : nullptr;
    return index <= r.size * r.n ? r.first + index : nullptr;
  }
  if (same_value(wanted, there)) return element;
  if (is_arithmetic(there)) return index < r.size * r.n && index % r.size == 0 ? r.first + index : nullptr;
  const std::type_info *to = pointee_of(type), *from = pointee_of(r.type);
  if (index >= r.n) return nullptr;
  void *part = to && from ? part_of(element, *from, *to) : nullptr;
  return part ? part : element;
}

const unsigned char *end_of_constants(const void *p) noexcept {
  const segment *s = segment_of(program_segments().constants, p);
  return s ? s->last : nullptr;
}

std::uint64_t offset_in_program(const void *p) noexcept {
  const auto &s = program_segments();
  return segment_of(s.program, p) ? std::uint64_t(static_cast<const unsigned char *>(p) - s.base) : 0;
}

const void *at_offset_in_program(std::uint64_t offset, std::size_t bytes) noexcept {
  const auto &s = program_segments();
  for (const segment &g : s.program) {
    const std::uint64_t first = std::uint64_t(g.first - s.base), last = std::uint64_t(g.last - s.base);
    if (offset >= first && offset < last && bytes <= last - offset) return s.base + offset;
  }
  return nullptr;
}

std::string_view build_id() noexcept { return program_segments().build; }

std::vector<loaded_file> loaded_files() {
  std::vector<loaded_file> files;
  dl_iterate_phdr(look_at, &files);
  return files;
}

std::vector<mapped_memory::mapping> mapped_memory::read() {
  std::vector<mapping> out;
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  const std::vector<loaded_file> files = loaded_files();
  const auto loaded = [&](std::uintptr_t first, std::uintptr_t last) {
    for (const loaded_file &f : files)
      for (const loaded_file::segment &s : f.segments)
        if (reinterpret_cast<std::uintptr_t>(s.first) < last && reinterpret_cast<std::uintptr_t>(s.last) > first)
          return true;
    return false;
  };
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    unsigned long long first, last;
    int named = 0;
    char readable = 0;
    if (std::sscanf(line.c_str(), "%llx-%llx %c%*s %*s %*s %*s %n", &first, &last, &readable, &named) != 3 || !named)
      continue;
    const std::string_view name = std::string_view(line).substr(std::min(line.size(), std::size_t(named)));
    // A name in brackets is the system's: the heap, the stack. Between the segments of a library nothing is readable.
    const bool file = !name.empty() && name.front() != '[' && readable == 'r';
    const bool own = file ? !loaded(first, last) : name.empty() && !(here >= first && here < last);
    out.push_back({std::uintptr_t(first), std::uintptr_t(last), own});
  }
  return out;
}

const mapped_memory::mapping *mapped_memory::at(std::uintptr_t p) {
  if (!all_) all_ = read();
  const auto m = std::find_if(all_->begin(), all_->end(), [p](const mapping &x) { return p >= x.first && p < x.last; });
  return m == all_->end() ? nullptr : &*m;
}

bool mapped_memory::is_own(std::uintptr_t p) {
  const mapping *m = at(p);
  return m && m->own && !heap_place_holds(p);
}

bool mapped_memory::is_number(std::uintptr_t p) {
  if (is_no_address(p)) return true;
  if (is_poison(p) || heap_find(reinterpret_cast<const void *>(p)).first) return false;
  if (has_address_sanitizer() && p >= 0x7fff8000 && p < 0x10007fff8000) return true; // its shadow
  return !at(p) && !all_->empty();                                                   // nothing to see without /proc
}

bool loaded_file::holds(const void *p, bool function) const noexcept {
  for (const segment &s : segments)
    if (p >= s.first && (function ? p < s.last && s.code : p <= s.last)) return true;
  return false;
}

std::string loaded_file::title() const {
  return name.empty() ? std::string(program_invocation_short_name) : "the library " + name;
}

} // namespace perdure::detail
