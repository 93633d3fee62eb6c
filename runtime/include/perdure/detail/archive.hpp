// The two archives that every value goes through. Both are Boost.Serialization archives - a user's `serialize`, split
// `save` and `load`, `load_construct_data`, nvp, array_wrapper, versions work with them - but none of Boost's
// archive library stands behind: its stock archives look each class up in a singleton registry, track every object by
// address and cost ten times what a frame may cost here. A class goes straight to its `serialize`.
//
// Values are raw little pieces: scalars as they lie in memory (the header of an image states the ABI), counts as
// varints, arrays of scalars as one block. Every object takes at least one byte, so that a count in an image can be
// checked against the bytes that are left before anything is allocated.
//
// Every generated file compiles this header, so it names Boost's types without their definitions; a class with a
// `serialize` needs detail/io_serialized.hpp as well.
//
// Pointers are not part of the values. The archives number the objects that they pass (`visit`) and collect the
// pointers; detail/graph.hpp says how an image tells them.
#pragma once

#include <perdure/detail/boost_bool.hpp>
#include <perdure/detail/graph_base.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <type_traits>

namespace boost {
namespace serialization {
class library_version_type;
}
} // namespace boost

namespace perdure {

class oarchive;
class iarchive;

namespace detail {

template <class T> void save_object(oarchive &, const T &); // detail/io.hpp
template <class T> void load_object(iarchive &, T &);       // detail/io.hpp
template <class T> void register_object_type();             // detail/io.hpp

/// What users' serialize functions keep beside an archive: one object for each key.
class helper_list {
public:
  helper_list() = default;
  helper_list(const helper_list &) = delete;
  helper_list &operator=(const helper_list &) = delete;
  ~helper_list() { clear(); }
  template <class Helper> Helper &get(const void *key) {
    return *static_cast<Helper *>(
        find(key, []() -> void * { return new Helper(); }, [](void *p) { delete static_cast<Helper *>(p); }));
  }
  void clear() noexcept;

private:
  struct entry;
  void *find(const void *key, void *(*make)(), void (*destroy)(void *));
  entry *first_ = nullptr;
};

/// Levels of values inside values: deeper ones are refused, because each costs native stack.
inline constexpr unsigned deepest_nesting = 2000;

template <class Archive> class nesting {
public:
  explicit nesting(Archive &a) : archive_(a) {
    if (__builtin_expect(++a.depth_ > deepest_nesting, false)) a.too_deep();
  }
  nesting(const nesting &) = delete;
  nesting &operator=(const nesting &) = delete;
  ~nesting() { --archive_.depth_; }

private:
  Archive &archive_;
};

} // namespace detail

/// Writes values into an image.
class oarchive {
public:
  using is_saving = boost::mpl::bool_<true>;
  using is_loading = boost::mpl::bool_<false>;

  explicit oarchive(detail::graph_writer &g) noexcept : graph_(g) {}
  oarchive(const oarchive &) = delete;
  oarchive &operator=(const oarchive &) = delete;
  ~oarchive() { std::free(start_); }

  // What users' serialize functions call.
  template <class T> oarchive &operator<<(const T &x) {
    detail::save_object(*this, x);
    return *this;
  }
  template <class T> oarchive &operator&(const T &x) { return *this << x; }
  void save_binary(const void *p, std::size_t n) { put(p, n); }
  template <class T> void register_type(const T * = nullptr) { detail::register_object_type<T>(); }
  template <class Version = boost::serialization::library_version_type> Version get_library_version() const {
    return Version(18); // of Boost 1.74
  }
  template <class Helper> Helper &get_helper(void *const id = nullptr) { return helpers_.get<Helper>(id); }

  // What values are made of.
  void put(const void *p, std::size_t n) {
    if (__builtin_expect(std::size_t(end_ - at_) < n, false)) grow(n);
    if (n) __builtin_memcpy(at_, p, n);
    at_ += n;
  }
  void byte(unsigned char b) { put(&b, 1); }
  void count(std::uint64_t n) {
    if (__builtin_expect(n < 0x80, true)) return byte(static_cast<unsigned char>(n));
    unsigned char raw[10];
    unsigned k = 0;
    for (; n >= 0x80; n >>= 7) raw[k++] = static_cast<unsigned char>(n | 0x80);
    raw[k++] = static_cast<unsigned char>(n);
    put(raw, k);
  }
  void text(std::string_view s) {
    count(s.size());
    put(s.data(), s.size());
  }

  // The graph.
  /// Passes `n` objects of type T that lie side by side. Costs one test unless the image holds pointers.
  template <class T> void visit(const T *first, std::size_t n = 1) {
    if (__builtin_expect(looking_, false)) passed(first, sizeof(T), n, detail::pointer_type_of<T>());
  }
  void visit(const void *first, std::size_t n, const detail::object_type &type) {
    if (__builtin_expect(looking_, false)) passed(first, type.size, n, type.pointer);
  }
  /// `n` bytes as what they are, not by the type of the object that they lie in.
  template <class T> void visit_as(const unsigned char *first, std::size_t n) {
    if (__builtin_expect(looking_, false)) passed(first, 1, n, detail::pointer_type_of<T>());
  }
  /// A pointer to something that something else in the image owns, or to a permanent.
  void pointer(const void *p, detail::pointer_type type) { found(p, type, detail::target::object, 0); }
  void function(const void *p, detail::pointer_type type) { found(p, type, detail::target::function, 0); }
  /// A pointer to characters: what owns them, or the program's read-only memory, whose content is saved. `bytes` are
  /// known to be readable; 0: a zero ends them.
  void characters(const void *p, detail::pointer_type type, std::size_t bytes) {
    found(p, type, bytes ? detail::target::view : detail::target::text, bytes);
  }
  /// The same for a view, which may be empty: it may have outlived its text then.
  void view(const void *p, detail::pointer_type type, std::size_t bytes) {
    found(p, type, detail::target::view, bytes);
  }
  /// An object on the heap that only the value being saved owns. Null is allowed.
  void owned(const void *object, const detail::object_type *type) {
    if (!object) return byte(0);
    const std::uint64_t known = found_owned(object, type);
    byte(known ? 2 : 1);
    if (known) count(known - 1);
  }
  /// One of the owners of a shared object; `control` tells which. A weak one keeps nothing alive.
  void shared(const void *control, const void *object, const detail::object_type *type, bool weak);
  void exception(const void *object, const std::type_info *type);
  /// A class whose members or version the image must state. Returns nothing: the writer saves the current version.
  void uses(const detail::object_type &c) {
    if (__builtin_expect(last_class_ != &c, false)) uses_another(c);
  }
  /// Only the same build of the program can load the image from here on.
  void needs_same_build();

  // Where we are, for messages; tracked only when a message is being made.
  bool tracing() const noexcept { return tracing_; }
  void enter(std::string_view name) {
    if (__builtin_expect(tracing_, false)) step_in(name);
  }
  void enter(const char *name) {
    if (__builtin_expect(tracing_, false)) step_in(std::string_view(name));
  }
  void enter(std::size_t index) {
    if (__builtin_expect(tracing_, false)) step_in(index);
  }
  void leave() {
    if (__builtin_expect(tracing_, false)) step_out();
  }
  /// Throws unserialisable with the path of the value being saved.
  [[noreturn, gnu::cold]] void refuse(const std::string &why);
  [[noreturn, gnu::cold]] void too_deep();

  // For the writer of the image.
  std::string_view bytes() const noexcept { return {start_, std::size_t(at_ - start_)}; }
  /// Gives the bytes away: malloc'ed.
  char *release() noexcept {
    char *bytes = start_;
    at_ = end_ = start_ = nullptr;
    return bytes;
  }
  void look(bool looking, bool tracing) noexcept {
    at_ = start_;
    looking_ = looking;
    tracing_ = tracing;
    last_class_ = nullptr;
    depth_ = 0;
    helpers_.clear();
  }
  detail::graph_writer &graph() noexcept { return graph_; }

private:
  template <class Archive> friend class detail::nesting;

  void found(const void *p, detail::pointer_type type, detail::target kind, std::size_t bytes) {
    byte(p != nullptr);
    if (p) found_pointer(p, type, kind, bytes);
  }
  void passed(const void *first, std::size_t size, std::size_t n, detail::pointer_type type);
  std::uint64_t found_owned(const void *object, const detail::object_type *type);
  void found_pointer(const void *p, detail::pointer_type type, detail::target kind, std::size_t bytes);
  void uses_another(const detail::object_type &c);
  [[gnu::cold]] void step_in(std::string_view name);
  [[gnu::cold]] void step_in(std::size_t index);
  [[gnu::cold]] void step_out();
  [[gnu::cold, gnu::noinline]] void grow(std::size_t n);

  char *at_ = nullptr, *end_ = nullptr, *start_ = nullptr;
  bool looking_ = false, tracing_ = false;
  unsigned depth_ = 0;
  const detail::object_type *last_class_ = nullptr;
  detail::graph_writer &graph_;
  detail::helper_list helpers_;
};

/// Builds values from an image. Trusts nothing: what does not fit is an image_error.
class iarchive {
public:
  using is_saving = boost::mpl::bool_<false>;
  using is_loading = boost::mpl::bool_<true>;

  iarchive(std::string_view bytes, detail::graph_reader &g) noexcept;
  ~iarchive();
  iarchive(const iarchive &) = delete;
  iarchive &operator=(const iarchive &) = delete;

  // What users' serialize functions call. Pointers, owning ones too, get their values after everything is
  // loaded: a `serialize` must load them into their final place and cannot follow them yet.
  template <class T> iarchive &operator>>(T &&x) {
    detail::load_object(*this, x);
    return *this;
  }
  template <class T> iarchive &operator&(T &&x) { return *this >> x; }
  void load_binary(void *p, std::size_t n) { get(p, n); }
  template <class T> void register_type(const T * = nullptr) { detail::register_object_type<T>(); }
  template <class Version = boost::serialization::library_version_type> Version get_library_version() const {
    return Version(18);
  }
  template <class Helper> Helper &get_helper(void *const id = nullptr) { return helpers_.get<Helper>(id); }
  /// An object was moved after it was loaded, as Boost's container loaders do.
  template <class T> void reset_object_address(const T *now, const T *before) { was_moved(before, now, sizeof(T)); }
  void delete_created_pointers() noexcept {} // the graph's reader owns them until all is well

  // What values are made of.
  std::size_t left() const noexcept { return std::size_t(end_ - at_); }
  void get(void *p, std::size_t n) {
    if (__builtin_expect(left() < n, false)) ends_early();
    if (n) __builtin_memcpy(p, at_, n);
    at_ += n;
  }
  unsigned char byte() {
    if (__builtin_expect(at_ == end_, false)) ends_early();
    return static_cast<unsigned char>(*at_++);
  }
  bool flag() {
    const unsigned char b = byte();
    if (__builtin_expect(b > 1, false)) refuse("a byte that must be 0 or 1 is neither");
    return b;
  }
  std::uint64_t count() {
    const unsigned char b = byte();
    return __builtin_expect(b < 0x80, true) ? b : long_count(b);
  }
  /// A number of things that take at least `bytes` each.
  std::size_t count_of(std::size_t bytes) {
    const std::uint64_t n = count();
    if (__builtin_expect(n > left() / bytes, false)) refuse("a count is larger than what is left of the image");
    return std::size_t(n);
  }
  std::string_view text() {
    const std::size_t n = count_of(1);
    const std::string_view s(at_, n);
    at_ += n;
    return s;
  }

  // The graph.
  template <class T> void visit(T *first, std::size_t n = 1) {
    if (__builtin_expect(wanting_, false))
      position_.visited(const_cast<std::remove_cv_t<T> *>(first), sizeof(T), n, detail::pointer_type_of<T>());
  }
  void visit(void *first, std::size_t n, const detail::object_type &type) {
    if (__builtin_expect(wanting_, false)) position_.visited(first, type.size, n, type.pointer);
  }
  template <class T> void visit_as(unsigned char *first, std::size_t n) {
    if (__builtin_expect(wanting_, false)) position_.visited(first, 1, n, detail::pointer_type_of<T>());
  }
  /// A pointer at `where` that is set when all objects are there, by `set` or as a plain pointer. True if it is not
  /// null.
  bool pointer(void *where, detail::pointer_type type, detail::target kind = detail::target::object,
               detail::setter set = nullptr, std::uint64_t extra = 0) {
    if (!flag()) return false;
    waits(where, type, kind, set, extra);
    return true;
  }
  /// `part`: what the owner's pointer refers to; `type`: what it owns, or null if only the image tells.
  void owned(void *where, const std::type_info *part, const detail::object_type *type, detail::setter set) {
    if (const unsigned char how = byte()) waits_for_owned(where, part, type, set, how);
  }
  /// `set` gets the owner and the pointer that was saved with it.
  void shared(void *where, detail::pointer_type part, const detail::object_type *type, detail::share_setter set);
  void exception(std::exception_ptr *where);
  /// Checks that the image's members of a class are this program's; returns the version that was saved.
  unsigned uses(const detail::object_type &c) {
    if (__builtin_expect(last_class_ != &c, false)) {
      last_version_ = uses_another(c);
      last_class_ = &c;
    }
    return last_version_;
  }
  /// Runs when all pointers are set: for containers whose order or buckets depend on them.
  void afterwards(void *where, void (*action)(iarchive &, void *));
  /// The same, with something that is kept as long as the archive and dropped with it.
  template <class T> void hold(T *kept, void (*action)(iarchive &, void *)) {
    keep_until_end(kept, [](void *p) { delete static_cast<T *>(p); });
    afterwards(kept, action);
  }
  /// False if everything has its final value as soon as it is loaded.
  bool has_pointers() const noexcept;
  /// Did this very build of the program make the image?
  bool is_same_build() const noexcept;

  /// A member of an object under construction is built; it is destroyed if the object cannot be finished.
  std::size_t mark() const noexcept { return built_count_; }
  /// `part`: it is a base class, of which only the members were built.
  void built(void *p, const detail::object_type &type, bool part = false) {
    if (__builtin_expect(built_count_ == built_room_, false)) grow_built();
    built_[built_count_++] = {p, &type, part};
  }
  void keep(std::size_t mark) noexcept { built_count_ = mark; }
  void undo(std::size_t mark) noexcept;

  /// Throws image_error, saying where in the image.
  [[noreturn, gnu::cold]] void refuse(const std::string &why) const;
  [[noreturn, gnu::cold]] void ends_early() const;
  [[noreturn, gnu::cold]] void too_deep() const;

  // For the reader of the image.
  const char *here() const noexcept { return at_; }
  void want(bool wanting) noexcept { wanting_ = wanting; }
  void loading(const char *function, const char *variable) noexcept {
    function_ = function;
    variable_ = variable;
  }
  detail::graph_reader &graph() noexcept { return graph_; }
  /// Does the image tell of all capacities, and of pointers into room that is only reserved?
  bool knows_room() const noexcept;

private:
  template <class Archive> friend class detail::nesting;
  struct member {
    void *object;
    const detail::object_type *type;
    bool part;
  };
  struct held;
  std::uint64_t long_count(unsigned char first);
  void waits(void *where, detail::pointer_type type, detail::target kind, detail::setter set, std::uint64_t extra);
  void waits_for_owned(void *where, const std::type_info *part, const detail::object_type *type, detail::setter set,
                       unsigned char how);
  unsigned uses_another(const detail::object_type &c);
  void was_moved(const void *before, const void *now, std::size_t size) noexcept;
  void keep_until_end(void *kept, void (*destroy)(void *));
  [[gnu::cold, gnu::noinline]] void grow_built();

  const char *at_, *end_;
  bool wanting_ = false;
  unsigned depth_ = 0, last_version_ = 0;
  const detail::object_type *last_class_ = nullptr;
  detail::graph_reader &graph_;
  detail::graph_position &position_; ///< the same
  const char *function_ = nullptr, *variable_ = nullptr;
  member *built_ = nullptr; ///< malloc'ed
  std::size_t built_count_ = 0, built_room_ = 0;
  held *held_ = nullptr;
  detail::helper_list helpers_;
};

} // namespace perdure
