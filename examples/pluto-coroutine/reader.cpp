// Loads the coroutine from the file, and runs it from where it yielded.
#include <perdure/hosting.hpp>

#include "foobar.hpp"

#include <iostream>

int main(int argc, char **argv) {
  if (argc != 2) {
    std::cerr << "usage: reader FILE\n";
    return 2;
  }
  try {
    perdure::continuation co = perdure::load(perdure::image::from_file(argv[1]), foo);
    co.resume();
  } catch (const perdure::image_error &e) {
    std::cerr << "reader: " << e.what() << '\n';
    return 3;
  }
}
