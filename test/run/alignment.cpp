// RUN: %triple %s
// Over-aligned variables keep their alignment in their frame and in the frame of another process; large ones fit.
#include <perdure/perdure.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iostream>

struct alignas(64) Line {
  unsigned char bytes[64];
};

struct Mixed {
  char c = 'm';
  alignas(32) double d[4] = {1, 2, 3, 4};
  Line line = {};
};

template <class T> bool aligned(const T &x, std::size_t to) { return reinterpret_cast<std::uintptr_t>(&x) % to == 0; }

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE bool parameter(Line by_value, const Mixed &m) {
  perdure::checkpoint();
  return aligned(by_value, 64) && aligned(m.d, 32) && by_value.bytes[63] == 7;
}

RESUMABLE long large(int n) {
  std::array<int, 20000> numbers{};
  char text[70000] = "large";
  numbers[19999] = n;
  text[69998] = 'x';
  if (n > 0) numbers[0] = int(large(n - 1));
  perdure::checkpoint();
  return numbers[19999] + numbers[0] + (text[69998] == 'x') + (text[0] == 'l');
}

RESUMABLE int main() {
  Line line{};
  line.bytes[63] = 7;
  alignas(128) int odd = 5;
  int *p = &odd;
  Mixed mixed;
  mixed.line = line;
  long double wide = 1.5L;
  perdure::checkpoint();
  std::cout << aligned(line, 64) << aligned(*p, 128) << aligned(mixed, 64) << aligned(wide, alignof(long double))
            << parameter(line, mixed) << int(mixed.line.bytes[63]) << mixed.d[3] + step(*p) << wide << '\n';
  std::cout << large(3) << '\n';
}
