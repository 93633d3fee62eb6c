// RUN: %triple %s
// FLAGS: --all --safepoints=all
// EVERY: 1 2 3 5 8 9 10
// CXXFLAGS: -w
// A pointer to a local of a large frame that is gone: its memory is not a library's meanwhile, whose objects a pointer
// of this type might be meant for.
#include <cstdio>
#include <cstdlib>

int **left[3];

int same(int x) { return x; }

template <int Size> int fill(int n, int ***to) {
  int *spots[Size] = {};
  int value = n;
  spots[0] = spots[Size / 2] = &value;
  *to = &spots[Size / 2];
  value += same(*spots[0]) - n;
  return value;
}

int main() {
  int sum = fill<510>(3, &left[0]) + fill<200>(4, &left[1]) + fill<1500>(5, &left[2]);
  // The buffers of streams are blocks of memory that no instrumented expression makes.
  std::printf("%d\n", sum);
  char *lines[4];
  for (int i = 0; i < 4; ++i) {
    size_t size = 0;
    lines[i] = nullptr;
    std::FILE *f = fmemopen(nullptr, 1024 << i, "w+");
    std::fprintf(f, "line %d\n", i);
    std::rewind(f);
    ssize_t length = getline(&lines[i], &size, f);
    std::fclose(f);
    if (length < 0) return 1;
  }
  for (char *line : lines) {
    std::printf("%s", line);
    std::free(line);
  }
  for (int i = 0; i < 3; ++i) std::printf("%d\n", left[i] != nullptr);
}
