// The C library's open files. A pointer to one (FILE *) leads to an object of the image: which file it is, how it is
// open, where it stands, and what was put back (detail/files.hpp). All pointers to one file lead to one file again.
//
// The C library keeps a list of them, so that a pointer to an open file is known from one to a closed one, whatever
// type the program gives it and whoever opened it. stdin, stdout and stderr are permanents, and not meant here.
#pragma once

#include <perdure/detail/graph_base.hpp>

#include <cstdio>
#include <string>
#include <unordered_set>

namespace perdure::detail {

/// FILE, as an object on the heap that the C library makes and ends.
extern const object_type c_file_type;

/// All that are open now, with those that C++ file streams are made of.
std::unordered_set<const void *> open_c_files();
/// Is it one of them, or a standard stream?
bool is_open_c_file(const void *) noexcept;

/// Do the bytes of a live block begin as a FILE does?
bool looks_like_c_file(const void *, std::size_t bytes) noexcept;

/// Opens again what an image tells of. The caller's to close. Throws image_error.
std::FILE *reopen_c_file(iarchive &);

/// For people.
std::string name_of_c_file(const void *);

} // namespace perdure::detail
