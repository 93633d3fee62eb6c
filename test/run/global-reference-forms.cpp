// RUN: %triple %s
// FLAGS: --all --safepoints=all
// References of static storage duration in all the ways to declare one.
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <vector>
static int tick(int n) { return n + 1; }
#define REF(name) static std::vector<int> &name = *new std::vector<int>;
#define TWO(a, b) int &a = *new int(1), &b = *new int(2)
REF(by_macro)
TWO(ma, mb);
auto &deduced = *new std::map<std::string, int>;
auto &&universal = *new std::string("u");
decltype(auto) dec = (*new std::string("d"));
[[maybe_unused]] static std::string &attr = *new std::string("at");
extern "C" {
int &in_c = *new int(3);
}
extern "C" int &alone_c;
int &alone_c = *new int(4);
template <class T> struct Tmpl {
  static inline T &m = *new T();
  static T &get() {
    static T &l = *new T();
    return l;
  }
};
namespace {
extern std::vector<int> &fwd;
}
static void use_fwd(int n);
namespace {
std::vector<int> &fwd = *new std::vector<int>;
struct In {
  static std::string &s;
  static inline std::string &t = *new std::string("T");
};
std::string &In::s = *new std::string("S");
} // namespace
static void use_fwd(int n) { fwd.push_back(tick(n)); }
int (*&fp)(int) = *new(int (*)(int))(tick);
std::function<int(int)> &fn = *new std::function<int(int)>([](int n) { return n + 2; });
const char *const &cs = *new const char * ("lit");
static int *(&parr)[2] = *new(int *[1][2]);
volatile int &vol = *new int(9);
inline namespace v1 {
std::string &ins = *new std::string("ins");
}
int main() {
  static auto &loc = *new std::vector<std::string>;
  auto lam = [] {
    static int &c = *new int(0);
    return ++c;
  };
  parr[0] = &ma;
  for (int i = 0; i < 3; ++i) {
    by_macro.push_back(i);
    ma += tick(i);
    mb += 2;
    deduced["x"] += i;
    universal += 'u';
    dec += 'd';
    attr += 'a';
    ++in_c;
    ++alone_c;
    Tmpl<std::string>::m += 'm';
    Tmpl<int>::get() += tick(1);
    use_fwd(i);
    In::s += 's';
    In::t += 't';
    loc.push_back("l");
    vol = vol + 1;
    ins += '.';
    std::printf("%d %d %d %s\n", lam(), fp(i), fn(i), cs);
  }
  std::printf("%zu %d %d %d %s %s %s %d %d\n", by_macro.size(), ma, mb, deduced["x"], universal.c_str(), dec.c_str(),
              attr.c_str(), in_c, alone_c);
  std::printf("%s %d %zu %s %s %zu %d %d %s\n", Tmpl<std::string>::m.c_str(), Tmpl<int>::get(), fwd.size(),
              In::s.c_str(), In::t.c_str(), loc.size(), parr[0] == &ma, vol, ins.c_str());
}
