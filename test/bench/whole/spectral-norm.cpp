// The spectral norm of a matrix that is never stored: small functions in tight loops over vectors.
#include <cmath>
#include <cstdio>
#include <vector>

static double a(int i, int j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

static void multiply(const std::vector<double> &v, std::vector<double> &out, bool transposed) {
  for (std::size_t i = 0; i < v.size(); ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < v.size(); ++j) sum += (transposed ? a(int(j), int(i)) : a(int(i), int(j))) * v[j];
    out[i] = sum;
  }
}

static void multiply_both(const std::vector<double> &v, std::vector<double> &out) {
  std::vector<double> u(v.size());
  multiply(v, u, false);
  multiply(u, out, true);
}

int main() {
  const int n = 2500;
  std::vector<double> u(n, 1.0), v(n);
  for (int i = 0; i < 10; ++i) {
    multiply_both(u, v);
    multiply_both(v, u);
  }
  double uv = 0, vv = 0;
  for (int i = 0; i < n; ++i) uv += u[i] * v[i], vv += v[i] * v[i];
  std::printf("%.9f\n", std::sqrt(uv / vv));
}
