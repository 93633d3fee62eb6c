// The words in which archives, printers and generated code speak of the graph: types of pointers, of classes and of
// objects on the heap. Every generated file includes this; what the graph is made of is in detail/graph.hpp, which only
// the runtime itself has to compile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>

// Declared only: <memory> is a good part of what a small program compiles, and who uses one has included it.
namespace std {
template <class T> class shared_ptr;
template <class T> class enable_shared_from_this;
} // namespace std

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

/// The name a person reads.
std::string readable(const char *type_name);

/// Where a pointer may lead.
enum class target : unsigned char {
  object,   ///< to an object of the image or a permanent
  text,     ///< also to a zero-terminated constant of the program
  view,     ///< also to a constant of known size
  function, ///< to code
};

using setter = void (*)(void *where, void *target, std::uint64_t extra);
using share_setter = void (*)(void *where, const std::shared_ptr<void> &owner, void *target);

/// How objects of a type are handled: what can be told of a type by a few words of data goes by rules of the runtime,
/// so that a generated file has nothing to compile for it. `custom` and `serialized` types bring functions.
enum class way : unsigned char {
  scalar,
  boolean,
  long_double,
  null,
  pointer,  ///< to an object
  text,     ///< to constant characters
  function, ///< to a function
  member_pointer,
  raw,
  empty,
  array,
  laid_out, ///< a class with a layout<T>
  parts,    ///< a std class that is nothing but its parts: a pair
  string,   ///< std::string
  vector,   ///< std::vector with std::allocator
  custom,   ///< a specialised io<T>
  serialized,
  unknown, ///< no image can hold it
};

/// What a scalar's bytes mean to a person.
enum class number_kind : unsigned char { signed_integer, unsigned_integer, floating, character, truth };

class member_collector;
class printer;
struct member_table;

/// A pointer to a virtual table: where in the object, in bytes, and which entry of _ZTV<T> it refers to.
struct table_pointer {
  unsigned offset, entry;
};

/// What a layout<T> says (detail/layout.hpp), or the parts of a std class.
struct class_layout {
  void (*members)(member_collector &, void *object);
  void (*virtual_bases)(member_collector &, void *object); ///< null: none
  const void *(*vtable)();                                 ///< null: the class is not polymorphic
  const table_pointer *tables;                             ///< null: one, at the beginning
  std::size_t table_count;
  const member_table **known; ///< the table made of it, once somebody asked
};

/// What only a class has.
struct class_operations {
  const class_layout *layout; ///< of ways laid_out and parts
  // Of ways custom and serialized; null: not possible for this type.
  void (*save)(oarchive &, const void *);
  void (*restore)(iarchive &, void *where);
  void (*load)(iarchive &, void *object); ///< over an old value
  void (*print)(printer &, const void *);
  void (*destroy)(void *) noexcept; ///< null: trivial
  void *(*allocate)();              ///< the class's own operator new; null: the global one
  void (*release)(void *) noexcept; ///< its own operator delete
  /// Builds a std::shared_ptr<void> at `to` and connects enable_shared_from_this; null: the class has none.
  void (*share)(void *object, void *to);
  void (*construct)(void *); ///< what is left when loading over an old value fails; null: not possible
  unsigned version;          ///< BOOST_CLASS_VERSION, for a class with a `serialize`
};

/// Everything that images and the tracked heap know of a type. Aligned, so that the heap can keep flags in pointers to
/// it.
struct alignas(16) object_type {
  enum flag : unsigned char {
    trivial = 1, ///< trivially copyable: any bytes are an object
    is_empty = 2,
    bulk = 4,      ///< arrays of it are saved as one block
    deletable = 8, ///< a shared_ptr can own it
    polymorphic = 16,
    loadable = 32, ///< an object can be made of an image
  };
  const std::type_info *type;
  pointer_type pointer; ///< to the type
  std::size_t size, align;
  way how;
  number_kind number; ///< of a scalar
  unsigned char flags;
  pointer_type leads_to;      ///< of a pointer: to what, without const
  const object_type *element; ///< of an array or a vector
  std::size_t count;          ///< of an array's elements
  const class_operations *operations;
  const object_type *tail = nullptr; ///< of a class that ends with an array of any length: its elements
  std::size_t tail_offset = 0;       ///< bytes

  bool is(flag f) const noexcept { return flags & f; }
  bool needs_destroying() const noexcept {
    const object_type *t = this;
    while (t->how == way::array) t = t->element;
    return t->operations && t->operations->destroy;
  }
  unsigned version() const noexcept { return operations ? operations->version : 0; }
};

// ---- objects of a type that is known at run time; objects.cpp ----

/// Writes a value; `save_at` also numbers the object for the graph.
void save_value(oarchive &, const void *, const object_type &);
void save_at(oarchive &, const void *, const object_type &);
/// Builds an object in raw storage; after an exception nothing is left there.
void restore_value(iarchive &, void *where, const object_type &);
void restore_at(iarchive &, void *where, const object_type &);
/// Gives an existing object its saved value. After an exception it has some valid value.
void load_value(iarchive &, void *object, const object_type &);
void load_at(iarchive &, void *object, const object_type &);
void print_value(printer &, const void *, const object_type &);
/// Objects side by side; the run counts as one object of the graph. `built` follows, so that the caller can destroy
/// them after an exception.
void save_run_at(oarchive &, const void *first, std::size_t n, const object_type &);
void restore_run_at(iarchive &, void *first, std::size_t n, std::size_t &built, const object_type &);
void load_run_at(iarchive &, void *first, std::size_t n, const object_type &);
void destroy_value(void *, const object_type &) noexcept;
void destroy_run(void *first, std::size_t n, const object_type &) noexcept; ///< last one first
/// A part of an object, which a loader has built: its own members only, since no destructor could end it.
void destroy_part(void *, const object_type &) noexcept;
/// Storage as the type's new-expression gives it, and back.
void *allocate_object(const object_type &);
void release_object(void *, const object_type &) noexcept;
/// Becomes the owner of an allocated and built object. Requires: deletable.
std::shared_ptr<void> share_object(void *, const object_type &);
/// "name\ntype\n..." of a class with a layout; empty for others.
std::string schema_of(const object_type &);

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
