// String streams of char, compiled once; and where the standard streams lead.
#include <perdure/detail/globals.hpp>
#include <perdure/detail/io_stream.hpp>

#include <iostream>

namespace perdure::detail {

template <> const object_type type_table<std::stringbuf>::value = make_table<std::stringbuf>();
template <> const object_type type_table<std::stringstream>::value = make_table<std::stringstream>();
template <> const object_type type_table<std::istringstream>::value = make_table<std::istringstream>();
template <> const object_type type_table<std::ostringstream>::value = make_table<std::ostringstream>();

namespace {

std::ios *const standard_streams[] = {&std::cin, &std::cout, &std::cerr, &std::clog};
/// A program may lead them into a buffer of its own. Noted for each image, set again by the process that loads it.
std::streambuf *stream_buffers[4] = {};

constexpr global_variable rows[] = {
    global("std::cout.rdbuf()", "std::streambuf *[4]", "perdure_stream_buffers", 0, stream_buffers),
};
const globals_registration registered(rows, 1);

} // namespace

void note_stream_buffers() noexcept {
  for (int k = 0; k < 4; ++k) stream_buffers[k] = standard_streams[k]->rdbuf();
}

void set_stream_buffers() {
  for (int k = 0; k < 4; ++k)
    if (stream_buffers[k] && standard_streams[k]->rdbuf() != stream_buffers[k])
      standard_streams[k]->rdbuf(stream_buffers[k]);
}

} // namespace perdure::detail
