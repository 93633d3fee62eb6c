// RUN: %triple %s
// Matrices: multiplication, transposition, power by squaring, determinant by elimination; a checkpoint per row.
#include <perdure/perdure.hpp>

#include <cmath>
#include <iomanip>
#include <iostream>
#include <stdexcept>
#include <utility>
#include <vector>

template <class T> class Matrix {
public:
  Matrix(std::size_t rows, std::size_t columns, T fill = T())
      : rows_(rows), columns_(columns), cells_(rows * columns, fill) {}
  T &operator()(std::size_t r, std::size_t c) { return cells_[r * columns_ + c]; }
  const T &operator()(std::size_t r, std::size_t c) const { return cells_[r * columns_ + c]; }
  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }

private:
  std::size_t rows_, columns_;
  std::vector<T> cells_;
};

using Real = Matrix<double>;
using Whole = Matrix<long>;

RESUMABLE Whole multiply(const Whole &a, const Whole &b) {
  if (a.columns() != b.rows()) throw std::invalid_argument("sizes do not fit");
  Whole out(a.rows(), b.columns());
  for (std::size_t r = 0; r < a.rows(); ++r) {
    for (std::size_t c = 0; c < b.columns(); ++c) {
      long sum = 0;
      for (std::size_t k = 0; k < a.columns(); ++k) sum += a(r, k) * b(k, c);
      out(r, c) = sum;
    }
    perdure::checkpoint();
  }
  return out;
}

RESUMABLE Whole power(Whole base, unsigned exponent) {
  Whole result(base.rows(), base.rows());
  for (std::size_t i = 0; i < base.rows(); ++i) result(i, i) = 1;
  while (exponent) {
    if (exponent & 1) result = multiply(result, base);
    if (exponent >>= 1) base = multiply(base, base);
  }
  return result;
}

RESUMABLE double determinant(Real m) {
  double det = 1;
  for (std::size_t k = 0; k < m.rows(); ++k) {
    std::size_t pivot = k;
    for (std::size_t r = k + 1; r < m.rows(); ++r)
      if (std::fabs(m(r, k)) > std::fabs(m(pivot, k))) pivot = r;
    if (m(pivot, k) == 0) return 0;
    if (pivot != k) {
      det = -det;
      for (std::size_t c = 0; c < m.columns(); ++c) std::swap(m(pivot, c), m(k, c));
    }
    perdure::checkpoint();
    det *= m(k, k);
    for (std::size_t r = k + 1; r < m.rows(); ++r) {
      const double factor = m(r, k) / m(k, k);
      for (std::size_t c = k; c < m.columns(); ++c) m(r, c) -= factor * m(k, c);
    }
  }
  return det;
}

RESUMABLE void print(const Whole &m) {
  for (std::size_t r = 0; r < m.rows(); ++r) {
    for (std::size_t c = 0; c < m.columns(); ++c) std::cout << std::setw(8) << m(r, c);
    perdure::checkpoint();
    std::cout << '\n';
  }
}

RESUMABLE int main() {
  Whole a(3, 4), b(4, 2);
  for (std::size_t i = 0; i < 12; ++i) a(i / 4, i % 4) = long(i * i % 7) - 2;
  for (std::size_t i = 0; i < 8; ++i) b(i / 2, i % 2) = long(i) - 3;
  print(multiply(a, b));
  Whole f(2, 2, 1);
  f(1, 1) = 0;
  print(power(f, 40));
  print(power(multiply(f, f), 10));
  Real m(4, 4);
  for (std::size_t r = 0; r < 4; ++r)
    for (std::size_t c = 0; c < 4; ++c) m(r, c) = double((r * 3 + c * c * 2) % 7);
  std::cout << determinant(m) << ' ' << determinant(Real(3, 3, 2.0)) << '\n';
  try {
    multiply(a, a);
  } catch (const std::invalid_argument &e) {
    std::cout << e.what() << '\n';
    return 1;
  }
}
