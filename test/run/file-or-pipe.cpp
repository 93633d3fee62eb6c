// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A class that has a file open, or a pipe, as its flag says: the file goes to images.
#include <cstdio>

int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

class input {
  FILE *file;
  bool pipe;

public:
  explicit input(const char *path) : file(fopen(path, "r")), pipe(false) {}
  input(const input &) = delete;
  input &operator=(const input &) = delete;
  ~input() {
    if (pipe)
      pclose(file);
    else
      fclose(file);
  }
  int get() { return step(2) ? getc(file) : 0; }
};

int main() {
  input zeros("/dev/zero");
  int sum = 0;
  for (int i = 0; i < 5; ++i) sum += zeros.get() + i;
  std::printf("%d\n", sum);
}
