// RUN: %triple %s
// What the C library keeps between calls: the place of strtok(), the functions for the end of the program.
#include <cstdio>
#include <cstdlib>
#include <cstring>
static int n = 1;
void last() { std::printf("last %d\n", n); }
void before() { std::printf("before %d\n", n++); }
int main() {
  std::atexit(last);
  char text[] = "one, two,three";
  for (char *p = std::strtok(text, ", "); p; p = strtok(nullptr, ", ")) std::printf("%s\n", p);
  if (atexit(before)) return 1;
  std::puts("end");
}
