// Open files in images: by name. What a stream has open is described by its absolute path, how it is open, where
// reading and writing stand, and how long the file was; the process that loads the image opens it again. Its content
// does not go to images.
//
// An execution that is resumed goes back in time, and the files that it writes have to go with it: one that is longer
// than it was is cut to the length that it had, when the execution first runs again and not before, so that to look at
// an image, or to load one that turns out not to fit, changes no file. What was overwritten in place since then cannot
// be undone. A file that is shorter than it was, or gone, is an image_error that says so. Nothing is ever created.
//
// Rejected: to keep the content of files in images (they are as long as the disk), to duplicate the descriptor
// (it ends with the process), and to cut each file as it is opened (two streams may write to one file, and the first
// may have been saved before the second was flushed).
#pragma once

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace perdure {
class iarchive;
class oarchive;

namespace detail {

/// A file that was opened again for an execution which has not run since.
struct reopened_file {
  int fd = -1; ///< -1: images are only looked at
  bool writes = false;
  dev_t device = 0;
  ino_t node = 0;
  std::uint64_t size = 0; ///< when the image was made
};

/// Says what a stream has open. `position`: of the next byte, or -1 if that is unknown; what the stream has buffered is
/// written already. Refuses what no other process could open so: pipes, sockets, terminals, files without a name.
void save_file(oarchive &, int fd, std::int64_t position);

struct file_place {
  int fd; ///< the caller's to close; -1: images are only looked at, and nothing is opened
  std::int64_t position;
  std::string path;
};
/// The other way round. Under its old number, if that is free. Throws image_error: there is no such file, or it is
/// shorter than it was.
file_place reopen_file(iarchive &);
/// Closes it: its stream cannot be open so. Throws image_error.
[[noreturn]] void refuse_file(iarchive &, const file_place &);

/// Cuts the files that are written to to their lengths when the image was made. Throws image_error.
void cut_files(const std::vector<reopened_file> &);

/// From now on images are loaded only to be looked at: their files stay as they are.
void keep_files_closed() noexcept;

/// The descriptors that saved images of this process name: a process that is replaced by one of them closes these.
const std::vector<int> &descriptors_in_images() noexcept;

/// What a stream stands for where images are only looked at; and where it is open, the file's name. For people.
void note_file(const void *stream, const file_place &);
std::string file_of_stream(const void *stream, int fd);

} // namespace detail
} // namespace perdure
