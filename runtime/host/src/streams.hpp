// The standard streams are permanents: an image names them. What a program has set in them - formats, ties, locales,
// sync_with_stdio(false), the end of its input, how far it has read - is part of its state all the same, and travels
// with the image as text. So does what it has read ahead: from a file, the place of the next byte is taken up again;
// from a pipe or a terminal, the bytes that were read and not used are.
#pragma once

#include <string>

namespace perdure::host {

/// The state of std::cin, cout, cerr and clog, what of standard input is not used yet, and the libraries' hidden state
/// (library_state.hpp).
std::string capture_streams();

/// Sets it again in a new process, before it has read anything. The place in standard input is taken up if it is the
/// same file. Text that capture_streams did not write is ignored: an image's checksum guards it.
void restore_streams(const std::string &);

/// What the initialisers of a program's globals print has been printed by the process that started the program. From
/// the call on, before main, standard output and error lead nowhere if this process goes on with an execution; until
/// `speak`.
void be_silent_before_main() noexcept;
void speak() noexcept;

} // namespace perdure::host
