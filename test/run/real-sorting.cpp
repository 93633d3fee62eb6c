// RUN: %triple %s
// Sorting: merge sort, quicksort, heap sort, insertion sort by pointers; the comparisons are counted, all suspend.
#include <perdure/perdure.hpp>

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

struct Counter {
  long compared = 0, moved = 0;
};

RESUMABLE bool less(const std::string &a, const std::string &b, Counter &c) {
  if (++c.compared % 16 == 0) perdure::checkpoint();
  return a < b;
}

RESUMABLE std::vector<std::string> merge(std::vector<std::string> a, std::vector<std::string> b, Counter &c) {
  std::vector<std::string> out;
  out.reserve(a.size() + b.size());
  auto i = a.begin(), j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (less(*j, *i, c))
      out.push_back(std::move(*j++));
    else
      out.push_back(std::move(*i++));
    ++c.moved;
  }
  out.insert(out.end(), i, a.end());
  out.insert(out.end(), j, b.end());
  return out;
}

RESUMABLE std::vector<std::string> merge_sort(const std::vector<std::string> &v, Counter &c) {
  if (v.size() < 2) return v;
  const auto middle = v.begin() + std::ptrdiff_t(v.size() / 2);
  return merge(merge_sort({v.begin(), middle}, c), merge_sort({middle, v.end()}, c), c);
}

RESUMABLE void quick_sort(std::string *begin, std::string *end, Counter &c) {
  while (end - begin > 1) {
    std::string pivot = begin[(end - begin) / 2];
    std::string *i = begin, *j = end - 1;
    while (i <= j) {
      while (less(*i, pivot, c)) ++i;
      while (less(pivot, *j, c)) --j;
      if (i <= j) {
        ++c.moved;
        std::swap(*i++, *j--);
      }
    }
    if (j - begin < end - i) {
      quick_sort(begin, j + 1, c);
      begin = i;
    } else {
      quick_sort(i, end, c);
      end = j + 1;
    }
  }
}

RESUMABLE void sift(std::vector<std::string> &v, std::size_t root, std::size_t n, Counter &c) {
  for (std::size_t child; (child = 2 * root + 1) < n; root = child) {
    if (child + 1 < n && less(v[child], v[child + 1], c)) ++child;
    if (!less(v[root], v[child], c)) return;
    ++c.moved;
    std::swap(v[root], v[child]);
  }
}

RESUMABLE void heap_sort(std::vector<std::string> &v, Counter &c) {
  for (std::size_t i = v.size() / 2; i-- > 0;) sift(v, i, v.size(), c);
  for (std::size_t n = v.size(); n-- > 1;) {
    std::swap(v[0], v[n]);
    sift(v, 0, n, c);
  }
}

RESUMABLE void insertion_sort(std::vector<std::string> &v, Counter &c) {
  for (auto i = v.begin(); i != v.end(); ++i) {
    std::string item = std::move(*i);
    auto j = i;
    for (; j != v.begin() && less(item, *(j - 1), c); --j, ++c.moved) *j = std::move(*(j - 1));
    *j = std::move(item);
  }
}

RESUMABLE int main() {
  std::vector<std::string> words;
  std::uint32_t seed = 12345;
  for (int i = 0; i < 40; ++i) {
    std::string w;
    for (int k = 0; k < 4; ++k) {
      seed = seed * 1664525u + 1013904223u;
      w += char('a' + (seed >> 24) % 6);
    }
    words.push_back(w);
  }
  Counter merging, quick, heap, insertion;
  const std::vector<std::string> merged = merge_sort(words, merging);
  std::vector<std::string> v = words;
  quick_sort(v.data(), v.data() + v.size(), quick);
  std::cout << (v == merged);
  v = words;
  heap_sort(v, heap);
  std::cout << (v == merged);
  v = words;
  insertion_sort(v, insertion);
  std::cout << (v == merged) << std::is_sorted(v.begin(), v.end()) << '\n';
  for (const Counter *c : {&merging, &quick, &heap, &insertion}) std::cout << c->compared << '/' << c->moved << ' ';
  for (const std::string &w : merged) std::cout << w << ' ';
  std::cout << '\n';
}
