// Elements that are numbered from 1: the pointer leads before the first one, and often nothing else leads there. (A
// sanitizer's allocator does not tell of a block behind an address.)
// RUN: env -u PERDURE_HEAP %triple %s
// RUN: env PERDURE_HEAP=moved %triple %s
// FLAGS: --all --safepoints=all
// UNSUPPORTED: sanitized
#include <cstdio>
#include <cstdlib>
#include <vector>

#pragma GCC diagnostic ignored "-Wfree-nonheap-object" // g++ sees the end of such an array only

namespace {

struct body {
  double mass, x, y;
};

int step(int i) { return i + 1; }

double *vector_from(int low, int high) {
  auto *v = static_cast<double *>(std::malloc((high - low + 1) * sizeof(double)));
  return v - low;
}

double **matrix_from_one(int n) {
  auto **m = static_cast<double **>(std::malloc(n * sizeof(double *)));
  m -= 1;
  for (int i = 1; i <= n; ++i) m[i] = vector_from(1, n);
  return m;
}

struct samples {
  double values[4], *from_one;
};

struct heap { // in an array, as books have them
  int *keys;
  int used;
  explicit heap(int n) : keys(new int[n] - 1), used(0) {}
  ~heap() { delete[] (keys + 1); }
  void push(int key) {
    int k = ++used;
    for (; k > 1 && keys[k / 2] > key; k /= 2) keys[k] = keys[k / 2];
    keys[k] = key;
  }
  int pop() {
    const int least = keys[1], last = keys[used--];
    int k = 1;
    for (int next; (next = 2 * k) <= used; k = next) {
      if (next < used && keys[next + 1] < keys[next]) ++next;
      if (keys[next] >= last) break;
      keys[k] = keys[next];
    }
    keys[k] = last;
    return step(least) - 1;
  }
};

} // namespace

int main() {
  double *v[3] = {vector_from(1, 5), vector_from(1, 6), vector_from(1, 7)};
  double **m = matrix_from_one(3);
  body *bodies = new body[4] - 1;
  double local[4] = {1, 2, 3, 4}, *from_local = local - 1;
  samples in{{5, 6, 7, 8}, nullptr};
  in.from_one = in.values - 1;
  std::vector<double> owner(5, 2.0);
  double *owned = owner.data() - 1;
  double sum = 0;
  for (int k = 0; k < 3; ++k)
    for (int i = 1; i <= 5; ++i) v[k][i] = step(i * k);
  for (int i = 1; i <= 3; ++i)
    for (int j = 1; j <= 3; ++j) m[i][j] = step(i) * j;
  for (int i = 1; i <= 4; ++i) bodies[i] = {double(i), double(step(i)), 2.0 * i};
  for (int k = 0; k < 3; ++k)
    for (int i = 1; i <= 5; ++i) sum += step(0) * v[k][i];
  for (int i = 1; i <= 3; ++i)
    for (int j = 1; j <= 3; ++j) sum += step(0) * m[j][i];
  for (int i = 1; i <= 4; ++i) sum += bodies[i].mass * step(i) + bodies[i].x - bodies[i].y;
  for (int i = 1; i <= 4; ++i) sum += step(0) * (from_local[i] * in.from_one[i] + owned[i]);
  std::printf("%g\n", sum);

  heap h(8);
  for (int i = 0; i < 8; ++i) h.push(step(i * 5 % 8));
  while (h.used > 0) std::printf("%d ", h.pop());
  std::printf("\n");

  for (int i = 1; i <= 3; ++i) std::free(m[i] + 1);
  std::free(m + 1);
  for (double *one : v) std::free(one + 1);
  delete[] (bodies + 1);
}
