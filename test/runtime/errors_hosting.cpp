// A file that perdurec has not compiled either, but that says it is a host, for errors_test.cpp.
#include <perdure/hosting.hpp>

#include <perdure/detail/io_std.hpp>

namespace hosting {

std::string saves_arguments(int (*f)(const std::string &)) {
  auto co = perdure::start(f, "argument");
  auto copy = perdure::load(perdure::save(co));
  co.abandon();
  copy.resume();
  return "it was saved, and its result is " + std::to_string(copy.result<int>());
}

} // namespace hosting
