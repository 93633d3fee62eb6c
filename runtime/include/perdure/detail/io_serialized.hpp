// Classes with a `serialize` of their own, member or free, and the small types that such functions hand to an archive.
// All of Boost.Serialization that a generated file compiles, and only a file that saves such a class.
#pragma once

#include <perdure/detail/io.hpp>

#include <boost/serialization/array_wrapper.hpp>
#include <boost/serialization/binary_object.hpp>
#include <boost/serialization/collection_size_type.hpp>
#include <boost/serialization/item_version_type.hpp>
#include <boost/serialization/library_version_type.hpp>
#include <boost/serialization/nvp.hpp>
#include <boost/serialization/serialization.hpp>
#include <boost/serialization/version.hpp>

namespace perdure::detail {

template <class T> struct serialized_version {
  static constexpr unsigned value = unsigned(boost::serialization::version<T>::value);
};

template <class T> struct serialized_io {
  /// Is construction data part of the image? As in Boost, for a class that cannot be built from nothing.
  static constexpr bool by_construct_data =
      !std::is_default_constructible_v<T> || perdure_probe::free_construct<iarchive, T>::value;

  static void save(oarchive &a, const T &x) {
    const nesting<oarchive> n(a);
    a.uses(object_type_of<T>);
    a.byte(0); // however little serialize writes, an object has a byte
    if constexpr (by_construct_data)
      boost::serialization::save_construct_data_adl(a, std::addressof(x), serialized_version<T>::value);
    boost::serialization::serialize_adl(a, const_cast<T &>(x), serialized_version<T>::value);
  }
  static void restore(iarchive &a, void *where) {
    const nesting<iarchive> n(a);
    const unsigned version = a.uses(object_type_of<T>);
    a.byte();
    T *x = static_cast<T *>(where);
    if constexpr (by_construct_data)
      boost::serialization::load_construct_data_adl(a, x, version);
    else
      ::new (where) T();
    try {
      boost::serialization::serialize_adl(a, *x, version);
    } catch (...) {
      x->~T();
      throw;
    }
  }
  static void load(iarchive &a, T &x) {
    const nesting<iarchive> n(a);
    const unsigned version = a.uses(object_type_of<T>);
    a.byte();
    if constexpr (by_construct_data) {
      static_assert(
          std::is_nothrow_move_constructible_v<T>,
          "perdure: a class with load_construct_data can be loaded over an old value only if it can be moved");
      alignas(T) unsigned char raw[sizeof(T)];
      T *fresh = reinterpret_cast<T *>(raw);
      boost::serialization::load_construct_data_adl(a, fresh, version);
      x.~T();
      ::new (static_cast<void *>(std::addressof(x))) T(std::move(*fresh));
      fresh->~T();
    }
    boost::serialization::serialize_adl(a, x, version);
  }
  static void print(printer &p, const T &x) {
    const printer::level n(p);
    p.begin_values("{");
    boost::serialization::serialize_adl(p, const_cast<T &>(x), serialized_version<T>::value);
    p.end_values("}");
  }
};

// ---- Boost's own small types ----

template <class T> struct io<boost::serialization::nvp<T>> {
  using N = boost::serialization::nvp<T>;
  static void save(oarchive &a, const N &x) {
    a.enter(x.name());
    save_object(a, x.const_value());
    a.leave();
  }
  static void load(iarchive &a, N &x) { load_object(a, x.value()); }
};
template <class T> struct io<boost::serialization::array_wrapper<T>> {
  using N = boost::serialization::array_wrapper<T>;
  static void save(oarchive &a, const N &x) {
    a.count(x.count());
    save_run(a, const_cast<const std::remove_cv_t<T> *>(x.address()), x.count());
  }
  static void load(iarchive &a, N &x) {
    if (a.count() != x.count()) a.refuse("an array's length is not the one expected");
    load_run(a, const_cast<std::remove_cv_t<T> *>(x.address()), x.count());
  }
  static void print(printer &p, const N &x) {
    p.list(x.address(), x.address() + x.count(), [&](const T &e) { print_object(p, e); });
  }
};
template <> struct io<boost::serialization::binary_object> {
  using N = boost::serialization::binary_object;
  static void save(oarchive &a, const N &x) { a.put(x.m_t, x.m_size); }
  static void load(iarchive &a, N &x) { a.get(const_cast<void *>(x.m_t), x.m_size); }
  static void print(printer &p, const N &x) { p.save_binary(x.m_t, x.m_size); }
};
template <> struct io<boost::serialization::collection_size_type> {
  using N = boost::serialization::collection_size_type;
  static void save(oarchive &a, const N &x) { a.count(x); }
  static void load(iarchive &a, N &x) { x = N(a.count_of(1)); }
  static void print(printer &p, const N &x) { p.number(static_cast<unsigned long long>(x)); }
};
template <> struct io<boost::serialization::item_version_type> {
  using N = boost::serialization::item_version_type;
  static void save(oarchive &a, const N &x) { a.count(static_cast<unsigned>(x)); }
  static void load(iarchive &a, N &x) {
    const std::uint64_t v = a.count();
    if (v > 255) a.refuse("a version is out of range");
    x = N(static_cast<unsigned>(v));
  }
  static void print(printer &p, const N &x) { p.number(static_cast<unsigned long long>(static_cast<unsigned>(x))); }
};

} // namespace perdure::detail
