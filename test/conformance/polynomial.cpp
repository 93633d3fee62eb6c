// RUN: %triple %s
// EVERY: 3
// Numbers as classes: rationals that stay reduced, polynomials over any field, modular integers, complex roots by Newton,
// intervals, continued fractions, primes, Bernoulli numbers, quadrature by a template over rules.
#include <cmath>
#include <complex>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

class Rational {
public:
    Rational(long n = 0, long d = 1) : n_(n), d_(d) {
        if (d == 0) throw std::domain_error("denominator 0");
        if (d_ < 0) n_ = -n_, d_ = -d_;
        if (long g = std::gcd(n_, d_); g > 1) n_ /= g, d_ /= g;
    }
    Rational& operator+=(const Rational& o) { return *this = Rational(n_ * o.d_ + o.n_ * d_, d_ * o.d_); }
    Rational& operator-=(const Rational& o) { return *this += Rational(-o.n_, o.d_); }
    Rational& operator*=(const Rational& o) { return *this = Rational(n_ * o.n_, d_ * o.d_); }
    Rational& operator/=(const Rational& o) { return *this *= Rational(o.d_, o.n_); }
    friend Rational operator+(Rational a, const Rational& b) { return a += b; }
    friend Rational operator-(Rational a, const Rational& b) { return a -= b; }
    friend Rational operator*(Rational a, const Rational& b) { return a *= b; }
    friend Rational operator/(Rational a, const Rational& b) { return a /= b; }
    friend bool operator==(const Rational& a, const Rational& b) { return a.n_ == b.n_ && a.d_ == b.d_; }
    friend bool operator<(const Rational& a, const Rational& b) { return a.n_ * b.d_ < b.n_ * a.d_; }
    friend std::ostream& operator<<(std::ostream& out, const Rational& r) {
        out << r.n_;
        return r.d_ == 1 ? out : out << '/' << r.d_;
    }
    explicit operator double() const { return double(n_) / double(d_); }
    long floor() const { return n_ >= 0 ? n_ / d_ : -((-n_ + d_ - 1) / d_); }

private:
    long n_, d_;
};

template <int M> struct Mod {
    int v;
    Mod(long x = 0) : v(int((x % M + M) % M)) {}
    friend Mod operator+(Mod a, Mod b) { return a.v + b.v; }
    friend Mod operator-(Mod a, Mod b) { return a.v - b.v; }
    friend Mod operator*(Mod a, Mod b) { return long(a.v) * b.v; }
    friend Mod operator/(Mod a, Mod b) { return a * b.power(M - 2); }
    friend bool operator==(Mod a, Mod b) { return a.v == b.v; }
    friend std::ostream& operator<<(std::ostream& out, Mod m) { return out << m.v; }
    Mod power(int n) const {
        Mod r = 1, x = *this;
        for (; n; n >>= 1, x = x * x)
            if (n & 1) r = r * x;
        return r;
    }
};

template <class F> class Polynomial {
public:
    Polynomial(std::vector<F> c = {}) : c_(std::move(c)) { trim(); }
    int degree() const { return int(c_.size()) - 1; }
    F operator()(F x) const {
        F y = F(0);
        for (auto c = c_.rbegin(); c != c_.rend(); ++c) y = y * x + *c;
        return y;
    }
    Polynomial derived() const {
        std::vector<F> d;
        for (std::size_t i = 1; i < c_.size(); ++i) d.push_back(c_[i] * F(long(i)));
        return d;
    }
    friend Polynomial operator*(const Polynomial& a, const Polynomial& b) {
        if (a.c_.empty() || b.c_.empty()) return {};
        std::vector<F> p(a.c_.size() + b.c_.size() - 1, F(0));
        for (std::size_t i = 0; i < a.c_.size(); ++i)
            for (std::size_t j = 0; j < b.c_.size(); ++j) p[i + j] = p[i + j] + a.c_[i] * b.c_[j];
        return p;
    }
    friend Polynomial operator-(Polynomial a, const Polynomial& b) {
        if (a.c_.size() < b.c_.size()) a.c_.resize(b.c_.size(), F(0));
        for (std::size_t i = 0; i < b.c_.size(); ++i) a.c_[i] = a.c_[i] - b.c_[i];
        a.trim();
        return a;
    }
    static std::pair<Polynomial, Polynomial> divide(Polynomial a, const Polynomial& b) {
        std::vector<F> q(a.degree() >= b.degree() ? std::size_t(a.degree() - b.degree() + 1) : 0, F(0));
        while (a.degree() >= b.degree() && a.degree() >= 0) {
            std::size_t shift = std::size_t(a.degree() - b.degree());
            std::vector<F> term(shift + 1, F(0));
            q[shift] = term[shift] = a.c_.back() / b.c_.back();
            a = a - Polynomial(term) * b;
        }
        return {q, a};
    }
    static Polynomial gcd(const Polynomial& a, const Polynomial& b) { return b.c_.empty() ? a.monic() : gcd(b, divide(a, b).second); }
    Polynomial monic() const {
        Polynomial p = *this;
        for (F& c : p.c_) c = c / c_.back();
        return p;
    }
    friend std::ostream& operator<<(std::ostream& out, const Polynomial& p) {
        for (int i = p.degree(); i >= 0; --i) {
            if (p.c_[std::size_t(i)] == F(0)) continue;
            out << (i == p.degree() ? "" : " + ") << p.c_[std::size_t(i)];
            if (i) out << 'x';
            if (i > 1) out << '^' << i;
        }
        return p.c_.empty() ? out << 0 : out;
    }

private:
    void trim() {
        while (!c_.empty() && c_.back() == F(0)) c_.pop_back();
    }
    std::vector<F> c_;
};

struct Trapezoid {
    template <class F> static double on(F f, double a, double b) { return (f(a) + f(b)) * (b - a) / 2; }
};
struct Simpson {
    template <class F> static double on(F f, double a, double b) { return (f(a) + 4 * f((a + b) / 2) + f(b)) * (b - a) / 6; }
};
template <class Rule, class F> double integrate(F f, double a, double b, int n) {
    double sum = 0, h = (b - a) / n;
    for (int i = 0; i < n; ++i) sum += Rule::on(f, a + i * h, a + (i + 1) * h);
    return sum;
}
static double adaptive(const std::function<double(double)>& f, double a, double b, double whole, int depth) {
    double m = (a + b) / 2, l = Simpson::on(f, a, m), r = Simpson::on(f, m, b);
    if (depth == 0 || std::fabs(l + r - whole) < 1e-6) return l + r;
    return adaptive(f, a, m, l, depth - 1) + adaptive(f, m, b, r, depth - 1);
}

int main() {
    using R = Rational;
    R sum;
    for (int i = 1; i <= 8; ++i) sum += R(1, i * (i + 1));
    std::cout << sum << ' ' << R(3, -6) / R(1, 4) << ' ' << (R(1, 3) < R(2, 5)) << ' ' << double(R(7, 8)) << ' ' << R(-7, 2).floor() << '\n';
    try {
        std::cout << R(1) / (R(1, 2) - R(2, 4)) << '\n';
    } catch (const std::domain_error& e) {
        std::cout << e.what() << '\n';
    }
    using P = Polynomial<R>;
    P a({-1, 0, 0, 1}), b({-1, 1}), c({R(1, 2), 1});
    auto [q, r] = P::divide(a * c, b);
    std::cout << a * c << " | " << q << " | " << r << " | " << P::gcd(a * c, a * b) << " | " << a.derived()(R(1, 3)) << '\n';
    using M = Mod<7>;
    Polynomial<M> m({1, 2, 3}), n({6, 1});
    std::cout << m * n << " | " << Polynomial<M>::divide(m * n, n).first << " | " << M(3) / M(5) << m(4) << '\n';

    std::vector<R> bernoulli, row;
    for (int k = 0; k <= 8; ++k) {
        row.push_back(R(1, k + 1));
        for (int j = k; j > 0; --j) row[std::size_t(j - 1)] = R(j) * (row[std::size_t(j - 1)] - row[std::size_t(j)]);
        bernoulli.push_back(row[0]);
    }
    for (auto& x : bernoulli) std::cout << x << ' ';
    std::vector<long> fraction;
    for (R x(415, 93); fraction.size() < 10;) {
        fraction.push_back(x.floor());
        x -= R(x.floor());
        if (x == R(0)) break;
        x = R(1) / x;
    }
    for (long x : fraction) std::cout << x << ';';
    std::cout << '\n' << std::setprecision(6);

    Polynomial<std::complex<double>> cubic({{-1, 0}, {0, 0}, {0, 0}, {1, 0}});
    auto slope = cubic.derived();
    for (std::complex<double> z : {std::complex<double>(1, 1), {-1, 1}, {-1, -2}}) {
        int steps = 0;
        for (; std::abs(cubic(z)) > 1e-9 && steps < 50; ++steps) z -= cubic(z) / slope(z);
        std::cout << std::round(z.real() * 1e6) / 1e6 << ',' << std::round(z.imag() * 1e6) / 1e6 << " in " << steps << "  ";
    }
    int calls = 0;
    auto f = [&calls](double x) { return ++calls, x * x * x + std::sqrt(x); };
    std::cout << '\n' << integrate<Trapezoid>(f, 0, 1, 8) << ' ' << integrate<Simpson>(f, 0, 1, 8) << ' ' << adaptive(f, 0, 1, Simpson::on(f, 0, 1), 5) << ' ' << calls << '\n';

    std::vector<bool> composite(60);
    std::map<int, std::vector<int>> by_last;
    for (int i = 2; i < 60; ++i) {
        if (composite[std::size_t(i)]) continue;
        by_last[i % 10].push_back(i);
        for (int j = i * i; j < 60; j += i) composite[std::size_t(j)] = true;
    }
    for (auto& [digit, primes] : by_last) std::cout << digit << ':' << primes.size() << '/' << primes.back() << ' ';
    std::cout << '\n';
}
