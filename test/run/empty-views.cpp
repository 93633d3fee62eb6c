// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A view that has become empty still says where in its text a parser has come to: in a string, its own or the heap's,
// in a literal, and at their ends. One that has outlived its text says nothing, and is no reason to refuse anything.
#include <cstdio>
#include <string>
#include <string_view>

static int step(int x) {
  std::printf("%d ", x);
  return x;
}

struct Parser {
  std::string_view rest;
  int words = 0;
  void run() {
    while (!rest.empty()) {
      const std::size_t end = rest.find(' ');
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      step(++words);
    }
  }
};

static std::string_view outlived() {
  const std::string gone(100, 'x');
  return std::string_view(gone).substr(50, 0);
}

static void parse(const std::string &text) {
  Parser p{text};
  p.run();
  std::printf("%d\n", int(p.rest.data() - text.data()));
}

int main() {
  parse("two words");
  parse("so many words that no string holds them in itself");
  const std::string text = "abc";
  const std::string_view all = text, middle = all.substr(1, 0), end = all.substr(3), none;
  const std::string_view literal = "literal", rest = literal.substr(7), between = literal.substr(4, 0);
  const std::string_view dead = outlived();
  const std::wstring wide = L"wide";
  const std::wstring_view of_wide = std::wstring_view(wide).substr(4);
  step(1);
  std::printf("%d %d %d\n", int(middle.data() - text.data()), int(end.data() - all.data()), none.data() == nullptr);
  std::printf("%d %d %d\n", int(rest.data() - literal.data()), int(between.data() - literal.data()), int(dead.size()));
  std::printf("%d\n", int(of_wide.data() - wide.data()));
}
