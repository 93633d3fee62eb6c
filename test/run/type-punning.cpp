// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Objects seen in a buffer of bytes, and arithmetic types seen as others, through pointers that live in globals.
#include <cstdint>
#include <cstdio>
#include <cstring>

struct Head {
  std::uint32_t kind, size;
};
struct Packet {
  Head head;
  unsigned char data[4];
};

Packet *packet;
std::uint32_t *words;
long *bits;

int step(int k) {
  std::printf("step %d\n", k);
  return k + 1;
}

void fill(int n) {
  packet->head.kind = std::uint32_t(step(n));
  packet->data[n] = static_cast<unsigned char>(step(n));
  words[1] = 40u + std::uint32_t(n);
  *bits ^= 1;
}

int main() {
  alignas(8) char buffer[2 * sizeof(Packet)] = {};
  double number = 1.5;
  float pair[2] = {1, 2};
  packet = reinterpret_cast<Packet *>(buffer) + 1;
  words = reinterpret_cast<std::uint32_t *>(buffer);
  bits = reinterpret_cast<long *>(&number);
  int *same = reinterpret_cast<int *>(&pair[1]);
  for (int k = 0; k < 4; ++k) {
    fill(k);
    *same += 1 << 20;
    std::printf("%u %d %d %g %g %d\n", packet->head.kind, buffer[4], packet->data[k], number, pair[1],
                int(reinterpret_cast<char *>(packet) - buffer));
  }
}
