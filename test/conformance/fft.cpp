// RUN: %triple %s
// Fourier transforms: recursive over complex vectors, in place with bit reversal over plain arrays, a convolution and
// a spectrum.
// EVERY: 3
#include <cmath>
#include <complex>
#include <cstdio>
#include <utility>
#include <vector>

using Complex = std::complex<double>;
using Signal = std::vector<Complex>;

const double pi = std::acos(-1.0);

Signal fft(const Signal &in, int sign)
{
  const std::size_t n = in.size();
  if (n == 1) return in;
  Signal even, odd;
  for (std::size_t i = 0; i < n; i += 2) {
    even.push_back(in[i]);
    odd.push_back(in[i + 1]);
  }
  even = fft(even, sign);
  odd = fft(odd, sign);
  Signal out(n);
  for (std::size_t k = 0; k < n / 2; ++k) {
    Complex t = std::polar(1.0, sign * 2 * pi * double(k) / double(n)) * odd[k];
    out[k] = even[k] + t;
    out[k + n / 2] = even[k] - t;
  }
  return out;
}

void transform(double *re, double *im, int n)
{
  for (int i = 1, j = 0; i < n; i++) {
    int bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      std::swap(re[i], re[j]);
      std::swap(im[i], im[j]);
    }
  }
  for (int length = 2; length <= n; length <<= 1) {
    double angle = -2 * pi / length, wr = cos(angle), wi = sin(angle);
    for (int i = 0; i < n; i += length) {
      double r = 1, s = 0;
      for (int j = 0; j < length / 2; j++) {
        int a = i + j, b = a + length / 2;
        double tr = re[b] * r - im[b] * s, ti = re[b] * s + im[b] * r;
        re[b] = re[a] - tr;
        im[b] = im[a] - ti;
        re[a] += tr;
        im[a] += ti;
        double next = r * wr - s * wi;
        s = r * wi + s * wr;
        r = next;
      }
    }
  }
}

static double clean(double x) { return std::fabs(x) < 5e-10 ? 0 : x; }

void print(const char *title, const Signal &s)
{
  std::printf("%s:", title);
  for (const Complex &c : s) std::printf(" %.3f%+.3fi", clean(c.real()), clean(c.imag()));
  std::printf("\n");
}

std::vector<long> multiply(const std::vector<int> &a, const std::vector<int> &b)
{
  std::size_t n = 1;
  while (n < a.size() + b.size()) n *= 2;
  Signal x(a.begin(), a.end()), y(b.begin(), b.end());
  x.resize(n);
  y.resize(n);
  x = fft(x, -1);
  y = fft(y, -1);
  for (std::size_t i = 0; i < n; ++i) x[i] *= y[i];
  x = fft(x, 1);
  std::vector<long> product;
  for (std::size_t i = 0; i + 1 < a.size() + b.size(); ++i) product.push_back(std::lround(x[i].real() / double(n)));
  return product;
}

int main()
{
  Signal s;
  for (int i = 0; i < 8; ++i) s.emplace_back(std::cos(2 * pi * i / 8) + (i % 2 ? 0.5 : -0.5), i == 0);
  print("signal", s);
  Signal f = fft(s, -1);
  print("spectrum", f);
  Signal back = fft(f, 1);
  double error = 0;
  for (std::size_t i = 0; i < s.size(); ++i) error = std::max(error, std::abs(back[i] / 8.0 - s[i]));
  std::printf("error below 1e-12: %s\n", error < 1e-12 ? "yes" : "no");

  double re[16], im[16];
  for (int i = 0; i < 16; i++) {
    re[i] = i < 4 || i > 12 ? 1 : 0;
    im[i] = 0;
  }
  transform(re, im, 16);
  for (int i = 0; i < 16; i++) std::printf("%.4f%c", clean(hypot(re[i], im[i])), i % 8 == 7 ? '\n' : ' ');

  for (long digit : multiply({1, 2, 3}, {4, 5, 6, 7})) std::printf("%ld ", digit);
  std::printf("\n");
}
