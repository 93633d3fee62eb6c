// Turns JSON into the value that a suspended program waits for. A program's types are known at run time by name only;
// scalars and strings can be written in JSON without knowing more. A program that waits for another type is resumed by
// a host of its own, through continuation::resume.

#include "parameter.hpp"

#include "settings.hpp"

#include <perdure/error.hpp>

#include <nlohmann/json.hpp>

#include <limits>
#include <new>
#include <string_view>
#include <tuple>
#include <typeinfo>

namespace perdure::host {
namespace {

using json = nlohmann::json;

/// The types that JSON can be turned into.
using known = std::tuple<bool, char, signed char, unsigned char, short, unsigned short, int, unsigned, long,
                         unsigned long, long long, unsigned long long, float, double, long double, std::string>;

/// Calls `f` with a null pointer to the type of that name; false if it is not a known one.
template <class F> bool with_type(std::string_view name, F f) {
  return std::apply([&](auto... sample) { return ((name == typeid(sample).name() && (f(&sample), true)) || ...); },
                    known());
}

bad_setting mismatch(const detail::execution &e, const std::string &got) {
  return {"the program waits for a value of type " + detail::readable(e.wanted.expects->name) + ", not for " + got +
          ": hand one in with -p JSON"};
}

template <class T> T convert(const detail::execution &e, const json &j, const std::string &text) {
  if constexpr (std::is_same_v<T, bool>) {
    if (j.is_boolean()) return j.get<bool>();
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (j.is_string()) return j.get<std::string>();
  } else if constexpr (std::is_floating_point_v<T>) {
    if (j.is_number()) return T(j.get<double>());
  } else {
    if (j.is_number_unsigned() && j.get<std::uint64_t>() <= std::uint64_t(std::numeric_limits<T>::max()))
      return T(j.get<std::uint64_t>());
    if (j.is_number_integer() && !j.is_number_unsigned() && std::is_signed_v<T> &&
        j.get<std::int64_t>() >= std::int64_t(std::numeric_limits<T>::min()))
      return T(j.get<std::int64_t>());
    if (sizeof(T) == 1 && j.is_string() && j.get_ref<const std::string &>().size() == 1)
      return T(j.get_ref<const std::string &>()[0]);
  }
  throw mismatch(e, text);
}

} // namespace

void hand_in_json(detail::execution &e, const std::string *text) {
  if (!e.wanted.expects) {
    if (text) throw bad_setting{"the program waits for no value: resume it without -p"};
    return;
  }
  if (!text) throw mismatch(e, "nothing");
  json j = json::parse(*text, nullptr, false);
  if (j.is_discarded()) throw bad_setting{"-p: '" + *text + "' is not JSON (a string needs its quotes: -p '\"text\"')"};
  bool is_known = with_type(e.wanted.expects->name, [&](auto *sample) {
    using T = std::remove_pointer_t<decltype(sample)>;
    T made = convert<T>(e, j, *text);
    ::new (e.answer_place()) T(std::move(made));
  });
  if (!is_known)
    throw bad_setting{"the program waits for a value of type " + detail::readable(e.wanted.expects->name) +
                      ", which cannot be written in JSON here: resume it from a program, with continuation::resume()"};
}

void hand_in_nothing(detail::execution &e) {
  if (!e.wanted.expects) return;
  bool is_known = with_type(e.wanted.expects->name, [&](auto *sample) {
    using T = std::remove_pointer_t<decltype(sample)>;
    ::new (e.answer_place()) T();
  });
  if (!is_known)
    throw error("stress: yield() waits for a value of type " + detail::readable(e.wanted.expects->name) +
                ", and nobody is there to hand it in");
}

std::string yielded_text(const detail::execution &e) {
  const detail::value &out = e.wanted.out;
  if (!out.is_built()) return {};
  std::string text = "a value of type " + detail::readable(out.type()->name);
  with_type(out.type()->name, [&](auto *sample) {
    using T = std::remove_pointer_t<decltype(sample)>;
    const T &value = *static_cast<const T *>(out.where());
    if constexpr (std::is_same_v<T, char> || std::is_same_v<T, signed char> || std::is_same_v<T, unsigned char>)
      text = std::to_string(int(value));
    else if constexpr (std::is_same_v<T, long double>)
      text = std::to_string(value);
    else
      text = json(value).dump(-1, ' ', false, json::error_handler_t::replace);
  });
  return text;
}

} // namespace perdure::host
