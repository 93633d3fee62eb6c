// RUN: %triple %s
// What C++17 orders: << and >> left to right, assignment right to left, subscript, call target before arguments,
// && and || and comma. Every call prints, so the order shows.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>
#include <vector>

RESUMABLE int a(int x) {
  std::cout << 'a' << x << ' ';
  perdure::checkpoint();
  return x;
}

int plain(int x) {
  std::cout << 'p' << x << ' ';
  return x;
}

RESUMABLE int &ref(int &x, const char *name) {
  std::cout << name << ' ';
  perdure::checkpoint();
  return x;
}

struct Log {
  std::string text;
  Log &operator<<(int x) {
    text += std::to_string(x) + ",";
    return *this;
  }
  Log &with(int x) {
    std::cout << "with" << x << ' ';
    return *this << x;
  }
};

RESUMABLE Log &log(Log &l) {
  std::cout << "log ";
  perdure::checkpoint();
  return l;
}

struct Row {
  std::vector<int> cells{1, 2, 3};
  int &operator[](int i) {
    std::cout << '[' << i << "] ";
    return cells[std::size_t(i)];
  }
};

RESUMABLE Row &row(Row &r) {
  std::cout << "row ";
  perdure::checkpoint();
  return r;
}

RESUMABLE int main() {
  Log l;
  l << a(1) << plain(2) << a(3);
  log(l) << a(4) << a(5);
  log(l).with(a(6)).with(plain(7)).with(a(8));
  std::cout << l.text << '\n';

  int x = 0, y = 0;
  ref(x, "x") = a(1);
  ref(x, "x") = ref(y, "y") = a(2);
  ref(x, "x") += a(3);
  std::cout << "= " << x << y << '\n';

  Row r;
  row(r)[a(0)] = a(9);
  row(r)[a(1)] = row(r)[a(2)] + plain(0);
  row(r)[plain(1)] += a(1);
  std::cout << "= " << r.cells[0] << r.cells[1] << r.cells[2] << '\n';

  int array[3] = {0, 0, 0}, k = 0;
  array[k] = ref(k, "k") = a(2);
  std::cout << "= " << k << array[0] << array[1] << array[2] << '\n';
  std::cout << (a(1) << a(2) << a(3)) << ' ' << (a(64) >> a(2)) << '\n';
  bool b = a(0) || (a(1) && !a(0)), c = (a(1), a(0)) || plain(0);
  std::cout << "= " << b << c << '\n';
  std::cout << (a(1) ? a(2) : a(3)) << a(4) << '\n';
}
