// Standard input, formats and rand() go on where they were, when each number is read by another process.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>

namespace {

std::string output_of(const std::string &command) {
  std::FILE *p = ::popen(command.c_str(), "r");
  std::string text;
  for (int c; (c = std::getc(p)) != EOF;) text += char(c);
  ::pclose(p);
  return text;
}

std::string expected(const char *tie) {
  std::ostringstream out;
  std::srand(7);
  ::srand48(9);
  out << std::hex;
  for (int k = 1; k <= 40; ++k) out << k << ':' << std::rand() << ':' << ::lrand48() << '\n';
  out << tie << '\n';
  return out.str();
}

TEST(Streams, GoOnInANewProcess) {
  const std::string relay = INPUT_RELAY;
  for (const std::string way : {"cin", "scanf", "mixed", "unsynced"}) {
    const std::string right = expected(way == "unsynced" ? "untied" : "tied");
    EXPECT_EQ(output_of("seq 1 40 | " + relay + " " + way), right) << "from a pipe: " << way;
    EXPECT_EQ(output_of("f=$(mktemp) && seq 1 40 > $f && " + relay + " " + way + " < $f; rm -f $f"), right)
        << "from a file: " << way;
  }
}

} // namespace
