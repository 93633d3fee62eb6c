// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Headers of the program's own that include each other by names that only their own directories know, once each. Those
// that change are written out; the others may still include them.
#include "nested-headers/a.hpp"
#include "nested-headers/b.hpp"
#include "nested-headers/deep/types.hpp"

#include <array>
#include <cstdio>
#include <memory>
#include <string>

/// Nobody needs the array's class before the program is over.
class Comments {
public:
  using Texts = std::array<std::string, 2>;
  void set(int k, const std::string &text);
  std::string get(int k) const;

private:
  std::unique_ptr<Texts> texts;
};

static std::string show(Comments c, int k) { return c.get(k); }

int main() {
  Alias a;
  std::printf("%d\n", a.step(3) + a.step(4));
  Comments c;
  c.set(1, "late");
  const std::string none = c.get(0), late = c.get(1);
  std::printf("[%s] [%s]\n", none.c_str(), late.c_str());
  std::printf("%s\n", show(std::move(c), 1).c_str());
}

void Comments::set(int k, const std::string &text) {
  if (!texts) texts = std::make_unique<Texts>();
  (*texts)[k] = text;
}
std::string Comments::get(int k) const { return texts ? (*texts)[k] : ""; }
