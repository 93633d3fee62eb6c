// RUN: %triple %s
// FLAGS: --all --safepoints=all
// What `decltype` says of a variable in a lambda that stays one, as a generic one with a pack does; and __func__ in
// templates, which other compilers' instances may not name otherwise.
#include <cstdio>
#include <string>

static int step(int x) {
  std::printf("%d ", x);
  return x;
}

template <class T> static T named(T n) {
  std::printf("%s ", __func__);
  step(int(n));
  std::printf("%s ", __func__);
  return n;
}

template <class T> struct Box {
  T held;
  int tell() {
    std::printf("%s ", __func__);
    step(1);
    std::printf("%s ", __func__);
    return int(held);
  }
};

template <class T> static std::string pretty() {
  const std::string all = __PRETTY_FUNCTION__;
  int n = 0;
  for (char c : all) n += c == '=';
  step(n > 0);
  return all.substr(all.find("T = ") + 4, 3);
}

static int plain(char *text, unsigned long n) {
  const std::string before = __PRETTY_FUNCTION__;
  step(int(n));
  return int(before == __PRETTY_FUNCTION__) + (text ? 0 : 1) + step(2);
}

int main() {
  std::string s = "a";
  step(1);
  auto packed = [&](auto &&...rest) {
    decltype(s) copy = s;
    copy += std::to_string(sizeof...(rest));
    auto inner = [&](auto... more) {
      decltype(s) again = s;
      decltype(copy) third = copy;
      again += "i";
      third += "t";
      return again + third + std::to_string(sizeof...(more));
    };
    return copy + inner(1);
  };
  const std::string first = packed(1, 2);
  step(2);
  std::printf("%s %s\n", first.c_str(), s.c_str());
  std::printf("%g\n", named(1.5));
  std::printf("%d\n", named(2));
  Box<long> box{3};
  std::printf("%d\n", box.tell());
  const std::string type = pretty<int>();
  std::printf("%s\n", type.c_str());
  std::printf("%d\n", plain(nullptr, 3));
}
