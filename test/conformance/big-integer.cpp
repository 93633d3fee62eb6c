// RUN: %triple %s
// Integers without bounds: a class with all its operators over a vector of limbs; factorials, powers, Fibonacci,
// conversions both ways, division with remainder.
// EVERY: 23
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

class Integer {
public:
  Integer(long long value = 0) : negative(value < 0) {
    unsigned long long rest = negative ? 0ull - static_cast<unsigned long long>(value) : value;
    for (; rest; rest /= base) limbs.push_back(static_cast<std::uint32_t>(rest % base));
  }
  explicit Integer(const std::string &text) {
    std::size_t first = text[0] == '-' || text[0] == '+';
    if (first == text.size()) throw std::invalid_argument("no digits in '" + text + "'");
    for (std::size_t i = first; i < text.size(); ++i)
      if (text[i] < '0' || text[i] > '9') throw std::invalid_argument("no digit: " + text.substr(i, 1));
    for (std::size_t end = text.size(); end > first; end -= std::min<std::size_t>(digits, end - first)) {
      std::size_t begin = end - first > digits ? end - digits : first;
      limbs.push_back(static_cast<std::uint32_t>(std::stoul(text.substr(begin, end - begin))));
    }
    negative = text[0] == '-';
    trim();
  }

  Integer operator-() const {
    Integer result = *this;
    result.negative = !negative && !limbs.empty();
    return result;
  }
  Integer &operator+=(const Integer &other) {
    if (negative == other.negative) {
      add(other.limbs);
    } else if (compare(limbs, other.limbs) >= 0) {
      subtract(other.limbs);
    } else {
      Integer larger = other;
      larger.subtract(limbs);
      *this = larger;
    }
    return *this;
  }
  Integer &operator-=(const Integer &other) { return *this += -other; }
  Integer &operator*=(const Integer &other) {
    std::vector<std::uint32_t> product(limbs.size() + other.limbs.size());
    for (std::size_t i = 0; i < limbs.size(); ++i) {
      std::uint64_t carry = 0;
      for (std::size_t j = 0; j < other.limbs.size() || carry; ++j) {
        std::uint64_t sum = product[i + j] + carry;
        if (j < other.limbs.size()) sum += std::uint64_t(limbs[i]) * other.limbs[j];
        product[i + j] = static_cast<std::uint32_t>(sum % base);
        carry = sum / base;
      }
    }
    limbs.swap(product);
    negative = negative != other.negative;
    trim();
    return *this;
  }
  Integer &operator/=(const Integer &other) { return *this = divide(*this, other).first; }
  Integer &operator%=(const Integer &other) { return *this = divide(*this, other).second; }
  Integer &operator++() { return *this += 1; }
  Integer operator++(int) {
    Integer before = *this;
    ++*this;
    return before;
  }
  explicit operator bool() const { return !limbs.empty(); }
  explicit operator double() const {
    double result = 0;
    for (auto limb = limbs.rbegin(); limb != limbs.rend(); ++limb) result = result * base + *limb;
    return negative ? -result : result;
  }

  friend Integer operator+(Integer a, const Integer &b) { return a += b; }
  friend Integer operator-(Integer a, const Integer &b) { return a -= b; }
  friend Integer operator*(Integer a, const Integer &b) { return a *= b; }
  friend Integer operator/(Integer a, const Integer &b) { return a /= b; }
  friend Integer operator%(Integer a, const Integer &b) { return a %= b; }
  friend bool operator==(const Integer &a, const Integer &b) { return a.negative == b.negative && a.limbs == b.limbs; }
  friend bool operator!=(const Integer &a, const Integer &b) { return !(a == b); }
  friend bool operator<(const Integer &a, const Integer &b) {
    if (a.negative != b.negative) return a.negative;
    int order = compare(a.limbs, b.limbs);
    return a.negative ? order > 0 : order < 0;
  }
  friend std::ostream &operator<<(std::ostream &out, const Integer &x) { return out << x.text(); }
  friend std::istream &operator>>(std::istream &in, Integer &x) {
    std::string word;
    if (in >> word) x = Integer(word);
    return in;
  }

  std::string text() const {
    if (limbs.empty()) return "0";
    std::string result = negative ? "-" : "";
    result += std::to_string(limbs.back());
    for (std::size_t i = limbs.size() - 1; i-- > 0;) {
      std::string part = std::to_string(limbs[i]);
      result += std::string(digits - part.size(), '0') + part;
    }
    return result;
  }

  static std::pair<Integer, Integer> divide(const Integer &a, const Integer &b) {
    if (!b) throw std::domain_error("division of " + a.text() + " by zero");
    Integer quotient, rest;
    Integer positive = b.negative ? -b : b;
    quotient.limbs.resize(a.limbs.size());
    for (std::size_t i = a.limbs.size(); i-- > 0;) {
      rest.limbs.insert(rest.limbs.begin(), a.limbs[i]);
      rest.trim();
      std::uint32_t low = 0, high = base - 1;
      while (low < high) {
        std::uint32_t middle = low + (high - low + 1) / 2;
        if (compare((positive * Integer(middle)).limbs, rest.limbs) <= 0)
          low = middle;
        else
          high = middle - 1;
      }
      quotient.limbs[i] = low;
      rest -= positive * Integer(low);
    }
    quotient.negative = a.negative != b.negative;
    quotient.trim();
    rest.negative = a.negative && rest;
    return {quotient, rest};
  }

private:
  static constexpr std::uint32_t base = 1000000000;
  static constexpr std::size_t digits = 9;

  static int compare(const std::vector<std::uint32_t> &a, const std::vector<std::uint32_t> &b) {
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    for (std::size_t i = a.size(); i-- > 0;)
      if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    return 0;
  }
  void add(const std::vector<std::uint32_t> &other) {
    std::uint32_t carry = 0;
    for (std::size_t i = 0; i < other.size() || carry; ++i) {
      if (i == limbs.size()) limbs.push_back(0);
      limbs[i] += carry + (i < other.size() ? other[i] : 0);
      carry = limbs[i] >= base;
      if (carry) limbs[i] -= base;
    }
  }
  void subtract(const std::vector<std::uint32_t> &smaller) {
    std::uint32_t borrow = 0;
    for (std::size_t i = 0; i < limbs.size(); ++i) {
      std::int64_t d = std::int64_t(limbs[i]) - borrow - (i < smaller.size() ? smaller[i] : 0);
      borrow = d < 0;
      limbs[i] = static_cast<std::uint32_t>(borrow ? d + base : d);
    }
    trim();
  }
  void trim() {
    while (!limbs.empty() && limbs.back() == 0) limbs.pop_back();
    if (limbs.empty()) negative = false;
  }

  bool negative = false;
  std::vector<std::uint32_t> limbs; // the lowest first
};

Integer power(Integer x, unsigned n) {
  Integer result = 1;
  for (; n; n >>= 1, x *= x)
    if (n & 1) result *= x;
  return result;
}

Integer gcd(Integer a, Integer b) { return b ? gcd(b, a % b) : a; }

int main() {
  Integer f = 1;
  for (int i = 1; i <= 20; ++i) {
    f *= i;
    if (i % 5 == 0) std::cout << i << "! = " << f << '\n';
  }
  Integer a = 0, b = 1;
  for (int i = 0; i < 60; ++i) {
    Integer next = a + b;
    a = b;
    b = next;
  }
  std::cout << "fib " << a << '\n';
  Integer p = power(7, 20);
  std::cout << "7^20 = " << p << ", -(3^21) = " << power(-3, 21) << '\n';
  std::cout << "gcd " << gcd(f, 360360) << '\n';
  Integer big("123456789012345678901234567890"), small("-987654321");
  std::cout << big / small << ' ' << big % small << ' ' << -big / small << ' ' << -big % small << '\n';
  std::cout << (big / small) * small + big % small << '\n';
  std::cout << double(big) << ' ' << (small < big) << (big < big) << (big != small) << bool(Integer()) << '\n';
  std::istringstream in("17 -4 +00012 x3");
  Integer x, sum;
  try {
    while (in >> x) std::cout << sum++ << ':' << x << ' ' << (sum += x) << '\n';
  } catch (const std::invalid_argument &e) {
    std::cout << e.what() << '\n';
  }
  try {
    std::cout << sum / (sum - sum) << '\n';
  } catch (const std::exception &e) {
    std::cout << e.what() << '\n';
  }
  return 0;
}
