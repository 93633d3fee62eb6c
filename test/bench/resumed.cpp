// How fast code runs after it was resumed: the same function run from the beginning, and run after a suspension at its
// first line. Compiled with --func by test/bench/run. Output: a line for each kernel, its name and the seconds of its
// fastest direct and resumed repetitions.
#include <perdure/perdure.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

/// A region without suspension points.
RESUMABLE double matrix(bool suspends, int n) {
  std::vector<double> a(std::size_t(n * n), 1.5), b(std::size_t(n * n), 0.5), c(std::size_t(n * n));
  if (suspends) perdure::yield();
  for (int i = 0; i < n; ++i)
    for (int k = 0; k < n; ++k) {
      const double x = a[std::size_t(i * n + k)];
      for (int j = 0; j < n; ++j) c[std::size_t(i * n + j)] += x * b[std::size_t(k * n + j)];
    }
  return c[0] + c[std::size_t(n * n - 1)];
}

/// A hot loop that could suspend at each turn.
RESUMABLE double polled(bool suspends, int n) {
  std::uint64_t x = 88172645463325252u, sum = 0;
  if (suspends) perdure::yield();
  for (int i = 0; i < n * 1000; ++i) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    sum += x & 1023;
    if (sum == ~std::uint64_t(0)) perdure::yield();
  }
  return double(sum);
}

RESUMABLE long step(long x, long m) {
  if (m < 0) perdure::yield();
  return (x * 1103515245 + 12345) % m;
}

/// A loop of calls to a resumable function.
RESUMABLE double calls(bool suspends, int n) {
  long x = 1, sum = 0;
  if (suspends) perdure::yield();
  for (int i = 0; i < n * 1000; ++i) {
    x = step(x, 2147483647);
    sum += x & 7;
  }
  return double(sum);
}

/// A nest whose outer loops suspend, with an array and a string.
RESUMABLE double nest(bool suspends, int n) {
  int counts[256] = {};
  std::string text(std::size_t(n), 'a');
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = char('a' + i % 23);
  if (suspends) perdure::yield();
  for (int round = 0; round < n; ++round) {
    for (char c : text) ++counts[static_cast<unsigned char>(c)];
    for (int i = 1; i < 256; ++i) counts[i] += counts[i - 1] & 1;
    if (counts[0] < 0) perdure::yield();
  }
  return counts['b'];
}

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

template <double (*F)(bool, int)> void measure(const char *name, int n) {
  double direct = 1e9, resumed = 1e9;
  for (int i = 0; i < 7; ++i) {
    double t0 = now();
    perdure::continuation whole = perdure::start(F, false, n);
    direct = std::min(direct, now() - t0);
    perdure::continuation co = perdure::start(F, true, n);
    t0 = now();
    co.resume();
    resumed = std::min(resumed, now() - t0);
    if (whole.result<double>() != co.result<double>()) {
      std::fprintf(stderr, "resumed: %s: another result after a resume\n", name);
      std::exit(1);
    }
  }
  std::printf("%s %.6f %.6f\n", name, direct, resumed);
}

int main() {
  measure<matrix>("matrix", 320);
  measure<polled>("polled", 30000);
  measure<calls>("calls", 10000);
  measure<nest>("nest", 8000);
}
