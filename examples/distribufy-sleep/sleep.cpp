// Prints a line before and after a sleep. Killed during the sleep and resumed, it does not print the first line again,
// and sleeps only for the time that is left.
#include <perdure/perdure.hpp>

#include <chrono>
#include <cstdlib>
#include <iostream>

RESUMABLE int main(int argc, char **argv) {
  std::chrono::duration<double> nap(argc > 1 ? std::atof(argv[1]) : 5.0);
  std::cout << "before sleep" << std::endl;
  perdure::sleep_for(nap);
  std::cout << "after sleep" << std::endl;
}
