// RUN: %triple %s
// Parameters by value (copied, moved, emplaced), by const &, &, &&, pointer, array, unused and unnamed ones.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <memory>
#include <vector>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE std::string by_value(Loud l, int n) {
  perdure::checkpoint();
  l.name += std::to_string(step(n));
  return l.name;
}

RESUMABLE std::size_t by_reference(const Loud &a, Loud &b, Loud &&c) {
  perdure::checkpoint();
  b.name += "~";
  Loud taken = std::move(c);
  perdure::checkpoint();
  return a.name.size() * 100 + b.name.size() * 10 + taken.name.size();
}

RESUMABLE int owned(std::unique_ptr<int> p, std::vector<std::string> v) {
  perdure::checkpoint();
  *p += int(v.size());
  v.clear();
  perdure::checkpoint();
  return *p + int(v.size());
}

RESUMABLE Loud through(Loud l) {
  perdure::checkpoint();
  return l;
}

RESUMABLE int unused(int, [[maybe_unused]] int b, const std::string & = "default") {
  perdure::checkpoint();
  return 1;
}

RESUMABLE int array(int a[], const char *const *names, int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += step(a[i]) * int(std::string(names[i]).size());
    a[i] = -a[i];
  }
  return sum;
}

RESUMABLE void recurse(Loud l, int n) {
  if (n == 0) return;
  l.name += "+";
  perdure::checkpoint();
  recurse(l, n - 1);
  std::cout << l.name << ' ';
}

RESUMABLE int changed(int n, std::string s) {
  while (n > 0) {
    perdure::checkpoint();
    s += std::to_string(n--);
  }
  return int(s.size()) + n;
}

RESUMABLE int main() {
  Loud a("a"), b("b");
  std::string r = by_value(a, 1);
  std::cout << r << '\n';
  r = by_value(std::move(a), 2);
  std::cout << r << '\n';
  r = by_value(Loud("t"), step(3));
  std::cout << r << '\n';
  std::size_t n = by_reference(b, b, Loud("ccc"));
  std::cout << n << b.name << '\n';
  std::cout << owned(std::make_unique<int>(step(40)), {"x", "y"}) << '\n';
  Loud d = through(through(Loud("d")));
  std::cout << d.name << '\n';
  int numbers[] = {1, 2, 3};
  const char *const names[] = {"a", "bb", "ccc"};
  std::cout << unused(1, 2) << array(numbers, names, 3) << numbers[2] << changed(3, "s") << '\n';
  recurse(Loud("r"), 3);
  std::cout << '\n';
}
