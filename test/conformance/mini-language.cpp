// RUN: %triple %s
// EVERY: 11
// A small imperative language: tokens, a Pratt parser to a tree of variants, scopes, functions with closures, control flow by
// exceptions, arrays with shared ownership, a stack trace for errors.
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

namespace mini {

struct Token {
    enum Kind { number, text, name, symbol, end } kind;
    std::string s;
    int line;
};

struct Error : std::runtime_error {
    int line;
    Error(int l, const std::string& what) : std::runtime_error(what), line(l) {}
};

std::vector<Token> scan(const std::string& source) {
    std::vector<Token> out;
    int line = 1;
    for (std::size_t i = 0; i < source.size();) {
        unsigned char c = static_cast<unsigned char>(source[i]);
        std::size_t from = i;
        if (c == '\n') ++line;
        if (std::isspace(c)) {
            ++i;
            continue;
        }
        if (std::isdigit(c)) {
            while (i < source.size() && std::isdigit(static_cast<unsigned char>(source[i]))) ++i;
            out.push_back({Token::number, source.substr(from, i - from), line});
        } else if (std::isalpha(c)) {
            while (i < source.size() && std::isalnum(static_cast<unsigned char>(source[i]))) ++i;
            out.push_back({Token::name, source.substr(from, i - from), line});
        } else if (c == '"') {
            i = source.find('"', i + 1);
            if (i == source.npos) throw Error(line, "the text does not end");
            out.push_back({Token::text, source.substr(from + 1, i++ - from - 1), line});
        } else {
            i += i + 1 < source.size() && source[i + 1] == '=' && std::string("<>=!").find(source[i]) != source.npos ? 2 : 1;
            out.push_back({Token::symbol, source.substr(from, i - from), line});
        }
    }
    out.push_back({Token::end, "end", line});
    return out;
}

struct Expression;
struct Statement;
using Ex = std::shared_ptr<const Expression>;
using Block = std::vector<std::shared_ptr<const Statement>>;
struct Function {
    std::vector<std::string> parameters;
    Block body;
    std::string name;
};
class Scope;
struct Value;
using Array = std::shared_ptr<std::vector<Value>>;
struct Closure {
    std::shared_ptr<const Function> function;
    std::shared_ptr<Scope> scope;
};
struct Value {
    std::variant<std::monostate, long, std::string, Array, Closure> v;
};

struct Expression {
    struct Binary {
        std::string op;
        Ex a, b;
    };
    struct Call {
        Ex f;
        std::vector<Ex> arguments;
    };
    struct Index {
        Ex a, i;
    };
    struct Literal {
        Value v;
    };
    struct Name {
        std::string s;
    };
    struct List {
        std::vector<Ex> items;
    };
    std::variant<Literal, Name, Binary, Call, Index, List, std::shared_ptr<const Function>> e;
    int line;
};
struct Statement {
    enum Kind { let, assign, expression, print, loop, branch, give, leave } kind;
    Ex target, value;
    Block body, otherwise;
};

class Scope {
public:
    explicit Scope(std::shared_ptr<Scope> outer) : outer_(std::move(outer)) {}
    Value* find(const std::string& n) {
        auto i = names_.find(n);
        return i != names_.end() ? &i->second : outer_ ? outer_->find(n) : nullptr;
    }
    void define(const std::string& n, Value v) { names_[n] = std::move(v); }
    void clear() { names_.clear(); }

private:
    std::map<std::string, Value> names_;
    std::shared_ptr<Scope> outer_;
};

class Parser {
public:
    explicit Parser(std::vector<Token> t) : t_(std::move(t)) {}
    Block program() {
        Block b;
        while (peek().kind != Token::end) b.push_back(statement());
        return b;
    }

private:
    const Token& peek() const { return t_[at_]; }
    const Token& next() { return t_[at_++]; }
    bool take(const char* s) { return peek().s == s && peek().kind != Token::text ? (++at_, true) : false; }
    void expect(const char* s) {
        if (!take(s)) throw Error(peek().line, std::string("'") + s + "' was expected before '" + peek().s + "'");
    }
    Block block() {
        Block b;
        expect("{");
        while (!take("}")) b.push_back(statement());
        return b;
    }
    std::shared_ptr<const Statement> statement() {
        auto s = std::make_shared<Statement>();
        if (take("let")) {
            s->kind = Statement::let;
            s->target = expression(9);
            expect("=");
            s->value = expression();
        } else if (take("print")) {
            s->kind = Statement::print;
            s->value = expression();
        } else if (take("while")) {
            s->kind = Statement::loop;
            s->value = expression();
            s->body = block();
            return s;
        } else if (take("if")) {
            s->kind = Statement::branch;
            s->value = expression();
            s->body = block();
            if (take("else")) s->otherwise = block();
            return s;
        } else if (take("return")) {
            s->kind = Statement::give;
            s->value = expression();
        } else if (take("break")) {
            s->kind = Statement::leave;
        } else {
            s->kind = Statement::expression;
            s->value = expression();
            if (take("=")) {
                s->kind = Statement::assign;
                s->target = s->value;
                s->value = expression();
            }
        }
        expect(";");
        return s;
    }
    static int power(const Token& t) {
        static const std::map<std::string, int> powers{{"==", 1}, {"!=", 1}, {"<", 2}, {">", 2}, {"+", 3}, {"-", 3}, {"*", 4}, {"/", 4}, {"%", 4}};
        if (t.kind != Token::symbol) return 0;
        auto p = powers.find(t.s);
        return p == powers.end() ? 0 : p->second;
    }
    template <class T> static Ex node(T e, int line) { return std::make_shared<Expression>(Expression{std::move(e), line}); }
    Ex expression(int bound = 0) {
        Ex left = primary();
        while (power(peek()) > bound) {
            Token op = next();
            Ex right = expression(power(op));
            left = node(Expression::Binary{op.s, left, right}, op.line);
        }
        return left;
    }
    std::vector<Ex> listed(const char* end) {
        std::vector<Ex> all;
        if (take(end)) return all;
        do all.push_back(expression());
        while (take(","));
        expect(end);
        return all;
    }
    Ex primary() {
        Token t = next();
        Ex e;
        if (t.kind == Token::number)
            e = node(Expression::Literal{Value{std::stol(t.s)}}, t.line);
        else if (t.kind == Token::text)
            e = node(Expression::Literal{Value{t.s}}, t.line);
        else if (t.s == "fun")
            e = function(t.line);
        else if (t.kind == Token::name)
            e = node(Expression::Name{t.s}, t.line);
        else if (t.s == "[")
            e = node(Expression::List{listed("]")}, t.line);
        else if (t.s == "(")
            e = expression(), expect(")");
        else
            throw Error(t.line, "unexpected '" + t.s + "'");
        for (;;) {
            if (take("("))
                e = node(Expression::Call{e, listed(")")}, t.line);
            else if (take("["))
                e = node(Expression::Index{e, expression()}, t.line), expect("]");
            else
                return e;
        }
    }
    Ex function(int line) {
        auto f = std::make_shared<Function>();
        if (peek().kind == Token::name) f->name = next().s;
        expect("(");
        while (!take(")")) {
            f->parameters.push_back(next().s);
            take(",");
        }
        f->body = block();
        return node(std::shared_ptr<const Function>(f), line);
    }
    std::vector<Token> t_;
    std::size_t at_ = 0;
};

class Interpreter {
    struct Return {
        Value v;
    };
    struct Break {};

public:
    explicit Interpreter(std::ostream& out) : out_(out), globals_(std::make_shared<Scope>(nullptr)) {}
    ~Interpreter() { // functions and the scopes that name them hold each other
        globals_->clear();
        for (auto& scope : scopes_)
            if (auto s = scope.lock()) s->clear();
    }
    void run(const std::string& source) {
        try {
            Block program = Parser(scan(source)).program();
            execute(program, globals_);
        } catch (const Error& e) {
            out_ << "line " << e.line << ": " << e.what() << trace_ << '\n';
        } catch (const Return&) {
            out_ << "returned from nothing\n";
        } catch (const Break&) {
            out_ << "left nothing\n";
        }
        trace_.clear();
    }

private:
    static bool truth(const Value& v) {
        if (auto n = std::get_if<long>(&v.v)) return *n;
        return !std::holds_alternative<std::monostate>(v.v);
    }
    static std::string text(const Value& v) {
        if (auto n = std::get_if<long>(&v.v)) return std::to_string(*n);
        if (auto s = std::get_if<std::string>(&v.v)) return *s;
        if (auto c = std::get_if<Closure>(&v.v)) return "fun " + c->function->name;
        auto a = std::get_if<Array>(&v.v);
        if (!a) return "nil";
        std::string s = "[";
        for (const Value& x : **a) s += text(x) + " ";
        return s + "]";
    }
    void execute(const Block& b, const std::shared_ptr<Scope>& scope) {
        for (const auto& s : b) switch (s->kind) {
            case Statement::let: scope->define(std::get<Expression::Name>(s->target->e).s, evaluate(*s->value, scope)); break;
            case Statement::assign: {
                Value v = evaluate(*s->value, scope);
                place(*s->target, scope) = std::move(v);
                break;
            }
            case Statement::expression: evaluate(*s->value, scope); break;
            case Statement::print: out_ << text(evaluate(*s->value, scope)) << '\n'; break;
            case Statement::give: throw Return{evaluate(*s->value, scope)};
            case Statement::leave: throw Break{};
            case Statement::branch: execute(truth(evaluate(*s->value, scope)) ? s->body : s->otherwise, std::make_shared<Scope>(scope)); break;
            case Statement::loop:
                try {
                    while (truth(evaluate(*s->value, scope))) execute(s->body, std::make_shared<Scope>(scope));
                } catch (const Break&) {
                }
            }
    }
    Value& place(const Expression& e, const std::shared_ptr<Scope>& scope) {
        if (auto n = std::get_if<Expression::Name>(&e.e)) {
            if (Value* v = scope->find(n->s)) return *v;
            throw Error(e.line, "no " + n->s);
        }
        if (auto i = std::get_if<Expression::Index>(&e.e)) {
            Value a = evaluate(*i->a, scope), index = evaluate(*i->i, scope);
            auto array = std::get_if<Array>(&a.v);
            auto n = std::get_if<long>(&index.v);
            if (!array || !n || *n < 0 || *n >= long((*array)->size())) throw Error(e.line, "no element " + text(index) + " of " + text(a));
            return (**array)[std::size_t(*n)];
        }
        throw Error(e.line, "this cannot be assigned to");
    }
    Value evaluate(const Expression& e, const std::shared_ptr<Scope>& scope) {
        return std::visit([&](const auto& x) { return evaluate(x, e, scope); }, e.e);
    }
    Value evaluate(const Expression::Literal& l, const Expression&, const std::shared_ptr<Scope>&) { return l.v; }
    Value evaluate(const Expression::Name&, const Expression& e, const std::shared_ptr<Scope>& scope) { return place(e, scope); }
    Value evaluate(const Expression::Index&, const Expression& e, const std::shared_ptr<Scope>& scope) { return place(e, scope); }
    Value evaluate(const Expression::List& l, const Expression&, const std::shared_ptr<Scope>& scope) {
        auto a = std::make_shared<std::vector<Value>>();
        for (const Ex& x : l.items) a->push_back(evaluate(*x, scope));
        return Value{a};
    }
    Value evaluate(const std::shared_ptr<const Function>& f, const Expression&, const std::shared_ptr<Scope>& scope) {
        Value c{Closure{f, scope}};
        if (!f->name.empty()) scope->define(f->name, c);
        return c;
    }
    Value evaluate(const Expression::Call& c, const Expression& e, const std::shared_ptr<Scope>& scope) {
        Value f = evaluate(*c.f, scope);
        auto closure = std::get_if<Closure>(&f.v);
        if (!closure) throw Error(e.line, text(f) + " is no function");
        auto inner = std::make_shared<Scope>(closure->scope);
        scopes_.push_back(inner);
        const auto& names = closure->function->parameters;
        if (names.size() != c.arguments.size()) throw Error(e.line, "wrong number of arguments");
        for (std::size_t i = 0; i < names.size(); ++i) inner->define(names[i], evaluate(*c.arguments[i], scope));
        try {
            execute(closure->function->body, inner);
        } catch (Return& r) {
            return std::move(r.v);
        } catch (const Error&) {
            trace_ += " in " + closure->function->name + ":" + std::to_string(e.line);
            throw;
        }
        return {};
    }
    Value evaluate(const Expression::Binary& b, const Expression& e, const std::shared_ptr<Scope>& scope) {
        Value x = evaluate(*b.a, scope), y = evaluate(*b.b, scope);
        if (b.op == "==") return Value{long(text(x) == text(y))};
        if (b.op == "!=") return Value{long(text(x) != text(y))};
        auto p = std::get_if<long>(&x.v), q = std::get_if<long>(&y.v);
        if (!p || !q) {
            if (b.op == "+") {
                if (auto a = std::get_if<Array>(&x.v)) return (*a)->push_back(y), x;
                return Value{text(x) + text(y)};
            }
            throw Error(e.line, "'" + b.op + "' of " + text(x) + " and " + text(y));
        }
        switch (b.op[0]) {
        case '+': return Value{*p + *q};
        case '-': return Value{*p - *q};
        case '*': return Value{*p * *q};
        case '<': return Value{long(*p < *q)};
        case '>': return Value{long(*p > *q)};
        }
        if (*q == 0) throw Error(e.line, "division by zero");
        return Value{b.op == "/" ? *p / *q : *p % *q};
    }
    std::ostream& out_;
    std::shared_ptr<Scope> globals_;
    std::vector<std::weak_ptr<Scope>> scopes_;
    std::string trace_;
};

} // namespace mini

int main() {
    mini::Interpreter i(std::cout);
    i.run(R"(
        fun fib(n) { if n < 2 { return n; } return fib(n - 1) + fib(n - 2); };
        print fib(7);
        fun counter() { let n = 0; return fun tick(by) { n = n + by; return n; }; };
        let a = counter(); let b = counter();
        a(5); b(1);
        print "a " + a(1) + " b " + b(1);
        let list = [1, "two", [3]]; let same = list;
        same[2] = list[0] + 41; same + 7;
        print list;
        let k = 0;
        while 1 { k = k + 1; if k % 2 == 0 { print k * k; } if k > 5 { break; } }
        fun apply(f, x) { return f(f(x)); };
        print apply(fun(x) { return x * 3 - 1; }, 4);
        print apply;)");
    i.run("let x = [1];\nfun bad(i) {\n return x[i] / 0; };\nfun outer(i) { return bad(i) + 1; };\nprint outer(1);");
    i.run("print outer(0);");
    i.run("print \"open;");
    i.run("let = 3;");
    i.run("print k; return 4;");
    i.run("k(); ");
}
