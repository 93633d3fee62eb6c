// The exceptions that handlers hold across a suspension: back with their dynamic type, shared where they were shared.
#include "frames.hpp"

#include <perdure/serialize/register.hpp>

#include <future>

namespace {

using namespace image_test;
using std::string;

struct failure : std::runtime_error {
  int code = 0;
  failure() : std::runtime_error("") {}
  failure(const string &what, int c) : std::runtime_error(what), code(c) {}
  template <class A> void serialize(A &a, unsigned) {
    a & code;
    string text = what();
    a & text;
    if (A::is_loading::value) static_cast<std::runtime_error &>(*this) = std::runtime_error(text);
  }
};
struct plain {
  static inline int alive = 0;
  int n = 0;
  plain() { ++alive; }
  explicit plain(int k) : n(k) { ++alive; }
  plain(const plain &o) : n(o.n) { ++alive; }
  ~plain() { --alive; }
  template <class A> void serialize(A &a, unsigned) { a & n; }
};
struct unheard {};

using F = variables<std::exception_ptr>;

template <class E> std::exception_ptr back(E e) {
  stack s;
  s.push<F>().build<0>(std::make_exception_ptr(std::move(e)));
  stack t = s.reloaded();
  return t.at<F>().get<0>();
}

template <class E> string what(E e) {
  const std::exception_ptr p = back(std::move(e));
  try {
    std::rethrow_exception(p);
  } catch (const E &x) {
    EXPECT_TRUE(typeid(x) == typeid(E));
    return x.what();
  } catch (...) {
    return "another type";
  }
}
template <class E> E value(E e) {
  try {
    std::rethrow_exception(back(std::move(e)));
  } catch (const E &x) {
    return x;
  }
}

TEST(Exceptions, OfTheStandard) {
  EXPECT_EQ(what(std::runtime_error("a")), "a");
  EXPECT_EQ(what(std::out_of_range("b")), "b");
  EXPECT_EQ(what(std::invalid_argument("c")), "c");
  EXPECT_EQ(what(std::bad_alloc()), string(std::bad_alloc().what()));
  EXPECT_EQ(what(std::bad_optional_access()), string(std::bad_optional_access().what()));
  const std::system_error e(std::make_error_code(std::errc::no_such_file_or_directory), "opening x");
  EXPECT_EQ(what(e), string(e.what()));
  const std::system_error f(std::make_error_code(std::errc::io_error));
  EXPECT_EQ(what(f), string(f.what()));
  const std::filesystem::filesystem_error g("cannot copy", "/a", "/b", std::make_error_code(std::errc::file_exists));
  EXPECT_EQ(what(g), string(g.what()));
  const std::ios_base::failure h("stream");
  EXPECT_EQ(what(h), string(h.what()));
  try {
    static_cast<void>(std::get<int>(std::variant<int, char>('c')));
  } catch (const std::bad_variant_access &x) {
    EXPECT_EQ(what(x), string(x.what()));
  }
  EXPECT_EQ(what(perdure::image_error("mine")), "mine");
}

TEST(Exceptions, OfOtherTypes) {
  EXPECT_EQ(value(42), 42);
  EXPECT_EQ(value(string("text")), "text");
  try {
    std::rethrow_exception(back(static_cast<const char *>("a constant")));
  } catch (const char *text) { // by value: libstdc++ gives references to thrown pointers a null one
    EXPECT_STREQ(text, "a constant");
  }
  perdure::register_exception<plain>();
  EXPECT_EQ(value(plain(5)).n, 5);
  EXPECT_EQ(plain::alive, 0);
}

TEST(Exceptions, OfTheUser) {
  perdure::register_exception<failure>();
  const failure f = value(failure("broken", 7));
  EXPECT_EQ(f.code, 7);
  EXPECT_STREQ(f.what(), "broken");
}

TEST(Exceptions, UnknownTypesAreRefused) {
  stack s;
  s.push<F>().build<0>(std::make_exception_ptr(unheard()));
  const string error = error_of<perdure::unserialisable>([&] { s.image(); });
  EXPECT_NE(error.find("unheard"), string::npos) << error;
  EXPECT_NE(error.find("register_exception"), string::npos) << error;
}

TEST(Exceptions, SharedAndReferredTo) { // `catch (const std::exception &e)`: e refers to the exception object
  using G = variables<std::exception_ptr, std::exception_ptr, const std::exception *, const std::runtime_error *>;
  stack s;
  auto &f = s.push<G>();
  try {
    throw std::range_error("too far");
  } catch (const std::runtime_error &e) {
    f.build<0>(std::current_exception());
    f.build<1>(f.get<0>());
    f.build<2>(&e);
    f.build<3>(&e);
  }
  stack t = s.reloaded();
  auto &g = t.at<G>();
  EXPECT_EQ(g.get<0>(), g.get<1>());
  EXPECT_STREQ(g.get<2>()->what(), "too far");
  EXPECT_EQ(g.get<2>(), g.get<3>());
  try {
    std::rethrow_exception(g.get<0>());
  } catch (const std::exception &e) {
    EXPECT_EQ(&e, g.get<2>());
  }
}

TEST(Exceptions, AsBasesOfLayouts) {
  stack s;
  s.push<variables<std::runtime_error>>().build<0>("a value");
  EXPECT_STREQ(s.reloaded().at<variables<std::runtime_error>>().get<0>().what(), "a value");
  stack n;
  n.push<F>().build<0>();
  EXPECT_EQ(n.reloaded().at<F>().get<0>(), nullptr);
}

} // namespace
