// RUN: %triple %s
// Fourteen ways to sort the same numbers, most as templates over iterators, with counts of comparisons and moves.
// EVERY: 7
#include <algorithm>
#include <cstdio>
#include <functional>
#include <iterator>
#include <list>
#include <queue>
#include <set>
#include <utility>
#include <vector>

static long compared, moved;

struct Number {
  int v;
  Number(int v = 0) : v(v) {}
  Number(const Number &o) : v(o.v) { ++moved; }
  Number &operator=(const Number &o) {
    v = o.v;
    ++moved;
    return *this;
  }
  friend bool operator<(const Number &a, const Number &b) {
    ++compared;
    return a.v < b.v;
  }
};

template <class I> void bubble(I first, I last) {
  for (bool again = true; again && first != last; --last) {
    again = false;
    for (I i = first, j = std::next(i); j != last; ++i, ++j)
      if (*j < *i) {
        std::iter_swap(i, j);
        again = true;
      }
  }
}

template <class I> void insertion(I first, I last) {
  if (first == last) return;
  for (I i = first + 1; i != last; ++i) {
    typename std::iterator_traits<I>::value_type v = *i;
    I j = i;
    while (j != first && v < *(j - 1)) {
      *j = *(j - 1);
      --j;
    }
    *j = v;
  }
}

template <class I> void selection(I first, I last) {
  for (; first != last; ++first) {
    I least = first;
    for (I i = first; ++i != last;)
      if (*i < *least) least = i;
    if (least != first) std::iter_swap(least, first);
  }
}

template <class I> void shell(I first, I last) {
  const auto n = last - first;
  for (auto gap : {7, 3, 1})
    for (auto i = gap + 0l; i < n; ++i)
      for (auto j = i; j >= gap && first[j] < first[j - gap]; j -= gap) std::swap(first[j], first[j - gap]);
}

template <class I> void quick(I first, I last) {
  while (last - first > 1) {
    auto pivot = first[(last - first) / 2].v;
    I i = first, j = last - 1;
    for (;;) {
      while (*i < pivot) ++i;
      while (pivot < *j) --j;
      if (i >= j) break;
      std::iter_swap(i++, j--);
    }
    I middle = j + 1 > i ? i : j + 1;
    if (middle == first) middle = first + 1;
    if (middle - first < last - middle) {
      quick(first, middle);
      first = middle;
    } else {
      quick(middle, last);
      last = middle;
    }
  }
}

template <class I, class Buffer> void merge_sort(I first, I last, Buffer &&buffer) {
  if (last - first < 2) return;
  I middle = first + (last - first) / 2;
  merge_sort(first, middle, buffer);
  merge_sort(middle, last, buffer);
  buffer.clear();
  std::merge(first, middle, middle, last, std::back_inserter(buffer));
  std::copy(buffer.begin(), buffer.end(), first);
}

template <class I> void sift(I first, long at, long n) {
  for (;;) {
    long child = 2 * at + 1;
    if (child >= n) return;
    if (child + 1 < n && first[child] < first[child + 1]) ++child;
    if (!(first[at] < first[child])) return;
    std::swap(first[at], first[child]);
    at = child;
  }
}
template <class I> void heap(I first, I last) {
  long n = last - first;
  for (long i = n / 2; i-- > 0;) sift(first, i, n);
  while (n-- > 1) {
    std::swap(first[0], first[n]);
    sift(first, 0, n);
  }
}

template <class I> void comb(I first, I last) {
  long gap = last - first;
  for (bool swapped = true; gap > 1 || swapped;) {
    gap = std::max(1l, gap * 10 / 13);
    swapped = false;
    for (I i = first; i + gap < last; ++i)
      if (i[gap] < *i) std::iter_swap(i, i + gap), swapped = true;
  }
}

template <class I> void cocktail(I first, I last) {
  while (first < last) {
    I end = first;
    for (I i = first + 1; i < last; ++i)
      if (*i < i[-1]) std::iter_swap(i, i - 1), end = i;
    last = end;
    I begin = last;
    for (I i = last; --i > first;)
      if (*i < i[-1]) std::iter_swap(i, i - 1), begin = i;
    first = begin;
  }
}

template <class I> void gnome(I first, I last) {
  for (I i = first; i != last;) {
    if (i == first || !(*i < i[-1]))
      ++i;
    else {
      std::iter_swap(i, i - 1);
      --i;
    }
  }
}

void counting(std::vector<Number> &v) {
  int count[64] = {0};
  for (const Number &n : v) ++count[n.v];
  auto out = v.begin();
  for (int i = 0; i < 64; ++i)
    while (count[i]-- > 0) *out++ = i;
}

void radix(std::vector<Number> &v) {
  std::vector<Number> buckets[4];
  for (int shift = 0; shift < 6; shift += 2) {
    for (const Number &n : v) buckets[n.v >> shift & 3].push_back(n);
    v.clear();
    for (auto &b : buckets) {
      v.insert(v.end(), b.begin(), b.end());
      b.clear();
    }
  }
}

void tree(std::vector<Number> &v) {
  std::multiset<Number> set(v.begin(), v.end());
  v.assign(set.begin(), set.end());
}

void patience(std::vector<Number> &v) {
  std::list<std::vector<Number>> piles;
  for (const Number &n : v) {
    auto p = std::find_if(piles.begin(), piles.end(), [&](auto &pile) { return !(pile.back() < n); });
    if (p == piles.end()) p = piles.emplace(p);
    p->push_back(n);
  }
  v.clear();
  while (!piles.empty()) {
    auto least = std::min_element(piles.begin(), piles.end(), [](auto &a, auto &b) { return a.back() < b.back(); });
    v.push_back(least->back());
    least->pop_back();
    if (least->empty()) piles.erase(least);
  }
}

int main() {
  using V = std::vector<Number>;
  using Sort = std::function<void(V &)>;
  V numbers;
  for (unsigned i = 0, x = 11; i < 13; ++i, x = x * 29 % 61) numbers.push_back(int(x));
  std::pair<const char *, Sort> sorts[] = {
      {"bubble", [](V &v) { bubble(v.begin(), v.end()); }},
      {"insertion", [](V &v) { insertion(v.begin(), v.end()); }},
      {"selection", [](V &v) { selection(v.begin(), v.end()); }},
      {"shell", [](V &v) { shell(v.begin(), v.end()); }},
      {"quick", [](V &v) { quick(v.begin(), v.end()); }},
      {"merge", [](V &v) { merge_sort(v.begin(), v.end(), V()); }},
      {"heap", [](V &v) { heap(v.begin(), v.end()); }},
      {"comb", [](V &v) { comb(v.begin(), v.end()); }},
      {"cocktail", [](V &v) { cocktail(v.begin(), v.end()); }},
      {"gnome", [](V &v) { gnome(v.begin(), v.end()); }},
      {"counting", counting},
      {"radix", &radix},
      {"tree", tree},
      {"patience", patience},
  };
  for (auto &[name, sort] : sorts) {
    V v = numbers;
    compared = moved = 0;
    sort(v);
    std::printf("%-10s", name);
    unsigned hash = 0;
    for (auto &n : v) hash = hash * 31 + n.v;
    bool fine = std::is_sorted(v.begin(), v.end(), [](const Number &a, const Number &b) { return a.v < b.v; });
    std::printf(" %s %08x %ld %ld\n", fine ? "sorted" : "WRONG", hash, compared, moved);
  }
  for (auto &n : numbers) std::printf("%d ", n.v);
  std::printf("\n");
}
