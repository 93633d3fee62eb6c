// String and file streams of char, compiled once.
#include <perdure/detail/io_file.hpp>
#include <perdure/detail/io_stream.hpp>

namespace perdure::detail {

template <> const object_type type_table<std::stringbuf>::value = make_table<std::stringbuf>();
template <> const object_type type_table<std::stringstream>::value = make_table<std::stringstream>();
template <> const object_type type_table<std::istringstream>::value = make_table<std::istringstream>();
template <> const object_type type_table<std::ostringstream>::value = make_table<std::ostringstream>();
template <> const object_type type_table<std::filebuf>::value = make_table<std::filebuf>();
template <> const object_type type_table<std::ifstream>::value = make_table<std::ifstream>();
template <> const object_type type_table<std::ofstream>::value = make_table<std::ofstream>();
template <> const object_type type_table<std::fstream>::value = make_table<std::fstream>();

template <class... S> static void know_all() noexcept { (add_object_type(&object_type_of<S>), ...); }

bool know_streams() noexcept {
  static const bool known = [] {
    know_all<std::stringstream, std::istringstream, std::ostringstream, std::fstream, std::ifstream, std::ofstream,
             std::wstringstream, std::wistringstream, std::wostringstream, std::wfstream, std::wifstream,
             std::wofstream>();
    return true;
  }();
  return known;
}

} // namespace perdure::detail
