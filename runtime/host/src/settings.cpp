// Reads what a launched program is told through its environment.

#include "settings.hpp"

#include <perdure/host/store.hpp>

#include <charconv>
#include <cstdlib>
#include <optional>

namespace perdure::host {
namespace {

std::optional<std::string> get(const char *name) {
  const char *value = std::getenv(name);
  if (!value || !*value) return std::nullopt;
  return value;
}

std::optional<std::string> take(const char *name) {
  std::optional<std::string> value = get(name);
  ::unsetenv(name);
  return value;
}

std::uint64_t parse_number(const std::string &name, const std::string &text) {
  std::uint64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    throw bad_setting{name + ": '" + text + "' is not a whole number"};
  return number;
}

} // namespace

std::chrono::milliseconds parse_duration(const std::string &name, const std::string &text) {
  double number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  std::string unit(end, text.data() + text.size());
  double factor = unit.empty() || unit == "s" ? 1e3 : unit == "ms" ? 1 : unit == "m" ? 60e3 : unit == "h" ? 3600e3 : 0;
  if (error != std::errc() || factor == 0 || !(number > 0) || number * factor > 1e15)
    throw bad_setting{name + ": '" + text + "' is not a time: write 60s, 500ms, 5m or 1h"};
  return std::chrono::milliseconds(std::int64_t(number * factor));
}

settings read_settings() {
  settings s;
  for (const char *name : {variables::store, variables::id, variables::every, variables::resume, variables::image})
    s.is_durable |= get(name).has_value();
  s.store_url = absolute_url(get(variables::store).value_or(default_store)); // the program may go elsewhere
  if (auto id = take(variables::id)) {
    if (!valid_id(*id))
      throw bad_setting{"PERDURE_ID: '" + *id + "' is not an id: use letters, digits, '.', '_' and '-'"};
    s.id = *id;
  }
  if (auto every = get(variables::every)) s.every = parse_duration(variables::every, *every);
  if (auto keep = get(variables::keep)) s.keep = parse_number(variables::keep, *keep);
  if (auto resume = take(variables::resume)) {
    std::size_t at = resume->rfind('@');
    s.resume_id = resume->substr(0, at);
    if (at != std::string::npos) s.resume_number = parse_number(variables::resume, resume->substr(at + 1));
  }
  s.image_file = take(variables::image).value_or("");
  if (const char *parameter = std::getenv(variables::parameter)) s.parameter = parameter;
  ::unsetenv(variables::parameter);
  s.show = take(variables::show).has_value();
  s.stress = take(variables::stress).value_or("");
  return s;
}

} // namespace perdure::host
