// RUN: %triple %s
// An exception that nobody catches ends the program as it ends the plain one.
#include <perdure/perdure.hpp>

#include <iostream>
#include <stdexcept>

RESUMABLE void inner() {
  perdure::checkpoint();
  throw std::runtime_error("nobody catches this");
}

RESUMABLE int main() {
  std::cout << "before" << std::endl;
  perdure::checkpoint();
  inner();
  std::cout << "never\n";
}
