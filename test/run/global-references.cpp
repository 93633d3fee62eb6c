// RUN: %triple %s
// FLAGS: --all --safepoints=all
// References of static storage duration: bound to the heap, into containers, to globals, to temporaries.
#include <cstdio>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

struct Shape {
  virtual ~Shape() = default;
  virtual int corners() const = 0;
};
struct Polygon : Shape {
  explicit Polygon(int n) : n(n) {}
  int corners() const override { return n; }
  int n;
};
struct Log {
  std::vector<std::string> lines;
  void add(const std::string &line) { lines.push_back(line); }
};

static int tick(int n) { return n + 1; }
int counter = 0;
int table[4] = {1, 2, 3, 4};
std::vector<int> numbers{7, 8, 9};
Log &log_of_all() {
  static Log *log = new Log;
  return *log;
}

std::vector<int> &seen = *new std::vector<int>; // the heap
std::vector<int> &again = seen;
static std::string &text(*new std::string("a"));
static const std::vector<std::string> &words = *new std::vector<std::string>{"one", "two"};
static int &in_vector = numbers[1];
int &in_table = table[tick(1)];
int &alias = counter;
Shape &shape = *new Polygon(3);
static int (&pair)[2] = *new int[1][2]{{5, 6}};
int &first = *new int(1), second = 2, &third = *new int(3);
Log &all = log_of_all();
std::ostream &out = tick(0) ? std::cout : std::cerr;
std::ostringstream &buffer = *new std::ostringstream;
std::vector<std::string> &&kept = std::vector<std::string>(1, "kept"); // temporaries
static const std::string &constant = std::string("con") + "stant";
int &&number = tick(4);
int (&function)(int) = *(tick(0) ? &tick : nullptr);

namespace space {
namespace {
struct Hidden {
  int n = 0;
};
std::vector<Hidden> &hidden = *new std::vector<Hidden>;
Hidden &one{*new Hidden};
} // namespace
static std::pair<std::string, int> &named = *new std::pair<std::string, int>("named", 1);
extern std::string &elsewhere;
inline std::string &inlined = *new std::string("inlined");
} // namespace space
std::string &space::elsewhere = *new std::string("elsewhere");

class Holder {
public:
  static int count() { return ++held + ++inside; }

private:
  static int &held;
  inline static int &inside = *new int(10);
};
int &Holder::held = *new int(20);

template <class T> struct Registry {
  static std::vector<T> &all;
};
template <class T> std::vector<T> &Registry<T>::all = *new std::vector<T>;

static Log &local(const std::string &line) {
  static Log &log = *new Log;
  static int &&calls = int(std::string().size());
  static const std::string &prefix = "> ";
  log.add(prefix + line + std::to_string(++calls));
  return log;
}
static int &chosen(int k) {
  static int &choice = numbers[std::size_t(k)];
  return ++choice;
}

int main() {
  for (int i = 0; i < 3; ++i) {
    seen.push_back(tick(i));
    text += char('b' + i);
    ++in_vector;
    ++in_table;
    ++alias;
    static_cast<Polygon &>(shape).n = tick(shape.corners());
    pair[i % 2] += 10;
    ++first, ++second, ++third;
    all.add("line");
    buffer << tick(i) << ';';
    kept.push_back(std::to_string(i));
    number = function(number);
    space::hidden.push_back({i});
    space::one.n += i;
    ++space::named.second;
    space::elsewhere += '.';
    space::inlined += '!';
    std::printf("%d ", Holder::count());
    Registry<int>::all.push_back(i);
    Registry<std::string>::all.push_back("r");
    std::printf("%s %d\n", local("x").lines.back().c_str(), chosen(i));
  }
  std::printf("%zu %zu %d %s %s\n", seen.size(), again.size(), &seen == &again, text.c_str(), words[1].c_str());
  std::printf("%d %d %d %d\n", numbers[1], &in_vector == &numbers[1], table[2], counter);
  std::printf("%d %d %d %d %d %d\n", shape.corners(), pair[0], pair[1], first, second, third);
  std::printf("%zu %zu %s %zu %s %d\n", all.lines.size(), log_of_all().lines.size(), buffer.str().c_str(), kept.size(),
              constant.c_str(), number);
  std::printf("%zu %d %d %s %s\n", space::hidden.size(), space::one.n, space::named.second, space::elsewhere.c_str(),
              space::inlined.c_str());
  std::printf("%zu %zu %zu\n", Registry<int>::all.size(), Registry<std::string>::all.size(), local("y").lines.size());
  out << "done" << std::endl;
}
