// Products of matrices that are classes with operators.
#include <cstdio>
#include <vector>

class Matrix {
public:
  explicit Matrix(int n) : n_(n), cells_(std::size_t(n) * n) {}
  double &operator()(int i, int j) { return cells_[std::size_t(i) * n_ + j]; }
  double operator()(int i, int j) const { return cells_[std::size_t(i) * n_ + j]; }
  int size() const { return n_; }

private:
  int n_;
  std::vector<double> cells_;
};

Matrix operator*(const Matrix &a, const Matrix &b) {
  Matrix c(a.size());
  for (int i = 0; i < a.size(); ++i)
    for (int k = 0; k < a.size(); ++k) {
      const double x = a(i, k);
      for (int j = 0; j < a.size(); ++j) c(i, j) += x * b(k, j);
    }
  return c;
}

Matrix make(int n, double seed) {
  Matrix m(n);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) m(i, j) = seed * (i - j) * (i + j) / n / n;
  return m;
}

int main() {
  const int n = 300;
  Matrix a = make(n, 1), b = make(n, 2);
  for (int round = 0; round < 20; ++round) {
    Matrix c = a * b;
    for (int i = 0; i < n; ++i) a(i, i) += c(i, n - 1 - i) * 1e-9;
  }
  std::printf("%.6f\n", a(n / 2, n / 3) + a(n / 3, n / 3));
}
