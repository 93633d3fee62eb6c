// RUN: %triple %s
// Array locals: scalars, two dimensions, char arrays, strings, class elements, passed to functions and through decay.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <cstring>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int sum(const int *p, int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += step(p[i]);
  return s;
}

RESUMABLE void fill(int (&a)[4], int from) {
  for (int &x : a) x = step(from++);
}

RESUMABLE void reverse(char *text) {
  std::size_t n = std::strlen(text);
  for (std::size_t i = 0; i < n / 2; ++i) {
    char c = text[i];
    perdure::checkpoint();
    text[i] = text[n - 1 - i];
    text[n - 1 - i] = c;
  }
}

RESUMABLE void transpose(double m[][3], int n) {
  for (int i = 0; i < n; ++i)
    for (int j = i + 1; j < n; ++j) {
      perdure::checkpoint();
      std::swap(m[i][j], m[j][i]);
    }
}

RESUMABLE int main() {
  int a[4] = {1, 2};
  std::cout << sum(a, 4);
  fill(a, 5);
  std::cout << ' ' << sum(a, 4) << ' ' << sum(a + 1, 2) << ' ' << sum(&a[3], 1) << '\n';

  char text[] = "durable";
  char buffer[16] = "short";
  reverse(text);
  std::strcat(buffer, text);
  perdure::checkpoint();
  std::cout << text << buffer << sizeof text << sizeof buffer << '\n';

  double m[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
  transpose(m, step(3));
  for (auto &row : m)
    for (double x : row) std::cout << x;
  std::cout << '\n';

  std::string words[3] = {"one", "two"};
  words[step(2)] = "three";
  const char *const names[] = {"zero", "one"};
  bool seen[100] = {};
  seen[step(42)] = true;
  int count = 0;
  perdure::checkpoint();
  for (bool b : seen) count += b;
  std::cout << words[0] << words[1] << words[2] << names[step(1)] << count << seen[42] << '\n';

  Still still[2] = {Still("s0"), Still("s1")};
  perdure::checkpoint();
  {
    Loud loud[2][2] = {{Loud("00"), Loud("01")}, {Loud("10"), Loud("11")}};
    perdure::checkpoint();
    loud[0][1] = loud[1][step(0)];
    std::cout << loud[0][1].name << '\n';
  }
  std::cout << still[1].name << '\n';
}
