// RUN: %triple %s
// Pointers that walk over what belongs to the program: a global array, a static table, its end, functions of this file.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string_view>

namespace {

int primes[] = {2, 3, 5, 7, 11};
char letters[] = "abc";

struct Rule {
  const char *name;
  long (*apply)(long);
};

long twice(long x) { return 2 * x; }
long squared(long x) { return x * x; }

constexpr Rule rules[] = {{"twice", twice}, {"squared", squared}};

} // namespace

RESUMABLE int sum(const int *first, const int *last) {
  int s = 0;
  for (; first != last; ++first) {
    perdure::checkpoint();
    s += *first;
  }
  return s;
}

RESUMABLE long run(long (*f)(long), long x) {
  perdure::checkpoint();
  return f(x);
}

RESUMABLE int main() {
  std::cout << sum(primes, primes + 5) << '\n';
  static constexpr double weights[2][3] = {{0.5, 1, 1.5}, {2, 2.5, 3}};
  double total = 0;
  for (const double(&row)[3] : weights)
    for (const double &w : row) {
      perdure::checkpoint();
      total += w;
    }
  std::cout << total << '\n';
  for (const Rule *r = rules; r != rules + 2; ++r) {
    long y = run(r->apply, 7);
    std::cout << r->name << ' ' << y << '\n';
  }
  long (*chosen)(long) = twice;
  const char *c = letters;
  std::string_view rest = letters;
  perdure::checkpoint();
  std::cout << chosen(21) << c + 1 << rest.substr(2) << (c == letters) << '\n';
}
