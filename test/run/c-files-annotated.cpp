// RUN: %triple %s
// EVERY: 1 3
// The C library's files in functions that are marked.
#include <perdure/perdure.hpp>

#include <cstdio>
#include <memory>

struct Log {
  FILE *file;
  int lines;
};

RESUMABLE void write(Log &log, const char *text) {
  std::fprintf(log.file, "%d: ", ++log.lines);
  perdure::checkpoint();
  std::fprintf(log.file, "%s\n", text);
}

RESUMABLE int count(std::FILE *in) {
  int n = 0;
  for (int c; (c = std::fgetc(in)) != EOF; perdure::checkpoint()) n += c == 'e';
  return n;
}

RESUMABLE int main() {
  Log log{std::fopen("log.txt", "w"), 0};
  FILE *const same = log.file;
  for (const char *text : {"one", "two", "three"}) write(log, text);
  std::fclose(same);
  log.file = nullptr;
  std::unique_ptr<FILE, int (*)(FILE *)> in(std::fopen("log.txt", "r"), &std::fclose);
  std::fgetc(in.get());
  std::ungetc('e', in.get());
  std::printf("%d\n", count(in.get()));
  perdure::checkpoint();
  std::printf("%d %ld\n", std::feof(in.get()) != 0, std::ftell(in.get()));
}
