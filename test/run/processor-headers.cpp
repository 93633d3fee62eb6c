// RUN: %triple %s
// UNSUPPORTED: sanitized
// FLAGS: --all --safepoints=all
// Under a sanitizer nothing tells that what a library's header allocates is free()'s.
// The processor's own headers come behind the replaced allocator.
#if defined(__x86_64__)
#include <immintrin.h>
#endif
#include <cstdio>

int main() {
  float sums[4];
  for (int i = 0; i < 3; ++i) sums[i] = float(i);
  sums[3] = 4;
#if defined(__x86_64__)
  float *p = static_cast<float *>(_mm_malloc(16 * sizeof(float), 64));
  for (int i = 0; i < 16; ++i) p[i] = sums[i % 4];
  std::printf("%g %d\n", p[7], int(reinterpret_cast<unsigned long>(p) % 64));
  _mm_free(p);
#else
  std::printf("4 0\n");
#endif
}
