// Names for objects that images do not copy.
#include <perdure/permanents.hpp>

#include <perdure/detail/value.hpp>

#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <ext/stdio_filebuf.h>
#include <iostream>
#include <mutex>
#include <system_error>
#include <typeinfo>

namespace perdure {

namespace {

constexpr const char *unsynchronised[] = {"std::cin.rdbuf(), not synchronised", "std::cout.rdbuf(), not synchronised",
                                          "std::cerr.rdbuf(), not synchronised"};

/// The buffers that the standard streams have after sync_with_stdio(false) lie in the library; each knows its
/// descriptor. Null: it is none of them.
const char *name_of_buffer(const void *address, std::string_view type) noexcept {
  if (type != typeid(std::streambuf).name()) return nullptr;
  Dl_info there;
  if (!::dladdr(address, &there) || !there.dli_fname || !std::strstr(there.dli_fname, "libstdc++")) return nullptr;
  auto *buffer = static_cast<std::streambuf *>(const_cast<void *>(address));
  auto *own = dynamic_cast<__gnu_cxx::stdio_filebuf<char> *>(buffer);
  const int fd = own ? own->fd() : -1;
  return fd >= 0 && fd < 3 ? unsynchronised[fd] : nullptr;
}

} // namespace

void permanents::insert(std::string_view name, void *address, const char *type) {
  std::unique_lock lock(mutex_);
  auto known = by_name_.find(name);
  if (known != by_name_.end()) {
    const entry &e = *known->second;
    if (e.address == address && std::string_view(e.type) == type) return;
    throw error("the permanent name '" + std::string(name) + "' stands for another object already, of type " +
                detail::readable(e.type));
  }
  auto made = std::make_unique<entry>(entry{std::string(name), address, type});
  by_address_.emplace(address, made.get());
  by_name_.emplace(std::string(name), std::move(made));
}

void permanents::remove(std::string_view name) {
  std::unique_lock lock(mutex_);
  auto known = by_name_.find(name);
  if (known == by_name_.end()) return;
  auto [from, to] = by_address_.equal_range(known->second->address);
  for (; from != to; ++from)
    if (from->second == known->second.get()) {
      by_address_.erase(from);
      break;
    }
  by_name_.erase(known);
}

const permanents::entry *permanents::at(const void *address, std::string_view type) const {
  {
    std::shared_lock lock(mutex_);
    auto [from, to] = by_address_.equal_range(address);
    for (; from != to; ++from)
      if (from->second->type == type) return from->second;
  }
  const char *name = this == &standard() ? name_of_buffer(address, type) : nullptr;
  if (!name) return nullptr;
  standard().add(name, *static_cast<std::streambuf *>(const_cast<void *>(address)));
  return at(address, type);
}

const permanents::entry *permanents::named(std::string_view name) const {
  {
    std::shared_lock lock(mutex_);
    auto known = by_name_.find(name);
    if (known != by_name_.end()) return known->second.get();
  }
  if (this != &standard()) return nullptr;
  for (int k = 0; k < 3; ++k) {
    if (name != unsynchronised[k]) continue;
    std::ios *const streams[] = {&std::cin, &std::cout, &std::cerr};
    std::cout.flush();
    std::ios::sync_with_stdio(false); // a process that goes on does so anyway: host/src/streams.cpp
    std::streambuf *buffer = streams[k]->rdbuf();
    if (name_of_buffer(buffer, typeid(std::streambuf).name()) != unsynchronised[k]) return nullptr;
    standard().add(name, *buffer);
    return named(name);
  }
  return nullptr;
}

permanents &permanents::standard() {
  static permanents *all = [] {
    auto *p = new permanents; // never destroyed: used by destructors of static objects
    p->add("std::cin", std::cin).add("std::cout", std::cout).add("std::cerr", std::cerr).add("std::clog", std::clog);
    p->add("std::wcin", std::wcin)
        .add("std::wcout", std::wcout)
        .add("std::wcerr", std::wcerr)
        .add("std::wclog", std::wclog);
    p->add("std::cin.rdbuf()", *std::cin.rdbuf())
        .add("std::cout.rdbuf()", *std::cout.rdbuf())
        .add("std::cerr.rdbuf()", *std::cerr.rdbuf())
        .add("std::clog.rdbuf()", *std::clog.rdbuf());
    p->add("stdin", *stdin).add("stdout", *stdout).add("stderr", *stderr);
    // What every std::error_code points to; the objects themselves are not among the library's symbols.
    p->add("std::generic_category", std::generic_category()).add("std::system_category", std::system_category());
    return p;
  }();
  return *all;
}

} // namespace perdure
