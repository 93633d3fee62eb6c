"""What generated programs share. A part is written when the program mentions its name."""

HEAD = """\
// Made by test/fuzz/generate {arguments}
// Deterministic, ends, leaks nothing; what it prints is what C++17 says it prints.
{includes}

// Warnings about random code say nothing.
#ifdef __clang__
#pragma clang diagnostic ignored "-Weverything"
#else
{ignored}
#endif

int fuel = 0;              // how many loop iterations and calls are left
int work = 0;              // how many were spent
unsigned checksum = 2166136261u;
"""

IGNORED = ("unused-parameter", "unused-variable", "unused-value", "unused-label", "unused-function", "unused-but-set-variable",
           "unused-but-set-parameter", "terminate", "catch-value", "maybe-uninitialized")

# In the order of the program. (names, text)
PARTS = [
    (["Loud", "make_loud", "take_loud", "Fragile", "forwarded"], """\
// Tells about its life.
struct Loud {
  int id;
  explicit Loud(int id) : id(id) { std::cout << "+" << id << '\\n'; }
  Loud(const Loud &other) : id(other.id) { std::cout << "copy " << id << '\\n'; }
  Loud(Loud &&other) noexcept : id(other.id) {
    other.id = -1;
    std::cout << "move " << id << '\\n';
  }
  Loud &operator=(const Loud &other) {
    std::cout << id << " = " << other.id << '\\n';
    id = other.id;
    return *this;
  }
  Loud &operator=(Loud &&other) noexcept {
    std::cout << id << " = move " << other.id << '\\n';
    id = other.id;
    other.id = -1;
    return *this;
  }
  ~Loud() { std::cout << "-" << id << '\\n'; }
  int twice() const { return id * 2 % 1000; }
  Loud &add(int by) {
    id = (id + by) % 1000;
    return *this;
  }
};
"""),
    (["Fault", "DeepFault", "throw_somehow", "describe", "Fragile"], """\
struct Fault : std::runtime_error {
  int code;
  explicit Fault(int code) : std::runtime_error("fault " + std::to_string(code)), code(code) {}
};

struct DeepFault : Fault {
  explicit DeepFault(int code) : Fault(code / 2) {}
  const char *what() const noexcept override { return "deep fault"; }
};
"""),
    (["Fragile"], """\
// Its constructor fails for odd numbers, after a part is built.
struct Fragile {
  Loud part;
  std::string name;
  explicit Fragile(int x) try : part(x), name(std::to_string(x)) {
    if (x % 2 != 0) throw Fault(x);
    std::cout << "whole " << name << '\\n';
  } catch (const Fault &fault) {
    std::cout << "broken " << fault.code << '\\n';
  }
  ~Fragile() { std::cout << "end of " << name << '\\n'; }
};
"""),
    (["throw_somehow"], """\
void throw_somehow(int x) {
  Loud witness(x);
  switch (x % 5) {
  case 0:
    throw x;
  case 1:
    throw Fault(x);
  case 2:
    throw std::out_of_range("range");
  case 3:
    throw std::string("text");
  default:
    throw DeepFault(x);
  }
}
"""),
    (["describe"], """\
// Tells what is being handled.
void describe() {
  try {
    throw;
  } catch (const Fault &fault) {
    std::cout << "Fault " << fault.code << ' ' << fault.what() << '\\n';
  } catch (const std::exception &error) {
    std::cout << "error " << error.what() << '\\n';
  } catch (int number) {
    std::cout << "number " << number << '\\n';
  } catch (const std::string &text) {
    std::cout << "string " << text << '\\n';
  } catch (const char *text) {
    std::cout << "text " << text << '\\n';
  }
}
"""),
    (["make_loud"], """\
Loud make_loud(int x) {
  Loud helper(x % 10);
  if (x < 0) return Loud(-x);
  return Loud(x + helper.id);
}
"""),
    (["take_loud"], """\
int take_loud(Loud given) {
  std::cout << "taken " << given.id << '\\n';
  return given.add(1).id;
}
"""),
    (["halve"], """\
int halve(int x) { return x / 2; }
"""),
    (["bump"], """\
int bump(int x) {
  checksum += static_cast<unsigned>(x);
  return x % 1000 + 1;
}
"""),
    (["chatty"], """\
int chatty(int x) {
  Loud word(x);
  return word.twice();
}
"""),
    (["scaled"], """\
int scaled(int x, int by) { return x * by % 1000; }
"""),
    (["pick_of"], """\
int &pick_of(int &a, int &b, bool first) {
  if (first) return a;
  return b;
}
"""),
    (["make_adder"], """\
std::function<int(int)> make_adder(int start) {
  auto calls = std::make_shared<int>(0);
  return [start, calls](int x) { return (start + x + ++*calls) % 1000; };
}
"""),
    (["make_counter"], """\
auto make_counter(int start, int step) {
  return [count = start, step]() mutable {
    count = (count + step) % 1000;
    return count;
  };
}
"""),
    (["forwarded"], """\
std::unique_ptr<Loud> forwarded(std::unique_ptr<Loud> given, int by) {
  given->add(by);
  if (given->id % 3 == 0) return std::make_unique<Loud>(by);
  return given;
}
"""),
    (["Station"], """\
struct Station : std::enable_shared_from_this<Station> {
  int signal;
  explicit Station(int signal) : signal(signal) {}
  std::shared_ptr<Station> self() { return shared_from_this(); }
};
"""),
    (["Range"], """\
// The numbers start, start + 1, ... of which there are `length`.
class Range {
  int start, length;

public:
  class Iterator {
    int at;

  public:
    explicit Iterator(int at) : at(at) {}
    int operator*() const { return at; }
    Iterator &operator++() {
      ++at;
      return *this;
    }
    bool operator!=(const Iterator &other) const { return at != other.at; }
  };
  Range(int start, int length) : start(start), length(length) {}
  Iterator begin() const { return Iterator(start); }
  Iterator end() const { return Iterator(start + length); }
};
"""),
    (["Guard"], """\
struct Guard {
  std::function<void()> at_end;
  ~Guard() { at_end(); }
};
"""),
    (["Handle"], """\
template <typename T> class Handle {
  T *object;

public:
  explicit Handle(T *object) : object(object) {}
  Handle(const Handle &) = delete;
  Handle(Handle &&other) noexcept : object(std::exchange(other.object, nullptr)) {}
  Handle &operator=(const Handle &) = delete;
  ~Handle() { delete object; }
  T &operator*() const { return *object; }
  T *operator->() const { return object; }
  explicit operator bool() const { return object != nullptr; }
};
"""),
    (["Node", "reversed", "destroy"], """\
struct Node {
  int value;
  Node *next;
};
"""),
    (["reversed"], """\
Node *reversed(Node *head) {
  Node *result = nullptr;
  while (head) {
    Node *next = head->next;
    head->next = result;
    result = head;
    head = next;
  }
  return result;
}
"""),
    (["destroy"], """\
void destroy(Node *head) {
  while (head) {
    Node *dead = head;
    head = head->next;
    delete dead;
  }
}
"""),
    (["Tree"], """\
class Tree {
  struct Leaf {
    int key;
    Leaf *left, *right, *parent;
  };
  Leaf *root = nullptr;
  static void cut(Leaf *leaf) {
    if (!leaf) return;
    cut(leaf->left);
    cut(leaf->right);
    delete leaf;
  }
  static int depth_of(const Leaf *leaf) { return leaf ? 1 + std::max(depth_of(leaf->left), depth_of(leaf->right)) : 0; }

public:
  Tree() = default;
  Tree(const Tree &) = delete;
  Tree &operator=(const Tree &) = delete;
  ~Tree() { cut(root); }
  void insert(int key) {
    Leaf **at = &root, *parent = nullptr;
    while (*at) {
      parent = *at;
      at = key < parent->key ? &parent->left : &parent->right;
    }
    *at = new Leaf{key, nullptr, nullptr, parent};
  }
  int depth() const { return depth_of(root); }
  std::string text() const {
    std::string all;
    const Leaf *leaf = root;
    while (leaf && leaf->left) leaf = leaf->left;
    while (leaf) {
      all += std::to_string(leaf->key) + " ";
      if (leaf->right) {
        leaf = leaf->right;
        while (leaf->left) leaf = leaf->left;
      } else {
        while (leaf->parent && leaf->parent->right == leaf) leaf = leaf->parent;
        leaf = leaf->parent;
      }
    }
    return all;
  }
};
"""),
    (["apply_each"], """\
template <typename T, typename F> int apply_each(std::vector<T> &items, F f) {
  int sum = 0;
  for (T &item : items) {
    item = f(item);
    sum = (sum + item) % 1000;
  }
  return sum;
}
"""),
    (["larger"], """\
template <typename T> T larger(T a, T b) {
  if (a < b) return b;
  return a;
}

template <> std::string larger<std::string>(std::string a, std::string b) { return a.size() < b.size() ? b : a; }
"""),
    (["total"], """\
inline int measure(int x) { return x; }
inline int measure(const std::string &text) { return static_cast<int>(text.size()); }
template <typename... Ts> int total(const Ts &...values) {
  int sum = 0;
  ((sum += measure(values), std::cout << sum << ' '), ...);
  std::cout << sizeof...(values) << '\\n';
  return sum;
}
"""),
    (["joined", "Ring"], """\
inline std::string spelled(int x) { return std::to_string(x); }
inline std::string spelled(char c) { return std::string(1, c); }
inline std::string spelled(const std::string &text) { return text; }
"""),
    (["joined"], """\
inline std::string joined() { return "."; }
template <typename T, typename... Ts> std::string joined(T first, Ts... rest) {
  std::string text = spelled(first);
  text += '/';
  return text + joined(rest...);
}
"""),
    (["countdown"], """\
template <int N> int countdown(int x) {
  std::cout << N << ':' << x << '\\n';
  if constexpr (N > 0)
    return countdown<N - 1>(x + N) + 1;
  else
    return x;
}
"""),
    (["Ring"], """\
// Keeps the last N.
template <typename T, int N> class Ring {
  T slots[N]{};
  int count = 0;

public:
  T &push(T value) {
    slots[count % N] = std::move(value);
    return slots[count++ % N];
  }
  template <typename F> void each(F f) const {
    for (int i = 0; i < N && i < count; ++i) f(slots[i]);
  }
  std::string text() const;
};

template <typename T, int N> std::string Ring<T, N>::text() const {
  std::string all;
  each([&all](const T &value) { all += spelled(value) + " "; });
  return all;
}
"""),
    (["Box"], """\
template <typename T> struct Box {
  T content;
  explicit Box(T value) : content(std::move(value)) {}
  template <typename F> void update(F f) { content = f(content); }
};
"""),
    (["Celsius", "Kelvin"], """\
template <typename Self> struct Shown {
  std::string shown() const {
    const Self &self = static_cast<const Self &>(*this);
    return std::to_string(self.degrees()) + self.unit();
  }
};

struct Celsius : Shown<Celsius> {
  int value;
  explicit Celsius(int value) : value(value) {}
  int degrees() const { return value; }
  const char *unit() const { return "C"; }
};

struct Kelvin : Shown<Kelvin> {
  int value;
  explicit Kelvin(int value) : value(value) {}
  int degrees() const { return value + 273; }
  const char *unit() const { return "K"; }
};
"""),
    (["Vec"], """\
struct Vec {
  int x, y;
  Vec operator+(const Vec &o) const { return {(x + o.x) % 1000, (y + o.y) % 1000}; }
  Vec operator*(int by) const { return {x * by % 1000, y * by % 1000}; }
  Vec operator-() const { return {-x, -y}; }
  Vec &operator+=(const Vec &o) { return *this = *this + o; }
  Vec &operator++() {
    ++x;
    return *this;
  }
  Vec operator++(int) {
    const Vec before{x, y};
    ++*this;
    return {before.x, before.y};
  }
  int &operator[](int i) { return i == 0 ? x : y; }
  bool operator==(const Vec &o) const { return x == o.x && y == o.y; }
  bool operator!=(const Vec &o) const { return !(*this == o); }
  explicit operator bool() const { return x != 0; }
  explicit operator int() const { return x * 31 + y; }
  friend std::ostream &operator<<(std::ostream &out, const Vec &v) { return out << v.x << ',' << v.y; }
};
"""),
]

# header: what in the text asks for it
# In the order of the alphabet.
INCLUDES = [
    ("algorithm", r"std::(max|min|minmax|sort|find_if|for_each|transform|count|swap)\b"),
    ("any", r"std::any"),
    ("array", r"std::array"),
    ("cstdlib", r"std::malloc"),
    ("bitset", r"std::bitset"),
    ("chrono", r"std::chrono"),
    ("complex", r"std::complex"),
    ("cstdio", r"std::printf"),
    ("deque", r"std::deque"),
    ("exception", r"std::(exception|rethrow|throw_with)"),
    ("forward_list", r"std::forward_list"),
    ("functional", r"std::(function|bind|invoke|ref|reference_wrapper)"),
    ("iostream", r"std::cout"),
    ("iterator", r"std::(next|back_inserter)"),
    ("list", r"std::list"),
    ("map", r"std::(multi)?map"),
    ("memory", r"std::(enable_shared_from_this|unique_ptr|shared_ptr|make_unique|make_shared|weak_ptr)"),
    ("numeric", r"std::accumulate"),
    ("optional", r"std::optional"),
    ("queue", r"std::priority_queue"),
    ("random", r"std::(mt19937|minstd_rand)"),
    ("set", r"std::set"),
    ("stack", r"std::stack"),
    ("stdexcept", r"std::(runtime_error|out_of_range)"),
    ("string", r"std::(string|to_string)\b"),
    ("string_view", r"std::string_view"),
    ("tuple", r"std::(tuple|tie|apply)"),
    ("typeinfo", r"typeid|std::bad_cast"),
    ("type_traits", r"std::(is_same_v|decay_t)"),
    ("unordered_map", r"std::unordered_map"),
    ("unordered_set", r"std::unordered_set"),
    ("utility", r"std::(pair|move|swap|exchange|in_place)\b"),
    ("variant", r"std::variant"),
    ("vector", r"std::vector"),
]
