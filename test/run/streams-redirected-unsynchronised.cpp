// RUN: %triple %s
// FLAGS: --all --safepoints=all
// The same without synchronisation: the streams have buffers of their own.
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>

static void say(std::ostream &out, const std::string &text) {
  for (char c : text) out << c;
  out << '\n';
}

int main() {
  std::ios::sync_with_stdio(false);
  std::ostringstream captured, errors;
  std::streambuf *kept = std::cout.rdbuf(captured.rdbuf());
  std::streambuf *log = std::clog.rdbuf(errors.rdbuf());
  say(std::cout, "captured text");
  say(std::clog, "an error");
  std::cout << 42;
  std::cout.rdbuf(kept);
  std::clog.rdbuf(log);
  say(std::cout, captured.str());
  say(std::cout, errors.str());
  std::cout << (std::cout.rdbuf() == kept) << '\n';
}
