// Std types beyond the containers: function objects, streams, smart pointers with deleters, locks, and whatever else a
// program may keep in a variable.
#include "frames.hpp"

#include <cfloat>

#include <iomanip>
#include <iostream>
#include <memory_resource>
#include <regex>
#include <thread>

namespace {

using namespace image_test;
using std::string;

template <class T> void same(T value) {
  comes_back(value, [&](const T &back) { EXPECT_TRUE(back == value); });
}

int twice(int x) { return 2 * x; }

struct adder {
  int n;
  int operator()(int x) const { return x + n; }
};
struct counter { // what it has counted is part of it
  string name;
  int calls = 0;
  int operator()(int x) { return x + ++calls; }
};
struct by_reference {
  int *n;
  int operator()(int x) const { return x + *n; }
};
struct unknown_to_all {
  int operator()(int x) const { return x; }
};
struct composed {
  std::function<int(int)> f, g;
  int operator()(int x) const { return f(g(x)); }
};
struct machine {
  int factor = 3;
  int times(int x) const { return factor * x; }
};
struct nameless {
  int n;
  string text;
  nameless(int k, string t) : n(k), text(std::move(t)) {}
};

} // namespace

#define LAYOUT(type, ...)                                                                                              \
  template <> struct perdure::detail::layout<type> {                                                                   \
    static constexpr const char *name = #type;                                                                         \
    template <class V, class T> static void members(V &v, T &x) { __VA_ARGS__ }                                        \
  };
LAYOUT(adder, v.member("n", x.n);)
LAYOUT(counter, v.member("name", x.name); v.member("calls", x.calls);)
LAYOUT(by_reference, v.member("n", x.n);)
LAYOUT(composed, v.member("f", x.f); v.member("g", x.g);)
LAYOUT(machine, v.member("factor", x.factor);)
LAYOUT(nameless, v.member("n", x.n); v.member("text", x.text);)
using bound_adder = decltype(std::bind(adder{1}, std::placeholders::_1));
template struct perdure::detail::known_callable<int(int), adder>;
template struct perdure::detail::known_callable<int(int), counter>;
template struct perdure::detail::known_callable<int(int), by_reference>;
template struct perdure::detail::known_callable<int(int), composed>;
template struct perdure::detail::known_callable<int(int), std::function<int(int)>>;
template struct perdure::detail::known_callable<int(int), std::reference_wrapper<counter>>;
template struct perdure::detail::known_callable<int(int), bound_adder>;
template struct perdure::detail::known_content<int, &std::any::_Manager<int>::_S_manage>;
template struct perdure::detail::known_content<string, &std::any::_Manager<string>::_S_manage>;
template struct perdure::detail::known_content<nameless, &std::any::_Manager<nameless>::_S_manage>;
template struct perdure::detail::known_content<std::vector<int>, &std::any::_Manager<std::vector<int>>::_S_manage>;

namespace {

// ---- functions ----

TEST(StdTypes, Functions) {
  using F = std::function<int(int)>;
  comes_back(F(), [](F &f) { EXPECT_FALSE(f); });
  comes_back(F(&twice), [](F &f) { EXPECT_EQ(f(21), 42); });
  comes_back(F(adder{5}), [](F &f) {
    EXPECT_EQ(f(1), 6);
    EXPECT_EQ(f.target<adder>()->n, 5);
  });
  F counting = counter{"a name too long for the buffer of a string", 0};
  counting(0);
  comes_back(counting, [](F &f) {
    EXPECT_EQ(f(10), 12);
    const F copy = f; // a copy has its own count
    EXPECT_EQ(f(10), 13);
    EXPECT_EQ(copy.target<counter>()->calls, 2);
  });
  comes_back(F(composed{adder{1}, &twice}), [](F &f) { EXPECT_EQ(f(10), 21); });
  comes_back(F(bound_adder(std::bind(adder{7}, std::placeholders::_1))), [](F &f) { EXPECT_EQ(f(1), 8); });
}

TEST(StdTypes, FunctionsShareWhatTheyPointTo) {
  using V = variables<int, std::function<int(int)>, counter, std::function<int(int)>, const int *>;
  stack s;
  auto &f = s.push<V>();
  f.build<0>(10);
  f.build<1>(by_reference{&f.get<0>()});
  f.build<2>(counter{"shared", 0});
  f.build<3>(std::ref(f.get<2>()));
  f.build<4>(&f.get<1>().target<by_reference>()->n[0]);
  stack t = s.reloaded();
  auto &g = t.at<V>();
  g.get<0>() = 20;
  EXPECT_EQ(g.get<1>()(1), 21);
  EXPECT_EQ(g.get<3>()(0), 1);
  EXPECT_EQ(g.get<2>().calls, 1);
  EXPECT_EQ(g.get<4>(), &g.get<0>());
}

TEST(StdTypes, PointersIntoAFunctionsTarget) {
  using V = variables<std::function<int(int)>, int *, string *>;
  stack s;
  auto &f = s.push<V>();
  auto *target = f.build<0>(counter{"inside", 4}).target<counter>();
  f.build<1>(&target->calls);
  f.build<2>(&target->name);
  stack t = s.reloaded();
  auto &g = t.at<V>();
  EXPECT_EQ(g.get<0>()(0), 5);
  EXPECT_EQ(*g.get<1>(), 5);
  EXPECT_EQ(*g.get<2>(), "inside");
}

TEST(StdTypes, UnknownCallableIsRefused) {
  stack s;
  s.push<variables<std::function<int(int)>>>().build<0>(unknown_to_all{});
  const string error = error_of<perdure::unserialisable>([&] { s.image(); });
  EXPECT_NE(error.find("holds a"), string::npos) << error;
  EXPECT_NE(error.find("unknown_to_all"), string::npos) << error;
}

TEST(StdTypes, BindAndMemberFunctions) {
  auto bound = std::bind(&twice, 21);
  comes_back(bound, [](auto &f) { EXPECT_EQ(f(), 42); });
  auto multiplied = std::bind(std::multiplies<int>(), std::placeholders::_2, std::placeholders::_1);
  comes_back(multiplied, [](auto &f) { EXPECT_EQ(f(6, 7), 42); });
  auto times = std::mem_fn(&machine::times);
  comes_back(times, [](auto &f) { EXPECT_EQ(f(machine{6}, 7), 42); });
  auto factor = std::mem_fn(&machine::factor);
  comes_back(factor, [](auto &f) { EXPECT_EQ(f(machine{6}), 6); });
  comes_back(std::not_fn(std::less<int>()), [](auto &f) { EXPECT_TRUE(f(2, 1)); });
}

TEST(StdTypes, ComparisonsWithAState) {
  using less = bool (*)(int, int);
  const less down = [](int a, int b) { return a > b; };
  comes_back(std::set<int, less>({1, 3, 2}, down), [](auto &back) {
    EXPECT_EQ(*back.begin(), 3);
    back.insert(4);
    EXPECT_EQ(*back.begin(), 4);
  });
  using fun = std::function<bool(int, int)>;
  comes_back(std::map<int, string, fun>({{1, "a"}, {2, "b"}}, fun(down)), [](auto &back) {
    EXPECT_EQ(back.begin()->second, "b");
    back[5] = "e";
    EXPECT_EQ(back.begin()->second, "e");
  });
  std::priority_queue<int, std::vector<int>, less> q(down);
  for (int k : {5, 1, 4}) q.push(k);
  comes_back(q, [](auto back) {
    back.push(0);
    for (int k : {0, 1, 4, 5}) {
      EXPECT_EQ(back.top(), k);
      back.pop();
    }
  });
  using hash = std::size_t (*)(const string &);
  const hash by_length = [](const string &s) { return s.size(); };
  std::unordered_map<string, int, hash> m(8, by_length);
  for (const char *k : {"a", "bb", "cc", "ddd"}) m[k] = int(m.size());
  comes_back(m, [&](auto &back) {
    EXPECT_TRUE(std::equal(m.begin(), m.end(), back.begin(), back.end()));
    back["eeee"] = 7;
    EXPECT_EQ(back.at("cc"), 2);
    EXPECT_EQ(back.at("eeee"), 7);
  });
}

// ---- any ----

TEST(StdTypes, Any) {
  comes_back(std::any(), [](std::any &a) { EXPECT_FALSE(a.has_value()); });
  comes_back(std::any(42), [](std::any &a) { EXPECT_EQ(std::any_cast<int>(a), 42); });
  comes_back(std::any(string(100, 'x')), [](std::any &a) {
    std::any copy = a;
    a = 1;
    EXPECT_EQ(std::any_cast<string &>(copy), string(100, 'x'));
  });
  comes_back(std::any(nameless(3, "three")),
             [](std::any &a) { EXPECT_EQ(std::any_cast<nameless &>(a).text, "three"); });
  comes_back(std::vector<std::any>{1, string("b"), std::vector<int>{1, 2}},
             [](auto &v) { EXPECT_EQ(std::any_cast<std::vector<int> &>(v[2]), (std::vector<int>{1, 2})); });
  stack s;
  s.push<variables<std::any>>().build<0>(2.5);
  const string error = error_of<perdure::unserialisable>([&] { s.image(); });
  EXPECT_NE(error.find("std::any that holds a double"), string::npos) << error;
}

// ---- streams ----

TEST(StdTypes, StringStreams) {
  using V = variables<std::ostringstream, std::istringstream, std::stringstream, std::ostream *, std::istream *,
                      std::ostringstream>;
  stack s;
  auto &f = s.push<V>();
  f.build<0>() << std::hex << std::showbase << std::setw(12) << std::setfill('*') << 255 << ' ';
  f.get<0>().precision(3);
  f.build<1>("12 34 fifty six");
  int n = 0;
  f.get<1>() >> n;
  auto &both = f.build<2>();
  both << "one two three";
  string word;
  both >> word;
  f.build<3>(&f.get<0>());
  f.build<4>(&f.get<1>());
  f.build<5>("written over", std::ios::out);
  f.get<5>() << "W";
  stack t = s.reloaded();
  auto &g = t.at<V>();
  *g.get<3>() << 16 << ' ' << 3.14159;
  EXPECT_EQ(g.get<0>().str(), "********0xff 0x10 3.14");
  int rest = 0;
  *g.get<4>() >> rest;
  EXPECT_EQ(rest, 34);
  g.get<1>() >> rest;
  EXPECT_TRUE(g.get<1>().fail());
  g.get<2>() << " four";
  g.get<2>() >> word;
  EXPECT_EQ(word, "two");
  string line;
  std::getline(g.get<2>(), line);
  EXPECT_EQ(line, " three four");
  EXPECT_TRUE(g.get<2>().eof());
  g.get<5>() << "R";
  EXPECT_EQ(g.get<5>().str(), "WRitten over");
}

TEST(StdTypes, StreamsThatHaveFailed) {
  using V = variables<std::istringstream>;
  stack s;
  auto &in = s.push<V>().build<0>("x");
  int n;
  in >> n;
  in.exceptions(std::ios::badbit);
  stack t = s.reloaded();
  auto &back = t.at<V>().get<0>();
  EXPECT_TRUE(back.fail());
  EXPECT_FALSE(back.bad());
  EXPECT_EQ(back.exceptions(), std::ios::badbit);
  back.clear();
  string word;
  back >> word;
  EXPECT_EQ(word, "x");
  EXPECT_TRUE(back.eof());
}

TEST(StdTypes, StreamIterators) {
  using V = variables<std::istringstream, std::istream_iterator<int>, std::ostringstream, std::ostream_iterator<int>,
                      std::istreambuf_iterator<char>, std::istringstream>;
  stack s;
  auto &f = s.push<V>();
  f.build<0>("1 2 3 4");
  f.build<1>(f.get<0>());
  ++f.get<1>();
  f.build<2>();
  f.build<3>(f.get<2>(), ", ");
  *f.get<3>() = 0;
  f.build<5>("abc");
  f.build<4>(f.get<5>());
  ++f.get<4>();
  stack t = s.reloaded();
  auto &g = t.at<V>();
  for (; g.get<1>() != std::istream_iterator<int>(); ++g.get<1>()) *g.get<3>() = *g.get<1>() * 2;
  EXPECT_EQ(g.get<2>().str(), "0, 4, 6, 8, ");
  EXPECT_EQ(string(g.get<4>(), {}), "bc");
}

TEST(StdTypes, StandardStreamsArePermanents) {
  using V = variables<std::ostream *, std::istream *, std::FILE *, std::reference_wrapper<std::ostream>>;
  stack s;
  auto &f = s.push<V>();
  f.build<0>(&std::cerr);
  f.build<1>(&std::cin);
  f.build<2>(stdout);
  f.build<3>(std::cout);
  stack t = s.reloaded();
  auto &g = t.at<V>();
  EXPECT_EQ(g.get<0>(), &std::cerr);
  EXPECT_EQ(g.get<1>(), &std::cin);
  EXPECT_EQ(g.get<2>(), stdout);
  EXPECT_EQ(&g.get<3>().get(), &std::cout);
}

// ---- iterators and views ----

TEST(StdTypes, IteratorsThatWrap) {
  using V =
      variables<std::vector<int>, std::back_insert_iterator<std::vector<int>>, std::insert_iterator<std::vector<int>>,
                std::move_iterator<std::vector<int>::iterator>, std::vector<bool>, std::vector<bool>::reference>;
  stack s;
  auto &f = s.push<V>();
  f.build<0>(std::vector<int>{1, 2, 3});
  f.build<1>(std::back_inserter(f.get<0>()));
  f.build<2>(f.get<0>(), f.get<0>().begin() + 1);
  f.build<3>(f.get<0>().begin() + 2);
  f.build<4>(std::vector<bool>(100));
  f.build<5>(f.get<4>()[70]);
  stack t = s.reloaded();
  auto &g = t.at<V>();
  EXPECT_EQ(*g.get<3>(), 3);
  *g.get<2>() = 9;
  g.get<1>() = 4;
  EXPECT_EQ(g.get<0>(), (std::vector<int>{1, 9, 2, 3, 4}));
  g.get<5>() = true;
  EXPECT_TRUE(g.get<4>()[70]);
}

TEST(StdTypes, SpanAndValarray) {
  using V = variables<std::vector<int>, std::span<int>, std::span<int, 2>, std::span<const int>>;
  stack s;
  auto &f = s.push<V>();
  f.build<0>(std::vector<int>{1, 2, 3});
  f.build<1>(f.get<0>());
  f.build<2>(f.get<0>().data() + 1, 2u);
  f.build<3>();
  stack t = s.reloaded();
  auto &g = t.at<V>();
  g.get<1>()[2] = 7;
  EXPECT_EQ(g.get<2>()[1], 7);
  EXPECT_EQ(g.get<0>()[2], 7);
  EXPECT_TRUE(g.get<3>().empty());
  comes_back(std::valarray<double>{1, 2, 3}, [](auto &v) { EXPECT_EQ(v.sum(), 6); });
  comes_back(std::valarray<string>{"a", "b"}, [](auto &v) { EXPECT_EQ(v[1], "b"); });
  comes_back(std::valarray<int>{}, [](auto &v) { EXPECT_EQ(v.size(), 0u); });
}

TEST(StdTypes, RegexResults) {
  using V = variables<string, std::smatch, std::ssub_match>;
  stack s;
  auto &f = s.push<V>();
  f.build<0>("key = value");
  f.build<1>();
  ASSERT_TRUE(std::regex_search(f.get<0>(), f.get<1>(), std::regex("(\\w+) = (\\w+)")));
  f.build<2>(f.get<1>()[2]);
  stack t = s.reloaded();
  auto &g = t.at<V>();
  EXPECT_EQ(g.get<1>()[1], "key");
  EXPECT_EQ(g.get<1>().position(2), 6);
  EXPECT_EQ(g.get<2>().str(), "value");
  EXPECT_EQ(g.get<1>().suffix().length(), 0);
}

// ---- smart pointers ----

struct loud_delete {
  static inline int deleted = 0;
  void operator()(machine *m) const {
    ++deleted;
    delete m;
  }
};
struct counting_delete {
  int *count;
  void operator()(machine *m) const {
    ++*count;
    delete m;
  }
};

} // namespace
LAYOUT(counting_delete, v.member("count", x.count);)
namespace {

TEST(StdTypes, UniquePointersWithDeleters) {
  using V = variables<std::unique_ptr<machine, loud_delete>, int, std::unique_ptr<machine, counting_delete>, machine *>;
  const int before = loud_delete::deleted;
  {
    stack s;
    auto &f = s.push<V>();
    f.build<0>(new machine{4});
    f.build<1>(0);
    f.build<2>(new machine{5}, counting_delete{&f.get<1>()});
    f.build<3>(f.get<0>().get());
    stack t = s.reloaded();
    auto &g = t.at<V>();
    EXPECT_EQ(g.get<0>()->factor, 4);
    EXPECT_EQ(g.get<3>(), g.get<0>().get());
    g.get<2>().reset();
    EXPECT_EQ(g.get<1>(), 1);
    EXPECT_EQ(f.get<1>(), 0);
    EXPECT_EQ(loud_delete::deleted, before);
  }
  EXPECT_EQ(loud_delete::deleted, before + 2);
}

TEST(StdTypes, UniquePointersToArrays) {
  using V = variables<std::unique_ptr<int[]>, int *, std::unique_ptr<string[]>, std::unique_ptr<bool[]>,
                      std::unique_ptr<string[]>, string *>;
  stack s;
  auto &f = s.push<V>();
  f.build<0>(new int[3]{1, 2, 3});
  f.build<1>(&f.get<0>()[2]);
  f.build<2>(new string[2]{"a", string(50, 'b')});
  f.build<3>(new bool[5]{true, false, true, true, false});
  f.build<4>();
  f.build<5>(&f.get<2>()[1]);
  stack t = s.reloaded();
  auto &g = t.at<V>();
  EXPECT_EQ(g.get<0>()[1], 2);
  EXPECT_EQ(g.get<1>(), &g.get<0>()[2]);
  EXPECT_EQ(g.get<2>()[1], string(50, 'b'));
  EXPECT_EQ(g.get<5>(), &g.get<2>()[1]);
  EXPECT_TRUE(g.get<3>()[3]);
  EXPECT_FALSE(g.get<3>()[4]);
  EXPECT_EQ(g.get<4>(), nullptr);
}

TEST(StdTypes, SharedPointersKnowWhatTheyOwn) {
  using V =
      variables<std::shared_ptr<void>, std::shared_ptr<int>, std::weak_ptr<machine>, std::shared_ptr<const machine>>;
  stack s;
  auto &f = s.push<V>();
  auto owner = std::make_shared<machine>(machine{6});
  f.build<0>(owner);
  f.build<1>(owner, &owner->factor);
  f.build<2>(owner);
  f.build<3>(std::unique_ptr<machine>(new machine{9}));
  owner.reset();
  stack t = s.reloaded();
  auto &g = t.at<V>();
  EXPECT_EQ(static_cast<machine *>(g.get<0>().get())->factor, 6);
  EXPECT_EQ(g.get<1>().get(), &g.get<2>().lock()->factor);
  EXPECT_EQ(g.get<1>().use_count(), 2);
  EXPECT_EQ(g.get<3>()->factor, 9);
}

TEST(StdTypes, AnAliasAloneKeepsTheWholeObject) {
  using V = variables<std::shared_ptr<int>, string *, std::shared_ptr<counter>>;
  stack s;
  auto &f = s.push<V>();
  auto owner = std::make_shared<counter>(counter{"the whole", 3});
  f.build<0>(owner, &owner->calls);
  f.build<1>(&owner->name);
  f.build<2>();
  owner.reset();
  stack t = s.reloaded();
  auto &g = t.at<V>();
  EXPECT_EQ(*g.get<0>(), 3);
  EXPECT_EQ(*g.get<1>(), "the whole");
}

TEST(StdTypes, SharedPointersWithDeletersAreRefused) {
  stack s;
  s.push<variables<std::shared_ptr<machine>>>().build<0>(new machine, loud_delete());
  const string error = error_of<perdure::unserialisable>([&] { s.image(); });
  EXPECT_NE(error.find("a deleter of its own"), string::npos) << error;
}

// ---- threads' things ----

TEST(StdTypes, Locks) {
  using V =
      variables<std::mutex, std::lock_guard<std::mutex>, std::recursive_mutex, std::unique_lock<std::recursive_mutex>,
                std::shared_mutex, std::once_flag, std::condition_variable, std::thread::id, std::mutex>;
  stack s;
  auto &f = s.push<V>();
  f.build<0>();
  f.build<1>(f.get<0>());
  f.build<2>();
  f.build<3>(f.get<2>());
  f.get<2>().lock();
  f.build<4>();
  f.build<5>();
  std::call_once(f.get<5>(), [] {});
  f.build<6>();
  f.build<7>(std::this_thread::get_id());
  f.build<8>();
  {
    stack t = s.reloaded();
    auto &g = t.at<V>();
    bool free = true;
    std::thread([&] { free = g.get<0>().try_lock(); }).join();
    EXPECT_FALSE(free);
    std::thread([&] { free = g.get<2>().try_lock(); }).join();
    EXPECT_FALSE(free);
    EXPECT_TRUE(g.get<3>().owns_lock());
    g.get<2>().unlock();
    g.get<3>().unlock();
    std::thread([&] {
      free = g.get<2>().try_lock();
      if (free) g.get<2>().unlock();
    }).join();
    EXPECT_TRUE(free);
    std::call_once(g.get<5>(), [] { FAIL() << "called already"; });
    EXPECT_EQ(g.get<7>(), std::this_thread::get_id());
    EXPECT_TRUE(g.get<8>().try_lock());
    g.get<8>().unlock();
  }
  f.get<2>().unlock();
  std::thread other([&] { f.get<8>().lock(); });
  other.join();
  const string error = error_of<perdure::unserialisable>([&] { s.image(); });
  EXPECT_NE(error.find("another thread has locked"), string::npos) << error;
  f.get<8>().unlock();
  f.get<4>().lock_shared();
  const string shared = error_of<perdure::unserialisable>([&] { s.image(); });
  EXPECT_NE(shared.find("shared mutex that is locked"), string::npos) << shared;
  f.get<4>().unlock_shared();
}

// ---- numbers and what the compilers add ----

TEST(StdTypes, UnusualNumbers) {
  same(static_cast<__int128>(-5) << 100);
  same(static_cast<unsigned __int128>(7) << 120);
  same(std::vector<__int128>{1, -1});
  same(static_cast<__float128>(1) / 3);
  same(LDBL_MIN);
  typedef float vector4 __attribute__((vector_size(16)));
  using V = variables<vector4, vector4[2]>;
  stack s;
  s.push<V>().build<0>() = vector4{1, 2, 3, 4};
  s.at<V>().build<1>()[1] = vector4{5, 6, 7, 8};
  stack t = s.reloaded();
  EXPECT_EQ(t.at<V>().get<0>()[2], 3);
  EXPECT_EQ(t.at<V>().get<1>()[1][0], 5);
}

TEST(StdTypes, Places) {
  same(std::type_index(typeid(machine)));
  same(std::align_val_t(32));
  same(std::chrono::steady_clock::now());
  comes_back(std::locale::classic(), [](std::locale &l) { EXPECT_TRUE(l == std::locale::classic()); });
  same(std::filesystem::directory_entry("/tmp"));
  using V = variables<const std::type_info *, std::atomic_flag, std::atomic_flag, std::random_device>;
  stack s;
  auto &f = s.push<V>();
  f.build<0>(&typeid(machine));
  f.build<1>();
  f.build<2>().test_and_set();
  f.build<3>();
  stack t = s.reloaded();
  EXPECT_TRUE(*t.at<V>().get<0>() == typeid(machine));
  EXPECT_FALSE(t.at<V>().get<1>().test_and_set());
  EXPECT_TRUE(t.at<V>().get<2>().test_and_set());
}

TEST(StdTypes, SeedSequences) {
  using V = variables<std::seed_seq, std::seed_seq>;
  stack s;
  s.push<V>().build<0>(std::initializer_list<int>{1, -2, 3});
  s.at<V>().build<1>();
  stack t = s.reloaded();
  std::vector<std::uint32_t> all;
  t.at<V>().get<0>().param(std::back_inserter(all));
  EXPECT_EQ(all, (std::vector<std::uint32_t>{1, std::uint32_t(-2), 3}));
  EXPECT_EQ(t.at<V>().get<1>().size(), 0u);
}

TEST(StdTypes, ContainersOfMemoryResources) {
  comes_back(std::pmr::vector<int>{1, 2, 3}, [](auto &v) { EXPECT_EQ(v.size(), 3u); });
  comes_back(std::pmr::string("a string longer than its buffer"), [](auto &v) { EXPECT_EQ(v.size(), 31u); });
  comes_back(std::pmr::map<int, std::pmr::string>{{1, "a"}}, [](auto &m) { EXPECT_EQ(m.at(1), "a"); });
  comes_back(std::pmr::list<int>{1, 2}, [](auto &l) { EXPECT_EQ(l.back(), 2); });
  comes_back(std::pmr::deque<int>{1, 2}, [](auto &l) { EXPECT_EQ(l.back(), 2); });
  std::pmr::monotonic_buffer_resource pool;
  stack s;
  s.push<variables<std::pmr::vector<int>>>().build<0>(3, 7, &pool);
  const string error = error_of<perdure::unserialisable>([&] { s.image(); });
  EXPECT_NE(error.find("memory resource"), string::npos) << error;
  s.at<variables<std::pmr::vector<int>>>().get<0>() = {};
}

} // namespace
