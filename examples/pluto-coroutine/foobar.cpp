// foo calls bar, and bar yields: the coroutine that waits then consists of both, with their variables.
#include "foobar.hpp"

#include <iostream>
#include <string>

RESUMABLE static void bar(const std::string &message) {
  std::cout << "entered bar" << std::endl;
  perdure::yield(); // bar runs to here
  std::cout << message << std::endl;
}

void foo() {
  std::string some_message = "And hello from a long dead variable!";
  int i = 4;
  bar(some_message);
  std::cout << i << std::endl;
}
