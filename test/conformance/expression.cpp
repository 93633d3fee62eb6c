// RUN: %triple %s
// An evaluator of formulas: recursive descent to a tree of unique_ptr nodes, evaluation, differentiation,
// simplification and printing, with errors that know their column.
// EVERY: 3
#include <cctype>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

class SyntaxError : public std::runtime_error {
public:
    SyntaxError(std::size_t column, const std::string& what) : std::runtime_error(what), column_(column) {}
    std::size_t column() const noexcept { return column_; }

private:
    std::size_t column_;
};

using Variables = std::map<std::string, double>;

struct Node;
using Tree = std::unique_ptr<Node>;

struct Node {
    virtual ~Node() = default;
    virtual double value(const Variables&) const = 0;
    virtual Tree derive(const std::string& by) const = 0;
    virtual Tree copy() const = 0;
    virtual std::string text() const = 0;
    virtual Tree simple() const { return copy(); }
    virtual bool is(double) const { return false; }
};

struct Number : Node {
    explicit Number(double v) : v(v) {}
    double value(const Variables&) const override { return v; }
    Tree derive(const std::string&) const override { return std::make_unique<Number>(0); }
    Tree copy() const override { return std::make_unique<Number>(v); }
    bool is(double other) const override { return v == other; }
    std::string text() const override {
        std::string s = std::to_string(v);
        while (s.back() == '0') s.pop_back();
        if (s.back() == '.') s.pop_back();
        return s;
    }
    double v;
};

struct Name : Node {
    explicit Name(std::string name) : name(std::move(name)) {}
    double value(const Variables& variables) const override {
        auto found = variables.find(name);
        if (found == variables.end()) throw std::out_of_range("no value for " + name);
        return found->second;
    }
    Tree derive(const std::string& by) const override { return std::make_unique<Number>(name == by ? 1 : 0); }
    Tree copy() const override { return std::make_unique<Name>(name); }
    std::string text() const override { return name; }
    std::string name;
};

struct Binary : Node {
    Binary(char op, Tree left, Tree right) : op(op), left(std::move(left)), right(std::move(right)) {}
    double value(const Variables& variables) const override {
        const double a = left->value(variables), b = right->value(variables);
        switch (op) {
        case '+': return a + b;
        case '-': return a - b;
        case '*': return a * b;
        case '^': return std::pow(a, b);
        case '/':
            if (b == 0) throw std::domain_error("division by zero in " + text());
            return a / b;
        }
        throw std::logic_error("operator");
    }
    Tree derive(const std::string& by) const override {
        switch (op) {
        case '+':
        case '-': return make(op, left->derive(by), right->derive(by));
        case '*': return make('+', make('*', left->derive(by), right->copy()), make('*', left->copy(), right->derive(by)));
        case '/':
            return make('/',
                        make('-', make('*', left->derive(by), right->copy()), make('*', left->copy(), right->derive(by))),
                        make('^', right->copy(), std::make_unique<Number>(2)));
        default:
            return make('*', make('*', right->copy(), left->derive(by)),
                        make('^', left->copy(), make('-', right->copy(), std::make_unique<Number>(1))));
        }
    }
    Tree copy() const override { return make(op, left->copy(), right->copy()); }
    Tree simple() const override {
        Tree a = left->simple(), b = right->simple();
        if (dynamic_cast<Number*>(a.get()) && dynamic_cast<Number*>(b.get()) && !(op == '/' && b->is(0)))
            return std::make_unique<Number>(Binary(op, std::move(a), std::move(b)).value({}));
        if (op == '*' && (a->is(0) || b->is(0))) return std::make_unique<Number>(0);
        if ((op == '+' && a->is(0)) || (op == '*' && a->is(1))) return b;
        if (((op == '+' || op == '-') && b->is(0)) || ((op == '*' || op == '/' || op == '^') && b->is(1))) return a;
        return make(op, std::move(a), std::move(b));
    }
    std::string text() const override { return "(" + left->text() + " " + op + " " + right->text() + ")"; }

    static Tree make(char op, Tree left, Tree right) {
        return std::make_unique<Binary>(op, std::move(left), std::move(right));
    }
    char op;
    Tree left, right;
};

struct Call : Node {
    Call(std::string function, Tree argument) : function(std::move(function)), argument(std::move(argument)) {}
    double value(const Variables& variables) const override {
        const double x = argument->value(variables);
        return function == "sqrt" ? std::sqrt(x) : function == "abs" ? std::fabs(x) : -x;
    }
    Tree derive(const std::string&) const override { throw std::logic_error("cannot derive " + function); }
    Tree copy() const override { return std::make_unique<Call>(function, argument->copy()); }
    std::string text() const override { return function + "(" + argument->text() + ")"; }
    std::string function;
    Tree argument;
};

class Parser {
public:
    explicit Parser(const std::string& text) : text_(text) {}
    Tree parse() {
        Tree tree = sum();
        if (peek()) throw SyntaxError(at_ + 1, std::string("unexpected '") + peek() + "'");
        return tree;
    }

private:
    char peek() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
        return at_ < text_.size() ? text_[at_] : '\0';
    }
    bool take(char c) {
        if (peek() != c) return false;
        ++at_;
        return true;
    }
    Tree sum() {
        Tree left = product();
        for (;;) {
            if (take('+'))
                left = Binary::make('+', std::move(left), product());
            else if (take('-'))
                left = Binary::make('-', std::move(left), product());
            else
                return left;
        }
    }
    Tree product() {
        Tree left = power();
        while (char op = take('*') ? '*' : take('/') ? '/' : '\0') {
            Tree right = power();
            left = Binary::make(op, std::move(left), std::move(right));
        }
        return left;
    }
    Tree power() {
        Tree base = primary();
        return take('^') ? Binary::make('^', std::move(base), power()) : std::move(base);
    }
    Tree primary() {
        const char c = peek();
        if (take('(')) {
            Tree inner = sum();
            if (!take(')')) throw SyntaxError(at_ + 1, "missing ')'");
            return inner;
        }
        if (take('-')) return Binary::make('-', std::make_unique<Number>(0), power());
        if (std::isdigit(static_cast<unsigned char>(c))) {
            std::size_t length = 0;
            double v = std::stod(text_.substr(at_), &length);
            at_ += length;
            return std::make_unique<Number>(v);
        }
        std::string name;
        while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_]))) name += text_[at_++];
        if (name.empty()) throw SyntaxError(at_ + 1, c ? std::string("unexpected '") + c + "'" : "unexpected end");
        if (!take('(')) return std::make_unique<Name>(name);
        Tree argument = sum();
        if (!take(')')) throw SyntaxError(at_ + 1, "missing ')' after " + name);
        return std::make_unique<Call>(name, std::move(argument));
    }

    const std::string& text_;
    std::size_t at_ = 0;
};

int main() {
    const std::string formulas[] = {
        "1 + 2 * 3",  "(1 + 2) * 3 - -4", "2 ^ 3 ^ 2",  "x * x + 3 * x", "x ^ 3 / (x - 1)",
        "sqrt(x * 8)", "1 / (x - 2)",      "2 * (3 + x", "4 + * 5",       "y + 1",
        "7 7",
    };
    const Variables variables{{"x", 2}, {"pi", 3.14159}};
    double total = 0;
    for (const std::string& formula : formulas) {
        std::cout << formula << '\n';
        try {
            Tree tree = Parser(formula).parse();
            std::cout << "  " << tree->text() << '\n';
            const double v = tree->value(variables);
            total += v;
            std::cout << "  = " << v << '\n';
            Tree derived = tree->derive("x")->simple();
            std::cout << "  ' " << derived->text() << '\n';
            std::cout << "  = " << derived->value(variables) << '\n';
        } catch (const SyntaxError& e) {
            std::cout << std::string(e.column() + 1, ' ') << "^ " << e.what() << '\n';
        } catch (const std::logic_error& e) {
            std::cout << "  ! " << e.what() << '\n';
        }
    }
    std::cout << "total " << total << '\n';
}
