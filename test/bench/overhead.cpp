// What the flag test after each suspending call costs while nobody makes a checkpoint. Compiled twice, plain and
// through perdurec, by test/bench/run, which compares the two. Output: a line for each workload, its name, the seconds
// of its fastest repetition and a checksum.
//
// Every workload has a suspension point that its input never reaches but no compiler can rule out.
#include <perdure/perdure.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

// fib: nothing but calls, the worst case

RESUMABLE long fib(int n) {
  if (n < 0) perdure::checkpoint();
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

// loops: a nest whose inner loops do not suspend

RESUMABLE long loops(int n) {
  const std::size_t size = std::size_t(n);
  std::vector<double> a(size * size), b(size * size), c(size * size);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = double(i % 7);
    b[i] = double(i % 5);
  }
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < n; ++k) {
      const double x = a[std::size_t(i * n + k)];
      for (int j = 0; j < n; ++j) c[std::size_t(i * n + j)] += x * b[std::size_t(k * n + j)];
    }
    if (c[std::size_t(i * n)] < 0) perdure::checkpoint();
  }
  double sum = 0;
  for (double x : c) sum += x;
  return long(sum);
}

// queens: recursion with a loop and arrays

RESUMABLE int queens(int n, int row, int *columns) {
  if (row == n) return 1;
  int count = 0;
  for (int c = 0; c < n; ++c) {
    bool safe = true;
    for (int r = 0; r < row && safe; ++r) safe = columns[r] != c && std::abs(columns[r] - c) != row - r;
    if (!safe) continue;
    columns[row] = c;
    count += queens(n, row + 1, columns);
    if (count < 0) perdure::checkpoint();
  }
  return count;
}

RESUMABLE long all_queens(int n) {
  int columns[16] = {};
  return queens(n, 0, columns);
}

// strings: strings and vectors built, passed and destroyed in a recursion

RESUMABLE std::vector<std::string> words(const std::string &prefix, int depth) {
  if (depth < 0) perdure::checkpoint();
  std::vector<std::string> out;
  if (depth == 0) {
    out.push_back(prefix);
    return out;
  }
  for (char c = 'a'; c < 'd'; ++c) {
    std::string longer = prefix + c;
    std::vector<std::string> below = words(longer, depth - 1);
    for (std::string &w : below)
      if (w.back() != longer.front()) out.push_back(std::move(w));
  }
  return out;
}

RESUMABLE long strings(int depth) {
  long sum = 0;
  const std::vector<std::string> all = words("seed-of-some-length-", depth);
  for (const std::string &w : all) sum = (sum * 31 + w.back()) % 1000003;
  return sum + long(all.size());
}

// virtual: a loop over objects, virtual calls, and a resumable function that makes them

struct Shape {
  virtual ~Shape() = default;
  virtual long area(long scale) const = 0;
};

struct Square : Shape {
  long side = 3;
  long area(long scale) const override { return side * side * scale; }
};

struct Circle : Shape {
  long radius = 2;
  long area(long scale) const override { return radius * radius * 3 + scale; }
};

struct Bar : Shape {
  long length = 5;
  long area(long scale) const override { return length ^ scale; }
};

RESUMABLE long measure(const Shape *const *shapes, int n, long scale) {
  long sum = 0;
  for (int i = 0; i < n; ++i) sum += shapes[i]->area(scale + i);
  if (sum < 0) perdure::checkpoint();
  return sum;
}

RESUMABLE long virtual_calls(int rounds) {
  Square square;
  Circle circle;
  Bar bar;
  const Shape *shapes[] = {&square, &circle, &bar, &circle, &square, &bar, &bar, &square};
  long sum = 0;
  for (int i = 0; i < rounds; ++i) {
    std::swap(shapes[i % 8], shapes[(i * 3 + 1) % 8]);
    sum = (sum + measure(shapes, 8, i % 10)) % 1000003;
  }
  return sum;
}

// timing

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

RESUMABLE long run(int which, int size) {
  switch (which) {
  case 0:
    return fib(size);
  case 1:
    return loops(size);
  case 2:
    return all_queens(size);
  case 3:
    return strings(size);
  default:
    return virtual_calls(size);
  }
}

RESUMABLE int main(int argc, char **argv) {
  static const char *const names[] = {"fib", "loops", "queens", "strings", "virtual"};
  static constexpr int sizes[] = {36, 640, 11, 11, 4000000};
  const int repetitions = argc > 1 ? std::atoi(argv[1]) : 5;
  const int workloads = argc > 2 ? std::atoi(argv[2]) : 5;
  for (int w = 0; w < workloads; ++w) {
    double best = 1e9;
    long sum = 0;
    for (int i = 0; i < repetitions; ++i) {
      const double begin = now();
      sum = run(w, sizes[w]);
      best = std::min(best, now() - begin);
    }
    std::printf("%s %.6f %ld\n", names[w], best, sum);
  }
}
