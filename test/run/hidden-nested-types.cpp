// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Classes and enums that a class hides, handed to templates of the program's own, which suspend with them.
#include <cstdio>
#include <string>
#include <vector>

template <class T, class Less> void sort(T *array, int size, Less less) {
  for (int i = 0; i + 1 < size; ++i) {
    int best = i;
    for (int j = i + 1; j < size; ++j)
      if (less(array[j], array[best])) best = j;
    T kept = array[i];
    array[i] = array[best];
    array[best] = kept;
  }
}
template <class T> class Bag {
  struct Item;
  struct Item {
    T value;
    Item *next;
  };
  Item *first = nullptr;
  enum Order { up, down } order = up;

protected:
  template <class U> struct Counted {
    U what;
    int times = 0;
  };
  Counted<T> last{T(), 0};

private:
  enum class Mode : int;
  enum class Mode : int { open, shut };
  Mode mode = Mode::open;

public:
  ~Bag() {
    while (first) {
      Item *gone = first;
      first = first->next;
      delete gone;
    }
  }
  void add(const T &value) {
    first = new Item{value, first};
    ++last.times;
    last.what = value;
    mode = Mode::shut;
  }
  template <class F> void each(F f) {
    for (Item *i = first; i; i = i->next) f(i->value, last, mode == Mode::shut, order == up);
  }
};
template <class T> int size(const std::vector<T> &v) {
  int n = 0;
  for (const T &x : v) n += x.weight();
  return n;
}

class Solver {
  struct Variable {
    std::string name;
    int level;
    int weight() const { return level + int(name.size()); }
  };
  struct ByLevel {
    const std::vector<Variable> &all;
    bool operator()(const Variable &a, const Variable &b) const { return a.level < b.level && !all.empty(); }
  };
  std::vector<Variable> variables;

protected:
  struct Hidden {
    int depth;
  } hidden{3}; // declared with a member: it stays hidden

public:
  void add(const std::string &name, int level) { variables.push_back({name, level}); }
  int total() const { return size(variables) + hidden.depth; }
  void sorted() {
    sort(variables.data(), int(variables.size()), ByLevel{variables});
    for (const Variable &v : variables) std::printf("%s %d\n", v.name.c_str(), v.level);
  }
};

int main() {
  Solver s;
  s.add("x", 7);
  s.add("long", 2);
  s.add("yy", 5);
  s.sorted();
  std::printf("%d\n", s.total());
  Bag<std::string> bag;
  bag.add("one");
  bag.add("two");
  bag.each([](const std::string &text, auto &last, bool shut, bool up) {
    std::printf("%s %s %d %d %d\n", text.c_str(), last.what.c_str(), last.times, shut, up);
  });
}
