// How objects of a type are saved, built again and printed. object_type_of<T> tells the runtime (objects.cpp) what it
// has to know, nearly all of it as data: a generated file compiles a table for each type, and no code for scalars,
// pointers, arrays and the user's classes. The io_*.hpp headers specialise io<T> for the families of std types
// (io_std.hpp has them all), and io_serialized.hpp tells of classes with a `serialize`.
//
// A specialised io<T> has
//   save(oarchive &, const T &)        writes the value
//   restore(iarchive &, void *where)   builds a T in raw storage; after an exception nothing is left there
//   print(printer &, const T &)        for people
// and perhaps load(iarchive &, T &) for an object that exists already; without it, the old value is destroyed and a new
// one built. save_object, restore_object and load_object also number the object for the graph; call those.
//
// Building in raw storage is what lets a class without a default constructor, with const members or references,
// come back without running any of its constructors. Rejected: templates that save each class and each frame member by
// member, as one would write them by hand (compiling them took longer than the program itself).
#pragma once

#include <perdure/detail/archive.hpp>
#include <perdure/detail/layout.hpp>
#include <perdure/detail/members.hpp>
#include <perdure/detail/printer.hpp>
#include <perdure/detail/serialize_probe.hpp>

#include <bits/move.h>
#include <cstddef>
#include <new>
#include <type_traits>

namespace perdure::detail {

// ---- what a type is ----

/// Base of what is not specialised.
struct by_type {};
/// The primary template goes by the type's table.
template <class T> struct io;
/// Classes with a `serialize` of their own: io_serialized.hpp.
template <class T> struct serialized_io;
/// What a std class consists of, if nothing else belongs to it: members(V &, T &) as in a layout.
template <class T> struct parts_of;
/// std::vector is known by its element; specialised in io_vector.hpp.
template <class T> struct vector_element {
  using type = void;
};

/// Standard and extended integers; std::is_arithmetic knows __int128 only where extensions are on.
template <class T> constexpr bool is_integer_like() {
#ifdef __SIZEOF_INT128__
  if constexpr (std::is_same_v<T, __int128> || std::is_same_v<T, unsigned __int128>) return true;
#endif
  return std::is_integral_v<T>;
}

template <class T> constexpr bool is_class() { return std::is_class_v<T> || std::is_union_v<T>; }

/// Compilers' own types, whose bytes are their value: _Complex, __float128, _Float16, vectors of numbers.
template <class T> constexpr bool is_raw() {
  return std::is_object_v<T> && !is_class<T>() && !std::is_array_v<T> && !std::is_arithmetic_v<T> &&
         !is_integer_like<T>() && !std::is_enum_v<T> && !std::is_pointer_v<T> && !std::is_member_pointer_v<T> &&
         !std::is_null_pointer_v<T>;
}

template <class T> constexpr bool is_character() {
  using U = std::remove_cv_t<T>;
#ifdef __cpp_char8_t
  if constexpr (std::is_same_v<U, char8_t>) return true;
#endif
  return std::is_same_v<U, char> || std::is_same_v<U, wchar_t> || std::is_same_v<U, char16_t> ||
         std::is_same_v<U, char32_t>;
}

template <class T, class = void> struct has_parts : std::false_type {};
template <class T> struct has_parts<T, std::void_t<decltype(sizeof(parts_of<T>))>> : std::true_type {};

template <class T> constexpr way way_of_pointer() {
  using U = std::remove_pointer_t<T>;
  if constexpr (std::is_function_v<U>)
    return way::function;
  else
    return is_character<U>() && std::is_const_v<U> ? way::text : way::pointer;
}

/// The first that fits decides. A layout goes before `serialize`: the compiler derives one only for a class that has no
/// serialize of its own, and one that is inherited would save the base alone.
template <class T> constexpr way way_of() {
  if constexpr (is_class<T>()) {
    if constexpr (std::is_same_v<T, std::string>)
      return way::string;
    else if constexpr (!std::is_void_v<typename vector_element<T>::type>)
      return way::vector;
    else if constexpr (has_parts<T>::value)
      return way::parts;
    else if constexpr (!std::is_base_of_v<by_type, io<T>>)
      return way::custom;
    else if constexpr (has_layout<T>::value)
      return way::laid_out;
    else if constexpr (std::is_empty_v<T> && std::is_trivially_copyable_v<T> && !calls_serialize<T>::value)
      return way::empty; // a member that is only called `serialize`, perhaps
    else if constexpr (has_serialize<T>())
      return way::serialized;
    else
      return way::unknown;
  } else if constexpr (std::is_same_v<T, bool>) {
    return way::boolean;
  } else if constexpr (std::is_same_v<T, long double>) {
    return way::long_double;
  } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T> || is_integer_like<T>()) {
    return way::scalar;
  } else if constexpr (std::is_pointer_v<T>) {
    return way_of_pointer<T>();
  } else if constexpr (std::is_array_v<T>) {
    return way::array;
  } else if constexpr (std::is_null_pointer_v<T>) {
    return way::null;
  } else if constexpr (std::is_member_pointer_v<T>) {
    return way::member_pointer;
  } else {
    return way::raw;
  }
}

template <class T> constexpr number_kind number_of() {
  if constexpr (std::is_enum_v<T>)
    return number_of<std::underlying_type_t<T>>();
  else if constexpr (std::is_same_v<T, bool>)
    return number_kind::truth;
  else if constexpr (is_character<T>())
    return number_kind::character;
  else if constexpr (std::is_floating_point_v<T>)
    return number_kind::floating;
  else if constexpr (is_integer_like<T>())
    return T(-1) < T(0) ? number_kind::signed_integer : number_kind::unsigned_integer;
  else
    return number_kind::unsigned_integer;
}

/// Types whose arrays are saved as one block.
template <class T> constexpr bool is_bulk() {
  if constexpr (is_class<T>())
    return false;
  else
    return (way_of<T>() == way::scalar && number_of<T>() != number_kind::truth) || way_of<T>() == way::raw;
}

template <class T> constexpr bool never = false;

/// Destroys an object, also a base whose destructor is protected in a class that perdurec did not open.
template <class T> struct opened_destructor : T {
  static void destroy(void *p) noexcept { static_cast<opened_destructor *>(p)->T::~T(); }
};
template <class T> void destroy_as(void *p) noexcept {
  if constexpr (std::is_destructible_v<T>)
    static_cast<T *>(p)->~T();
  else if constexpr (table<destruction>::may<T>())
    table<destruction>::run(*static_cast<T *>(p));
  else
    opened_destructor<T>::destroy(p);
}

// ---- classes ----

/// A member of a class, or a base.
struct member_entry {
  enum kind_t : unsigned char {
    member,
    base,
    part, ///< a base with a layout of its own: its virtual bases are the whole object's
    reference,
    elsewhere ///< stands in for members of a class that has none worth saving
  } kind;
  const char *name;
  std::size_t offset;
  const object_type *type;
};

/// The table of a type.
template <class T> struct type_table {
  static const object_type value;
};
template <class T> inline constexpr const object_type &object_type_of = type_table<T>::value;

/// Asks a layout for its members.
class member_collector {
public:
  template <class T> void member(const char *name, T &x) {
    add(member_entry::member, name, address(x), object_type_of<std::remove_cv_t<T>>);
  }
  template <class T> void base(const char *name, T &x) {
    add(member_entry::base, name, address(x), object_type_of<std::remove_cv_t<T>>);
  }
  template <class T> void reference(const char *name, T *&x) {
    add(member_entry::reference, name, address(x), object_type_of<T *>);
  }
  void add(member_entry::kind_t, const char *name, const void *where, const object_type &);

private:
  template <class T> static const void *address(T &x) noexcept {
    return const_cast<const void *>(static_cast<const volatile void *>(std::addressof(x)));
  }
};

template <class T> struct layout_of {
  static void members(member_collector &v, void *x) { layout<T>::members(v, *static_cast<T *>(x)); }
  static void virtual_bases(member_collector &v, void *x) { layout<T>::virtual_bases(v, *static_cast<T *>(x)); }
  static constexpr auto virtual_bases_of() noexcept -> void (*)(member_collector &, void *) {
    if constexpr (has_virtual_bases<T>::value)
      return &virtual_bases;
    else
      return nullptr;
  }
  static constexpr auto vtable_of() noexcept -> const void *(*)() {
    static_assert(
        !std::is_polymorphic_v<T> || has_vtable<T>::value,
        "perdure: objects of this polymorphic class cannot be built without running a constructor; give the "
        "class `template <class Archive> void serialize(Archive &ar, unsigned version)` and a default constructor");
    if constexpr (has_vtable<T>::value)
      return &layout<T>::vtable;
    else
      return nullptr;
  }
  static constexpr const table_pointer *tables_of() noexcept {
    if constexpr (has_tables<T>::value)
      return layout<T>::tables;
    else
      return nullptr;
  }
  static constexpr std::size_t table_count() noexcept {
    if constexpr (has_tables<T>::value)
      return sizeof layout<T>::tables / sizeof(table_pointer);
    else
      return 0;
  }
  static inline const member_table *known = nullptr;
  static inline const class_layout value = {&members,    virtual_bases_of(), vtable_of(),
                                            tables_of(), table_count(),      &known};
};

template <class T> struct parts_layout {
  static void members(member_collector &v, void *x) { parts_of<T>::members(v, *static_cast<T *>(x)); }
  static inline const member_table *known = nullptr;
  static inline const class_layout value = {&members, nullptr, nullptr, nullptr, 0, &known};
};

/// BOOST_CLASS_VERSION; see io_serialized.hpp.
template <class T> struct serialized_version;

// ---- what a class brings ----

template <class T, class = void> struct has_own_new : std::false_type {};
template <class T> struct has_own_new<T, std::void_t<decltype(T::operator new(sizeof(T)))>> : std::true_type {};
template <class T, class = void> struct can_be_deleted : std::false_type {};
template <class T> struct can_be_deleted<T, std::void_t<decltype(delete std::declval<T *>())>> : std::true_type {};

template <class X> std::true_type shares_itself(const volatile std::enable_shared_from_this<X> *);
std::false_type shares_itself(const volatile void *);

template <class T> void *allocate_as() { return T::operator new(sizeof(T)); }
template <class T> void release_as(void *p) noexcept { T::operator delete(p); }
template <class T, class Any = void> void share_as(void *p, void *to) {
  ::new (to)
      std::shared_ptr<Any>(std::shared_ptr<T>(static_cast<T *>(p))); // typed: it connects enable_shared_from_this
}
template <class T> void construct_as(void *p) { ::new (p) T(); }

template <class I, class = void> struct can_restore : std::false_type {};
template <class I>
struct can_restore<I, std::void_t<decltype(I::restore(std::declval<iarchive &>(), std::declval<void *>()))>>
    : std::true_type {};
template <class I, class T, class = void> struct can_load : std::false_type {};
template <class I, class T>
struct can_load<I, T, std::void_t<decltype(I::load(std::declval<iarchive &>(), std::declval<T &>()))>>
    : std::true_type {};
template <class I, class T, class = void> struct can_print : std::false_type {};
template <class I, class T>
struct can_print<I, T, std::void_t<decltype(I::print(std::declval<printer &>(), std::declval<const T &>()))>>
    : std::true_type {};

/// The functions that io<T>, or serialized_io<T>, gives a table.
template <class T, class I> struct functions_in {
  static void save(oarchive &a, const void *p) { I::save(a, *static_cast<const T *>(p)); }
  static void load(iarchive &a, void *p) { I::load(a, *static_cast<T *>(p)); }
  static void print(printer &p, const void *x) { I::print(p, *static_cast<const T *>(x)); }
  static constexpr auto restorer() noexcept -> void (*)(iarchive &, void *) {
    if constexpr (can_restore<I>::value)
      return &I::restore;
    else
      return nullptr;
  }
  static constexpr auto loader() noexcept -> void (*)(iarchive &, void *) {
    if constexpr (can_load<I, T>::value)
      return &load;
    else
      return nullptr;
  }
  static constexpr auto printing() noexcept -> void (*)(printer &, const void *) {
    if constexpr (can_print<I, T>::value)
      return &print;
    else
      return nullptr;
  }
};

template <class T, way Way> struct class_functions {
  static constexpr const class_layout *layout() noexcept {
    if constexpr (Way == way::laid_out)
      return &layout_of<T>::value;
    else if constexpr (Way == way::parts)
      return &parts_layout<T>::value;
    else
      return nullptr;
  }
  static constexpr auto destroyer() noexcept -> void (*)(void *) noexcept {
    if constexpr (std::is_trivially_destructible_v<T>)
      return nullptr;
    else
      return &destroy_as<T>;
  }
  static constexpr auto allocator() noexcept -> void *(*)() {
    if constexpr (has_own_new<T>::value)
      return &allocate_as<T>;
    else
      return nullptr;
  }
  static constexpr auto releaser() noexcept -> void (*)(void *) noexcept {
    if constexpr (has_own_new<T>::value)
      return &release_as<T>;
    else
      return nullptr;
  }
  static constexpr auto sharer() noexcept -> void (*)(void *, void *) {
    if constexpr (decltype(shares_itself(static_cast<T *>(nullptr)))::value && can_be_deleted<T>::value)
      return &share_as<T>;
    else
      return nullptr;
  }
  static constexpr auto constructor() noexcept -> void (*)(void *) {
    // Asked one after the other: a class may have a default constructor that does not compile.
    if constexpr (Way != way::custom)
      return nullptr;
    else if constexpr (!can_load<io<T>, T>::value && !std::is_trivially_destructible_v<T> &&
                       std::is_default_constructible_v<T>)
      return &construct_as<T>;
    else
      return nullptr;
  }
  template <class I> static constexpr class_operations with_functions(unsigned version) noexcept {
    using own = functions_in<T, I>;
    return {nullptr,     &own::save, own::restorer(), own::loader(), own::printing(), destroyer(),
            allocator(), releaser(), sharer(),        constructor(), version};
  }
  static constexpr class_operations make() noexcept {
    if constexpr (Way == way::custom)
      return with_functions<io<T>>(0);
    else if constexpr (Way == way::serialized)
      return with_functions<serialized_io<T>>(serialized_version<T>::value);
    else
      return {layout(),    nullptr,    nullptr,  nullptr,       nullptr, destroyer(),
              allocator(), releaser(), sharer(), constructor(), 0};
  }
};

template <class T, way Way> inline const class_operations operations_of = class_functions<T, Way>::make();

// ---- the table of a type ----

template <class T> constexpr unsigned char flags_of() noexcept {
  using f = object_type;
  unsigned char flags = f::loadable;
  if constexpr (is_class<T>()) {
    if constexpr (std::is_trivially_copyable_v<T>) flags |= f::trivial;
    if constexpr (std::is_empty_v<T>) flags |= f::is_empty;
    if constexpr (std::is_polymorphic_v<T>) flags |= f::polymorphic;
    if constexpr (can_be_deleted<T>::value) flags |= f::deletable;
  } else {
    if constexpr (std::is_trivially_copyable_v<T>) flags |= f::trivial;
    if constexpr (is_bulk<T>()) flags |= f::bulk;
    flags |= f::deletable;
  }
  return flags;
}

/// A layout may say that the class ends with an array of any length, `struct packet { int n; char data[]; }`:
///   using tail = char; static constexpr std::size_t tail_offset = 4;
template <class T, class = void> struct tail_of {
  static constexpr const object_type *type() noexcept { return nullptr; }
  static constexpr std::size_t offset = 0;
};

template <class T, way Way = way_of<T>()> struct type_maker {
  static constexpr bool is_unknown = Way == way::unknown;
  static_assert(!is_unknown,
                "perdure: this type cannot be saved in an image (see T in `type_maker<T>` of this message). Give it a "
                "member `template <class Archive> void serialize(Archive &ar, unsigned version) { ar & a & b; }`, or a "
                "free function `template <class Archive> void serialize(Archive &ar, T &x, unsigned version)`");
  static constexpr const class_operations *operations() noexcept {
    if constexpr (is_class<T>())
      return &operations_of<T, Way>;
    else
      return nullptr;
  }
  static constexpr pointer_type leads_to() noexcept {
    if constexpr (Way == way::pointer || Way == way::text)
      return pointer_type_of<std::remove_pointer_t<T>>();
    else
      return nullptr;
  }
  static constexpr const object_type *element() noexcept {
    if constexpr (Way == way::array)
      return &object_type_of<std::remove_cv_t<std::remove_extent_t<T>>>;
    else if constexpr (Way == way::vector)
      return &object_type_of<typename vector_element<T>::type>;
    else
      return nullptr;
  }
};

template <class T> constexpr object_type make_table() noexcept {
  return {&typeid(T),
          pointer_type_of<T>(),
          sizeof(T),
          alignof(T),
          way_of<T>(),
          number_of<T>(),
          flags_of<T>(),
          type_maker<T>::leads_to(),
          type_maker<T>::element(),
          std::extent_v<T>,
          type_maker<T>::operations(),
          tail_of<T>::type(),
          tail_of<T>::offset};
}
/// A header may declare a specialisation instead, which the runtime defines.
template <class T> const object_type type_table<T>::value = make_table<T>();

template <class T> struct tail_of<T, std::void_t<typename layout<T>::tail>> {
  static constexpr const object_type *type() noexcept { return &object_type_of<typename layout<T>::tail>; }
  static constexpr std::size_t offset = layout<T>::tail_offset;
};

// ---- one object ----

template <class T> const void *plain_address(const T &x) noexcept {
  return const_cast<const void *>(static_cast<const volatile void *>(std::addressof(x)));
}

template <class T> void save_object(oarchive &a, const T &x) {
  save_at(a, plain_address(x), object_type_of<std::remove_cv_t<T>>);
}

/// Builds a T at `where`, raw storage.
template <class T> void restore_object(iarchive &a, void *where) {
  restore_at(a, where, object_type_of<std::remove_cv_t<T>>);
}

/// Gives an existing object its saved value. After an exception it has some valid value.
template <class T> void load_object(iarchive &a, T &x) {
  load_at(a, const_cast<void *>(plain_address(x)), object_type_of<std::remove_cv_t<T>>);
}

template <class T> void print_object(printer &p, const T &x) {
  print_value(p, plain_address(x), object_type_of<std::remove_cv_t<T>>);
}

/// Objects side by side; the run counts as one object of the graph.
template <class T> void save_run(oarchive &a, const T *first, std::size_t n) {
  save_run_at(a, first, n, object_type_of<T>);
}

/// Builds an object without arguments and loads it; it is no more if that fails.
template <class T> void restore_empty(iarchive &a, void *where, void (*load)(iarchive &, T &)) {
  T *x = ::new (where) T();
  try {
    load(a, *x);
  } catch (...) {
    x->~T();
    throw;
  }
}

/// Builds `n` objects; `built` follows, so that the caller can destroy them after an exception.
template <class T> void restore_run(iarchive &a, T *first, std::size_t n, std::size_t &built) {
  restore_run_at(a, first, n, built, object_type_of<T>);
}

template <class T> void load_run(iarchive &a, T *first, std::size_t n) { load_run_at(a, first, n, object_type_of<T>); }

/// For the specialisations that are made of others.
template <class T> struct io : by_type {
  static void save(oarchive &a, const T &x) { save_value(a, plain_address(x), object_type_of<T>); }
  static void restore(iarchive &a, void *where) { restore_value(a, where, object_type_of<T>); }
  static void load(iarchive &a, T &x) { load_value(a, const_cast<void *>(plain_address(x)), object_type_of<T>); }
  static void print(printer &p, const T &x) { print_value(p, plain_address(x), object_type_of<T>); }
};

/// Builds the parts of something one after the other; a part that fails takes the earlier ones with it.
struct restoring_members {
  iarchive &a;
  template <class T> void member(const char *, T &x) {
    add(const_cast<void *>(plain_address(x)), object_type_of<std::remove_cv_t<T>>);
  }
  /// A part of an object: the virtual table is the whole object's, and virtual bases are elsewhere.
  template <class T> void base(const char *, T &x) {
    add_base(const_cast<void *>(plain_address(x)), object_type_of<T>);
  }

private:
  void add(void *where, const object_type &);
  void add_base(void *where, const object_type &);
};
void save_base(oarchive &, const void *, const object_type &);
void print_base(printer &, const void *, const object_type &);

template <class Build> void restore_parts(iarchive &a, Build build) {
  const std::size_t mark = a.mark();
  try {
    restoring_members v{a};
    build(v);
  } catch (...) {
    a.undo(mark);
    throw;
  }
  a.keep(mark);
}

// ---- objects on the heap ----

/// Objects whose dynamic type only the image tells are found by name; each polymorphic class that is saved anywhere
/// in the program makes itself known.
template <class T> struct object_registration {
  object_registration() noexcept { add_object_type(&object_type_of<T>); }
  static const object_registration instance;
};
template <class T> const object_registration<T> object_registration<T>::instance;

template <class T> void register_object_type() {
  if constexpr (!std::is_abstract_v<T>) add_object_type(&object_type_of<T>);
}

/// What a smart pointer to T owns, as far as the static type tells; null: only the dynamic type will do.
template <class T> const object_type *owned_type() noexcept {
  if constexpr (std::is_void_v<T>) {
    return nullptr;
  } else {
    // Where the heap is tracked, a loaded object's block is of that type, and the next image names it.
    if constexpr (!std::is_abstract_v<T>) static_cast<void>(&object_registration<T>::instance);
    if constexpr (std::is_polymorphic_v<T>)
      return nullptr;
    else
      return &object_type_of<T>;
  }
}

} // namespace perdure::detail
