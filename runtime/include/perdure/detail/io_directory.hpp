// Iterators over directories: the directory, as it was named, and the entry that they have come to. A restored one
// looks for that entry in the directory as it is then; what the system gives behind it comes next.
#pragma once

#include <perdure/detail/io.hpp>

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace perdure::detail {

/// "a/b//c" -> "c", and "a/b//" stays.
inline std::string split_entry(std::string &path) {
  const std::size_t at = path.rfind('/') + 1;
  std::string name = path.substr(at);
  path.resize(at);
  return name;
}

[[noreturn, gnu::cold]] inline void refuse_entry(iarchive &a, const std::string &directory, const std::string &name) {
  a.refuse("the directory '" + directory + "' has no entry '" + name + "' any more");
}

/// References to the entry lead into what the iterator owns.
template <class Archive, class Iterator> void visit_entry(Archive &a, const Iterator &x) {
  using entry = std::filesystem::directory_entry;
  a.visit(const_cast<entry *>(std::addressof(*x)), 1);
  a.visit(const_cast<std::filesystem::path *>(std::addressof(x->path())), 1);
}

template <class I>
I open_directory(iarchive &a, const std::string &directory, std::filesystem::directory_options options,
                 std::error_code &failed) {
  I x(directory, options, failed);
  if (failed) a.refuse("the directory '" + directory + "' cannot be opened: " + failed.message());
  return x;
}

template <class I> struct directory_printing {
  static void print(printer &p, const I &x) {
    if (x == I())
      p.out("the end of a directory");
    else
      p.quoted(x->path().native());
  }
};

template <> struct io<std::filesystem::directory_iterator> : directory_printing<std::filesystem::directory_iterator> {
  using I = std::filesystem::directory_iterator;
  static void save(oarchive &a, const I &x) {
    a.byte(x != I());
    if (x == I()) return;
    visit_entry(a, x);
    std::string directory = x->path().native(), name = split_entry(directory);
    a.text(directory);
    a.text(name);
  }
  static void restore(iarchive &a, void *where) {
    I x;
    if (a.flag()) {
      const std::string directory(a.text()), name(a.text());
      std::error_code failed;
      x = open_directory<I>(a, directory, std::filesystem::directory_options::none, failed);
      while (!failed && x != I() && x->path().filename().native() != name) x.increment(failed);
      if (failed || x == I()) refuse_entry(a, directory, name);
      visit_entry(a, x);
    }
    ::new (where) I(std::move(x));
  }
};

template <>
struct io<std::filesystem::recursive_directory_iterator>
    : directory_printing<std::filesystem::recursive_directory_iterator> {
  using I = std::filesystem::recursive_directory_iterator;
  static constexpr int deepest = 4096;

  static void save(oarchive &a, const I &x) {
    a.byte(x != I());
    if (x == I()) return;
    visit_entry(a, x);
    a.byte(static_cast<unsigned char>(x.options()));
    a.byte(x.recursion_pending());
    a.count(std::uint64_t(x.depth()));
    std::string path = x->path().native();
    std::vector<std::string> names;
    for (int k = x.depth(); k >= 0; --k) {
      if (k < x.depth()) path.pop_back(); // the slash behind the directory
      names.push_back(split_entry(path));
    }
    a.text(path);
    for (std::size_t k = names.size(); k-- > 0;) a.text(names[k]);
  }
  static void restore(iarchive &a, void *where) {
    I x;
    if (a.flag()) {
      const auto options = std::filesystem::directory_options(a.byte());
      const bool pending = a.flag();
      const std::uint64_t depth = a.count();
      if (depth > deepest) a.refuse("a directory is impossibly deep");
      const std::string directory(a.text());
      std::error_code failed;
      x = open_directory<I>(a, directory, options, failed);
      for (int k = 0; k <= int(depth); ++k) {
        const std::string name(a.text());
        while (!failed && x != I() && x.depth() == k && x->path().filename().native() != name) {
          x.disable_recursion_pending();
          x.increment(failed);
        }
        if (failed || x == I() || x.depth() != k) refuse_entry(a, directory, name);
        if (k < int(depth)) x.increment(failed); // into it
      }
      if (!pending) x.disable_recursion_pending();
      visit_entry(a, x);
    }
    ::new (where) I(std::move(x));
  }
};

} // namespace perdure::detail
