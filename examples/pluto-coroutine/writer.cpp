// Starts the coroutine, and saves it to a file when it yields.
#include <perdure/hosting.hpp>

#include "foobar.hpp"

#include <iostream>

int main(int argc, char **argv) {
  if (argc != 2) {
    std::cerr << "usage: writer FILE\n";
    return 2;
  }
  perdure::continuation co = perdure::start(foo);
  perdure::save(co).to_file(argv[1]);
}
