// RUN: %triple %s
// Containers written by hand in the manner of the standard library: a vector with growth, emplacement and strong exception
// safety, a small-buffer string, a ring, a span of strides; elements that log.
// EVERY: 3
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <iostream>
#include <iterator>
#include <memory>
#include <new>
#include <numeric>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace my {

template <class T> class vector {
public:
  using value_type = T;
  using iterator = T *;
  using const_iterator = const T *;
  using reverse_iterator = std::reverse_iterator<iterator>;

  vector() noexcept = default;
  vector(std::initializer_list<T> items) { append(items.begin(), items.end()); }
  template <class I, class = typename std::iterator_traits<I>::iterator_category> vector(I first, I last) { append(first, last); }
  vector(const vector &other) { append(other.begin(), other.end()); }
  vector(vector &&other) noexcept
      : begin_(std::exchange(other.begin_, nullptr)), end_(std::exchange(other.end_, nullptr)),
        limit_(std::exchange(other.limit_, nullptr)) {}
  vector &operator=(vector other) noexcept {
    swap(other);
    return *this;
  }
  ~vector() {
    clear();
    release(begin_);
  }

  iterator begin() { return begin_; }
  iterator end() { return end_; }
  const_iterator begin() const { return begin_; }
  const_iterator end() const { return end_; }
  reverse_iterator rbegin() { return reverse_iterator(end_); }
  reverse_iterator rend() { return reverse_iterator(begin_); }
  std::size_t size() const { return end_ - begin_; }
  std::size_t capacity() const { return limit_ - begin_; }
  bool empty() const { return begin_ == end_; }
  T &operator[](std::size_t i) { return begin_[i]; }
  const T &operator[](std::size_t i) const { return begin_[i]; }
  T &at(std::size_t i) {
    if (i >= size()) throw std::out_of_range("at(" + std::to_string(i) + ")");
    return begin_[i];
  }
  T &back() { return end_[-1]; }

  void reserve(std::size_t n) {
    if (n <= capacity()) return;
    T *fresh = static_cast<T *>(::operator new(n * sizeof(T)));
    T *to = fresh;
    try {
      for (T *from = begin_; from != end_; ++from, ++to) ::new (static_cast<void *>(to)) T(std::move_if_noexcept(*from));
    } catch (...) {
      while (to != fresh) (--to)->~T();
      release(fresh);
      throw;
    }
    clear_keep(begin_, end_);
    release(begin_);
    begin_ = fresh;
    end_ = to;
    limit_ = fresh + n;
  }
  template <class... Args> T &emplace_back(Args &&...args) {
    if (end_ == limit_) {
      T made(std::forward<Args>(args)...);
      reserve(capacity() ? 2 * capacity() : 1);
      ::new (static_cast<void *>(end_)) T(std::move(made));
    } else {
      ::new (static_cast<void *>(end_)) T(std::forward<Args>(args)...);
    }
    return *end_++;
  }
  void push_back(const T &item) { emplace_back(item); }
  void push_back(T &&item) { emplace_back(std::move(item)); }
  void pop_back() { (--end_)->~T(); }
  iterator insert(const_iterator where, T item) {
    std::size_t i = where - begin_;
    emplace_back(std::move(item));
    std::rotate(begin_ + i, end_ - 1, end_);
    return begin_ + i;
  }
  iterator erase(const_iterator where) {
    iterator w = begin_ + (where - begin_);
    std::move(w + 1, end_, w);
    pop_back();
    return w;
  }
  template <class I> void append(I first, I last) {
    for (; first != last; ++first) push_back(*first);
  }
  void clear() {
    clear_keep(begin_, end_);
    end_ = begin_;
  }
  void swap(vector &other) noexcept {
    std::swap(begin_, other.begin_);
    std::swap(end_, other.end_);
    std::swap(limit_, other.limit_);
  }
  friend bool operator==(const vector &a, const vector &b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
  }

private:
  static void clear_keep(T *first, T *last) {
    while (last != first) (--last)->~T();
  }
  static void release(T *p) { ::operator delete(p); }
  T *begin_ = nullptr, *end_ = nullptr, *limit_ = nullptr;
};

// Short texts lie in the object itself.
class string {
public:
  string(const char *text = "") : string(text, std::strlen(text)) {}
  string(const char *text, std::size_t n) : size_(n), data_(n < sizeof small_ ? small_ : new char[n + 1]) {
    std::memcpy(data_, text, n);
    data_[n] = 0;
  }
  string(const string &other) : string(other.data_, other.size_) {}
  string(string &&other) noexcept : size_(other.size_), data_(small_) {
    if (other.local())
      std::memcpy(small_, other.small_, sizeof small_);
    else
      data_ = std::exchange(other.data_, other.small_);
    other.size_ = 0;
    other.small_[0] = 0;
  }
  string &operator=(string other) noexcept {
    this->~string();
    return *new (this) string(std::move(other));
  }
  ~string() {
    if (!local()) delete[] data_;
  }
  friend string operator+(const string &a, const string &b) {
    char *both = new char[a.size_ + b.size_ + 1];
    std::memcpy(both, a.data_, a.size_);
    std::memcpy(both + a.size_, b.data_, b.size_ + 1);
    string result(both, a.size_ + b.size_);
    delete[] both;
    return result;
  }
  string &operator+=(const string &other) { return *this = *this + other; }
  char &operator[](std::size_t i) { return data_[i]; }
  const char *c_str() const { return data_; }
  std::size_t size() const { return size_; }
  bool local() const { return data_ == small_; }
  friend bool operator<(const string &a, const string &b) { return std::strcmp(a.data_, b.data_) < 0; }
  friend bool operator==(const string &a, const string &b) { return std::strcmp(a.data_, b.data_) == 0; }
  friend std::ostream &operator<<(std::ostream &out, const string &s) { return out << s.data_; }

private:
  std::size_t size_;
  char *data_;
  char small_[12] = {};
};

template <class T, std::size_t N> class ring {
  static_assert((N & (N - 1)) == 0, "a power of two");

public:
  ring() = default;
  ring(const ring &) = delete;
  ~ring() {
    while (size()) pop();
  }
  bool push(T item) {
    if (size() == N) return false;
    new (&cells_[in_++ % N]) T(std::move(item));
    return true;
  }
  T pop() {
    T *oldest = slot(out_++);
    T item = std::move(*oldest);
    oldest->~T();
    return item;
  }
  std::size_t size() const { return in_ - out_; }

private:
  T *slot(unsigned i) { return std::launder(reinterpret_cast<T *>(&cells_[i % N])); }
  std::aligned_storage_t<sizeof(T), alignof(T)> cells_[N];
  unsigned in_ = 0, out_ = 0;
};

template <class T> class strided {
public:
  class iterator {
  public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = T *;
    using reference = T &;
    iterator(T *p, std::ptrdiff_t stride) : p_(p), stride_(stride) {}
    reference operator*() const { return *p_; }
    reference operator[](difference_type n) const { return p_[n * stride_]; }
    iterator &operator++() { return *this += 1; }
    iterator &operator--() { return *this += -1; }
    iterator operator++(int) {
      auto old = *this;
      ++*this;
      return old;
    }
    iterator operator--(int) {
      auto old = *this;
      --*this;
      return old;
    }
    iterator &operator+=(difference_type n) {
      p_ += n * stride_;
      return *this;
    }
    iterator &operator-=(difference_type n) { return *this += -n; }
    friend iterator operator+(iterator i, difference_type n) { return i += n; }
    friend iterator operator-(iterator i, difference_type n) { return i -= n; }
    friend difference_type operator-(iterator a, iterator b) { return (a.p_ - b.p_) / a.stride_; }
    friend bool operator==(iterator a, iterator b) { return a.p_ == b.p_; }
    friend bool operator!=(iterator a, iterator b) { return a.p_ != b.p_; }
    friend bool operator<(iterator a, iterator b) { return b - a > 0; }

  private:
    T *p_;
    std::ptrdiff_t stride_;
  };
  strided(T *first, std::size_t n, std::ptrdiff_t stride) : first_(first), n_(n), stride_(stride) {}
  iterator begin() const { return {first_, stride_}; }
  iterator end() const { return begin() + std::ptrdiff_t(n_); }

private:
  T *first_;
  std::size_t n_;
  std::ptrdiff_t stride_;
};

} // namespace my

struct Noisy {
  static int alive, copies, moves, fuse;
  explicit Noisy(int v) : v(v) { ++alive; }
  Noisy(const Noisy &o) : v(o.v) {
    if (--fuse == 0) throw std::runtime_error("copy " + std::to_string(v));
    ++alive, ++copies;
  }
  Noisy(Noisy &&o) noexcept(false) : v(std::exchange(o.v, -1)) { ++alive, ++moves; }
  Noisy &operator=(const Noisy &) = default;
  ~Noisy() { --alive; }
  int v;
};
int Noisy::alive, Noisy::copies, Noisy::moves, Noisy::fuse = -1;

int main() {
  my::vector<std::string> names{"gamma", "alpha", "a name that is long enough for the heap", "beta"};
  names.insert(names.begin() + 1, "omega");
  std::sort(names.begin(), names.end());
  names.push_back(names[0]);
  names.erase(std::find(names.begin(), names.end(), "beta"));
  my::vector<std::string> copy(names), moved = std::move(names);
  for (auto i = copy.rbegin(); i != copy.rend(); ++i) std::cout << *i << ' ';
  std::cout << copy.size() << '/' << copy.capacity() << ' ' << (copy == moved) << names.empty() << '\n';
  try {
    copy.at(2) += "?";
    copy.at(9) = "";
  } catch (const std::out_of_range &e) {
    std::cout << e.what() << ' ' << copy.at(2) << '\n';
  }
  {
    my::vector<Noisy> noisy;
    for (int i = 0; i < 5; ++i) noisy.emplace_back(i * i);
    std::cout << Noisy::alive << " alive, " << Noisy::copies << " copies, " << Noisy::moves << " moves\n";
    noisy.reserve(8);
    while (noisy.size() < 8) noisy.emplace_back(100);
    Noisy::fuse = 6;
    try {
      noisy.emplace_back(1);
    } catch (const std::runtime_error &e) {
      std::cout << e.what() << ", " << noisy.size() << " left\n";
    }
    for (auto &n : noisy) std::cout << n.v << ' ';
    std::cout << Noisy::alive << '\n';
  }
  std::cout << Noisy::alive << " alive\n";

  my::string s("short"), t = s + " and then it is long", u;
  u = t;
  u[0] = 'S';
  s += "!";
  std::cout << s << '|' << t << '|' << u << ' ' << s.local() << t.local() << u.local() << (t < u) << '\n';
  my::vector<my::string> strings{"q", "a longer string than that", "c"};
  std::sort(strings.begin(), strings.end());
  my::string last = std::move(strings.back());
  std::cout << strings[0] << ' ' << strings[1] << ' ' << last << ' ' << strings[2].size() << '\n';

  my::ring<std::string, 4> ring;
  std::string out;
  for (int i = 0; i < 9; ++i) {
    if (!ring.push("item" + std::to_string(i))) out += "full ";
    if (i % 3 == 2) out += ring.pop() + ' ';
  }
  std::cout << out << ring.size() << '\n';

  int grid[4][3] = {{9, 1, 5}, {4, 7, 2}, {8, 3, 6}, {0, 11, 10}};
  for (int column = 0; column < 3; ++column) {
    my::strided<int> view(&grid[0][column], 4, 3);
    std::sort(view.begin(), view.end());
    std::cout << std::accumulate(view.begin(), view.end(), 0) << ' ' << view.begin()[2] << ' ';
  }
  for (auto &row : grid) std::cout << '|' << row[0] << ' ' << row[1] << ' ' << row[2];
  std::cout << '\n';
}
