// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Pools that take their memory from malloc block by block, with links that have marks in their low bits and lead into
// the middle of blocks that only their chain knows.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

typedef double **cell; // a cell is an array of them: links to other cells, then numbers
const int cellWords = 6, perBlock = 4;

class pool {
  void **first = nullptr, **now = nullptr;
  char *next = nullptr;
  int left = 0;

public:
  void *take() {
    if (left == 0) {
      void **block = static_cast<void **>(malloc(sizeof(void *) + 16 + perBlock * cellWords * sizeof(cell)));
      *block = nullptr;
      if (now)
        *now = block;
      else
        first = block;
      now = block;
      std::uintptr_t at = reinterpret_cast<std::uintptr_t>(block + 1);
      next = reinterpret_cast<char *>(at + 16 - at % 16);
      left = perBlock;
    }
    --left;
    void *p = next;
    next += cellWords * sizeof(cell);
    return p;
  }
  ~pool() {
    for (void **b = first; b;) {
      void **following = static_cast<void **>(*b);
      free(b);
      b = following;
    }
  }
};

struct handle {
  cell *at;
  int version;
};
cell encode(handle h) { return reinterpret_cast<cell>(reinterpret_cast<std::uintptr_t>(h.at) | unsigned(h.version)); }
handle decode(cell c) {
  const std::uintptr_t all = reinterpret_cast<std::uintptr_t>(c);
  return {reinterpret_cast<cell *>(all & ~std::uintptr_t(15)), int(all & 15)};
}

int main() {
  pool *cells = new pool;
  handle before = {nullptr, 0}, start = {nullptr, 0};
  for (int i = 0; i < 14; ++i) {
    handle h = {static_cast<cell *>(cells->take()), i % 12};
    h.at[0] = before.at ? encode(before) : nullptr;
    h.at[1] = before.at ? encode({before.at, 3}) : nullptr;
    reinterpret_cast<int *>(h.at + 4)[0] = i;
    if (before.at) before.at[2] = encode(h);
    h.at[2] = nullptr;
    if (!start.at) start = h;
    before = h;
    step(2);
  }
  for (handle h = start; h.at; h = decode(h.at[2])) {
    const handle back = decode(h.at[0]), other = decode(h.at[1]);
    std::printf("%d v%d %d %d %d\n", reinterpret_cast<int *>(h.at + 4)[0], h.version, back.version, other.version,
                back.at == other.at);
    step(3);
  }
  delete cells;
}
