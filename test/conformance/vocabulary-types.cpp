// RUN: %triple %s
// optional, variant, any, tuple, string_view, chrono, complex, ratio, reference_wrapper, random engines and distributions,
// filesystem paths, streams of strings, initializer lists: state of each kind lives across calls and loops.
#include <any>
#include <chrono>
#include <complex>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <iomanip>
#include <iostream>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

using namespace std::chrono_literals;
using namespace std::string_view_literals;

static std::optional<std::string> word(std::string_view &text) {
  auto first = text.find_first_not_of(' ');
  if (first == text.npos) return std::nullopt;
  text.remove_prefix(first);
  auto end = text.find(' ');
  std::string w(text.substr(0, end));
  text.remove_prefix(std::min(text.size(), w.size()));
  return w;
}

struct Error {
  int code;
};
using Result = std::variant<std::monostate, int, double, std::string, Error>;
static Result parse(const std::string &w) {
  if (w.empty()) return {};
  if (w == "error") return Error{7};
  std::istringstream in(w);
  int i;
  if (in >> i && in.eof()) return i;
  in.clear();
  in.seekg(0);
  double d;
  if (in >> d && in.eof()) return d;
  return w;
}
struct Visitor {
  int seen = 0;
  std::string operator()(std::monostate) { return "nothing"; }
  std::string operator()(int i) { return "int " + std::to_string(i + ++seen); }
  std::string operator()(double d) { return "real " + std::to_string(int(d * 100)); }
  std::string operator()(const std::string &s) { return "text " + s; }
  std::string operator()(Error e) const { return "error " + std::to_string(e.code); }
};

static std::string type(const std::any &a) {
  if (auto i = std::any_cast<int>(&a)) return "int " + std::to_string(*i);
  if (auto s = std::any_cast<std::string>(&a)) return "string " + *s;
  if (auto v = std::any_cast<std::vector<int>>(&a)) return "vector " + std::to_string(v->size());
  return a.has_value() ? "other" : "empty";
}
static int sum(std::initializer_list<int> list) {
  int s = 0;
  for (int i : list) s += i;
  return s;
}
static auto stats(const std::vector<int> &v) {
  int lo = v[0], hi = v[0], s = 0;
  for (int x : v) lo = std::min(lo, x), hi = std::max(hi, x), s += x;
  return std::make_tuple(lo, hi, double(s) / double(v.size()));
}

int main() {
  std::string_view text = "  12 abc  2.5 error ";
  std::vector<Result> results;
  while (auto w = word(text)) results.push_back(parse(*w));
  results.emplace_back();
  Visitor visitor;
  for (Result &r : results) {
    if (auto *i = std::get_if<int>(&r)) *i *= 2;
    std::cout << r.index() << ' ' << std::visit(visitor, r) << "; ";
  }
  try {
    results[0] = "changed";
    std::cout << std::get<std::string>(results[0]) << ' ' << std::get<int>(results[1]);
  } catch (const std::bad_variant_access &) {
    std::cout << "not an int, " << visitor.seen << '\n';
  }

  std::optional<std::vector<int>> maybe;
  for (int i = 0; i < 3; ++i) {
    if (!maybe) maybe.emplace();
    maybe->push_back(i);
    if (maybe->size() == 2) maybe.reset();
  }
  std::optional<int> none, some = 4;
  some = some.value_or(1) + none.value_or(10);
  std::cout << maybe->size() << maybe->front() << *some << none.has_value() << (some > none) << '\n';

  std::vector<std::any> things{1, std::string("one"), std::vector<int>{1, 2}, {}, 2.5};
  for (std::any &a : things) {
    if (auto v = std::any_cast<std::vector<int>>(&a)) v->push_back(3);
    std::cout << type(a) << ", ";
  }
  std::any moved = std::move(things[1]);
  moved = std::any_cast<std::string>(moved) + "!";
  std::cout << type(moved) << '\n';

  auto [low, high, mean] = stats({4, 8, -3});
  auto tuple = std::tuple_cat(std::make_tuple(low, 'c'), std::tie(high, mean));
  std::get<2>(tuple) += 100;
  std::string owner = "owner of the text";
  std::string_view view = std::string_view(owner).substr(9, 3), literal = "literal"sv;
  owner[9] = 'T';
  std::cout << low << high << mean << std::get<1>(tuple) << ' ' << view << literal.substr(3) << (view < literal) << ' ' << sum({1, 2, 3}) << sum({}) << '\n';

  auto duration = 1h + 30min + 15s;
  std::chrono::milliseconds step = 250ms;
  int steps = 0;
  for (auto left = duration; left > 0s; left -= 17min) ++steps, step *= 2;
  std::chrono::time_point<std::chrono::system_clock> when(duration);
  when += std::chrono::hours(24);
  std::cout << duration.count() << ' ' << steps << ' ' << step.count() << ' ' << std::chrono::duration_cast<std::chrono::minutes>(when.time_since_epoch()).count() << '\n';

  std::complex<double> z(0.1, 0.6), c(-0.4, 0.6);
  int n = 0;
  for (; std::abs(z) < 2 && n < 30; ++n) z = z * z + c;
  std::cout << n << ' ' << std::setprecision(6) << std::real(z) << ' ' << z.imag() << ' ' << std::norm(c) << '\n';

  std::mt19937_64 twister(99);
  std::ranlux24_base lux(3);
  std::uniform_int_distribution<int> dice(1, 6);
  std::normal_distribution<float> normal(0, 1);
  std::discrete_distribution<> pick{1, 2, 1};
  unsigned long hash = 0;
  for (int i = 0; i < 12; ++i) {
    hash = hash * 31 + unsigned(dice(twister));
    hash ^= lux();
    hash += unsigned(pick(twister)) + (normal(twister) > 0 ? 5u : 3u);
  }
  std::minstd_rand copy(5), same = copy;
  copy.discard(3);
  for (int i = 0; i < 3; ++i) same();
  std::cout << hash << (copy == same) << same() << '\n';

  std::filesystem::path path = "/usr/lib";
  for (const char *part : {"perl", "5.36", "file.tar.gz"}) path /= part;
  int parts = 0;
  for (const auto &p : path) parts += int(p.string().size());
  std::cout << path.extension().string() << ' ' << path.stem().string() << ' ' << path.parent_path().filename().string() << parts << '\n';

  std::ostringstream out;
  out << std::setfill('.') << std::hex << std::showbase;
  for (int i = 1; i < 300; i *= 7) out << std::setw(7) << i;
  std::istringstream in("3 4 x 5");
  int value, total = 0;
  while (in >> value || !in.eof()) {
    if (in.fail()) {
      in.clear();
      in.ignore();
    } else {
      total = total * 10 + value;
    }
    value = 0;
  }
  std::cout << out.str() << ' ' << total << '\n';

  int target = 1;
  auto wrapped = std::ref(target);
  auto bound = std::bind([](int &a, int b, const std::string &s) { return a += b + int(s.size()); }, wrapped, std::placeholders::_1, "four");
  bound(10);
  bound(20);
  std::cout << target << ' ' << std::boolalpha << (std::cref(target) > 38) << '\n';
}
