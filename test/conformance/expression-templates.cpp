// RUN: %triple %s
// Expression templates: sums and products of vectors become one loop; a lazy tree of types, a masked assignment, and proof
// by counters that no temporary vector was made.
// EVERY: 3
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <iostream>
#include <string>

namespace lazy {

template <class E> struct Expression {
    const E & self() const { return static_cast<const E &>(*this); }
    double operator[](std::size_t i) const { return self()[i]; }
    std::size_t size() const { return self().size(); }
};

int vectors = 0, evaluations = 0;

template <std::size_t N> class Vector : public Expression<Vector<N>> {
public:
    Vector() { ++vectors; }
    Vector(std::initializer_list<double> list) : Vector() {
        std::size_t i = 0;
        for (double d : list) data[i++] = d;
    }
    template <class E> Vector(const Expression<E> & e) : Vector() { *this = e; }
    template <class E> Vector & operator=(const Expression<E> & e) {
        for (std::size_t i = 0; i < N; ++i, ++evaluations) data[i] = e.self()[i];
        return *this;
    }
    template <class E> Vector & operator+=(const Expression<E> & e) { return *this = *this + e.self(); }
    double operator[](std::size_t i) const { return data[i]; }
    double & operator[](std::size_t i) { return data[i]; }
    constexpr std::size_t size() const { return N; }

private:
    double data[N] = {};
};

template <class E> struct Held { using type = const E; };
template <std::size_t N> struct Held<Vector<N>> { using type = const Vector<N> &; };

template <class L, class R, class Op> class Binary : public Expression<Binary<L, R, Op>> {
public:
    Binary(const L & l, const R & r) : l(l), r(r) {}
    double operator[](std::size_t i) const { return Op::apply(l[i], r[i]); }
    std::size_t size() const { return l.size(); }

private:
    typename Held<L>::type l;
    typename Held<R>::type r;
};

class Scalar : public Expression<Scalar> {
public:
    explicit Scalar(double v) : v(v) {}
    double operator[](std::size_t) const { return v; }
    std::size_t size() const { return 0; }

private:
    double v;
};

template <class E, class F> class Mapped : public Expression<Mapped<E, F>> {
public:
    Mapped(const E & e, F f) : e(e), f(f) {}
    double operator[](std::size_t i) const { return f(e[i]); }
    std::size_t size() const { return e.size(); }

private:
    typename Held<E>::type e;
    F f;
};

struct Plus { static double apply(double a, double b) { return a + b; } };
struct Minus { static double apply(double a, double b) { return a - b; } };
struct Times { static double apply(double a, double b) { return a * b; } };

template <class L, class R> Binary<L, R, Plus> operator+(const Expression<L> & l, const Expression<R> & r) { return {l.self(), r.self()}; }
template <class L, class R> Binary<L, R, Minus> operator-(const Expression<L> & l, const Expression<R> & r) { return {l.self(), r.self()}; }
template <class L, class R> Binary<L, R, Times> operator*(const Expression<L> & l, const Expression<R> & r) { return {l.self(), r.self()}; }
template <class R> Binary<Scalar, R, Times> operator*(double d, const Expression<R> & r) { return {Scalar(d), r.self()}; }
template <class E, class F> Mapped<E, F> map(const Expression<E> & e, F f) { return {e.self(), f}; }

template <class E> double sum(const Expression<E> & e) {
    double total = 0;
    for (std::size_t i = 0; i < e.size(); ++i) total += e[i];
    return total;
}
template <class A, class B> double dot(const Expression<A> & a, const Expression<B> & b) { return sum(a * b); }

template <class E> std::ostream & operator<<(std::ostream & out, const Expression<E> & e) {
    out << '[';
    for (std::size_t i = 0; i < e.size(); ++i) out << (i ? " " : "") << e[i];
    return out << ']';
}

} // namespace lazy

int main() {
    using V = lazy::Vector<4>;
    V a{1, 2, 3, 4}, b{4, 3, 2, 1}, c{0.5, 0.25, 0.125, 2};
    V d = a + 2 * b - c * a;
    std::cout << d << ' ' << lazy::vectors << " vectors, " << lazy::evaluations << " evaluations\n";
    d += 0.5 * (a - b);
    std::cout << d << ' ' << lazy::dot(d, a + b) << '\n';

    int calls = 0;
    double limit = 3;
    auto clipped = lazy::map(a + b * c, [&](double x) {
        ++calls;
        return std::fmin(x, limit);
    });
    std::cout << calls << ' ' << clipped;
    limit = 100;
    a[0] = -7;
    std::cout << ' ' << calls << ' ' << lazy::sum(clipped) << ' ' << calls << '\n';

    // x' = v, v' = -x by small steps of a whole vector at once
    V x{1, 0, 2, -1}, v{0, 1, 0, 1};
    const double h = 0.125;
    for (int step = 0; step < 12; ++step) {
        v = v - h * x;
        x += h * v;
    }
    std::cout << x << '\n' << lazy::sum(lazy::map(x * x + v * v, [](double e) { return std::sqrt(e); })) << '\n';
    std::cout << lazy::vectors << " vectors, " << lazy::evaluations << " evaluations\n";
}
