// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A standard stream that leads into a buffer of the program's, and the buffer that it had before.
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>

static void say(std::ostream &out, const std::string &text) {
  for (char c : text) out << c;
  out << '\n';
}

int main() {
  std::ostringstream captured, errors;
  std::streambuf *before = std::cout.rdbuf(captured.rdbuf());
  std::streambuf *log = std::clog.rdbuf(errors.rdbuf());
  say(std::cout, "captured text");
  say(std::clog, "an error");
  std::cout << 42;
  std::cout.rdbuf(before);
  std::clog.rdbuf(log);
  say(std::cout, captured.str());
  say(std::cout, errors.str());
  std::cout << (std::cout.rdbuf() == before) << '\n';
}
