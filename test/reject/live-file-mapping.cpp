// RUN: %perdurec %s %t.cpp --all --safepoints=all
// RUN: g++ -std=c++17 -w -I %include %t.cpp -o %t %libraries
// RUN: not env PERDURE_STORE=sqlite:%t.db %perdure stress --every 1 -- %t > %t.log 2>&1
// RUN: FileCheck-19 %s < %t.log
// The mapping of a file is no part of images either, and another process may have something else in its place.
#include <cstdio>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

static int work(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += i;
  return sum;
}

int main() {
  const int fd = open("/proc/self/exe", O_RDONLY);
  char *text = static_cast<char *>(mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, fd, 0));
  close(fd);
  // CHECK: main().text (char*) points into memory that the program, or a library, has mapped by itself (mmap)
  std::printf("%d %d\n", work(3), text[0]);
  return munmap(text, 4096);
}
