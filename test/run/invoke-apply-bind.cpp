// RUN: %triple %s
// std::invoke, std::apply, std::bind, std::mem_fn and std::reference_wrapper pass suspensions on.
#include <perdure/perdure.hpp>

#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <tuple>

RESUMABLE int add(int a, int b) {
  perdure::checkpoint();
  return a + b;
}
RESUMABLE void append(std::string &to, const std::string &what, int times) {
  for (int i = 0; i < times; ++i) {
    perdure::checkpoint();
    to += what;
  }
}
RESUMABLE std::string join(std::string a, const std::string &b) {
  perdure::checkpoint();
  a += b;
  perdure::checkpoint();
  return a;
}

class Account {
public:
  explicit Account(int start) : balance_(start) {}
  RESUMABLE int pay(int amount) {
    perdure::checkpoint();
    return balance_ += amount;
  }
  RESUMABLE const int &balance() const {
    perdure::checkpoint();
    return balance_;
  }

private:
  int balance_;
};

struct Twice {
  RESUMABLE int operator()(int n) const {
    perdure::checkpoint();
    return 2 * n;
  }
};

RESUMABLE int main() {
  using namespace std::placeholders;
  std::cout << std::invoke(add, 1, 2) << ' ' << std::invoke(&add, 3, std::invoke(Twice(), 4)) << '\n';
  Account account(100);
  Account *pointer = &account;
  auto owner = std::make_unique<Account>(7);
  std::cout << std::invoke(&Account::pay, account, 5) << ' ' << std::invoke(&Account::pay, pointer, 6) << ' '
            << std::invoke(&Account::pay, owner, 1) << ' ' << std::invoke(&Account::balance, account) << '\n';
  std::cout << std::apply(add, std::make_tuple(20, 22)) << ' '
            << std::apply(join, std::tuple(std::string("ab"), std::string("cd"))) << '\n';
  std::string text;
  std::apply(append, std::forward_as_tuple(text, std::string("xy"), 3));
  std::cout << text << '\n';

  auto later = std::bind(add, _1, 10);
  std::cout << later(1) << ' ' << later(2) << '\n';
  auto more = std::bind(append, std::ref(text), _1, 2);
  more(std::string("+"));
  more(std::string(30, '-'));
  std::cout << text << '\n';
  auto pay = std::bind(&Account::pay, &account, _1);
  std::cout << pay(1) << ' ' << pay(2) << '\n';
  auto swapped = std::bind(join, _2, _1);
  std::cout << swapped(std::string("first"), std::string("second")) << '\n';

  auto member = std::mem_fn(&Account::pay);
  std::cout << member(account, 3) << ' ' << member(pointer, 4) << ' ' << std::mem_fn(&Account::balance)(account)
            << '\n';
  Twice twice;
  std::reference_wrapper<Twice> wrapped = twice;
  std::cout << wrapped(21) << ' ' << std::ref(add)(2, 3) << ' ' << std::invoke(std::ref(twice), 5) << '\n';
  int calls = 0;
  auto lambda = [&calls](int n) {
    perdure::checkpoint();
    return n + ++calls;
  };
  std::cout << std::invoke(lambda, 1) + std::invoke(lambda, 10) << ' ' << std::ref(lambda)(100) << ' '
            << std::apply(lambda, std::tuple<int>(1000)) << '\n';
}
