// RUN: %triple %s
// A calculator: tokenizer, recursive descent, variables, functions, errors with positions; it suspends in the grammar.
#include <perdure/perdure.hpp>

#include <cctype>
#include <cmath>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

struct Token {
  enum class Kind { number, name, symbol, end };
  Kind kind;
  std::string text;
  double value = 0;
  std::size_t at = 0;
};

class SyntaxError : public std::runtime_error {
public:
  SyntaxError(const std::string &what, std::size_t at) : std::runtime_error(what), at_(at) {}
  std::size_t at() const { return at_; }

private:
  std::size_t at_;
};

struct Parser {
  std::vector<Token> tokens;
  std::size_t next = 0;
  std::map<std::string, double> &variables;

  const Token &peek() const { return tokens[next]; }
  bool accept(const char *symbol) {
    if (peek().kind != Token::Kind::symbol || peek().text != symbol) return false;
    ++next;
    return true;
  }
  void expect(const char *symbol) {
    if (!accept(symbol)) throw SyntaxError("expected '" + std::string(symbol) + "'", peek().at);
  }
};

RESUMABLE std::vector<Token> tokenize(const std::string &line) {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < line.size();) {
    char c = line[i];
    if (std::isspace(static_cast<unsigned char>(c))) {
      ++i;
    } else if (std::isdigit(static_cast<unsigned char>(c))) {
      std::size_t used = 0;
      double v = std::stod(line.substr(i), &used);
      tokens.push_back({Token::Kind::number, line.substr(i, used), v, i});
      i += used;
    } else if (std::isalpha(static_cast<unsigned char>(c))) {
      std::size_t start = i;
      while (i < line.size() && std::isalnum(static_cast<unsigned char>(line[i]))) ++i;
      tokens.push_back({Token::Kind::name, line.substr(start, i - start), 0, start});
    } else {
      tokens.push_back({Token::Kind::symbol, std::string(1, c), 0, i++});
    }
    if (tokens.size() % 4 == 3) perdure::checkpoint();
  }
  tokens.push_back({Token::Kind::end, "", 0, line.size()});
  return tokens;
}

RESUMABLE double expression(Parser &p);

RESUMABLE double call(const std::string &name, const std::vector<double> &arguments, std::size_t at) {
  perdure::checkpoint();
  if (name == "sqrt" && arguments.size() == 1) return std::sqrt(arguments[0]);
  if (name == "max" && !arguments.empty()) {
    double m = arguments[0];
    for (double a : arguments) {
      perdure::checkpoint();
      if (a > m) m = a;
    }
    return m;
  }
  throw SyntaxError("no function '" + name + "' of " + std::to_string(arguments.size()), at);
}

RESUMABLE double primary(Parser &p) {
  const Token &t = p.peek();
  switch (t.kind) {
  case Token::Kind::number:
    ++p.next;
    perdure::checkpoint();
    return t.value;
  case Token::Kind::name: {
    ++p.next;
    if (p.accept("(")) {
      std::vector<double> arguments;
      if (!p.accept(")")) {
        do arguments.push_back(expression(p));
        while (p.accept(","));
        p.expect(")");
      }
      return call(t.text, arguments, t.at);
    }
    auto found = p.variables.find(t.text);
    if (found == p.variables.end()) throw SyntaxError("unknown '" + t.text + "'", t.at);
    return found->second;
  }
  case Token::Kind::symbol:
    if (p.accept("-")) return -primary(p);
    if (p.accept("(")) {
      double v = expression(p);
      p.expect(")");
      return v;
    }
    [[fallthrough]];
  case Token::Kind::end:
    break;
  }
  throw SyntaxError("expected a value", t.at);
}

RESUMABLE double power(Parser &p) {
  double base = primary(p);
  return p.accept("^") ? std::pow(base, power(p)) : base;
}

RESUMABLE double term(Parser &p) {
  double v = power(p);
  for (;;) {
    if (p.accept("*"))
      v *= power(p);
    else if (p.accept("/")) {
      double d = power(p);
      if (d == 0) throw std::domain_error("division by zero");
      v /= d;
    } else
      return v;
  }
}

RESUMABLE double expression(Parser &p) {
  double v = term(p);
  while (true) {
    if (p.accept("+"))
      v += term(p);
    else if (p.accept("-"))
      v -= term(p);
    else
      break;
  }
  return v;
}

RESUMABLE double evaluate(const std::string &line, std::map<std::string, double> &variables) {
  Parser p{tokenize(line), 0, variables};
  if (p.tokens.size() > 2 && p.tokens[1].text == "=") {
    std::string name = p.tokens[0].text;
    p.next = 2;
    return variables[name] = expression(p);
  }
  double v = expression(p);
  if (p.peek().kind != Token::Kind::end) throw SyntaxError("left over '" + p.peek().text + "'", p.peek().at);
  return v;
}

RESUMABLE int main() {
  std::map<std::string, double> variables{{"pi", 3.25}};
  const std::vector<std::string> lines{"1 + 2 * 3",
                                       "(1 + 2) * -3",
                                       "2 ^ 3 ^ 2",
                                       "x = sqrt(16) + pi",
                                       "max(1, x, 3)*2",
                                       "max(x, max(9, 2) / 4)",
                                       "1 / (x - x)",
                                       "2 +",
                                       "nope(1)",
                                       "(1",
                                       "7 7",
                                       "y"};
  int errors = 0;
  for (const std::string &line : lines) {
    std::cout << line << " -> ";
    try {
      std::cout << evaluate(line, variables) << '\n';
    } catch (const SyntaxError &e) {
      ++errors;
      perdure::checkpoint();
      std::cout << "error at " << e.at() << ": " << e.what() << '\n';
    } catch (const std::exception &e) {
      ++errors;
      std::cout << "error: " << e.what() << '\n';
    }
  }
  return errors;
}
