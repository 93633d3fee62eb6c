// Results of class type are built where the caller wants them, with no move in between, through tail calls, too; and
// what a call "returns" while it unwinds.
#define PERDURE_INSTRUMENTED 1
#include <perdure/detail/generated.hpp>
#include <perdure/detail/io_std.hpp>
#include <perdure/perdure.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace {

namespace pd = perdure::detail;

/// Cannot be moved, copied or default-constructed.
class Fixed {
public:
  explicit Fixed(int n) : self_(this), n_(n) { ++built; }
  Fixed(const Fixed &) = delete;
  ~Fixed() { ++destroyed; }
  int n() const { return self_ == this ? n_ : -1; }
  static inline int built = 0, destroyed = 0;

private:
  Fixed *self_;
  int n_;
};

template <class T> T make_of(int n) {
  if constexpr (std::is_same_v<T, Fixed>)
    return Fixed(n);
  else if constexpr (std::is_same_v<T, std::unique_ptr<int>>)
    return std::make_unique<int>(n);
  else
    return T(std::size_t(n), 'x');
}

/// Saves nothing: these frames are never put into an image.
template <class T> struct make_frame : pd::frame {
  static constexpr bool pins = false;
  int n;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    if (k == 0) v.value(n);
  }
};

/// T make(int n) { if (n == 0) { checkpoint(); return T(7); } return make(n - 1); }
template <class T> T make(int n) {
  if (n == 0) {
    perdure::checkpoint();
    if (pd::unwinding()) {
      pd::capture<make_frame<T>>(1)->n = 3; // so many checkpoints more
      return pd::nothing<T>();
    }
    return make_of<T>(7);
  }
  pd::on_unwind save([&] { pd::capture<make_frame<T>>(2)->n = n; });
  return make<T>(n - 1);
}

template <class T> void make_resume(pd::frame *self_) {
  pd::resumed<make_frame<T>> frame_(self_);
  pd::deliver();
  if (frame_->at == 2) return; // the callee has built the result
  if (--frame_->n > 0) {
    perdure::checkpoint();
    return pd::suspend(&*frame_, 1);
  }
  ::new (pd::result_storage<T>()) T(make_of<T>(7));
}

constexpr pd::field make_fields[] = {{"n", "int", 1, pd::field::value}};
constexpr std::uint16_t make_live[] = {0};
constexpr pd::point make_points[] = {
    {}, {"perdure::checkpoint()#1", 2, make_live, 1, pd::no_result}, {"make(int)#1", 3, make_live, 1, pd::tail_result}};
template <class T>
constexpr pd::function make_function =
    pd::describe<make_frame<T>>("make(int)", "_Z4makei", "make.cpp", 1, make_fields, make_points, make_resume<T>);
template <class T> const pd::function *make_frame<T>::description() { return &make_function<T>; }

/// bool use(int n) { T x = make(n); look at x; }
template <class T> struct use_frame : pd::frame {
  static constexpr bool pins = true;
  pd::slot<T> x;
  pd::live_set<1> live;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    if (k == 0) v.local(x); // not serialisable all of them, and no image is made here
  }
};

const void *built_at = nullptr;

bool look(Fixed &x) { return built_at = &x, x.n() == 7; }
bool look(std::unique_ptr<int> &x) { return built_at = &x, *x == 7; }
bool look(std::string &x) { return built_at = &x, x == "xxxxxxx"; }

template <class T> bool use(int n) {
  pd::owner<use_frame<T>> frame_;
  T &x = *::new (frame_->x.where()) T(make<T>(n));
  if (pd::unwinding()) {
    pd::suspend(&*frame_, 1);
    return pd::nothing<bool>();
  }
  pd::scope<T> x_scope_(frame_->x);
  return look(x);
}

template <class T> void use_resume(pd::frame *self_) {
  pd::resumed<use_frame<T>> frame_(self_);
  pd::deliver();
  frame_->live.set(0);
  pd::give<bool>(look(frame_->x.get()) && built_at == frame_->x.where());
}

constexpr pd::field use_fields[] = {{"x", "T", 1, pd::field::pinned}};
constexpr std::uint16_t use_live[] = {0};
constexpr pd::point use_points[] = {{}, {"make(int)#1", 2, use_live, 1, 0}};
template <class T>
constexpr pd::function use_function =
    pd::describe<use_frame<T>>("use(int)", "_Z3usei", "make.cpp", 9, use_fields, use_points, use_resume<T>);
template <class T> const pd::function *use_frame<T>::description() { return &use_function<T>; }

struct stopping_host : pd::host {
  next on_checkpoint(pd::execution &) override { return next::stop; }
};

template <class R> perdure::continuation start_stopping(R (*f)(int), int n) {
  static stopping_host h;
  auto e = std::make_shared<pd::execution>();
  e->server = &h;
  pd::begin(*e, f, n);
  return perdure::continuation(std::move(e));
}

template <class T> class Results : public testing::Test {};
using ResultTypes = testing::Types<Fixed, std::unique_ptr<int>, std::string>;
TYPED_TEST_SUITE(Results, ResultTypes);

TYPED_TEST(Results, AreBuiltInTheCallersSlot) {
  int before = Fixed::built - Fixed::destroyed;
  for (int n : {0, 1, 2, 5}) {
    auto co = start_stopping(use<TypeParam>, n);
    int resumes = 0;
    while (co.suspended()) {
      co.resume();
      ++resumes;
    }
    EXPECT_EQ(resumes, 3);
    EXPECT_TRUE(co.template result<bool>()) << "through " << n << " tail calls";
  }
  EXPECT_EQ(Fixed::built - Fixed::destroyed, before);
}

TYPED_TEST(Results, AreBuiltInTheExecutionForARoot) {
  int before = Fixed::built - Fixed::destroyed;
  for (int n : {0, 1, 5}) {
    // The execution can save its result, which a type that says nothing about itself cannot be.
    if constexpr (!std::is_same_v<TypeParam, Fixed>) {
      auto co = start_stopping(make<TypeParam>, n);
      while (co.suspended()) co.resume();
      EXPECT_TRUE(look(co.template result<TypeParam>()));
    }
  }
  EXPECT_EQ(Fixed::built - Fixed::destroyed, before);
}

TYPED_TEST(Results, AreNotDestroyedWhenTheyWereNeverBuilt) {
  int before = Fixed::built - Fixed::destroyed;
  auto co = start_stopping(use<TypeParam>, 4);
  co.abandon();
  EXPECT_EQ(Fixed::built - Fixed::destroyed, before);
}

TEST(Tail, ADeepTailRecursionIsNotQuadratic) {
#if defined(PERDURE_POISONS) || !defined(__OPTIMIZE__)
  constexpr int depth = 10000;
#else
  constexpr int depth = 100000;
#endif
  auto co = start_stopping(use<std::string>, depth); // 10^10 steps if each frame looked for its destination
  while (co.suspended()) co.resume();
  EXPECT_TRUE(co.result<bool>());
}

// ---- long count(int n): tail calls that pass a scalar through; tail at the top, too ----

struct count_frame : pd::frame {
  static constexpr bool pins = false;
  int n;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    if (k == 0) v.value(n);
  }
};

long count(int n) {
  if (n == 0) {
    perdure::checkpoint();
    if (pd::unwinding()) {
      pd::capture<count_frame>(1)->n = n;
      return pd::nothing<long>();
    }
    return 42;
  }
  long r = count(n - 1);
  if (pd::unwinding()) pd::capture<count_frame>(2)->n = n;
  return r;
}

void count_resume(pd::frame *self_) {
  pd::resumed<count_frame> frame_(self_);
  pd::deliver();
  if (frame_->at == 1) pd::give<long>(42);
}

constexpr pd::point count_points[] = {{},
                                      {"perdure::checkpoint()#1", 2, make_live, 1, pd::no_result},
                                      {"count(int)#1", 3, make_live, 1, pd::tail_result}};
constexpr pd::function count_function =
    pd::describe<count_frame>("count(int)", "_Z5counti", "count.cpp", 1, make_fields, count_points, count_resume);
const pd::function *count_frame::description() { return &count_function; }

TEST(Tail, PassesScalarsThrough) {
  for (int n : {0, 1, 9}) {
    auto co = start_stopping(count, n);
    co.resume();
    EXPECT_EQ(co.result<long>(), 42);
  }
}

// ---- outcome ask(int): return perdure::checkpoint(); the answer of a primitive passes a tail point ----

struct ask_frame : pd::frame {
  static constexpr bool pins = false;
  static const pd::function *description();
  template <class V> void visit(V &, unsigned) {}
};

perdure::outcome ask(int) {
  perdure::outcome r = perdure::checkpoint();
  if (pd::unwinding()) pd::capture<ask_frame>(1);
  return r;
}

void ask_resume(pd::frame *self_) {
  pd::resumed<ask_frame> frame_(self_);
  pd::deliver();
}

constexpr pd::point ask_points[] = {{}, {"perdure::checkpoint()#1", 2, nullptr, 0, pd::tail_result}};
constexpr pd::function ask_function =
    pd::describe<ask_frame>("ask(int)", "_Z3aski", "ask.cpp", 1, nullptr, ask_points, ask_resume);
const pd::function *ask_frame::description() { return &ask_function; }

TEST(Tail, PassesTheAnswerOfAPrimitiveThrough) {
  auto saved = perdure::start(ask, 1);
  EXPECT_EQ(saved.result<perdure::outcome>(), perdure::outcome::saved);
  auto restored = start_stopping(ask, 1);
  restored.resume();
  EXPECT_EQ(restored.result<perdure::outcome>(), perdure::outcome::restored);
}

// ---- int &pick(int): references as results ----

int picked[3] = {10, 20, 30};

struct pick_frame : pd::frame {
  static constexpr bool pins = false;
  int n;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    if (k == 0) v.value(n);
  }
};

int &pick(int n) {
  perdure::checkpoint();
  if (pd::unwinding()) {
    pd::capture<pick_frame>(1)->n = n;
    return pd::nothing<int &>();
  }
  return picked[n];
}

void pick_resume(pd::frame *self_) {
  pd::resumed<pick_frame> frame_(self_);
  pd::deliver();
  pd::give<int *>(&picked[frame_->n]);
}

constexpr pd::point pick_points[] = {{}, {"perdure::checkpoint()#1", 2, make_live, 1, pd::no_result}};
constexpr pd::function pick_function =
    pd::describe<pick_frame>("pick(int)", "_Z4picki", "pick.cpp", 1, make_fields, pick_points, pick_resume);
const pd::function *pick_frame::description() { return &pick_function; }

TEST(References, AreResultsOfARoot) {
  auto co = perdure::start(pick, 1);
  EXPECT_EQ(&co.result<int &>(), &picked[1]);
}

// ---- nothing<T>() ----

enum class Scoped : short { a };
struct Small { // returned in registers
  int a, b;
};
struct Floats {
  double a, b;
};
struct Large { // returned in memory though trivial
  char bytes[200];
};
struct Empty {};
struct Abstract {
  virtual ~Abstract() = default;
  virtual int f() = 0;
};
class NoDefault {
public:
  explicit NoDefault(int) {}
  NoDefault(NoDefault &&) = default;

private:
  std::unique_ptr<int> p_;
};

template <class T> void nobody_destroys_it() {
  pd::slot<T> storage;
  std::fill(std::begin(storage.raw), std::end(storage.raw), static_cast<unsigned char>(0x5a));
  ::new (storage.where()) T(pd::nothing<T>());
  if constexpr (!std::is_trivially_copyable_v<T>) {
    for (unsigned char b : storage.raw) EXPECT_EQ(b, 0x5a) << "something was built";
  }
}

TEST(Nothing, IsMadeForEveryKindOfType) {
  pd::nothing<void>();
  EXPECT_EQ(pd::nothing<int>(), 0);
  EXPECT_EQ(pd::nothing<bool>(), false);
  EXPECT_EQ(pd::nothing<double>(), 0.0);
  EXPECT_EQ(pd::nothing<Scoped>(), Scoped::a);
  EXPECT_EQ(pd::nothing<int *>(), nullptr);
  EXPECT_EQ((pd::nothing<int Small::*>()), nullptr);
  EXPECT_EQ(pd::nothing<std::nullptr_t>(), nullptr);
  int &r = pd::nothing<int &>();
  const std::string &s = pd::nothing<const std::string &>();
  std::string &&m = pd::nothing<std::string &&>();
  Abstract &a = pd::nothing<Abstract &>();
  EXPECT_NE(&r, nullptr);
  EXPECT_NE(&s, nullptr);
  EXPECT_NE(&m, nullptr);
  EXPECT_NE(&a, nullptr);
  nobody_destroys_it<Small>();
  nobody_destroys_it<Floats>();
  nobody_destroys_it<Large>();
  nobody_destroys_it<Empty>();
  nobody_destroys_it<Fixed>();
  nobody_destroys_it<NoDefault>();
  nobody_destroys_it<std::string>();
  nobody_destroys_it<std::vector<std::string>>();
  nobody_destroys_it<std::unique_ptr<int>>();
  nobody_destroys_it<std::shared_ptr<int>>();
  nobody_destroys_it<const std::string>();
}

} // namespace
