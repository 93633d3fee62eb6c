// RUN: %triple %s
// One name for many variables: nested scopes, loops, branches, handlers, parameters, other types, siblings.
#include "loud.hpp"

#include <perdure/perdure.hpp>

#include <stdexcept>

int x = -1; // hidden below; never written

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int nest(int x) {
  int total = step(x);
  {
    int x = 10;
    total += step(x);
    {
      std::string x = "inner";
      perdure::checkpoint();
      total += int(x.size());
      {
        Still x("deepest");
        perdure::checkpoint();
        total += int(x.name.size());
      }
    }
    x += step(5);
    total += x;
  }
  return total + x + ::x;
}

RESUMABLE int siblings(int n) {
  int sum = 0;
  {
    int v = step(n);
    sum += v;
  }
  {
    double v = step(n) + 0.5;
    perdure::checkpoint();
    sum += int(v * 2);
  }
  {
    std::string v(std::size_t(step(n)), 'v');
    perdure::checkpoint();
    sum += int(v.size());
  }
  return sum;
}

RESUMABLE int main() {
  std::cout << nest(1) << ' ' << siblings(3) << '\n';
  int i = 100;
  for (int i = 0; i < 2; ++i) {
    std::cout << step(i);
    for (int i = 5; i < 7; ++i) {
      std::cout << step(i);
      {
        int i = 9;
        perdure::checkpoint();
        std::cout << i;
      }
    }
  }
  std::cout << step(i) << '\n';
  if (int i = step(3)) {
    int j = i;
    if (std::string i = "s"; step(j)) std::cout << i << j;
    std::cout << i;
  } else
    std::cout << i;
  std::cout << i << '\n';
  try {
    int e = 1;
    perdure::checkpoint();
    throw std::runtime_error("thrown" + std::to_string(e));
  } catch (const std::runtime_error &i) {
    perdure::checkpoint();
    std::cout << i.what() << ' ';
  }
  switch (int i = step(2)) {
  case 2: {
    char i = 'c';
    perdure::checkpoint();
    std::cout << i;
    break;
  }
  default:
    std::cout << i;
  }
  while (int x = step(i - 98)) {
    std::cout << x;
    i -= 1;
    if (i == 98) break;
  }
  int std_like = ::x;
  perdure::checkpoint();
  std::cout << i << std_like << '\n';
}
