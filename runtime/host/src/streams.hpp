// The standard streams are permanents: an image names them. What a program has set in them - formats, the end of its
// input, how far it has read - is part of its state all the same, and travels with the image as text.
#pragma once

#include <string>

namespace perdure::host {

/// The state of std::cin, cout, cerr and clog, and the place in standard input if that is a file.
std::string capture_streams();

/// Sets it again in a new process, before it has read anything. The place in standard input is taken up if it is the
/// same file. Text that capture_streams did not write is ignored: an image's checksum guards it.
void restore_streams(const std::string &);

/// Keeps a process that another will follow from reading ahead, where what was read ahead could not be given back.
void share_standard_input();

} // namespace perdure::host
