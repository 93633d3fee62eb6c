// RUN: %perdurec %s %t.cpp --all --safepoints=all
// RUN: g++ -std=c++17 -w -DLIBRARY -c %s -o %t-library.o
// RUN: g++ -std=c++17 -w -I %include %t.cpp %t-library.o -o %t %libraries
// RUN: not env PERDURE_STORE=sqlite:%t.db %perdure stress --every 1 -- %t > %t.log 2>&1
// RUN: FileCheck-19 %s < %t.log
// What a library has allocated may be more than its header tells, as zlib's gzFile.
#include <cstdio>
#include <cstdlib>

struct handle {
  unsigned have;
  unsigned char *next;
};
extern "C" handle *open_handle();
extern "C" int read_handle(handle *);

#ifdef LIBRARY
struct whole {
  handle shown;
  int descriptor, state;
  unsigned char *buffer;
};
handle *open_handle() { return static_cast<handle *>(std::calloc(1, sizeof(whole))); }
int read_handle(handle *h) { return ++reinterpret_cast<whole *>(h)->state; }
#else
static int work(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += i;
  return sum;
}

/// The program's own are known to be all that they are, whoever hands them out.
static void *room(std::size_t n) {
  void *p = std::malloc(n);
  if (!p) std::abort();
  return p;
}

int main() {
  handle *own = static_cast<handle *>(room(4 * sizeof(handle)));
  own[2].have = 7;
  std::printf("%d %u\n", work(2), own[2].have);
  handle *h = open_handle();
  // CHECK: main().h (handle*) points into a block of 32 bytes on the heap, at byte 0, that holds an object that no instrumented
  for (int k = 0; k < 3; ++k) std::printf("%d %d\n", work(k), read_handle(h));
  std::free(h);
  std::free(own);
}
#endif
