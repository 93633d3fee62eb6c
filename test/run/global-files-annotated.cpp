// Nothing in it is built with sanitizers.
// UNSUPPORTED: sanitized
// clang-format off: lines of commands
// RUN: rm -rf %t && mkdir %t
// RUN: cd %t && %perdure-c++ -std=c++17 -O1 %s -o program
// RUN: cd %t && %perdure run --id f -- ./program && %perdure show f > shown && grep -c . log > lines && grep -x 2 lines
// RUN: cd %t && %perdure resume f && printf 'begin\nfirst\nsecond\n' | diff - log
// clang-format on
// A file of a global that does not belong to the image: the process that goes on writes behind what is there.
#include <perdure/perdure.hpp>

#include <fstream>

struct Log {
  std::ofstream out{"log"};
  Log() { out << "begin" << std::endl; }
} log_;

RESUMABLE int main() {
  log_.out << "first" << std::endl;
  perdure::yield();
  log_.out << "second" << std::endl;
}
