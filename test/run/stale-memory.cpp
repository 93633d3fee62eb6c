// RUN: %triple %s
// FLAGS: --all --safepoints=all
// The upper half of a pointer that an earlier block left behind, and bytes of the program's in front of it that make a
// pointer to something else of it: they are bytes, and stay what they are.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

struct record {
  long numbers[8];
};
struct text {
  int length;
  char chars[1];
};

static record *target;
static std::uint32_t half; // the low half of its address once: a number that the program keeps
static int seen;

static int f(int x) { return x + 1; }
static void *wrapped(std::size_t n) { return std::malloc(n); }
static bool holds(const void *memory, std::size_t at) {
  return std::memcmp(static_cast<const char *>(memory) + at, &half, sizeof half) == 0;
}

/// Makes all blocks at once: nothing is suspended in a constructor.
struct blocks {
  char *chars, *array, *grown, *aligned;
  void *untyped, *raw;
  text *headed;

  static void soil(void *memory, std::size_t at) {
    // Volatile: compilers leave out what is written right before it is freed.
    volatile unsigned char *to = static_cast<unsigned char *>(memory) + at;
    unsigned char from[sizeof target];
    std::memcpy(from, &target, sizeof target);
    for (unsigned char c : from) *to++ = c;
  }
  static void write(void *memory, std::size_t at) {
    std::memset(memory, 'a', at);
    std::memcpy(static_cast<char *>(memory) + at, &half, sizeof half);
  }

  blocks() {
    std::memcpy(&half, &target, sizeof half);
    void *dirty = std::malloc(120);
    soil(dirty, 48);
    std::free(dirty);
    chars = static_cast<char *>(std::malloc(120));
    write(chars, 48);

    dirty = std::malloc(136);
    soil(dirty, 64);
    std::free(dirty);
    untyped = wrapped(136);
    write(untyped, 64);

    dirty = std::malloc(152);
    soil(dirty, 72);
    std::free(dirty);
    headed = static_cast<text *>(std::malloc(sizeof(text) + 144));
    write(headed, 72);
    headed->length = 3;

    dirty = new char[168];
    soil(dirty, 80);
    delete[] static_cast<char *>(dirty);
    array = new char[168];
    write(array, 80);

    dirty = ::operator new(184);
    soil(dirty, 88);
    ::operator delete(dirty);
    raw = ::operator new(184);
    write(raw, 88);

    grown = static_cast<char *>(std::malloc(200));
    soil(grown, 104);
    grown = static_cast<char *>(std::realloc(grown, 100));
    grown = static_cast<char *>(std::realloc(grown, 200));
    write(grown, 104);

    dirty = std::aligned_alloc(32, 224);
    soil(dirty, 128);
    std::free(dirty);
    aligned = static_cast<char *>(std::aligned_alloc(32, 224));
    write(aligned, 128);
  }
};

int main() {
  target = new record{};
  blocks b;
  for (int k = 0; k < 3; ++k) {
    seen = f(seen);
    std::printf("%d%d%d%d%d%d%d\n", holds(b.chars, 48), holds(b.untyped, 64), holds(b.headed, 72), holds(b.array, 80),
                holds(b.raw, 88), holds(b.grown, 104), holds(b.aligned, 128));
  }
  std::printf("%d %d %ld\n", seen, b.headed->length, target->numbers[3]);
  std::free(b.chars);
  std::free(b.untyped);
  std::free(b.headed);
  delete[] b.array;
  ::operator delete(b.raw);
  std::free(b.grown);
  std::free(b.aligned);
  delete target;
}
