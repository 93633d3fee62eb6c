// RUN: %triple %s
// Programming with functions: monads of a sort (maybe, list, state, parser combinators), folds, lazy streams, memoised
// fixpoints, zippers; everything immutable and shared.
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// Shared lists.
template <class T> class List {
    struct Node {
        T head;
        std::shared_ptr<const Node> tail;
    };
    std::shared_ptr<const Node> p_;
    explicit List(std::shared_ptr<const Node> p) : p_(std::move(p)) {}

public:
    List() = default;
    List(T head, List tail) : p_(std::make_shared<Node>(Node{std::move(head), tail.p_})) {}
    bool empty() const { return !p_; }
    const T &head() const { return p_->head; }
    List tail() const { return List(p_->tail); }
    long owners() const { return p_.use_count(); }
};
template <class T> List<T> list(const std::vector<T> &v, std::size_t from = 0) {
    return from == v.size() ? List<T>() : List<T>(v[from], list(v, from + 1));
}
template <class T, class A, class F> A fold(const List<T> &l, A a, F f) {
    return l.empty() ? a : fold(l.tail(), f(std::move(a), l.head()), f);
}
template <class T> List<T> reverse(const List<T> &l) {
    return fold(l, List<T>(), [](List<T> done, const T &x) { return List<T>(x, done); });
}
template <class T, class F> auto map(const List<T> &l, F f) {
    using U = decltype(f(l.head()));
    return reverse(fold(l, List<U>(), [&](List<U> done, const T &x) { return List<U>(f(x), done); }));
}
template <class T> std::string show(const List<T> &l) {
    return "[" + fold(l, std::string(), [](std::string s, const T &x) { return s + (s.empty() ? "" : ",") + std::to_string(x); }) + "]";
}

// Lazy streams.
template <class T> struct Stream {
    T head;
    std::function<Stream()> rest;
    std::vector<T> take(int n) const {
        std::vector<T> v;
        Stream s = *this;
        for (; n > 0; --n) {
            v.push_back(s.head);
            if (n > 1) s = s.rest();
        }
        return v;
    }
};
static Stream<int> from(int n) {
    return {n, [n] { return from(n + 1); }};
}
static Stream<int> without(Stream<int> s, int divisor) {
    while (s.head % divisor == 0) s = s.rest();
    return {s.head, [s, divisor] { return without(s.rest(), divisor); }};
}
static Stream<int> sieve(Stream<int> s) {
    return {s.head, [s] { return sieve(without(s.rest(), s.head)); }};
}

// Maybe.
template <class T, class F> auto operator>>(const std::optional<T> &m, F f) -> decltype(f(*m)) {
    if (!m) return std::nullopt;
    return f(*m);
}
static std::optional<double> root(double x) {
    if (x < 0) return {};
    double r = x / 2 + 0.5;
    for (int i = 0; i < 6; ++i) r = (r + x / r) / 2;
    return r;
}

// Parser combinators.
template <class T> struct Parsed {
    T value;
    const char *rest;
};
template <class T> using Parser = std::function<std::optional<Parsed<T>>(const char *)>;
static Parser<char> one(std::function<bool(char)> fits) {
    return [fits](const char *p) -> std::optional<Parsed<char>> {
        if (*p && fits(*p)) return Parsed<char>{*p, p + 1};
        return {};
    };
}
static Parser<char> letter(char c) {
    return one([c](char d) { return c == d; });
}
template <class T> Parser<std::vector<T>> many(Parser<T> p) {
    return [p](const char *s) {
        std::vector<T> all;
        while (auto r = p(s)) {
            all.push_back(r->value);
            s = r->rest;
        }
        return std::optional(Parsed<std::vector<T>>{all, s});
    };
}
template <class A, class B, class F> auto then(Parser<A> a, Parser<B> b, F join) {
    using R = decltype(join(std::declval<A>(), std::declval<B>()));
    return Parser<R>([=](const char *s) -> std::optional<Parsed<R>> {
        auto x = a(s);
        if (!x) return {};
        auto y = b(x->rest);
        if (!y) return {};
        return Parsed<R>{join(x->value, y->value), y->rest};
    });
}
template <class T> Parser<T> either(Parser<T> a, Parser<T> b) {
    return [=](const char *s) {
        auto r = a(s);
        return r ? r : b(s);
    };
}
static Parser<int> number() {
    auto digit = one([](char c) { return c >= '0' && c <= '9'; });
    return then(digit, many(digit), [](char first, const std::vector<char> &more) {
        int n = first - '0';
        for (char c : more) n = n * 10 + c - '0';
        return n;
    });
}
static Parser<int> sum();
static Parser<int> atom() {
    Parser<int> inner = [](const char *s) { return sum()(s); };
    auto closed = then(then(letter('('), inner, [](char, int v) { return v; }), letter(')'), [](int v, char) { return v; });
    return either(number(), closed);
}
static Parser<int> sum() {
    auto term = then(either(letter('+'), letter('-')), atom(), [](char op, int v) { return op == '+' ? v : -v; });
    return then(atom(), many<int>(term), [](int first, const std::vector<int> &more) {
        for (int v : more) first += v;
        return first;
    });
}

// State.
template <class S, class T> using State = std::function<std::pair<T, S>(S)>;
template <class S, class T, class F> auto bind(State<S, T> m, F f) -> decltype(f(std::declval<T>())) {
    return [=](S s) {
        auto [v, next] = m(s);
        return f(v)(next);
    };
}
using Rand = State<unsigned, int>;
static Rand dice(int sides) {
    return [sides](unsigned s) {
        s = s * 1103515245u + 12345u;
        return std::pair(int(s >> 16) % sides + 1, s);
    };
}

int main() {
    auto a = list<int>({3, 1, 4, 1, 5}), b = List<int>(9, a);
    auto doubled = map(b, [](int x) { return x * 2; });
    std::cout << show(a) << show(b) << show(reverse(doubled)) << a.owners() << fold(doubled, 0, std::plus<>()) << '\n';
    for (int p : sieve(from(2)).take(7)) std::cout << p << ' ';
    auto chained = root(16) >> root >> [](double d) { return std::optional<std::string>(std::to_string(int(d * 1000))); };
    auto failed = root(4) >> [](double d) { return root(d - 3); } >> root;
    std::cout << chained.value_or("none") << (failed ? "some" : "none") << '\n';
    for (const char *text : {"12+(30-2)-5", "7", "(1+", "x", "((2))+1 rest"}) {
        auto r = sum()(text);
        if (r)
            std::cout << r->value << '{' << r->rest << "} ";
        else
            std::cout << "no ";
    }
    Rand three = bind(dice(6), [](int x) { return bind(dice(6), [x](int y) { return Rand(bind(dice(20), [x, y](int z) -> Rand { return [=](unsigned s) { return std::pair(x * 1000 + y * 100 + z, s); }; })); }); });
    auto [v, s] = three(42);
    auto [w, t] = three(s);
    std::cout << '\n' << v << ' ' << w << ' ' << (t != s) << '\n';
}
