// RUN: %triple %s
// Std types that own, call, format or lock, held across suspensions.
#include <perdure/perdure.hpp>

#include <algorithm>
#include <any>
#include <functional>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <set>
#include <sstream>
#include <string>
#include <valarray>
#include <vector>

struct Scale {
  int by;
  std::string name;
  int operator()(int x) const { return x * by; }
};
int negate(int x) { return -x; }

struct Longer {
  std::size_t limit;
  bool operator()(const std::string &a, const std::string &b) const {
    return std::min(a.size(), limit) < std::min(b.size(), limit);
  }
};

struct Report {
  int *count;
  void operator()(int *p) const {
    ++*count;
    delete p;
  }
};

RESUMABLE int pause(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE void functions() {
  std::vector<std::function<int(int)>> steps;
  steps.push_back(Scale{3, "a name that does not fit into a small string"});
  steps.push_back(&negate);
  steps.push_back(std::bind(std::minus<int>(), std::placeholders::_1, 5));
  std::function<int(int)> copy = steps[0];
  std::function<void()> none;
  int x = 1;
  for (auto &s : steps) x = pause(s(x));
  std::cout << x << ' ' << copy(pause(2)) << ' ' << bool(none) << ' ' << steps[0].target<Scale>()->name << '\n';
  std::any any = 7;
  pause(0);
  std::cout << std::any_cast<int>(any);
  any = std::string("any text");
  pause(0);
  std::cout << ' ' << std::any_cast<std::string &>(any) << '\n';
}

RESUMABLE void print(std::ostream &out, int n) {
  out << std::setw(5) << pause(n) << '|';
  pause(0);
}

RESUMABLE void streams() {
  std::ostringstream out;
  out << std::hex << std::setfill('.');
  std::ostream *to = &out;
  for (int k = 14; k < 18; ++k) print(*to, k);
  std::cout << out.str() << '\n';
  std::istringstream in("alpha beta 12 gamma");
  std::string word;
  while (in >> word) {
    pause(0);
    std::cout << word << ',';
  }
  std::cout << (in.eof() ? " end\n" : " ?\n");
  std::stringstream both("5 6 7");
  std::istream_iterator<int> at(both), last;
  std::ostream_iterator<int> sink(std::cout, ";");
  for (; at != last; ++at) *sink = pause(*at);
  std::cout << '\n';
}

RESUMABLE void containers() {
  std::set<std::string, Longer> by_length(Longer{3});
  for (const char *s : {"a", "bbbb", "cc", "ddddd"}) {
    by_length.insert(s);
    pause(0);
  }
  for (const auto &s : by_length) std::cout << s << ' ';
  using Compare = bool (*)(int, int);
  std::priority_queue<int, std::vector<int>, Compare> queue([](int a, int b) { return a > b; });
  for (int k : {3, 1, 2}) queue.push(pause(k));
  for (; !queue.empty(); queue.pop()) std::cout << pause(queue.top());
  std::valarray<int> v = {1, 2, 3};
  v *= pause(2);
  std::vector<bool> bits(70);
  auto bit = bits[69];
  pause(0);
  bit = true;
  std::cout << ' ' << v.sum() << ' ' << bits[69] << '\n';
}

RESUMABLE void owners() {
  int reported = 0;
  {
    std::unique_ptr<int, Report> one(new int(4), Report{&reported});
    std::unique_ptr<double[]> many(new double[3]{1.5, 2.5, 3.5});
    std::unique_ptr<std::string[]> texts(new std::string[2]{"left", "right"});
    auto whole = std::make_shared<Scale>(Scale{2, "shared"});
    std::shared_ptr<std::string> part(whole, &whole->name);
    std::shared_ptr<void> nothing = whole;
    whole.reset();
    pause(0);
    std::cout << *one << ' ' << many[2] << ' ' << texts[1] << ' ' << *part << ' ' << part.use_count() << '\n';
  }
  std::cout << "reported " << reported << '\n';
}

RESUMABLE void locks() {
  std::mutex m;
  std::once_flag once;
  int total = 0;
  for (int k = 0; k < 3; ++k) {
    std::lock_guard<std::mutex> guard(m);
    total += pause(k);
    std::call_once(once, [&] { total += 100; });
  }
  std::unique_lock<std::mutex> lock(m, std::defer_lock);
  pause(0);
  std::cout << total << ' ' << lock.try_lock() << lock.owns_lock() << '\n';
}

RESUMABLE int main() {
  functions();
  streams();
  containers();
  owners();
  locks();
}
