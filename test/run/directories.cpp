// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Iterators over directories go on with the entry that they had come to.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <unistd.h>

namespace fs = std::filesystem;

static int length(const fs::path &p) {
  int n = 0;
  const std::string name = p.filename().string();
  for (char c : name) n += c != '.';
  return n;
}

static void make(const fs::path &root) {
  fs::create_directories(root / "a" / "deep" / "er");
  fs::create_directories(root / "skipped" / "inside");
  for (const char *name : {"one.txt", "two.txt", "a/three.txt", "a/deep/er/four.txt", "skipped/five.txt"})
    std::ofstream(root / name) << name << '\n';
}

static void show(std::vector<std::string> &lines) {
  std::sort(lines.begin(), lines.end()); // the system gives them in any order
  for (const std::string &line : lines) std::printf("%s\n", line.c_str());
  lines.clear();
}

int main() {
  const fs::path root = fs::temp_directory_path() / ("perdure-directories-" + std::to_string(getpid()));
  make(root);
  std::vector<std::string> lines;
  for (const fs::directory_entry &e : fs::directory_iterator(root))
    lines.push_back(e.path().filename().string() + " " + std::to_string(length(e.path())) + " " +
                    std::to_string(e.is_directory()));
  show(lines);
  for (fs::recursive_directory_iterator i(root), end; i != end; ++i) {
    if (i->path().filename() == "skipped") i.disable_recursion_pending();
    const int n = length(i->path());
    lines.push_back(fs::relative(i->path(), root).string() + " " + std::to_string(n) + " " + std::to_string(i.depth()) +
                    " " + std::to_string(i.recursion_pending()));
  }
  show(lines);
  const auto files = std::count_if(fs::recursive_directory_iterator(root), fs::recursive_directory_iterator(),
                                   [](const fs::directory_entry &e) { return e.is_regular_file() && length(e) > 4; });
  std::printf("%d\n", int(files));
  fs::remove_all(root);
}
