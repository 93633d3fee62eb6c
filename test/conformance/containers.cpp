// RUN: %triple %s
// Every standard container, built, searched, changed and nested, with iterators that stay valid held across all of it.
#include <algorithm>
#include <array>
#include <bitset>
#include <deque>
#include <forward_list>
#include <functional>
#include <iostream>
#include <iterator>
#include <list>
#include <map>
#include <queue>
#include <set>
#include <stack>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <valarray>
#include <vector>

template <class C> static std::string show(const C &c) {
  std::string s;
  for (const auto &x : c) {
    if constexpr (std::is_arithmetic_v<std::decay_t<decltype(x)>>)
      s += std::to_string(x) + " ";
    else
      s += std::string(x) + " ";
  }
  return s;
}
static int half(int v) { return v / 2; }

struct Less {
  bool reverse;
  bool operator()(int a, int b) const { return reverse ? b < a : a < b; }
};
struct Key {
  int a;
  char b;
  bool operator==(const Key &o) const { return a == o.a && b == o.b; }
};
struct KeyHash {
  std::size_t operator()(const Key &k) const { return std::size_t(k.a) * 31 + std::size_t(k.b); }
};

static void sequences() {
  std::vector<int> v{5, 3, 8};
  std::deque<int> d(v.begin(), v.end());
  std::list<int> l(d.rbegin(), d.rend());
  std::forward_list<int> f(l.begin(), l.end());
  v.reserve(20);
  auto vi = v.begin() + 1;
  auto li = std::next(l.begin());
  auto fi = f.before_begin();
  for (int i = 0; i < 5; ++i) {
    v.push_back(half(*vi) + i);
    d.push_front(*li + i);
    l.insert(li, i);
    fi = f.insert_after(fi, i * i);
    *vi += 2;
  }
  std::cout << show(v) << "| " << show(d) << "| " << show(l) << "| " << show(f) << '\n';
  li = l.erase(li);
  std::list<int> other{100, 200};
  l.splice(li, other, other.begin());
  l.sort();
  const int kept = *li; // the iterator survives the sorting, its element not what follows
  l.unique();
  l.remove_if([](int x) { return x % 2; });
  other.merge(l);
  f.reverse();
  d.erase(std::remove(d.begin(), d.end(), 3), d.end());
  v.insert(v.begin() + 2, {7, 7, 7});
  v.erase(std::unique(v.begin(), v.end()), v.end());
  std::cout << show(v) << "| " << show(d) << "| " << show(other) << "| " << show(f) << "| " << kept << l.size() << '\n';
  std::vector<bool> bits(5);
  for (std::size_t i = 0; i < bits.size(); i += 2) bits[i].flip();
  auto reference = bits[1];
  reference = true;
  bits.push_back(bits[0] && !bits[3]);
  std::bitset<8> set(0b1010);
  set.set(0).flip(7) <<= 1;
  std::cout << show(bits) << set << set.count() << '\n';
}

static void associative() {
  std::map<std::string, std::vector<int>> m;
  std::multimap<int, std::string> mm{{2, "b"}, {1, "a"}, {2, "c"}};
  std::set<int, Less> s({4, 1, 9}, Less{true});
  std::multiset<char> ms;
  for (char c : std::string("mississippi")) ms.insert(c), m[std::string(1, c)].push_back(int(ms.size()));
  auto hold = m.find("s");
  for (int i = 0; i < 4; ++i) {
    m.insert_or_assign("k" + std::to_string(i), std::vector<int>{i});
    s.insert(i * 3);
    hold->second.push_back(-i);
  }
  auto [from, to] = mm.equal_range(2);
  std::string joined;
  for (; from != to; ++from) joined += from->second;
  auto node = m.extract("k2");
  node.key() = "zz";
  m.insert(std::move(node));
  for (auto i = s.begin(); i != s.end();) i = *i % 2 ? s.erase(i) : std::next(i);
  std::cout << joined << ' ' << show(s) << *s.lower_bound(5) << ' ' << ms.count('s') << show(std::set<char>(ms.begin(), ms.end())) << '\n';
  for (const auto &[k, list] : m) std::cout << k << ':' << show(list);
  std::cout << hold->first << std::distance(m.begin(), hold) << '\n';
}

static void unordered() {
  std::unordered_map<std::string, int> counts;
  std::unordered_set<Key, KeyHash> keys{{1, 'a'}, {2, 'b'}};
  std::unordered_multimap<int, char> many;
  const char *text[] = {"to", "be", "or", "not", "to", "be"};
  for (const char *w : text) ++counts[w];
  auto &be = counts["be"];
  for (int i = 0; i < 6; ++i) {
    keys.insert({i % 4, char('a' + i % 2)});
    many.emplace(i % 2, char('a' + i));
    counts["w" + std::to_string(i)] = i;
    be += i;
  }
  std::string order; // the order of iteration belongs to the state
  for (const auto &[w, n] : counts) order += w + std::to_string(n) + " ";
  for (const Key &k : keys) order += std::to_string(k.a) + k.b;
  std::cout << order << ' ' << many.count(1) << keys.count({3, 'b'}) << keys.size() << '\n';
  auto at = counts.find("or");
  counts.erase("to");
  counts.rehash(64);
  at->second *= 7;
  std::cout << counts["or"] << counts.size() << (counts.find("none") == counts.end()) << '\n';
}

static void adapters() {
  std::stack<int, std::vector<int>> stack;
  std::queue<std::string> queue;
  std::priority_queue<int> most;
  std::priority_queue<std::pair<int, char>, std::vector<std::pair<int, char>>, std::greater<>> least;
  for (int i : {3, 1, 4, 1, 5}) {
    stack.push(i);
    queue.push(std::string(std::size_t(i), '*'));
    most.push(i * 7 % 5);
    least.emplace(i * 3 % 7, char('a' + i));
  }
  while (!stack.empty()) {
    std::cout << stack.top() << queue.front() << most.top() << least.top().second << ' ';
    stack.pop(), queue.pop(), most.pop(), least.pop();
  }
  std::valarray<int> va{1, 2, 3, 4};
  va = va * va + 1;
  va[std::slice(0, 2, 2)] = 0;
  std::cout << va.sum() << va[3] << '\n';
}

static void nested() {
  std::map<int, std::list<std::pair<std::string, std::array<int, 2>>>> deep;
  for (int i = 0; i < 4; ++i) deep[i % 2].push_back({std::string(1, char('p' + i)), {{i, i * i}}});
  std::vector<std::vector<std::vector<int>>> cube(2, std::vector<std::vector<int>>(2));
  auto &cell = cube[1][0];
  for (auto &[k, list] : deep)
    for (auto &[name, pair] : list) {
      cell.push_back(pair[1] + k);
      name += std::to_string(cell.size());
    }
  std::string s;
  for (auto &[k, list] : deep)
    for (auto &item : list) s += item.first + ";";
  std::cout << s << show(cell) << '\n';
  std::string text = "iterators";
  auto first = text.begin();
  auto last = text.rbegin();
  std::ostream_iterator<char> out(std::cout, "-");
  while (first < last.base() - 1) {
    *out++ = *first;
    std::iter_swap(first++, last++);
  }
  std::cout << text << '\n';
  std::vector<int> target{0};
  auto inserter = std::inserter(target, target.begin());
  for (int i = 0; i < 3; ++i) *inserter = i * 10;
  std::copy_n(std::make_move_iterator(target.begin()), 2, std::back_inserter(cell));
  std::cout << show(target) << show(cell) << '\n';
}

int main() {
  sequences();
  associative();
  unordered();
  adapters();
  nested();
}
