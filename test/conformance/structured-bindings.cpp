// RUN: %triple %s
// Structured bindings: of arrays, aggregates, tuples and a type of its own with get(), by value, by reference, to const, in
// loops and conditions, of temporaries whose life they extend, nested in lambdas and shadowed.
#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

struct Sample {
  int id;
  std::string label;
  double weights[2];
};

class Version {
public:
  Version(int major, int minor, std::string tag) : major_(major), minor_(minor), tag_(std::move(tag)) { ++alive; }
  Version(const Version &o) : major_(o.major_), minor_(o.minor_), tag_(o.tag_) { ++alive; }
  ~Version() { --alive; }
  template <std::size_t I> auto get() const {
    if constexpr (I == 0)
      return major_;
    else if constexpr (I == 1)
      return minor_;
    else
      return tag_;
  }
  static int alive;

private:
  int major_, minor_;
  std::string tag_;
};
int Version::alive = 0;
namespace std {
template <> struct tuple_size<Version> : integral_constant<size_t, 3> {};
template <> struct tuple_element<0, Version> { using type = int; };
template <> struct tuple_element<1, Version> { using type = int; };
template <> struct tuple_element<2, Version> { using type = string; };
} // namespace std

struct Bits {
  unsigned low : 3, high : 5;
};

static std::pair<int, int> divide(int a, int b) {
  int q = 0;
  while (a >= b) a -= b, ++q;
  return {q, a};
}
static std::tuple<std::string, std::vector<int>, bool> parse(const std::string &text) {
  std::vector<int> numbers;
  std::string word;
  for (char c : text) {
    if (c >= '0' && c <= '9')
      numbers.push_back(c - '0');
    else
      word += c;
  }
  return {word, numbers, numbers.empty()};
}
static Version version(int n) { return Version(n, n * n, std::string(std::size_t(n), 'v')); }

int main() {
  int array[3] = {1, 2, 3};
  auto [a, b, c] = array;
  auto &[ra, rb, rc] = array;
  ra += 10, b += 20;
  const auto &[ca, cb, cc] = array;
  std::cout << a << b << c << ' ' << ra << rb << rc << ' ' << ca + cb + cc << ' ' << array[0] << array[1] << '\n';

  Sample sample{7, "seven", {0.5, 1.5}};
  auto &[id, label, weights] = sample;
  for (int i = 0; i < 3; ++i) {
    id += i;
    label += char('a' + i);
    weights[i % 2] *= 2;
  }
  auto [id2, label2, weights2] = sample;
  weights2[0] = -1;
  label2.clear();
  std::cout << sample.id << sample.label << sample.weights[0] << sample.weights[1] << ' ' << id2 << weights2[0] << label2.size() << '\n';

  auto [q, r] = divide(47, 5);
  auto &&[word, numbers, none] = parse("a1b22c");
  word += '!';
  numbers.push_back(q);
  int sum = r;
  for (int n : numbers) sum += n;
  std::cout << q << r << ' ' << word << ' ' << sum << none << '\n';

  {
    auto [major, minor, tag] = version(3);
    const auto &[m2, n2, t2] = version(2);
    std::cout << major << minor << tag << m2 << n2 << t2 << ' ' << Version::alive << '\n';
  }
  std::cout << Version::alive << '\n';

  std::map<std::string, std::vector<int>> map{{"x", {1}}, {"y", {2, 3}}, {"z", {}}};
  for (auto &[key, list] : map) list.push_back(int(key[0]) + int(list.size()));
  if (auto [where, fresh] = map.insert({"y", {}}); !fresh) where->second.clear();
  if (auto [where, fresh] = map.try_emplace("w", 2, 5); fresh) map["v"] = where->second;
  int total = 0;
  for (const auto &[key, list] : map)
    for (auto [i, end] = std::pair(list.begin(), list.end()); i != end; ++i) total = total * 3 + *i + key[0] % 7;
  std::cout << total << '\n';

  std::set<std::tuple<int, char>> pairs;
  for (auto [n, ch] : {std::tuple(2, 'b'), {1, 'z'}, {2, 'a'}, {1, 'z'}}) {
    auto [at, is_new] = pairs.emplace(n, ch);
    auto [x, y] = *at;
    std::cout << x << y << is_new << ' ';
  }
  auto [first, last] = std::minmax({3, 1, 2});
  std::cout << first << last << '\n';

  Bits bits{5, 17};
  auto &[low, high] = bits;
  low = (low + 4u) & 7u;
  ++high;
  std::cout << bits.low << bits.high << ' ';
  std::pair<std::array<int, 2>, std::pair<int, std::string>> deep{{4, 5}, {6, "six"}};
  auto &[arr, inner] = deep;
  auto &[six, name] = inner;
  auto [four, five] = arr;
  auto lambda = [&six = six, n = name](int by) { return (six += by), n + std::to_string(six); };
  std::cout << lambda(1) << lambda(2) << deep.second.first << four << five << '\n';
}
