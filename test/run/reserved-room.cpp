// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Capacities, and pointers into room that a vector or a string has only reserved, up to its end.
#include <cstdio>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

static int step(int x) { return x + 1; }

struct Word {
  std::string text;
};

/// A vector with an end of its own.
template <class T> struct Filler {
  std::vector<T> &to;
  T *limit;
  explicit Filler(std::vector<T> &v) : to(v), limit(v.data() + v.capacity()) {}
  bool full() const { return to.data() + to.size() == limit; }
};

int main() {
  std::vector<int> numbers;
  numbers.reserve(6);
  numbers.push_back(1);
  Filler<int> filler(numbers);
  while (!filler.full()) numbers.push_back(step(numbers.back()));
  std::printf("%zu %d\n", numbers.size(), numbers.back());

  std::vector<Word> words;
  words.reserve(4);
  words.push_back({"a"});
  Filler<Word> more(words);
  const Word *third = words.data() + 2;
  while (!more.full()) words.push_back({words.back().text + char('a' + step(0))});
  std::printf("%zu %s\n", words.size(), third->text.c_str());

  std::string text = "hello";
  text.reserve(100);
  char *end = &text[0] + text.capacity();
  std::wstring wide;
  wide.reserve(33);
  std::u16string other(5, u'x');
  std::unordered_map<int, int> map;
  map.reserve(100);
  map.max_load_factor(0.5);
  std::vector<bool> bits;
  bits.reserve(200);
  for (int i = 0; i < 3; ++i) {
    bits.push_back(step(i) % 2);
    std::printf("%zu %td %zu %zu %zu %g %zu\n", text.capacity(), end - text.data(), wide.capacity(), other.capacity(),
                map.bucket_count(), map.max_load_factor(), bits.capacity());
  }
}
