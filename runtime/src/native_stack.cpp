// Walks the native stack with the unwinder; see native_stack.hpp.
#include "native_stack.hpp"

#include <perdure/detail/context.hpp>
#include <perdure/detail/value.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <unwind.h>
#include <vector>

namespace perdure::detail {

namespace {

using address = std::uintptr_t;

/// A loaded file's code. The program itself is the first.
struct module {
  address first = 0, last = 0; ///< from the lowest to the highest loaded byte
  address base = 0;            ///< what is added to the file's addresses
};

int add_module(dl_phdr_info *info, std::size_t, void *to) {
  module m;
  m.base = info->dlpi_addr;
  bool any = false;
  for (unsigned k = 0; k < info->dlpi_phnum; ++k) {
    const ElfW(Phdr) &p = info->dlpi_phdr[k];
    if (p.p_type != PT_LOAD) continue;
    address first = m.base + p.p_vaddr, last = first + p.p_memsz;
    m.first = any ? std::min(m.first, first) : first;
    m.last = std::max(m.last, last);
    any = true;
  }
  *static_cast<module *>(to) = m;
  return 1; // the first one is enough
}

/// Does the mangled name mean a destructor, or what a shared_ptr destroys its object with? No suspension leaves those.
bool destroys(std::string_view mangled) {
  mangled = mangled.substr(0, mangled.find('.'));
  for (std::string_view end : {"D0Ev", "D1Ev", "D2Ev", "10_M_disposeEv", "10_M_destroyEv"})
    if (mangled.size() > end.size() && mangled.substr(mangled.size() - end.size()) == end) return true;
  return false;
}

/// The program's functions with C names, which no C++ compiler has made, and its destructors: sorted by address.
class foreign_functions {
public:
  explicit foreign_functions(const module &program) {
    int file = ::open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (file >= 0 && ::fstat(file, &info) == 0 && info.st_size > 0) {
      size_ = std::size_t(info.st_size);
      void *bytes = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
      if (bytes != MAP_FAILED) {
        bytes_ = static_cast<const char *>(bytes);
        read(program.base);
      }
    }
    if (file >= 0) ::close(file);
    std::sort(all_.begin(), all_.end(), [](const entry &a, const entry &b) { return a.first < b.first; });
  }

  /// Null if it is none.
  const char *at(address where) const {
    auto after =
        std::upper_bound(all_.begin(), all_.end(), where, [](address a, const entry &e) { return a < e.first; });
    if (after == all_.begin()) return nullptr;
    const entry &e = *--after;
    return where < e.last ? e.name : nullptr;
  }

private:
  struct entry {
    address first, last;
    const char *name; ///< in the mapped file, which stays
  };

  template <class T> const T *get(std::uint64_t at, std::uint64_t count = 1) const {
    if (at > size_ || count > (size_ - at) / sizeof(T) || at % alignof(T) != 0) return nullptr;
    return reinterpret_cast<const T *>(bytes_ + at);
  }

  void read(address base) {
    const auto *header = get<ElfW(Ehdr)>(0);
    if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return;
    const auto *sections = get<ElfW(Shdr)>(header->e_shoff, header->e_shnum);
    if (!sections) return;
    for (unsigned k = 0; k < header->e_shnum; ++k) {
      const ElfW(Shdr) &table = sections[k];
      if (table.sh_type != SHT_SYMTAB || table.sh_link >= header->e_shnum) continue;
      const ElfW(Shdr) &texts = sections[table.sh_link];
      std::size_t count = table.sh_size / sizeof(ElfW(Sym));
      const auto *symbols = get<ElfW(Sym)>(table.sh_offset, count);
      const char *text = get<char>(texts.sh_offset, texts.sh_size);
      if (!symbols || !text || texts.sh_size == 0 || text[texts.sh_size - 1] != 0) continue;
      for (std::size_t s = 0; s < count; ++s) {
        const ElfW(Sym) &symbol = symbols[s];
        if ((symbol.st_info & 0xf) != STT_FUNC || symbol.st_shndx == SHN_UNDEF || symbol.st_name >= texts.sh_size)
          continue;
        const char *name = text + symbol.st_name;
        if (name[0] == '_' && name[1] == 'Z' && !destroys(name)) continue;
        all_.push_back({base + symbol.st_value, base + symbol.st_value + symbol.st_size, name});
      }
    }
  }

  const char *bytes_ = nullptr;
  std::size_t size_ = 0;
  std::vector<entry> all_;
};

struct walk {
  address base;
  const module *program;
  std::string found; ///< of the innermost foreign functions in a row, the outermost that has a name: what was called
};

_Unwind_Reason_Code go_on(const walk &w) { return w.found.empty() ? _URC_NO_REASON : _URC_END_OF_STACK; }

std::string in_file(const char *function, const char *file) {
  std::string text = "a function";
  if (function && *function) text = std::strncmp(function, "_Z", 2) == 0 ? readable(function) : std::string(function);
  if (file && *file) {
    const char *name = std::strrchr(file, '/');
    text += std::string(" (") + (name ? name + 1 : file) + ")";
  }
  return text;
}

_Unwind_Reason_Code visit(_Unwind_Context *context, void *to) {
  walk &w = *static_cast<walk *>(to);
  if (_Unwind_GetCFA(context) > w.base) return _URC_END_OF_STACK; // it runs the execution
  int interrupted = 0;
  address at = _Unwind_GetIPInfo(context, &interrupted);
  if (interrupted) { // the next frame is the interrupted function's
    w.found = "a signal handler";
    return _URC_END_OF_STACK;
  }
  --at; // within the call
  if (at >= w.program->first && at < w.program->last) {
    static const foreign_functions functions(*w.program);
    const char *name = functions.at(at);
    if (!name) return go_on(w);
    std::string_view known(name, std::strcspn(name, ".")); // step.part.0, step.cold
    if (known == "main" || is_resumable(known)) return go_on(w);
    w.found = known.substr(0, 2) == "_Z" ? readable(std::string(known).c_str()) : std::string(known);
    return _URC_NO_REASON;
  }
  Dl_info info;
  if (!::dladdr(reinterpret_cast<void *>(at), &info)) return go_on(w); // made at run time: nobody knows
  if (has_resumable_functions(info.dli_fbase)) return go_on(w);
  if (w.found.empty() || info.dli_sname) w.found = in_file(info.dli_sname, info.dli_fname);
  return _URC_NO_REASON;
}

} // namespace

std::string foreign_caller(const void *base) {
  static const module program = [] {
    module m;
    ::dl_iterate_phdr(add_module, &m);
    return m;
  }();
  walk w{reinterpret_cast<address>(base), &program, {}};
  _Unwind_Backtrace(visit, &w);
  return std::move(w.found);
}

} // namespace perdure::detail
