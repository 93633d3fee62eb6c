// String streams of char, compiled once.
#include <perdure/detail/io_stream.hpp>

namespace perdure::detail {

template <> const object_type type_table<std::stringbuf>::value = make_table<std::stringbuf>();
template <> const object_type type_table<std::stringstream>::value = make_table<std::stringstream>();
template <> const object_type type_table<std::istringstream>::value = make_table<std::istringstream>();
template <> const object_type type_table<std::ostringstream>::value = make_table<std::ostringstream>();

} // namespace perdure::detail
