// Elements that are numbered from 1: the pointer leads before the first one, and nothing else leads to the block. It is
// where it was. (A sanitizer's allocator says where blocks are, and does not ask.)
// RUN: env -u PERDURE_HEAP %triple %s
// FLAGS: --all --safepoints=all
// UNSUPPORTED: sanitized
#include <cstdio>
#include <cstdlib>

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
  char *text = static_cast<char *>(std::malloc(10)) - 1;
  double sum = 0;
  for (int k = 0; k < 3; ++k)
    for (int i = 1; i <= 5; ++i) v[k][i] = step(i * k);
  for (int i = 1; i <= 3; ++i)
    for (int j = 1; j <= 3; ++j) m[i][j] = step(i) * j;
  for (int i = 1; i <= 4; ++i) bodies[i] = {double(i), double(step(i)), 2.0 * i};
  for (int i = 1; i <= 9; ++i) text[i] = char('a' + step(i));
  text[10] = 0;
  for (int k = 0; k < 3; ++k)
    for (int i = 1; i <= 5; ++i) sum += step(0) * v[k][i];
  for (int i = 1; i <= 3; ++i)
    for (int j = 1; j <= 3; ++j) sum += step(0) * m[j][i];
  for (int i = 1; i <= 4; ++i) sum += bodies[i].mass * step(i) + bodies[i].x - bodies[i].y;
  std::printf("%g %s\n", sum, text + 1);

  heap h(8);
  for (int i = 0; i < 8; ++i) h.push(step(i * 5 % 8));
  while (h.used > 0) std::printf("%d ", h.pop());
  std::printf("\n");

  for (int i = 1; i <= 3; ++i) std::free(m[i] + 1);
  std::free(m + 1);
  for (double *one : v) std::free(one + 1);
  delete[] (bodies + 1);
  std::free(text + 1);
}
