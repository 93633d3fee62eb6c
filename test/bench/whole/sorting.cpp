// Sorting by hand: quicksort, heapsort and mergesort over vectors.
#include <cstdio>
#include <utility>
#include <vector>

static void quick(std::vector<int> &v, int low, int high) {
  while (low < high) {
    int pivot = v[(low + high) / 2], i = low, j = high;
    while (i <= j) {
      while (v[i] < pivot) ++i;
      while (v[j] > pivot) --j;
      if (i <= j) std::swap(v[i++], v[j--]);
    }
    if (j - low < high - i) {
      quick(v, low, j);
      low = i;
    } else {
      quick(v, i, high);
      high = j;
    }
  }
}

static void sift(std::vector<int> &v, std::size_t root, std::size_t n) {
  for (std::size_t child; (child = 2 * root + 1) < n; root = child) {
    if (child + 1 < n && v[child] < v[child + 1]) ++child;
    if (v[root] >= v[child]) return;
    std::swap(v[root], v[child]);
  }
}

static void heap(std::vector<int> &v) {
  for (std::size_t k = v.size() / 2; k-- > 0;) sift(v, k, v.size());
  for (std::size_t n = v.size(); n-- > 1;) {
    std::swap(v[0], v[n]);
    sift(v, 0, n);
  }
}

static void merge(std::vector<int> &v, std::vector<int> &spare, std::size_t low, std::size_t high) {
  if (high - low < 2) return;
  std::size_t middle = (low + high) / 2, i = low, j = middle, k = low;
  merge(v, spare, low, middle);
  merge(v, spare, middle, high);
  while (i < middle || j < high) spare[k++] = j == high || (i < middle && v[i] <= v[j]) ? v[i++] : v[j++];
  for (k = low; k < high; ++k) v[k] = spare[k];
}

static std::vector<int> numbers(unsigned seed, std::size_t n) {
  std::vector<int> v;
  for (std::size_t k = 0; k < n; ++k) v.push_back(int((seed = seed * 1103515245u + 12345u) >> 8));
  return v;
}

int main() {
  long sum = 0;
  for (unsigned round = 1; round <= 2; ++round) {
    std::vector<int> a = numbers(round, 600000), b = a, c = a, spare(a.size());
    quick(a, 0, int(a.size()) - 1);
    heap(b);
    merge(c, spare, 0, c.size());
    if (a != b || b != c) return 1;
    for (std::size_t k = 0; k < a.size(); k += 1000) sum += a[k];
  }
  std::printf("%ld\n", sum);
}
