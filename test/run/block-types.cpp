// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Types that blocks declare under names that mean something else in other blocks, or outside.
#include <cstdio>
#include <map>
#include <string>
#include <vector>

template <class Map> static int count(const Map &m) {
  int s = 0;
  for (auto &p : m) {
    (void)p;
    ++s;
  }
  return s;
}
struct View {
  typedef std::map<char, int> map;
  map m{{'a', 1}};
};
using number = long;
template <class T> struct box {
  T value;
};

template <class T> static int each(T x) {
  int sum = 0;
  {
    using held = std::vector<T>;
    held all(2, x);
    sum += count(all);
  }
  {
    typedef box<T> held;
    held one{x};
    sum += int(one.value) + count(View().m);
  }
  return sum;
}

int main() {
  View v;
  number outer = 1L << 40;
  {
    typedef std::map<std::string, int> map_type;
    map_type m;
    m["a"] = 1;
    for (map_type::iterator i = m.begin(); i != m.end(); ++i) std::printf("%s %d\n", i->first.c_str(), count(m));
  }
  {
    typedef View::map map_type;
    map_type &m = v.m;
    std::printf("%d\n", count(m));
  }
  {
    using map_type = int;
    map_type k = 3;
    for (int i = 0; i < 2; ++i) {
      using map_type = char;
      map_type c = 'x';
      k += c + count(v.m) + int(sizeof(map_type));
    }
    std::printf("%d %d\n", k, int(sizeof(map_type)));
  }
  {
    typedef char number;
    number c = number(300);
    std::printf("%d %d\n", c + count(v.m), int(sizeof(number)));
  }
  number after = 1L << 41;
  {
    struct item {
      int n;
    };
    item one{count(v.m)};
    using kept = decltype(one.n);
    kept k = one.n + count(v.m);
    std::printf("%d\n", k);
  }
  {
    struct named {
      std::string s;
    };
    named two{"two"};
    using kept = decltype(two.s);
    kept k = two.s + std::to_string(count(v.m));
    auto f = [&](const kept &more) {
      kept all = k + more;
      return count(all);
    };
    std::printf("%s %d\n", k.c_str(), f("ab"));
  }
  std::printf("%ld %ld %d %d\n", outer + count(v.m), after, each(2), each('c'));
}
