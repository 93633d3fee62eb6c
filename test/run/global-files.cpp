// RUN: %triple %s
// FLAGS: --all --safepoints=all
// EVERY: 1 3
// Files that the initialisers of globals open: a process that goes on runs those again, and must not empty the files.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

static int tick(int n) { return n + 1; }

class Logger {
public:
  explicit Logger(const char *file) : out_(file) { out_ << "header" << std::endl; }
  void line(int n) { out_ << "line " << tick(n) << '\n'; }
  static Logger &instance() {
    static Logger one("instance.txt");
    return one;
  }
  void close() { out_.close(); }

private:
  std::ofstream out_;
};

static FILE *opened(const char *file) {
  FILE *f = std::fopen(file, "w");
  std::fputs("header\n", f);
  return f;
}

std::ofstream journal("journal.txt");
Logger logger("log.txt");
FILE *c_file = opened("c.txt");
std::unique_ptr<std::ostream> owned = std::make_unique<std::ofstream>("owned.txt", std::ios::app);

static void show(const char *name) {
  std::ifstream in(name);
  for (std::string line; std::getline(in, line);) std::cout << name << ": " << line << '\n';
}

int main() {
  for (int i = 0; i < 3; ++i) {
    journal << "line " << tick(i) << '\n';
    logger.line(i);
    Logger::instance().line(i);
    std::fprintf(c_file, "line %d\n", tick(i));
    *owned << "line " << i << '\n';
  }
  journal.close();
  logger.close();
  Logger::instance().close();
  std::fclose(c_file);
  owned.reset();
  for (const char *name : {"journal.txt", "log.txt", "instance.txt", "c.txt", "owned.txt"}) show(name);
}
