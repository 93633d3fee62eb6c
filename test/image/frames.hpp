// Frames for tests: `variables<T...>` is the frame of a function with one pinned variable of each type, described as
// generated code describes its own. A `stack` makes an execution of such frames, saves it and loads it into another.
#pragma once

#include <perdure/detail/describe.hpp>
#include <perdure/detail/execution.hpp>
#include <perdure/detail/graph.hpp>
#include <perdure/detail/image.hpp>
#include <perdure/detail/io_std.hpp>
#include <perdure/error.hpp>
#include <perdure/permanents.hpp>

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <string>
#include <tuple>
#include <typeinfo>
#include <utility>

namespace image_test {

namespace pd = perdure::detail;

inline void never_resumed(pd::frame *) { FAIL() << "images do not run frames"; }

template <class... T> struct variables : pd::frame {
  static constexpr bool pins = true;
  static constexpr std::size_t count = sizeof...(T);
  std::tuple<pd::slot<T>...> slots;
  pd::live_set<count> live;

  template <unsigned K> auto &get() { return std::get<K>(slots).get(); }
  template <unsigned K, class... A> auto &build(A &&...a) {
    using U = typename std::tuple_element_t<K, std::tuple<pd::slot<T>...>>::type;
    if constexpr (std::is_array_v<U>)
      ::new (std::get<K>(slots).where()) pd::boxed<U>{};
    else
      ::new (std::get<K>(slots).where()) U(std::forward<A>(a)...);
    live.set(K);
    return get<K>();
  }

  template <class V> void visit(V &v, unsigned k) { visit_one(v, k, std::make_index_sequence<count>()); }
  template <class V, std::size_t... K> void visit_one(V &v, unsigned k, std::index_sequence<K...>) {
    ((k == K ? v.pinned(std::get<K>(slots)) : void()), ...);
  }

  struct text {
    std::array<pd::field, count> fields;
    std::array<std::uint16_t, count> live;
    std::array<pd::point, 2> points;
    pd::function function;
    const pd::function *registered;
  };
  static const pd::function *description() {
    static text *t = [] {
      static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
      auto *made = new text{};
      static const std::array<std::string, count> types{pd::readable(typeid(T).name())...};
      for (std::size_t k = 0; k < count; ++k) {
        made->fields[k] = {names[k], types[k].c_str(), unsigned(k + 2), pd::field::pinned};
        made->live[k] = std::uint16_t(k);
      }
      made->points[1] = {"checkpoint#1", 7, made->live.data(), std::uint16_t(count), pd::no_result};
      made->function =
          pd::describe_ranges<variables>("work(int)", typeid(variables).name(), "work.cpp", 1, made->fields.data(),
                                         count, made->points.data(), 2, never_resumed, 0);
      made->registered = &made->function;
      static const pd::registration r(&made->registered, 1);
      return made;
    }();
    return &t->function;
  }
};

class stack {
public:
  stack() : execution_(std::make_shared<pd::execution>()) { execution_->state = perdure::status::suspended; }

  /// The innermost frame from now on.
  template <class Frame> Frame &push() {
    auto *f = static_cast<Frame *>(pd::create_frame(*Frame::description(), execution_->memory));
    f->at = 1;
    f->caller = execution_->stack;
    execution_->stack = f;
    return *f;
  }
  pd::execution &execution() { return *execution_; }
  std::string image() { return pd::encode(*execution_); }
  static stack load(const std::string &bytes) {
    stack s;
    pd::decode(bytes, *s.execution_);
    return s;
  }
  stack reloaded() { return load(image()); }

  /// The frame `depth` calls outwards from the innermost.
  template <class Frame> Frame &at(unsigned depth = 0) {
    pd::frame *f = execution_->stack;
    while (depth-- > 0) f = f->caller;
    EXPECT_EQ(f->type, Frame::description());
    return *static_cast<Frame *>(f);
  }

private:
  std::shared_ptr<pd::execution> execution_;
};

/// What an error says, or "" if there is none.
template <class E, class F> std::string error_of(F &&f) {
  try {
    f();
  } catch (const E &e) {
    return e.what();
  }
  return "";
}

/// A value after a save and a load.
template <class T, class Check> void comes_back(T &&value, Check &&check) {
  using U = std::decay_t<T>;
  using F = variables<U>;
  stack s;
  s.push<F>().template build<0>(std::forward<T>(value));
  const std::string first = s.image();
  stack t = stack::load(first);
  EXPECT_EQ(t.image(), first) << "saved again, it is another image";
  check(t.at<F>().template get<0>());
}

} // namespace image_test
