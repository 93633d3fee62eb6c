// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Options by getopt() and its kin, with restarts between them: several in one word, words that are none between them,
// long ones, and what the functions keep in the C library's variables.
#include <cstdio>
#include <getopt.h>
#include <string>
#include <unistd.h>
#include <vector>

static int step(int x) { return x + 1; }

static void by_letters(std::vector<std::string> words, const char *letters) {
  std::vector<char *> line;
  for (std::string &w : words) line.push_back(&w[0]);
  line.push_back(nullptr);
  const int n = int(words.size());
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt(n, line.data(), letters)) != -1;)
    std::printf("%c %s %d %d\n", c == 1 ? '1' : c, optarg ? optarg : "-", step(optind), optopt);
  for (; optind < n; ++optind) std::printf("  %s %d\n", line[optind], step(optind));
}

int main() {
  by_letters({"program", "-abcvalue", "one", "-d", "two", "-c", "x", "--", "-e"}, "abc:d");
  by_letters({"program", "-az", "one", "-b"}, "-ab");
  by_letters({"program", "-a", "one", "-b"}, "+ab");

  static const option names[] = {{"add", no_argument, nullptr, 'a'},
                                 {"file", required_argument, nullptr, 'f'},
                                 {"level", optional_argument, nullptr, 'l'},
                                 {nullptr, 0, nullptr, 0}};
  char program[] = "program", a[] = "--add", b[] = "word", c[] = "--file", d[] = "name", e[] = "--lev=5", f[] = "-ab";
  char *line[] = {program, a, b, c, d, e, f, nullptr};
  optind = 0;
  for (int k, o; (o = getopt_long(7, line, "ab", names, &k)) != -1;)
    std::printf("%c %s %d\n", o, optarg ? optarg : "-", step(optind));
  std::printf("%s\n", line[optind]);
}
