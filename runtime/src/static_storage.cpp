// Which static storage is certain to hold a built object in every process of a build.
//
// A pointer into the program's static storage is saved as an offset. That is sound for constants and for objects at
// namespace scope, which are built before main. A static local with a dynamic initialiser is built when control first
// passes its declaration: in a new process, a restored reference to it would lead to an object that was never built.
// The linker's symbol table tells the two apart: by the Itanium C++ ABI, a local entity's name begins with _ZZ, and one
// that is initialised dynamically has a guard variable, _ZGV and the same name. In a stripped program nothing tells
// them apart, and the pointer is refused. The dynamic symbols alone were rejected: they miss what the linker did not
// export.
#include <perdure/detail/graph.hpp>

#include <algorithm>
#include <cstring>
#include <dlfcn.h>
#include <elf.h>
#include <fstream>
#include <link.h>
#include <string>
#include <unordered_set>
#include <vector>

namespace perdure::detail {
namespace {

struct object {
  std::uint64_t first, last; ///< addresses as the linker assigned them
  std::string name;
};

/// The named objects of the running program, by address; none if it is stripped.
class symbol_table {
public:
  symbol_table() {
    std::ifstream in("/proc/self/exe", std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    read(bytes);
    std::sort(objects_.begin(), objects_.end(), [](const object &a, const object &b) { return a.first < b.first; });
  }

  std::uint64_t lowest() const noexcept { return lowest_; } ///< address of the first loaded byte

  /// Is every object that holds the address, or ends there, built before main? False if none is known.
  bool built_before_main(std::uint64_t address) const {
    bool any = false;
    for (const object &o : objects_) {
      if (o.first > address) break;
      if (address > o.last) continue;
      any = true;
      if (o.name.rfind("_ZZ", 0) == 0 && guards_.count(o.name)) return false;
    }
    return any;
  }

private:
  std::vector<object> objects_;
  std::unordered_set<std::string> guards_; ///< names that have a guard variable
  std::uint64_t lowest_ = 0;

  template <class T> static bool get(const std::string &bytes, std::uint64_t at, T &to) {
    if (at > bytes.size() || sizeof(T) > bytes.size() - at) return false;
    std::memcpy(&to, bytes.data() + at, sizeof to);
    return true;
  }

  void read(const std::string &bytes) {
    ElfW(Ehdr) header;
    if (!get(bytes, 0, header) || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) return;
    bool any = false;
    for (unsigned k = 0; k < header.e_phnum; ++k) {
      ElfW(Phdr) segment;
      if (!get(bytes, header.e_phoff + std::uint64_t(k) * header.e_phentsize, segment) || segment.p_type != PT_LOAD)
        continue;
      lowest_ = any ? std::min<std::uint64_t>(lowest_, segment.p_vaddr) : segment.p_vaddr;
      any = true;
    }
    for (unsigned k = 0; k < header.e_shnum; ++k) {
      ElfW(Shdr) section, names;
      if (!get(bytes, header.e_shoff + std::uint64_t(k) * header.e_shentsize, section) || section.sh_type != SHT_SYMTAB)
        continue;
      if (!get(bytes, header.e_shoff + std::uint64_t(section.sh_link) * header.e_shentsize, names)) continue;
      for (std::uint64_t at = 0; at + sizeof(ElfW(Sym)) <= section.sh_size; at += sizeof(ElfW(Sym))) {
        ElfW(Sym) symbol;
        if (!get(bytes, section.sh_offset + at, symbol)) return;
        const unsigned kind = symbol.st_info & 0xf;
        if ((kind != STT_OBJECT && kind != STT_GNU_IFUNC) || symbol.st_shndx == SHN_UNDEF) continue;
        const std::uint64_t text = names.sh_offset + symbol.st_name;
        if (text >= bytes.size()) continue;
        const std::string name(bytes.c_str() + text);
        if (name.rfind("_ZGV", 0) == 0)
          guards_.insert("_Z" + name.substr(4));
        else if (symbol.st_size)
          objects_.push_back({symbol.st_value, symbol.st_value + symbol.st_size, name});
      }
    }
  }
};

} // namespace

bool built_in_every_process(const loaded_file &file, const void *p) {
  const auto *at = static_cast<const unsigned char *>(p);
  for (const loaded_file::segment &s : file.segments)
    if (at >= s.first && at < s.last && !s.writable) return true;
  if (file.name.empty()) {
    static const symbol_table table;
    return table.built_before_main(std::uint64_t(at - file.base) + table.lowest());
  }
  Dl_info info; // a library: what it exports at namespace scope
  return dladdr(p, &info) && info.dli_sname && std::strncmp(info.dli_sname, "_ZZ", 3) != 0;
}

bool made_by_every_process(const void *p) {
  for (const loaded_file &f : loaded_files())
    if (f.holds(p, false)) return f.build.empty() || !built_in_every_process(f, p);
  return false;
}

} // namespace perdure::detail
