// RUN: %triple %s
// shared_ptr<void>: the control block tells what it owns.
#include <memory>
#include <map>
#include <string>
#include <iostream>
struct N { std::string s; };
static std::map<int, std::shared_ptr<void>> all;
template <class T> T &add(int k) { auto p = std::make_shared<T>(); all[k] = p; return *p; }
int main() {
  add<N>(1).s = "x";
  for (int i = 0; i < 2; ++i) add<std::string>(i + 2) += "abc";
  auto q = all;
  std::cout << static_cast<N *>(q[1].get())->s << *static_cast<std::string *>(all[3].get()) << q[1].use_count() << '\n';
}
