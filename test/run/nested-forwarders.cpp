// RUN: %triple %s
// A std::function that holds a std::bind of a std::function, of a member, of a closure that calls others.
// FLAGS: --all --safepoints=all
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

static int spin(int n) {
  int k = 0;
  for (int i = 0; i < n; ++i) ++k;
  return k;
}
class Widget {
public:
  int press(int n) { return pressed = spin(pressed) + spin(n); }
  std::string label(const std::string &before) const {
    std::string out = before;
    for (int i = 0; i < pressed; ++i) out += '.';
    return out;
  }
  int pressed = 1;
};

int main() {
  using namespace std::placeholders;
  Widget widget;
  std::function<int(int)> inner = std::bind(&Widget::press, &widget, _1);
  std::function<int(int)> middle = std::bind(inner, _1);
  std::function<int(int)> outer = [middle](int n) { return middle(n) + spin(2); };
  std::function<int(int)> outermost = std::ref(outer);
  for (int i = 0; i < 3; ++i) std::cout << outermost(i) << ' ' << widget.pressed << '\n';
  std::function<std::string(std::string)> label = std::bind(&Widget::label, std::ref(widget), _1);
  std::function<std::string(std::string)> copy = label, again = [copy](std::string s) { return copy(s + "<") + ">"; };
  std::cout << again("a label that is too long for a small string ") << label("b") << '\n';
  std::cout << std::invoke(outer, 1) << ' ' << std::apply(outermost, std::make_tuple(2)) << '\n';

  auto shared = std::make_shared<Widget>();
  std::map<std::string, std::vector<std::function<int(int)>>> actions;
  actions["press"].push_back([shared](int n) { return shared->press(n); });
  actions["press"].push_back(std::bind(std::mem_fn(&Widget::press), shared, _1));
  actions["twice"].push_back([&](int n) {
    int sum = 0;
    for (auto &f : actions["press"]) sum += f(n) + f(n);
    return sum;
  });
  for (auto &[name, all] : actions)
    for (auto &f : all) std::cout << name << f(2) << ' ';
  std::cout << shared->pressed << '\n';

  // A function that fits holds one that does not.
  std::function<long(int)> converts = [](int n) { return spin(n); };
  std::function<long(int)> fits = [converts](int n) { return converts(n) + converts(n + 1); };
  std::function<long(int)> held = std::bind(converts, _1);
  std::cout << fits(2) + held(3) << '\n';
}
