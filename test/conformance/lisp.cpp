// RUN: %triple %s
// A Lisp: reader, cells with shared_ptr, environments that closures keep, special forms, macros by quasi-quotation,
// tail calls in a loop, errors as exceptions.
// EVERY: 17
#include <cctype>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace lisp {

struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Cell;
class Environment;
using Ref = std::shared_ptr<const Cell>;
using Env = std::shared_ptr<Environment>;
using Builtin = Ref (*)(const std::vector<Ref> &);

struct Nil {};
struct Symbol {
  std::string name;
};
struct Pair {
  Ref head, tail;
};
struct Closure {
  std::vector<std::string> parameters;
  std::string rest;
  Ref body;
  Env environment;
  bool macro;
};

struct Cell {
  std::variant<Nil, long, std::string, Symbol, Pair, Builtin, Closure> data;
  template <class T> const T *as() const { return std::get_if<T>(&data); }
};

static const Ref nil = std::make_shared<Cell>();

template <class T> Ref make(T value) { return std::make_shared<Cell>(Cell{std::move(value)}); }
Ref cons(Ref a, Ref b) { return make(Pair{std::move(a), std::move(b)}); }
Ref symbol(const std::string &name) {
  static std::map<std::string, Ref> symbols;
  Ref &s = symbols[name];
  if (!s) s = make(Symbol{name});
  return s;
}
bool is_nil(const Ref &r) { return r->as<Nil>(); }
bool is_symbol(const Ref &r, const char *name) {
  auto *s = r->as<Symbol>();
  return s && s->name == name;
}
Ref truth(bool b) { return b ? symbol("t") : nil; }

std::string print(const Ref &r) {
  struct Printer {
    std::string operator()(const Nil &) const { return "()"; }
    std::string operator()(long i) const { return std::to_string(i); }
    std::string operator()(const std::string &s) const { return '"' + s + '"'; }
    std::string operator()(const Symbol &s) const { return s.name; }
    std::string operator()(Builtin) const { return "<builtin>"; }
    std::string operator()(const Closure &c) const { return c.macro ? "<macro>" : "<lambda/" + std::to_string(c.parameters.size()) + ">"; }
    std::string operator()(const Pair &p) const {
      std::string s = "(" + print(p.head);
      Ref rest = p.tail;
      for (; auto *next = rest->as<Pair>(); rest = next->tail) s += " " + print(next->head);
      return s + (is_nil(rest) ? "" : " . " + print(rest)) + ")";
    }
  };
  return std::visit(Printer(), r->data);
}

const Pair &pair(const Ref &r) {
  if (auto *p = r->as<Pair>()) return *p;
  throw Error("not a list: " + print(r));
}
long number(const Ref &r) {
  if (auto *n = r->as<long>()) return *n;
  throw Error("not a number: " + print(r));
}

class Environment {
public:
  explicit Environment(Env outer = nullptr) : outer_(std::move(outer)) {}
  Ref &find(const std::string &name) {
    for (Environment *e = this; e; e = e->outer_.get()) {
      auto found = e->names_.find(name);
      if (found != e->names_.end()) return found->second;
    }
    throw Error("no value for " + name);
  }
  void define(const std::string &name, Ref value) { names_[name] = std::move(value); }
  void clear() { names_.clear(); }

private:
  std::map<std::string, Ref> names_;
  Env outer_;
};

class Reader {
public:
  explicit Reader(std::istream &in) : in_(in) {}
  bool read(Ref &out) {
    in_ >> std::ws;
    if (in_.peek() == EOF) return false;
    out = next();
    return true;
  }

private:
  Ref next() {
    char c;
    if (!(in_ >> c)) throw Error("unexpected end");
    switch (c) {
    case '(': return list();
    case ')': throw Error("unexpected )");
    case '\'': return wrap("quote");
    case '`': return wrap("quasi");
    case ',': return wrap("unquote");
    case '"': {
      std::string s;
      std::getline(in_, s, '"');
      return make(s);
    }
    }
    std::string word(1, c);
    while (in_.peek() != EOF && !std::isspace(in_.peek()) && in_.peek() != '(' && in_.peek() != ')') word += char(in_.get());
    if (word.find_first_not_of("0123456789", word[0] == '-') == std::string::npos && word != "-") return make(std::stol(word));
    return word == "nil" ? nil : symbol(word);
  }
  Ref wrap(const char *name) { return cons(symbol(name), cons(next(), nil)); }
  Ref list() {
    std::vector<Ref> items;
    Ref tail = nil;
    while ((in_ >> std::ws).peek() != ')') {
      if (in_.peek() == EOF) throw Error("missing )");
      items.push_back(next());
      if (is_symbol(items.back(), ".")) {
        items.pop_back();
        tail = next();
      }
    }
    in_.get();
    while (!items.empty()) {
      tail = cons(items.back(), tail);
      items.pop_back();
    }
    return tail;
  }
  std::istream &in_;
};

int evaluations = 0;

Ref eval(Ref form, Env env);

Env enter(const Closure &c, const std::vector<Ref> &arguments) {
  if (arguments.size() < c.parameters.size() || (arguments.size() > c.parameters.size() && c.rest.empty()))
    throw Error("wants " + std::to_string(c.parameters.size()) + " arguments, got " + std::to_string(arguments.size()));
  Env env = std::make_shared<Environment>(c.environment);
  for (std::size_t i = 0; i < c.parameters.size(); ++i) env->define(c.parameters[i], arguments[i]);
  if (!c.rest.empty()) {
    Ref rest = nil;
    for (std::size_t i = arguments.size(); i-- > c.parameters.size();) rest = cons(arguments[i], rest);
    env->define(c.rest, rest);
  }
  return env;
}

Ref quasi(const Ref &form, const Env &env) {
  auto *p = form->as<Pair>();
  if (!p) return form;
  if (is_symbol(p->head, "unquote")) return eval(pair(p->tail).head, env);
  Ref head = quasi(p->head, env);
  return cons(head, quasi(p->tail, env));
}

Ref eval(Ref form, Env env) {
  for (;;) {
    ++evaluations;
    if (auto *s = form->as<Symbol>()) return env->find(s->name);
    auto *p = form->as<Pair>();
    if (!p) return form;
    if (auto *s = p->head->as<Symbol>()) {
      const std::string &name = s->name;
      if (name == "quote") return pair(p->tail).head;
      if (name == "quasi") return quasi(pair(p->tail).head, env);
      if (name == "if") {
        const Pair &test = pair(p->tail), &then = pair(test.tail);
        Ref next = !is_nil(eval(test.head, env)) ? then.head : is_nil(then.tail) ? nil : pair(then.tail).head;
        form = next;
        continue;
      }
      if (name == "lambda" || name == "macro") {
        Closure c{{}, "", pair(pair(p->tail).tail).head, env, name == "macro"};
        Ref parameter = pair(p->tail).head;
        for (; auto *q = parameter->as<Pair>(); parameter = q->tail) c.parameters.push_back(print(q->head));
        if (!is_nil(parameter)) c.rest = print(parameter);
        return make(std::move(c));
      }
      if (name == "define" || name == "set") {
        const Pair &what = pair(p->tail);
        Ref value = eval(pair(what.tail).head, env);
        if (name == "set")
          env->find(print(what.head)) = value;
        else
          env->define(print(what.head), value);
        return value;
      }
      if (name == "do") {
        Ref rest = p->tail;
        for (; !is_nil(pair(rest).tail); rest = pair(rest).tail) eval(pair(rest).head, env);
        Ref last = pair(rest).head;
        form = last;
        continue;
      }
    }
    Ref function = eval(p->head, env);
    auto *closure = function->as<Closure>();
    bool macro = closure && closure->macro;
    std::vector<Ref> arguments;
    for (Ref a = p->tail; !is_nil(a); a = pair(a).tail) arguments.push_back(macro ? pair(a).head : eval(pair(a).head, env));
    if (auto *builtin = function->as<Builtin>()) return (*builtin)(arguments);
    if (!closure) throw Error("not a function: " + print(function));
    Env inner = enter(*closure, arguments);
    if (macro) {
      form = eval(closure->body, inner);
      continue;
    }
    Ref body = closure->body;
    form = body;
    env = inner;
  }
}

template <class F> Ref fold(const std::vector<Ref> &a, F f) {
  long v = number(a.at(0));
  for (std::size_t i = 1; i < a.size(); ++i) v = f(v, number(a[i]));
  return make(v);
}

Env standard() {
  Env env = std::make_shared<Environment>();
  using A = const std::vector<Ref> &;
  auto add = [&](const char *name, Builtin f) { env->define(name, make(f)); };
  add("+", [](A a) { return fold(a, std::plus<long>()); });
  add("-", [](A a) { return fold(a, std::minus<>()); });
  add("*", [](A a) { return fold(a, std::multiplies<>()); });
  add("<", [](A a) { return truth(number(a.at(0)) < number(a.at(1))); });
  add("=", [](A a) { return truth(print(a.at(0)) == print(a.at(1))); });
  add("cons", [](A a) { return cons(a.at(0), a.at(1)); });
  add("car", [](A a) { return pair(a.at(0)).head; });
  add("cdr", [](A a) { return pair(a.at(0)).tail; });
  add("null", [](A a) { return truth(is_nil(a.at(0))); });
  add("list", [](A a) {
    Ref l = nil;
    for (auto i = a.rbegin(); i != a.rend(); ++i) l = cons(*i, l);
    return l;
  });
  env->define("t", symbol("t"));
  return env;
}

} // namespace lisp

int main() {
  std::istringstream program(R"(
    (define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1))))))
    (fact 6)
    (define map (lambda (f l) (if (null l) nil (cons (f (car l)) (map f (cdr l))))))
    (map (lambda (x) (* x x)) '(1 2 3 -4))
    (define counter (lambda (n) (lambda (by) (set n (+ n by)))))
    (define a (counter 10)) (define b (counter 0))
    (a 1) (b 5) (a 1)
    (list a b (a 0) (b 0) "text" 'sym '(1 . 2))
    (define loop (lambda (n sum) (if (= n 0) sum (loop (- n 1) (+ sum n)))))
    (loop 15 0)
    (define unless (macro (c a b) `(if ,c ,b ,a)))
    (unless (< 2 1) (list 'yes) (undefined))
    (define let1 (macro (name value . body) `((lambda (,name) ,(cons 'do body)) ,value)))
    (let1 x 5 (set x (* x x)) (+ x 1))
    (fact 'x)
    ((lambda (x . rest) (list x rest)) 1 2 3)
    ((lambda (x) x))
    (undefined 1)
    (5 5)
    (car nil)
    (define y 3) (quasi (x (unquote y) (z ,(+ y 1))))
    (list 1 (2)");
  lisp::Env env = lisp::standard();
  lisp::Reader reader(program);
  lisp::Ref form;
  for (;;) {
    try {
      if (!reader.read(form)) break;
      std::cout << lisp::print(lisp::eval(form, env)) << '\n';
    } catch (const lisp::Error &e) {
      std::cout << "error: " << e.what() << '\n';
      if (!program) break;
    }
  }
  std::cout << lisp::evaluations << " evaluations\n";
  env->clear(); // closures and their environment hold each other
}
