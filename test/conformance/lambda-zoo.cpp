// RUN: %triple %s
// A day's work in lambdas: pipelines, curried functions, generators, Y combinator, memo, an event loop of closures, a
// Church numeral, a lazy sequence.
// EVERY: 3
#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <queue>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

template <class F> struct Y {
    F f;
    template <class... Args> decltype(auto) operator()(Args &&...args) const { return f(*this, std::forward<Args>(args)...); }
};
template <class F> Y(F) -> Y<F>;

template <class R, class... Args> auto memoise(std::function<R(Args...)> f) {
    return [f, cache = std::map<std::tuple<Args...>, R>()](Args... args) mutable {
        auto key = std::make_tuple(args...);
        if (auto found = cache.find(key); found != cache.end()) return found->second;
        R r = f(args...);
        cache.emplace(key, r);
        return r;
    };
}

auto range(int from, int to, int step = 1) {
    return [=]() mutable -> std::optional<int> {
        if (from >= to) return std::nullopt;
        return std::exchange(from, from + step);
    };
}
template <class G, class P> auto filter(G g, P keep) {
    return [=]() mutable -> decltype(g()) {
        while (auto v = g())
            if (keep(*v)) return v;
        return {};
    };
}
template <class G, class F> auto transform(G g, F f) {
    return [=]() mutable -> std::optional<decltype(f(*g()))> {
        if (auto v = g()) return f(*v);
        return {};
    };
}
template <class G> auto collect(G g) {
    std::vector<typename decltype(g())::value_type> all;
    while (auto v = g()) all.push_back(*v);
    return all;
}
template <class T> void print(const T &all) {
    for (const auto &v : all) std::cout << v << ' ';
    std::cout << '\n';
}

int main() {
    // pipelines
    print(collect(transform(filter(range(0, 20), [](int i) { return i % 3 == 1; }), [](int i) { return std::to_string(i * i) + "!"; })));

    // curry
    auto curried = [](int a) { return [a](int b) { return [a, b](int c) { return a * 100 + b * 10 + c; }; }; };
    std::cout << curried(1)(2)(3) << ' ';
    auto half = curried(7)(8);
    std::cout << half(9) << half(0) << '\n';

    // recursion by a combinator
    Y gcd{[](auto &self, int a, int b) -> int { return b ? self(b, a % b) : a; }};
    int calls = 0;
    Y fib{[&calls](auto &self, int n) -> long { return ++calls, n < 2 ? n : self(n - 1) + self(n - 2); }};
    long f = fib(11);
    std::cout << gcd(84, 36) << ' ' << f << " in " << calls << " calls\n";

    // memo
    int work = 0;
    auto slow = memoise(std::function<int(int, int)>([&work](int a, int b) {
        for (int i = 0; i < a; ++i) work += b;
        return work;
    }));
    int first = slow(3, 4), second = slow(3, 4), third = slow(4, 3), fourth = slow(3, 4);
    std::cout << first << ' ' << second << ' ' << third << ' ' << fourth << '\n';

    // Church numerals
    auto zero = [](auto) { return [](auto x) { return x; }; };
    auto next = [](auto n) { return [=](auto f) { return [=](auto x) { return f(n(f)(x)); }; }; };
    auto plus = [](auto a, auto b) { return [=](auto f) { return [=](auto x) { return a(f)(b(f)(x)); }; }; };
    auto two = next(next(zero));
    auto five = plus(two, plus(two, next(zero)));
    std::cout << five([](int i) { return i + 1; })(0) << ' ' << two([](std::string s) { return s + s; })(std::string("ab")) << '\n';

    // shared state
    struct Account {
        std::function<int(int)> put;
        std::function<int()> get;
    };
    auto account = [](int start) {
        auto balance = std::make_shared<int>(start);
        return Account{[balance](int v) { return *balance += v; }, [balance] { return *balance; }};
    };
    Account a = account(10), b = account(20), c = a;
    a.put(5);
    c.put(7);
    b.put(-1);
    std::cout << a.get() << ' ' << b.get() << ' ' << c.get() << '\n';

    // a loop of tasks that add tasks
    std::queue<std::function<void()>> tasks;
    std::string log;
    std::function<void(std::string, int)> spawn = [&](std::string name, int children) {
        tasks.push([&, name, children] {
            log += name + ' ';
            for (int i = 0; i < children; ++i) spawn(name + char('a' + i), children - 1);
        });
    };
    spawn("r", 3);
    for (; !tasks.empty(); tasks.pop()) {
        auto task = std::move(tasks.front());
        task();
    }
    std::cout << log << '\n';

    // captures of every sort
    int x = 1, y = 2;
    std::string s = "s";
    auto mixed = [=, &y, z = x + y, moved = std::move(s)](int w) mutable {
        y += w;
        return moved += std::to_string(x * 1000 + z++ * 100 + w);
    };
    x = 50;
    std::string r1 = mixed(3), r2 = mixed(4);
    auto twin = mixed;
    std::string r3 = mixed(5), r4 = twin(6);
    std::cout << r1 << ' ' << r2 << ' ' << r3 << ' ' << r4 << ' ' << y << ' ' << s.size() << '\n';

    // sorting indices, deleting, immediately invoked
    const std::vector<std::string> words = {"pear", "fig", "banana", "kiwi"};
    std::vector<int> order(words.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&words](int i, int j) {
        return std::make_pair(words[i].size(), words[i]) < std::make_pair(words[j].size(), words[j]);
    });
    print(order);
    const auto longest = [&] {
        std::size_t most = 0;
        for (auto &w : words) most = std::max(most, w.size());
        return most;
    }();
    auto deleter = [&log](int *p) {
        log = "deleted " + std::to_string(*p);
        delete p;
    };
    { std::unique_ptr<int, decltype(deleter)> p(new int(int(longest)), deleter); }
    std::cout << log << '\n';
}
