// Names for objects that images do not copy.
#include <perdure/permanents.hpp>

#include <perdure/detail/value.hpp>

#include <cstdio>
#include <iostream>
#include <mutex>
#include <system_error>

namespace perdure {

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
  std::shared_lock lock(mutex_);
  auto [from, to] = by_address_.equal_range(address);
  for (; from != to; ++from)
    if (from->second->type == type) return from->second;
  return nullptr;
}

const permanents::entry *permanents::named(std::string_view name) const {
  std::shared_lock lock(mutex_);
  auto known = by_name_.find(name);
  return known == by_name_.end() ? nullptr : known->second.get();
}

permanents &permanents::standard() {
  static permanents *all = [] {
    auto *p = new permanents; // never destroyed: used by destructors of static objects
    p->add("std::cin", std::cin).add("std::cout", std::cout).add("std::cerr", std::cerr).add("std::clog", std::clog);
    p->add("std::wcin", std::wcin)
        .add("std::wcout", std::wcout)
        .add("std::wcerr", std::wcerr)
        .add("std::wclog", std::wclog);
    p->add("stdin", *stdin).add("stdout", *stdout).add("stderr", *stderr);
    // What every std::error_code points to; the objects themselves are not among the library's symbols.
    p->add("std::generic_category", std::generic_category()).add("std::system_category", std::system_category());
    return p;
  }();
  return *all;
}

} // namespace perdure
