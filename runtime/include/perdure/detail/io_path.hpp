// std::filesystem::path and what goes with it.
#pragma once

#include <perdure/detail/io.hpp>

#include <filesystem>

namespace perdure::detail {

template <> struct io<std::filesystem::path> {
  using P = std::filesystem::path;
  static void save(oarchive &a, const P &x) { a.text(x.native()); }
  static void restore(iarchive &a, void *where) { ::new (where) P(std::string(a.text())); }
  static void print(printer &p, const P &x) { p.quoted(x.native()); }
};

/// What the system said of the file is asked again when it is needed.
template <> struct io<std::filesystem::directory_entry> {
  using E = std::filesystem::directory_entry;
  static void save(oarchive &a, const E &x) { a.text(x.path().native()); }
  static void restore(iarchive &a, void *where) {
    std::filesystem::path path(std::string(a.text()));
    std::error_code gone;
    ::new (where) E(std::move(path), gone);
  }
  static void print(printer &p, const E &x) { p.quoted(x.path().native()); }
};

} // namespace perdure::detail
