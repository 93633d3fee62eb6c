// Virtual tables of classes whose symbols no generated file can name: local classes, and templates made of closures.
//
// Such a table is looked for in the constant data of the file that holds the class's type_info: it begins with the
// offset to the whole object, which is zero, and a pointer to the type_info, and goes on with pointers to functions.
// Nothing else looks so; a type_info of a derived class has the pointer behind its name or behind flags.
#include <perdure/detail/access.hpp>

#include <cstdint>
#include <link.h>
#include <typeinfo>
#include <vector>

namespace perdure::detail {
namespace {

struct segments {
  std::uintptr_t wanted; ///< an address in the module
  struct range {
    std::uintptr_t begin, end;
    bool contains(std::uintptr_t p) const { return begin <= p && p < end; }
  };
  std::vector<range> data; ///< of the module that holds `wanted`
  std::vector<range> code; ///< of all modules
};

int look_at_module(dl_phdr_info *info, std::size_t, void *into) {
  auto &found = *static_cast<segments *>(into);
  std::vector<segments::range> data;
  bool own = false;
  for (int k = 0; k < info->dlpi_phnum; ++k) {
    const auto &header = info->dlpi_phdr[k];
    if (header.p_type != PT_LOAD || !(header.p_flags & PF_R)) continue;
    const std::uintptr_t begin = info->dlpi_addr + header.p_vaddr;
    const segments::range range{begin, begin + header.p_filesz};
    own |= range.contains(found.wanted);
    (header.p_flags & PF_X ? found.code : data).push_back(range);
  }
  if (own) found.data = std::move(data);
  return 0;
}

} // namespace

/// It reads what lies between variables, too, which the address sanitizer would not allow.
__attribute__((no_sanitize("address"))) const void *local_table(const std::type_info &type) noexcept {
  try {
    segments found;
    found.wanted = reinterpret_cast<std::uintptr_t>(&type);
    ::dl_iterate_phdr(look_at_module, &found);
    constexpr std::uintptr_t word = sizeof(std::uintptr_t);
    for (const segments::range &r : found.data) {
      for (std::uintptr_t at = (r.begin + word - 1) / word * word; at + 3 * word <= r.end; at += word) {
        const auto *words = reinterpret_cast<const std::uintptr_t *>(at);
        if (words[0] != 0 || words[1] != found.wanted) continue;
        for (const segments::range &code : found.code)
          if (code.contains(words[2])) return reinterpret_cast<const void *>(at);
      }
    }
  } catch (const std::bad_alloc &) {}
  return nullptr;
}

} // namespace perdure::detail
