// RUN: %perdurec %s %t.cpp --all --safepoints=all
// RUN: g++ -std=c++17 -w -I %include %t.cpp -o %t %libraries
// RUN: not env PERDURE_STORE=sqlite:%t.db %perdure stress --every 1 -- %t > %t.log 2>&1
// RUN: FileCheck-19 %s < %t.log
// Memory that a program maps by itself is no part of images, and pointers into it are not to nothing.
#include <cstdio>
#include <cstring>
#include <sys/mman.h>

static int work(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += i;
  return sum;
}

int main() {
  char *text =
      static_cast<char *>(mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  std::strcpy(text, "mapped");
  // CHECK: main().text (char*) points into memory that the program, or a library, has mapped by itself (mmap)
  std::printf("%d %s\n", work(3), text);
  return munmap(text, 4096);
}
