// RUN: %triple %s
// Recursion: linear, binary, mutual, with references into the caller, in the middle of expressions.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <vector>

RESUMABLE long factorial(int n) {
  if (n == 0) {
    perdure::checkpoint();
    return 1;
  }
  return n * factorial(n - 1);
}

RESUMABLE long fib(int n) {
  if (n < 2) {
    perdure::checkpoint();
    return n;
  }
  return fib(n - 1) + fib(n - 2);
}

RESUMABLE int ackermann(int m, int n) {
  if (m == 0) return n + 1;
  if (n == 0) {
    perdure::checkpoint();
    return ackermann(m - 1, 1);
  }
  return ackermann(m - 1, ackermann(m, n - 1));
}

RESUMABLE bool is_even(unsigned n);

RESUMABLE bool is_odd(unsigned n) {
  perdure::checkpoint();
  return n == 0 ? false : is_even(n - 1);
}

bool is_even(unsigned n) {
  perdure::checkpoint();
  return n == 0 ? true : is_odd(n - 1);
}

RESUMABLE void hanoi(int n, char from, char to, char by, std::string &log) {
  if (n == 0) return;
  hanoi(n - 1, from, by, to, log);
  perdure::checkpoint();
  log += from;
  log += to;
  log += ' ';
  hanoi(n - 1, by, to, from, log);
}

RESUMABLE void permute(std::vector<int> &v, std::size_t k, int &count) {
  if (k == v.size()) {
    perdure::checkpoint();
    ++count;
    for (int x : v) std::cout << x;
    std::cout << ' ';
    return;
  }
  for (std::size_t i = k; i < v.size(); ++i) {
    std::swap(v[k], v[i]);
    permute(v, k + 1, count);
    std::swap(v[k], v[i]);
  }
}

RESUMABLE std::string nest(int n) {
  Still s(std::to_string(n));
  if (n == 0) {
    perdure::checkpoint();
    return "x";
  }
  return "(" + nest(n - 1) + ")";
}

RESUMABLE int main() {
  std::cout << factorial(10) << ' ' << fib(7) << ' ' << ackermann(2, 2) << ' ' << is_even(6) << is_odd(4) << is_odd(3)
            << '\n';
  std::string log;
  hanoi(3, 'A', 'C', 'B', log);
  std::cout << log << '\n';
  std::vector<int> v{1, 2, 3};
  int count = 0;
  permute(v, 0, count);
  std::cout << count << '\n';
  log = nest(4);
  std::cout << log << '\n';
}
