// The register of value types, and what is said when types do not match.
#include <perdure/detail/value.hpp>

#include <perdure/detail/execution.hpp>
#include <perdure/error.hpp>

#include <cstdlib>
#include <cxxabi.h>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace perdure::detail {

namespace {

struct type_register {
  std::mutex mutex;
  std::unordered_map<std::string_view, const value_type *> by_name;
};

type_register &types() {
  static auto *r = new type_register;
  return *r;
}

} // namespace

std::string readable(const char *type_name) {
  int failed = 0;
  std::unique_ptr<char, void (*)(void *)> text(abi::__cxa_demangle(type_name, nullptr, nullptr, &failed), std::free);
  if (failed || !text) return type_name;
  // What everybody writes as std::string.
  std::string out = text.get();
  for (std::string_view spelled : {"std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >"})
    for (std::size_t at; (at = out.find(spelled)) != std::string::npos;) out.replace(at, spelled.size(), "std::string");
  return out;
}

value_registration::value_registration(const value_type *t) {
  type_register &r = types();
  std::lock_guard lock(r.mutex);
  auto [at, fresh] = r.by_name.try_emplace(t->name, t);
  // A description that can save and load is worth more than one that cannot.
  if (!fresh && !at->second->object && t->object) at->second = t;
}

const value_type *find_value_type(std::string_view name) noexcept {
  type_register &r = types();
  std::lock_guard lock(r.mutex);
  auto found = r.by_name.find(name);
  return found != r.by_name.end() && found->second->object ? found->second : nullptr;
}

void refuse_value(const char *what, const char *expected, const char *got) {
  throw error(std::string(what) + " has the wrong type: expected " + readable(expected) + ", got " + readable(got));
}

void refuse_place(const char *type) {
  throw error("the value handed in by resume(), a " + readable(type) +
              ", has no place in the frame that waits for it: the image or the generated code is damaged");
}

} // namespace perdure::detail
