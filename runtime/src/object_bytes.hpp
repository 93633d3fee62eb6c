// What an object's bytes are besides its members, for memory that a program treats as bytes; see detail/heap.hpp.
#pragma once

#include <perdure/detail/io.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace perdure::detail {

/// The members of a class with a layout, or the parts of a std class.
struct member_table {
  std::vector<member_entry> members; ///< virtual bases first
  std::size_t virtual_bases = 0;
  std::string schema;
  const char *refusal = nullptr; ///< why no image can hold such an object
};
const member_table &members_of(const object_type &);

struct byte_range {
  std::size_t first, size;
};
/// Of a trivially copyable object: the bytes that saving it leaves out, its padding, ascending.
const std::vector<byte_range> &padding_of(const object_type &);
std::size_t bytes_in(const std::vector<byte_range> &) noexcept;
/// May an object hold an address?
bool may_hold_pointers(const object_type &);
/// Is the last member an array, or does it end with one? C programs make such an array longer than its type says.
bool ends_with_array(const object_type &);

} // namespace perdure::detail
