// Values that travel outside of frames - a yielded value, a persisted one, the result of a root function - with
// what the runtime has to know of their types. std::any is no substitute: it needs copyable types, cannot give its
// storage out before the object is built (a result is built in place by the function that returns it), and knows
// nothing about images.
#pragma once

#include <perdure/detail/graph_base.hpp>

#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>

namespace perdure::detail {

/// What is known of a type at run time. Types are matched by `name`, so that descriptions from several
/// translation units, programs and compilers agree.
struct value_type {
  const char *name; ///< std::type_info::name(), which is the same for all Itanium ABI compilers
  std::size_t size;
  std::size_t align;
  void (*destroy)(void *) noexcept; ///< null: nothing to do
  const object_type *object;        ///< null: described by a file that perdurec did not compile
};

/// A description of a type that knows how to save and load, registered by any translation unit; null if there is none.
const value_type *find_value_type(std::string_view name) noexcept;

/// Makes a type known by name, so that images which hold its values can be loaded.
struct value_registration {
  explicit value_registration(const value_type *);
};

/// One object of a type known at run time, or raw storage for one. It never moves.
class value {
public:
  value() = default;
  value(const value &) = delete;
  value &operator=(const value &) = delete;
  ~value() { reset(); }

  /// Drops what is held and gives raw storage for an object of the type; `built` when the object is there.
  void *prepare(const value_type &type) {
    reset();
    type_ = &type;
    if (__builtin_expect(type.size <= sizeof(small_) && type.align <= alignof(std::max_align_t), true))
      return where_ = small_;
    return where_ = ::operator new(type.size, std::align_val_t(type.align));
  }
  void built() noexcept { built_ = true; }

  /// Null when no type was prepared.
  const value_type *type() const noexcept { return type_; }
  bool is_built() const noexcept { return built_; }
  void *where() const noexcept { return where_; }

  void reset() noexcept {
    if (!type_) return;
    if (built_ && type_->destroy) type_->destroy(where_);
    if (where_ != small_) ::operator delete(where_, std::align_val_t(type_->align));
    type_ = nullptr;
    where_ = nullptr;
    built_ = false;
  }

private:
  const value_type *type_ = nullptr;
  void *where_ = nullptr;
  bool built_ = false;
  alignas(std::max_align_t) unsigned char small_[32];
};

} // namespace perdure::detail
