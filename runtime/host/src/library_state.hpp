// What the C and C++ libraries keep for a program beside its variables, as far as it changes what a program prints:
// the generators behind rand() and drand48(), the locale, how floating-point numbers are rounded, and whether the time
// zone's names are known. What strtok(), localtime() and their kin keep belongs to the runtime's functions that stand
// in for them (detail/heap.hpp); other static buffers and lcong48()'s parameters are not part of an image.
#pragma once

#include <string>

namespace perdure::host {

/// The state as text, without spaces at the ends.
std::string capture_library();

/// Sets it in a new process. Text that capture_library did not write is ignored: an image's checksum guards it.
void restore_library(const std::string &);

} // namespace perdure::host
