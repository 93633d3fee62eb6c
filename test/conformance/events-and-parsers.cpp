// RUN: %triple %s
// A bank, a cache, an event queue, an expression parser with visitors: exceptions of many kinds, closures that hold
// closures. bank/inventory style with polymorphism, exceptions hierarchy, RAII file logger to string, templates
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <ostream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <tuple>
#include <typeinfo>
#include <utility>
#include <vector>
int work(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s ^= i * 7;
  return s;
}
class Log {
  std::ostringstream out;
  int depth = 0;

public:
  struct Scope {
    Log &l;
    std::string n;
    Scope(Log &l, std::string n) : l(l), n(std::move(n)) {
      l.out << std::string(l.depth++, ' ') << '>' << this->n << '\n';
    }
    ~Scope() { l.out << std::string(--l.depth, ' ') << '<' << n << (std::uncaught_exceptions() ? "!" : "") << '\n'; }
    Scope(const Scope &) = delete;
  };
  std::string str() const { return out.str(); }
};
struct Error : std::runtime_error {
  int code;
  Error(int c, const std::string &s) : std::runtime_error(s), code(c) {}
};
struct Fatal final : Error {
  using Error::Error;
  const char *what() const noexcept override { return "fatal"; }
};
class Account {
protected:
  double balance_;
  std::string id_;
  static int count_;

public:
  Account(std::string id, double b) : balance_(b), id_(std::move(id)) { ++count_; }
  virtual ~Account() { --count_; }
  virtual void withdraw(double x) {
    work(2);
    if (x > balance_) throw Error(1, id_ + " short by " + std::to_string(int(x - balance_)));
    balance_ -= x;
  }
  virtual double fee() const = 0;
  double balance() const { return balance_; }
  static int count() { return count_; }
};
int Account::count_ = 0;
class Checking : public Account {
  double limit;

public:
  Checking(std::string s, double b, double l) : Account(std::move(s), b), limit(l) {}
  void withdraw(double x) override {
    if (x <= balance_ + limit) {
      work(1);
      balance_ -= x;
    } else
      Account::withdraw(x);
  }
  double fee() const override { return work(1) + 1.5; }
};
class Savings : public Account {
public:
  using Account::Account;
  double fee() const override { return 0.5; }
  void withdraw(double x) override {
    if (x > 1000) throw Fatal(9, "x");
    Account::withdraw(x);
  }
};
template <class K, class V> class Cache {
  std::list<std::pair<K, V>> items;
  std::map<K, typename std::list<std::pair<K, V>>::iterator> index;
  std::size_t cap;
  std::function<V(const K &)> make;

public:
  Cache(std::size_t c, std::function<V(const K &)> f) : cap(c), make(std::move(f)) {}
  V &get(const K &k) {
    auto it = index.find(k);
    if (it != index.end()) {
      items.splice(items.begin(), items, it->second);
      return items.front().second;
    }
    items.emplace_front(k, make(k));
    index[k] = items.begin();
    if (items.size() > cap) {
      index.erase(items.back().first);
      items.pop_back();
    }
    return items.front().second;
  }
  std::size_t size() const { return items.size(); }
};
template <class T> struct Matrix {
  std::vector<std::vector<T>> m;
  Matrix(std::initializer_list<std::initializer_list<T>> l) {
    for (auto &r : l) m.emplace_back(r);
  }
  T det() const {
    if (m.size() == 1) return m[0][0];
    T d = 0;
    for (std::size_t c = 0; c < m.size(); ++c) {
      Matrix s({});
      for (std::size_t i = 1; i < m.size(); ++i) {
        std::vector<T> row;
        for (std::size_t j = 0; j < m.size(); ++j)
          if (j != c) row.push_back(m[i][j]);
        s.m.push_back(row);
      }
      d += (c % 2 ? -1 : 1) * m[0][c] * s.det();
    }
    return d;
  }
};
struct Event {
  int time;
  std::string what;
  std::function<void(struct Sim &)> act;
  bool operator>(const Event &o) const { return time > o.time; }
};
struct Sim {
  std::vector<Event> heap;
  int now = 0;
  std::vector<std::string> trace;
  void at(int t, std::string w, std::function<void(Sim &)> f) {
    heap.push_back({t, std::move(w), std::move(f)});
    std::push_heap(heap.begin(), heap.end(), std::greater<>());
  }
  void run() {
    while (!heap.empty()) {
      std::pop_heap(heap.begin(), heap.end(), std::greater<>());
      Event e = std::move(heap.back());
      heap.pop_back();
      now = e.time;
      trace.push_back(e.what + "@" + std::to_string(now));
      if (e.act) e.act(*this);
    }
  }
};
struct Visitor;
struct Expr {
  virtual ~Expr() = default;
  virtual void accept(Visitor &) const = 0;
};
struct Num;
struct Bin;
struct Visitor {
  virtual void visit(const Num &) = 0;
  virtual void visit(const Bin &) = 0;
  virtual ~Visitor() = default;
};
struct Num : Expr {
  double v;
  explicit Num(double v) : v(v) {}
  void accept(Visitor &x) const override { x.visit(*this); }
};
struct Bin : Expr {
  char op;
  std::unique_ptr<Expr> l, r;
  Bin(char o, std::unique_ptr<Expr> a, std::unique_ptr<Expr> b) : op(o), l(std::move(a)), r(std::move(b)) {}
  void accept(Visitor &x) const override { x.visit(*this); }
};
struct Eval : Visitor {
  std::vector<double> st;
  void visit(const Num &n) override { st.push_back(n.v); }
  void visit(const Bin &b) override {
    b.l->accept(*this);
    b.r->accept(*this);
    double y = st.back();
    st.pop_back();
    double &x = st.back();
    work(1);
    switch (b.op) {
    case '+':
      x += y;
      break;
    case '-':
      x -= y;
      break;
    case '*':
      x *= y;
      break;
    case '/':
      if (y == 0) throw std::domain_error("div");
      x /= y;
    }
  }
};
class Parser {
  const char *p;
  std::unique_ptr<Expr> prim() {
    while (*p == ' ') ++p;
    if (*p == '(') {
      ++p;
      auto e = sum();
      if (*p++ != ')') throw std::invalid_argument(std::string("expected ) at ") + p[-1]);
      return e;
    }
    char *end;
    double v = std::strtod(p, &end);
    if (end == p) throw std::invalid_argument("number");
    p = end;
    return std::make_unique<Num>(v);
  }
  std::unique_ptr<Expr> prod() {
    auto l = prim();
    for (;;) {
      while (*p == ' ') ++p;
      if (*p != '*' && *p != '/') return l;
      char o = *p++;
      l = std::make_unique<Bin>(o, std::move(l), prim());
    }
  }
  std::unique_ptr<Expr> sum() {
    auto l = prod();
    for (;;) {
      while (*p == ' ') ++p;
      if (*p != '+' && *p != '-') return l;
      char o = *p++;
      auto r = prod();
      l = std::make_unique<Bin>(o, std::move(l), std::move(r));
    }
  }

public:
  explicit Parser(const char *s) : p(s) {}
  std::unique_ptr<Expr> parse() {
    auto e = sum();
    if (*p) throw std::invalid_argument("trailing");
    return e;
  }
};
int main() {
  Log log;
  {
    Log::Scope a(log, "main");
    try {
      Log::Scope b(log, "inner");
      work(2);
      throw Error(3, "boom");
    } catch (const Error &e) {
      Log::Scope c(log, "handler " + std::to_string(e.code));
      work(1);
    }
  }
  std::cout << log.str();
  {
    std::vector<std::unique_ptr<Account>> accounts;
    accounts.push_back(std::make_unique<Checking>("c1", 100, 50));
    accounts.emplace_back(new Savings("s1", 2000));
    std::map<std::string, int> errors;
    for (double x : {120.0, 40.0, 1500.0, 900.0})
      for (auto &a : accounts) {
        try {
          a->withdraw(x);
        } catch (const Fatal &f) {
          ++errors[f.what()];
        } catch (const Error &e) {
          ++errors[e.what()];
          work(e.code);
        }
      }
    for (auto &[k, n] : errors) std::cout << k << '=' << n << ' ';
    const Account &second = *accounts[1];
    double total = std::accumulate(accounts.begin(), accounts.end(), 0.0,
                                   [](double s, const auto &a) { return s + a->balance() - a->fee(); });
    std::cout << total << ' ' << Account::count() << ' ' << (typeid(second) == typeid(Savings)) << '\n';
  }
  std::cout << Account::count() << '\n';
  int made = 0;
  Cache<std::string, std::vector<int>> cache(2, [&made](const std::string &k) {
    ++made;
    std::vector<int> v(k.size());
    std::iota(v.begin(), v.end(), work(3));
    return v;
  });
  cache.get("aa").push_back(5);
  cache.get("bbb");
  cache.get("aa");
  cache.get("c");
  std::cout << cache.get("aa").size() << cache.get("bbb").size() << made << cache.size() << '\n';
  std::cout << Matrix<double>{{2, 0, 1}, {1, 3, 2}, {1, 1, 4}}.det() << '\n';
  Sim sim;
  sim.at(5, "b", nullptr);
  sim.at(1, "a", [n = 0](Sim &s) mutable {
    work(1);
    if (++n < 3)
      s.at(s.now + 3, "again" + std::to_string(n), [&s](Sim &) {
        work(2);
        s.trace.push_back("nested");
      });
  });
  sim.run();
  for (auto &t : sim.trace) std::cout << t << ' ';
  std::cout << '\n';
  for (const char *s : {"1 + 2 * (3 - 4) / 2", "2 * (3", "4 / (2 - 2)", "x", "7 7"}) {
    try {
      Eval e;
      Parser(s).parse()->accept(e);
      std::cout << e.st.back() << '\n';
    } catch (const std::invalid_argument &e) {
      std::cout << "syntax: " << e.what() << '\n';
    } catch (const std::exception &e) {
      std::cout << typeid(e).name() << ": " << e.what() << '\n';
    }
  }
  std::optional<std::tuple<int, std::string, std::vector<double>>> opt;
  work(1);
  opt.emplace(1, "opt", std::vector<double>{1, 2});
  if (auto &[a, b, c] = *opt; a) {
    c.push_back(work(5));
    std::cout << a << b << c.size() << c.back() << '\n';
  }
  std::set<std::shared_ptr<int>, std::owner_less<std::shared_ptr<int>>> owners;
  auto sp = std::make_shared<int>(4);
  owners.insert(sp);
  owners.insert(sp);
  std::weak_ptr<int> wp = sp;
  work(1);
  std::cout << owners.size() << sp.use_count() << *wp.lock() << '\n';
}
