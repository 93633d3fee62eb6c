// The types that a std::function or a std::any may hold, by name.
#include <perdure/detail/archive.hpp>
#include <perdure/detail/callable.hpp>
#include <perdure/detail/value.hpp>

#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

namespace perdure::detail {

namespace {

struct callable_registry {
  std::shared_mutex mutex;
  std::map<std::pair<std::string_view, std::string_view>, const callable_type *> types;
};
callable_registry &callables() {
  static callable_registry r;
  return r;
}

} // namespace

void add_callable_type(const char *signature, const callable_type *t) noexcept {
  auto &r = callables();
  const std::unique_lock lock(r.mutex);
  r.types.emplace(std::pair<std::string_view, std::string_view>(signature, t->type->name()), t);
}

const callable_type *find_callable_type(const char *signature, std::string_view name) noexcept {
  auto &r = callables();
  const std::shared_lock lock(r.mutex);
  const auto i = r.types.find({signature, name});
  return i == r.types.end() ? nullptr : i->second;
}

void refuse_callable(oarchive &a, const char *holder, const char *name) {
  a.refuse(std::string("is a ") + holder + " that holds a " + readable(name) +
           ", which no file of this program that perdurec compiled is seen to put into one; end its life before the "
           "suspension, or compile the file that makes it with perdurec");
}

void refuse_callable(iarchive &a, const char *holder, std::string_view name) {
  a.refuse(std::string("a ") + holder + " holds a " + readable(std::string(name).c_str()) +
           ", which this program does not know; resume with the program that saved it");
}

} // namespace perdure::detail
