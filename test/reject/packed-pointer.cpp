// RUN: not %perdurec %s %t.cpp --all --safepoints=all -- -std=c++17 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
struct __attribute__((packed)) Link {
  char kind;
  // CHECK: error: 'link.next' of type 'Link *' cannot be saved: it may lie at an address that is no multiple of its alignment, in a packed class
  // CHECK: note: move it out of the packed class, or give that a serialize member
  Link *next;
};
int main() {
  Link link = {'a', nullptr};
  for (int i = 0; i < 3; ++i) link.kind++;
  return link.next != nullptr;
}
