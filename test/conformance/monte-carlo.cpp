// RUN: %triple %s
// Random numbers of three kinds - a generator of its own, the standard engines and distributions, rand() - for pi, an
// integral, a walk, a shuffle, a histogram.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <vector>

class XorShift {
public:
  typedef unsigned result_type;
  explicit XorShift(unsigned seed) : state_(seed) {}
  static constexpr unsigned min() { return 1; }
  static constexpr unsigned max() { return ~0u; }
  unsigned operator()() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    return state_ ^= state_ << 5;
  }

private:
  unsigned state_;
};

template <class Generator> double unit(Generator &g) {
  return double(g() - Generator::min()) / (double(Generator::max() - Generator::min()) + 1);
}

template <class Generator> double estimate_pi(Generator &g, int samples) {
  int inside = 0;
  for (int i = 0; i < samples; ++i) {
    double x = unit(g), y = unit(g);
    if (x * x + y * y < 1) ++inside;
  }
  return 4.0 * inside / samples;
}

int main() {
  XorShift own(2463534242u);
  std::mt19937 twister(42);
  std::minstd_rand minimal(7);
  std::cout << estimate_pi(own, 60) << ' ' << estimate_pi(twister, 60) << ' ' << estimate_pi(minimal, 60) << '\n';

  // An integral by a distribution of uniform reals is not the same with every library; integers of engines are.
  double sum = 0;
  for (int i = 0; i < 40; ++i) {
    double x = unit(twister);
    sum += std::sqrt(1 - x * x);
  }
  std::cout << sum / 40 << '\n';

  std::uniform_int_distribution<int> die(1, 6);
  std::vector<int> faces(7);
  for (int i = 0; i < 60; ++i) ++faces[die(twister)];
  for (int f = 1; f <= 6; ++f) std::cout << f << ' ' << std::string(faces[f], '*') << '\n';

  std::normal_distribution<double> normal(10, 2);
  double mean = 0, square = 0;
  for (int i = 0; i < 31; ++i) {
    double v = normal(own);
    mean += v;
    square += v * v;
  }
  mean /= 31;
  std::cout << mean << ' ' << std::sqrt(square / 31 - mean * mean) << '\n';

  int x = 0, y = 0, furthest = 0;
  for (int i = 0; i < 50; ++i) {
    switch (own() % 4) {
    case 0: ++x; break;
    case 1: --x; break;
    case 2: ++y; break;
    default: --y;
    }
    furthest = std::max(furthest, std::abs(x) + std::abs(y));
  }
  std::cout << "walk to " << x << ',' << y << ", furthest " << furthest << '\n';

  std::vector<char> deck;
  for (char c = 'a'; c <= 'm'; ++c) deck.push_back(c);
  std::shuffle(deck.begin(), deck.end(), twister);
  std::cout << std::string(deck.begin(), deck.end()) << '\n';

  srand(12345);
  int tries = 0, target = rand() % 20;
  while (rand() % 20 != target && tries < 100) ++tries;
  std::cout << target << " came after " << tries << " others, then " << rand() % 1000 << '\n';
  std::bernoulli_distribution coin(0.25);
  int heads = 0;
  for (int i = 0; i < 40; ++i) heads += coin(minimal);
  std::cout << heads << " heads, next " << minimal() << ' ' << twister() << '\n';
}
