// The words in which archives, printers and generated code speak of the graph: types of pointers, of classes and of
// objects on the heap. Every generated file includes this; what the graph is made of is in detail/graph.hpp, which only
// the runtime itself has to compile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>

namespace perdure {
class iarchive;
class oarchive;
class permanents;

namespace detail {

class execution;
class graph_reader;
class graph_writer;

/// What a pointer points to, by &typeid(T *): T itself may be incomplete.
using pointer_type = const std::type_info *;
template <class T> constexpr pointer_type pointer_type_of() noexcept { return &typeid(std::remove_cv_t<T> *); }
/// The pointee of such a type; null if it is void.
const std::type_info *pointee_of(pointer_type) noexcept;

/// Where a pointer may lead.
enum class target : unsigned char {
  object,   ///< to an object of the image or a permanent
  text,     ///< also to a zero-terminated constant of the program
  view,     ///< also to a constant of known size
  function, ///< to code
};

using setter = void (*)(void *where, void *target, std::uint64_t extra);
using share_setter = void (*)(void *where, const std::shared_ptr<void> &owner, void *target);

/// A class that an image must describe, because its members or its version may change between builds.
struct class_type {
  const std::type_info *type;
  unsigned version;                ///< BOOST_CLASS_VERSION, for a class with a `serialize`
  const std::string &(*members)(); ///< "name\ntype\n..." for a class with a layout; null for others
};

/// An object on the heap or an exception, as far as the graph handles it. Aligned, so that the tracked heap can keep
/// flags in pointers to it.
struct alignas(16) object_type {
  const std::type_info *type;
  const class_type *description;
  std::size_t size, align;
  void (*save)(oarchive &, const void *);
  void (*restore)(iarchive &, void *where);
  void (*destroy)(void *) noexcept;
  void *(*allocate)();
  void (*release)(void *) noexcept;
  std::shared_ptr<void> (*share)(void *); ///< becomes the owner of an allocated and built object; null: nothing can
  // Objects of the type side by side, as one object of the graph; null for a type that no image can hold.
  void (*save_run)(oarchive &, const void *first, std::size_t n);
  void (*restore_run)(iarchive &, void *first, std::size_t n, std::size_t &built);
  pointer_type pointer;              ///< to the type
  bool trivial;                      ///< trivially copyable: any bytes are an object
  const object_type *tail = nullptr; ///< of a class that ends with an array of any length: its elements
  std::size_t tail_offset = 0;       ///< bytes
};

/// Stands for the type of bytes that may hold anything, as a union's do: any pointer may lead into them.
struct anything;

/// Makes a type known by name, for objects whose dynamic type only the image tells.
void add_object_type(const object_type *) noexcept;
const object_type *find_object_type(std::string_view name) noexcept;

/// Where in an image a value belongs, for messages: a variable and its function, or null.
struct variable_name {
  const char *function = nullptr, *variable = nullptr;
};

/// How many objects a reader has passed, and the next one that a pointer leads to.
class graph_position {
public:
  // Called through iarchive.
  void visited(void *p, std::size_t size, std::size_t n, pointer_type type) {
    if (__builtin_expect(ordinal_++ == next_wanted_, false)) record(p, size, n, type);
  }

protected:
  void record(void *p, std::size_t size, std::size_t n, pointer_type type);

  std::uint64_t ordinal_ = 0, next_wanted_ = std::uint64_t(-1);
};

} // namespace detail
} // namespace perdure
