// Shows values to people, as a debugger does: strings quoted, containers cut short, pointers by what they lead to.
// It is also a saving Boost archive, so that a class with a `serialize` shows what it would save.
#pragma once

#include <perdure/detail/graph_base.hpp>

#include <perdure/detail/boost_bool.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace boost {
namespace serialization {
class library_version_type;
template <class T> class nvp;
} // namespace serialization
} // namespace boost

namespace perdure::detail {

class printer;
template <class T> void print_object(printer &, const T &); // detail/io.hpp

class printer {
public:
  using is_saving = boost::mpl::bool_<true>;
  using is_loading = boost::mpl::bool_<false>;

  static constexpr std::size_t most_elements = 8; ///< of one container
  static constexpr std::size_t longest = 400;     ///< characters of one variable
  static constexpr std::size_t longest_string = 80;
  static constexpr unsigned deepest = 6; ///< values inside values

  /// `graph` knows the names of what pointers lead to; null: pointers are only said to be there.
  explicit printer(const graph_writer *graph = nullptr) noexcept : graph_(graph) {}

  printer &out(std::string_view s);
  void number(long long);
  void number(unsigned long long);
  void number(long double);
  void character(char32_t);
  void quoted(std::string_view);
  void pointer(const void *p, pointer_type type, bool is_text);
  void code(const void *p);

  /// `{a, b, c, ...}`
  template <class Iterator, class End, class Show> void list(Iterator at, End end, Show show) {
    const level n(*this);
    out("{");
    for (std::size_t k = 0; at != end; ++at, ++k) {
      if (!next(k)) break;
      show(*at);
    }
    out("}");
  }
  /// A container's number of elements, shown when its elements are cut short.
  void size(std::size_t n);

  /// True when no more should be shown; says so once.
  bool enough();

  class level {
  public:
    explicit level(printer &p) noexcept : printer_(p) { ++p.depth_; }
    level(const level &) = delete;
    level &operator=(const level &) = delete;
    ~level() { --printer_.depth_; }

  private:
    printer &printer_;
  };

  /// Starts the next variable.
  void begin() noexcept {
    start_ = text_.size();
    depth_ = 0;
  }
  std::string take() { return std::move(text_); }

  // For users' serialize functions.
  template <class T> printer &operator<<(const T &x) {
    separate();
    const bool outer = first_;
    print_object(*this, x);
    first_ = outer;
    return *this;
  }
  template <class T> printer &operator<<(const boost::serialization::nvp<T> &x) {
    separate();
    const bool outer = first_;
    out(x.name()).out(" = ");
    print_object(*this, x.const_value());
    first_ = outer;
    return *this;
  }
  template <class T> printer &operator&(const T &x) { return *this << x; }
  void save_binary(const void *, std::size_t n) {
    separate();
    number(static_cast<unsigned long long>(n));
    out(" bytes");
  }
  template <class T> void register_type(const T * = nullptr) noexcept {}
  template <class Version = boost::serialization::library_version_type> Version get_library_version() const {
    return Version(18);
  }
  template <class Helper> Helper &get_helper(void *const = nullptr) {
    static thread_local Helper helper;
    return helper;
  }
  void begin_values(std::string_view s) {
    out(s);
    first_ = true;
  }
  void end_values(std::string_view s) {
    out(s);
    first_ = false;
  }

  void exception(const std::exception_ptr &x);

private:
  bool next(std::size_t k); ///< before the k-th element; false: it is not shown
  void separate() {
    if (!first_) out(", ");
    first_ = false;
  }

  const graph_writer *graph_;
  std::string text_;
  std::size_t start_ = 0;
  unsigned depth_ = 0;
  bool first_ = true;
};

} // namespace perdure::detail
