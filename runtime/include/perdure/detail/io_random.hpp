// Random engines and distributions: the standard gives their state only as text.
#pragma once

#include <perdure/detail/io.hpp>

#include <iterator>
#include <limits>
#include <locale>
#include <memory>
#include <random>
#include <sstream>
#include <vector>

namespace perdure::detail {

/// Through << and >> in the classic locale.
template <class T> struct stream_io {
  static void save(oarchive &a, const T &x) { a.text(text(x)); }
  static std::string text(const T &x) {
    std::ostringstream s;
    s.imbue(std::locale::classic());
    s.precision(std::numeric_limits<long double>::max_digits10);
    s << x;
    return s.str();
  }
  static void restore(iarchive &a, void *where) { restore_empty<T>(a, where, &load); }
  static void load(iarchive &a, T &x) {
    std::istringstream s{std::string(a.text())};
    s.imbue(std::locale::classic());
    s >> x;
    if (s.fail()) a.refuse(std::string("the state of a ") + typeid(T).name() + " cannot be read");
  }
  static void print(printer &p, const T &x) {
    const std::string s = text(x);
    p.out("state ").out(s.size() <= 40 ? s : s.substr(0, 40) + "...");
  }
};

/// There is nothing to keep: it is made anew, with the default source.
template <> struct io<std::random_device> {
  static void save(oarchive &a, const std::random_device &) { a.byte(0); }
  static void restore(iarchive &a, void *where) {
    a.byte();
    ::new (where) std::random_device();
  }
  static void load(iarchive &a, std::random_device &) { a.byte(); }
  static void print(printer &p, const std::random_device &) { p.out("a random device"); }
};

template <> struct io<std::seed_seq> {
  static std::vector<std::uint32_t> seeds(const std::seed_seq &x) {
    std::vector<std::uint32_t> out;
    x.param(std::back_inserter(out));
    return out;
  }
  static void save(oarchive &a, const std::seed_seq &x) {
    const std::vector<std::uint32_t> all = seeds(x);
    a.count(all.size());
    for (std::uint32_t n : all) a.count(n);
  }
  static void restore(iarchive &a, void *where) {
    std::vector<std::uint32_t> all(a.count_of(1));
    for (std::uint32_t &n : all) n = std::uint32_t(a.count());
    ::new (where) std::seed_seq(all.begin(), all.end());
  }
  static void load(iarchive &a, std::seed_seq &x) { // cannot be assigned to
    x.~seed_seq();
    try {
      restore(a, std::addressof(x));
    } catch (...) {
      ::new (static_cast<void *>(std::addressof(x))) std::seed_seq();
      throw;
    }
  }
  static void print(printer &p, const std::seed_seq &x) {
    const std::vector<std::uint32_t> all = seeds(x);
    p.list(all.begin(), all.end(), [&](std::uint32_t n) { print_object(p, n); });
  }
};

template <class T, T A, T C, T M>
struct io<std::linear_congruential_engine<T, A, C, M>> : stream_io<std::linear_congruential_engine<T, A, C, M>> {};
template <class U, std::size_t W, std::size_t N, std::size_t M, std::size_t R, U A, std::size_t B, U D, std::size_t S,
          U E, std::size_t F, U G, std::size_t L, U H>
struct io<std::mersenne_twister_engine<U, W, N, M, R, A, B, D, S, E, F, G, L, H>>
    : stream_io<std::mersenne_twister_engine<U, W, N, M, R, A, B, D, S, E, F, G, L, H>> {};
template <class U, std::size_t W, std::size_t S, std::size_t R>
struct io<std::subtract_with_carry_engine<U, W, S, R>> : stream_io<std::subtract_with_carry_engine<U, W, S, R>> {};
template <class E, std::size_t P, std::size_t R>
struct io<std::discard_block_engine<E, P, R>> : stream_io<std::discard_block_engine<E, P, R>> {};
template <class E, std::size_t W, class U>
struct io<std::independent_bits_engine<E, W, U>> : stream_io<std::independent_bits_engine<E, W, U>> {};
template <class E, std::size_t K>
struct io<std::shuffle_order_engine<E, K>> : stream_io<std::shuffle_order_engine<E, K>> {};

template <class T> struct io<std::uniform_int_distribution<T>> : stream_io<std::uniform_int_distribution<T>> {};
template <class T> struct io<std::uniform_real_distribution<T>> : stream_io<std::uniform_real_distribution<T>> {};
template <> struct io<std::bernoulli_distribution> : stream_io<std::bernoulli_distribution> {};
template <class T> struct io<std::binomial_distribution<T>> : stream_io<std::binomial_distribution<T>> {};
template <class T> struct io<std::geometric_distribution<T>> : stream_io<std::geometric_distribution<T>> {};
template <class T>
struct io<std::negative_binomial_distribution<T>> : stream_io<std::negative_binomial_distribution<T>> {};
template <class T> struct io<std::poisson_distribution<T>> : stream_io<std::poisson_distribution<T>> {};
template <class T> struct io<std::exponential_distribution<T>> : stream_io<std::exponential_distribution<T>> {};
template <class T> struct io<std::gamma_distribution<T>> : stream_io<std::gamma_distribution<T>> {};
template <class T> struct io<std::weibull_distribution<T>> : stream_io<std::weibull_distribution<T>> {};
template <class T> struct io<std::extreme_value_distribution<T>> : stream_io<std::extreme_value_distribution<T>> {};
template <class T> struct io<std::normal_distribution<T>> : stream_io<std::normal_distribution<T>> {};
template <class T> struct io<std::lognormal_distribution<T>> : stream_io<std::lognormal_distribution<T>> {};
template <class T> struct io<std::chi_squared_distribution<T>> : stream_io<std::chi_squared_distribution<T>> {};
template <class T> struct io<std::cauchy_distribution<T>> : stream_io<std::cauchy_distribution<T>> {};
template <class T> struct io<std::fisher_f_distribution<T>> : stream_io<std::fisher_f_distribution<T>> {};
template <class T> struct io<std::student_t_distribution<T>> : stream_io<std::student_t_distribution<T>> {};
template <class T> struct io<std::discrete_distribution<T>> : stream_io<std::discrete_distribution<T>> {};
template <class T>
struct io<std::piecewise_constant_distribution<T>> : stream_io<std::piecewise_constant_distribution<T>> {};
template <class T>
struct io<std::piecewise_linear_distribution<T>> : stream_io<std::piecewise_linear_distribution<T>> {};

} // namespace perdure::detail
