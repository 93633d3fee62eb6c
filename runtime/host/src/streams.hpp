// The standard streams are permanents: an image names them. What a program has set in them - formats, ties, locales,
// sync_with_stdio(false), the end of its input, how far it has read - is part of its state all the same, and travels
// with the image as text. So does what it has read ahead: from a file, the place of the next byte is taken up again;
// from a pipe or a terminal, the bytes that were read and not used are.
#pragma once

#include <string>
#include <vector>

namespace perdure::host {

/// The state of std::cin, cout, cerr and clog, what of standard input is not used yet, and the libraries' hidden state
/// (library_state.hpp).
std::string capture_streams();

/// Sets it again in a new process, before it has read anything. The place in standard input is taken up if it is the
/// same file. Text that capture_streams did not write is ignored: an image's checksum guards it.
void restore_streams(const std::string &);

/// What the initialisers of a program's globals print has been printed by the process that started the program, and
/// what they write to files has been written. From the call on, before main, standard output and error lead nowhere
/// if this process goes on with an execution, and so do files that are opened for writing; until `speak`.
void be_silent_before_main() noexcept;
void speak() noexcept;

/// Called when the image is loaded: streams that belong to it have their own files now. Those of the initialisers that
/// do not belong to it write behind what is in their files.
void open_files_of_initialisers();
/// What a process that takes this one's place need not keep open.
std::vector<int> descriptors_of_initialisers();

} // namespace perdure::host
