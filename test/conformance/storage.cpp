// RUN: %triple %s
// Storage that objects are placed in: unions and arrays of bytes, in classes, functions, globals and on the heap.
#include <cstddef>
#include <iostream>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

template <class T> class Optional {
public:
  Optional() = default;
  Optional(T v) : has_(true) { ::new (static_cast<void *>(raw_)) T(std::move(v)); }
  Optional(const Optional &o) : has_(o.has_) {
    if (has_) ::new (static_cast<void *>(raw_)) T(*o);
  }
  Optional &operator=(Optional o) {
    reset();
    if (o.has_) {
      ::new (static_cast<void *>(raw_)) T(std::move(*o));
      has_ = true;
    }
    return *this;
  }
  ~Optional() { reset(); }
  void reset() {
    if (!has_) return;
    (**this).~T();
    has_ = false;
  }
  explicit operator bool() const { return has_; }
  T &operator*() { return *reinterpret_cast<T *>(raw_); }
  const T &operator*() const { return *reinterpret_cast<const T *>(raw_); }
  T *operator->() { return &**this; }

private:
  alignas(T) unsigned char raw_[sizeof(T)];
  bool has_ = false;
};

template <class T, std::size_t N> class StaticVector {
public:
  ~StaticVector() { clear(); }
  template <class... A> T &emplace(A &&...a) { return *new (at(size_++)) T(std::forward<A>(a)...); }
  void pop() { (*this)[--size_].~T(); }
  void clear() {
    while (size_) pop();
  }
  T &operator[](std::size_t i) { return *std::launder(reinterpret_cast<T *>(at(i))); }
  std::size_t size() const { return size_; }

private:
  void *at(std::size_t i) { return store_ + i; }
  typename std::aligned_storage<sizeof(T), alignof(T)>::type store_[N];
  std::size_t size_ = 0;
};

class Variant {
public:
  Variant() : tag_(0), number_(0) {}
  Variant(std::string s) : tag_(1), text_(std::move(s)) {}
  Variant(std::map<std::string, int> m) : tag_(2) { new (&table_) std::map<std::string, int>(std::move(m)); }
  Variant(const Variant &o) : tag_(o.tag_) {
    switch (tag_) {
    case 0: number_ = o.number_; break;
    case 1: new (&text_) std::string(o.text_); break;
    default: new (&table_) std::map<std::string, int>(o.table_);
    }
  }
  ~Variant() {
    using std::string;
    if (tag_ == 1) text_.~string();
    if (tag_ == 2) table_.~map();
  }
  std::string show() const {
    if (tag_ == 0) return std::to_string(number_);
    if (tag_ == 1) return text_;
    std::string all;
    for (const auto &[k, v] : table_) all += k + std::to_string(v);
    return all;
  }

private:
  int tag_;
  union {
    long number_;
    std::string text_;
    std::map<std::string, int> table_;
  };
};

class Shape {
public:
  struct Concept {
    virtual ~Concept() = default;
    virtual std::string draw() const = 0;
    virtual void copy(void *to) const = 0;
  };
  template <class T> struct Model : Concept {
    explicit Model(T t) : t(std::move(t)) {}
    std::string draw() const override { return t.draw(); }
    void copy(void *to) const override { ::new (to) Model(*this); }
    T t;
  };
  template <class T, class = std::enable_if_t<!std::is_same_v<std::decay_t<T>, Shape>>> Shape(T t) {
    static_assert(sizeof(Model<T>) <= sizeof buffer_);
    ::new (buffer_) Model<T>(std::move(t));
  }
  Shape(const Shape &o) { o.self()->copy(buffer_); }
  ~Shape() { self()->~Concept(); }
  std::string draw() const { return self()->draw(); }

private:
  const Concept *self() const { return reinterpret_cast<const Concept *>(buffer_); }
  Concept *self() { return reinterpret_cast<Concept *>(buffer_); }
  alignas(std::max_align_t) char buffer_[64];
};
struct Circle {
  int r;
  std::string draw() const { return "circle " + std::to_string(r); }
};
struct Label {
  std::string text;
  std::string draw() const { return "label " + text; }
};

static Optional<std::string> global;

static std::string local(int n) {
  alignas(std::string) unsigned char raw[sizeof(std::string)];
  std::string *s = new (raw) std::string(std::size_t(n), 'x');
  std::string *same = reinterpret_cast<std::string *>(raw);
  for (int i = 0; i < 3; ++i) *same += std::to_string(i);
  std::string out = *s;
  s->~basic_string();
  return out;
}

int main() {
  Optional<std::string> a, b(std::string("a long text that does not fit in the object"));
  a = b;
  a->append("!");
  global = std::string("global");
  Optional<Optional<std::string>> nested(b);
  **nested += "?";
  auto heap = std::make_unique<Optional<std::vector<int>>>(std::vector<int>{1, 2, 3});
  (*heap)->push_back(4);
  auto *plain = new Optional<std::string>(std::string("plain"));
  std::string *inside = &**plain;
  *inside += "+";
  std::cout << *a << **nested << (*heap)->size() << **plain << *global << '\n';
  delete plain;

  StaticVector<std::string, 4> v;
  for (int i = 0; i < 4; ++i) v.emplace(std::size_t(i * 10), char('a' + i));
  v.pop();
  v.emplace("again");
  for (std::size_t i = 0; i < v.size(); ++i) std::cout << v[i] << ',';
  std::cout << local(3) << local(30) << '\n';

  std::vector<Variant> all;
  all.push_back(Variant());
  all.push_back(Variant(std::string("text")));
  all.push_back(Variant(std::map<std::string, int>{{"one", 1}, {"two", 2}}));
  all.push_back(all[1]);
  for (const Variant &x : all) std::cout << x.show() << ' ';
  std::vector<Shape> shapes{Circle{3}, Label{"a long label that needs the heap for its text"}};
  shapes.push_back(shapes[0]);
  for (const Shape &s : shapes) std::cout << s.draw() << ';';
  std::cout << '\n';
}
