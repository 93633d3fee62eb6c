// Objects that images name instead of copying them: a logger, a connection, a function.
#pragma once

#include <perdure/error.hpp>

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>

namespace perdure {

/// Names for objects and functions, both ways. An image holds the name; the program that loads it must know an object
/// of the same type by that name. The objects must outlive the executions that refer to them. Safe on any thread.
class permanents {
public:
  struct entry {
    std::string name;
    void *address;
    const char *type; ///< std::type_info::name() of the object's static type, without const
  };

  permanents() = default;
  permanents(const permanents &) = delete;
  permanents &operator=(const permanents &) = delete;

  /// Names an object or a function. Throws perdure::error if the name stands for something else already.
  template <class T> permanents &add(std::string_view name, T &object) {
    if constexpr (std::is_function_v<T>)
      insert(name, reinterpret_cast<void *>(&object), typeid(T).name());
    else
      insert(name, const_cast<void *>(static_cast<const volatile void *>(std::addressof(object))), typeid(T).name());
    return *this;
  }

  /// Forgets a name; no effect if it is unknown.
  void remove(std::string_view name);

  /// The entry of an object of that type at that address; null if it has none. An entry stays valid until it is
  /// removed.
  const entry *at(const void *address, std::string_view type) const;

  /// The entry of that name; null if it is unknown.
  const entry *named(std::string_view name) const;

  /// Those that every save and load knows: std::cin, cout, cerr and clog, their wide kin, stdin, stdout, stderr, and
  /// what the program adds.
  static permanents &standard();

private:
  void insert(std::string_view name, void *address, const char *type);

  mutable std::shared_mutex mutex_;
  std::map<std::string, std::unique_ptr<entry>, std::less<>> by_name_;
  std::multimap<const void *, const entry *> by_address_;
};

} // namespace perdure
