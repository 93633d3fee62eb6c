// RUN: %triple %s
// Resumable operators as free functions, friends, and functions called through operators' operands.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>

class Money {
public:
  explicit Money(long cents) : cents_(cents) {}
  friend RESUMABLE Money operator+(const Money &a, const Money &b);
  friend RESUMABLE bool operator<(const Money &a, const Money &b);
  friend RESUMABLE Money &operator+=(Money &a, long cents);
  friend RESUMABLE std::ostream &operator<<(std::ostream &out, const Money &m);
  friend RESUMABLE long cents(const Money &m);

private:
  long cents_;
};

RESUMABLE Money operator+(const Money &a, const Money &b) {
  perdure::checkpoint();
  return Money(a.cents_ + b.cents_);
}

long cents(const Money &m) {
  perdure::checkpoint();
  return m.cents_;
}

bool operator<(const Money &a, const Money &b) {
  perdure::checkpoint();
  return a.cents_ < b.cents_;
}

Money &operator+=(Money &a, long cents) {
  a.cents_ += cents;
  perdure::checkpoint();
  return a;
}

std::ostream &operator<<(std::ostream &out, const Money &m) {
  out << m.cents_ / 100;
  perdure::checkpoint();
  return out << '.' << m.cents_ / 10 % 10 << m.cents_ % 10;
}

RESUMABLE Money operator-(const Money &a) {
  perdure::checkpoint();
  return Money(-cents(a));
}

RESUMABLE Money operator""_cents(unsigned long long n) {
  perdure::checkpoint();
  return Money(long(n));
}

RESUMABLE int main() {
  Money a(150), b(75);
  std::cout << a + b + Money(1) << ' ' << (a < b) << (b < a) << '\n';
  (a += 5) += 6;
  std::cout << a << ' ' << cents(-a) << ' ' << 42_cents << '\n';
  if (a + b < Money(300) && !(a < b)) std::cout << "less " << cents(a + -b) << '\n';
}
