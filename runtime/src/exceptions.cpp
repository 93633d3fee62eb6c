// Exceptions in images: those that are known without being asked, and the few whose state the standard hides.
#include <perdure/detail/execution.hpp>
#include <perdure/detail/graph.hpp>
#include <perdure/detail/io_exception.hpp>
#include <perdure/detail/io_string.hpp>
#include <perdure/detail/object_types.hpp>
#include <perdure/serialize/register.hpp>

#include <cstring>
#include <filesystem>
#include <functional>
#include <future>
#include <ios>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <variant>

namespace perdure::detail {

/// The text that follows a prefix that a constructor takes: "prefix: message of the code".
std::string without_suffix(std::string_view text, const std::string &suffix);
/// By name; null if it is none of the standard library's.
const std::error_category *find_category(std::string_view name) noexcept;

/// What holds a text and is built from it.
template <class E> struct message_exception_io {
  static void save(oarchive &a, const E &x) { a.text(x.E::what()); } // not what an overrider says
  static void restore(iarchive &a, void *where) { ::new (where) E(std::string(a.text())); }
  static void load(iarchive &a, E &x) { static_cast<E &>(x) = E(std::string(a.text())); }
  static void print(printer &p, const E &x) { p.quoted(x.what()); }
};
template <> struct io<std::logic_error> : message_exception_io<std::logic_error> {};
template <> struct io<std::domain_error> : message_exception_io<std::domain_error> {};
template <> struct io<std::invalid_argument> : message_exception_io<std::invalid_argument> {};
template <> struct io<std::length_error> : message_exception_io<std::length_error> {};
template <> struct io<std::out_of_range> : message_exception_io<std::out_of_range> {};
template <> struct io<std::runtime_error> : message_exception_io<std::runtime_error> {};
template <> struct io<std::range_error> : message_exception_io<std::range_error> {};
template <> struct io<std::overflow_error> : message_exception_io<std::overflow_error> {};
template <> struct io<std::underflow_error> : message_exception_io<std::underflow_error> {};
template <> struct io<perdure::error> : message_exception_io<perdure::error> {};
template <> struct io<image_error> : message_exception_io<image_error> {};
template <> struct io<store_error> : message_exception_io<store_error> {};
template <> struct io<not_instrumented> : message_exception_io<not_instrumented> {};
template <> struct io<foreign_frame> : message_exception_io<foreign_frame> {};
template <> struct io<unserialisable> : message_exception_io<unserialisable> {};

/// What holds nothing.
template <class E> struct plain_exception_io {
  static void save(oarchive &a, const E &) { a.byte(0); }
  static void restore(iarchive &a, void *where) {
    a.byte();
    ::new (where) E();
  }
  static void load(iarchive &a, E &) { a.byte(); }
  static void print(printer &p, const E &x) { p.quoted(x.what()); }
};
template <> struct io<std::exception> : plain_exception_io<std::exception> {};
template <> struct io<std::bad_exception> : plain_exception_io<std::bad_exception> {};
template <> struct io<std::bad_alloc> : plain_exception_io<std::bad_alloc> {};
template <> struct io<std::bad_array_new_length> : plain_exception_io<std::bad_array_new_length> {};
template <> struct io<std::bad_cast> : plain_exception_io<std::bad_cast> {};
template <> struct io<std::bad_typeid> : plain_exception_io<std::bad_typeid> {};
template <> struct io<std::bad_function_call> : plain_exception_io<std::bad_function_call> {};
template <> struct io<std::bad_optional_access> : plain_exception_io<std::bad_optional_access> {};
template <> struct io<std::bad_weak_ptr> : plain_exception_io<std::bad_weak_ptr> {};

// libstdc++ keeps the reason, one of a few constants, in a pointer that only std::get and std::visit can set.
template <> struct io<std::bad_variant_access> {
  static void save(oarchive &a, const std::bad_variant_access &x) { a.text(x.what()); }
  static void restore(iarchive &a, void *where);
  static void print(printer &p, const std::bad_variant_access &x) { p.quoted(x.what()); }
};

template <> struct io<std::error_code> {
  static void save(oarchive &a, const std::error_code &x) {
    if (!find_category(x.category().name()))
      a.refuse(std::string("holds an error code of the category '") + x.category().name() +
               "', which only this program knows");
    a.text(x.category().name());
    const int v = x.value();
    a.put(&v, sizeof v);
  }
  static void restore(iarchive &a, void *where) {
    const std::error_category *c = find_category(a.text());
    if (!c) a.refuse("an error code is of an unknown category");
    int v;
    a.get(&v, sizeof v);
    ::new (where) std::error_code(v, *c);
  }
  static void print(printer &p, const std::error_code &x) { p.quoted(x.message()); }
};

template <class E> struct system_error_io {
  static void save(oarchive &a, const E &x) {
    save_object(a, x.code());
    a.text(without_suffix(x.std::system_error::what(), x.code().message()));
  }
  static void restore(iarchive &a, void *where) {
    alignas(std::error_code) unsigned char raw[sizeof(std::error_code)];
    restore_object<std::error_code>(a, raw);
    const auto &code = *reinterpret_cast<const std::error_code *>(raw);
    const std::string prefix(a.text());
    build(where, code, prefix);
  }
  static void build(void *where, const std::error_code &code, const std::string &prefix) {
    if constexpr (std::is_same_v<E, std::system_error>) {
      if (prefix.empty())
        ::new (where) E(code);
      else
        ::new (where) E(code, prefix);
    } else {
      ::new (where) E(prefix, code);
    }
  }
  static void print(printer &p, const E &x) { p.quoted(x.what()); }
};
template <> struct io<std::system_error> : system_error_io<std::system_error> {};

template <> struct io<std::exception_ptr> {
  static void save(oarchive &a, const std::exception_ptr &x);
  static void restore(iarchive &a, void *where) {
    auto *x = ::new (where) std::exception_ptr();
    a.exception(x);
  }
  static void print(printer &p, const std::exception_ptr &x) { p.exception(x); }
};

// libstdc++'s is a pointer to a table and an exception_ptr.
template <> struct io<std::nested_exception> {
  static_assert(sizeof(std::nested_exception) == 2 * sizeof(void *));
  static std::exception_ptr &inner(const std::nested_exception *x) noexcept {
    return *reinterpret_cast<std::exception_ptr *>(reinterpret_cast<char *>(const_cast<std::nested_exception *>(x)) +
                                                   sizeof(void *));
  }
  static void save(oarchive &a, const std::nested_exception &x) { save_object(a, inner(&x)); }
  static void restore(iarchive &a, void *where) {
    auto *x = ::new (where) std::nested_exception();
    inner(x) = nullptr; // it has taken the one that is handled now
    restore_object<std::exception_ptr>(a, &inner(x));
  }
  static void load(iarchive &a, std::nested_exception &x) { load_object(a, inner(&x)); }
  static void print(printer &p, const std::nested_exception &x) { p.exception(inner(&x)); }
};

template <> struct io<std::ios_base::failure> : system_error_io<std::ios_base::failure> {};

template <> struct io<std::filesystem::filesystem_error> {
  using E = std::filesystem::filesystem_error;
  static void save(oarchive &a, const E &x) {
    system_error_io<std::system_error>::save(a, x);
    a.text(x.path1().native());
    a.text(x.path2().native());
  }
  static void restore(iarchive &a, void *where) {
    alignas(std::error_code) unsigned char raw[sizeof(std::error_code)];
    restore_object<std::error_code>(a, raw);
    const auto &code = *reinterpret_cast<const std::error_code *>(raw);
    const std::string prefix(a.text()), first(a.text()), second(a.text());
    ::new (where) E(prefix, first, second, code);
  }
  static void print(printer &p, const E &x) { p.quoted(x.what()); }
};

void io<std::bad_variant_access>::restore(iarchive &a, void *where) {
  static_assert(sizeof(std::bad_variant_access) == 2 * sizeof(void *));
  static auto *mutex = new std::mutex;
  static auto *reasons = new std::set<std::string, std::less<>>; // as lasting as the constants they stand for
  const std::string_view text = a.text();
  ::new (where) std::bad_variant_access();
  const std::lock_guard lock(*mutex);
  const char *reason = reasons->emplace(text).first->c_str();
  std::memcpy(static_cast<char *>(where) + sizeof(void *), &reason, sizeof reason);
}

void io<std::exception_ptr>::save(oarchive &a, const std::exception_ptr &x) {
  a.exception(object_of(x), x ? x.__cxa_exception_type() : nullptr);
}

const object_type &exception_pointer_type() noexcept { return object_type_of<std::exception_ptr>; }

template <> const object_type type_table<std::logic_error>::value = make_table<std::logic_error>();
template <> const object_type type_table<std::domain_error>::value = make_table<std::domain_error>();
template <> const object_type type_table<std::invalid_argument>::value = make_table<std::invalid_argument>();
template <> const object_type type_table<std::length_error>::value = make_table<std::length_error>();
template <> const object_type type_table<std::out_of_range>::value = make_table<std::out_of_range>();
template <> const object_type type_table<std::runtime_error>::value = make_table<std::runtime_error>();
template <> const object_type type_table<std::range_error>::value = make_table<std::range_error>();
template <> const object_type type_table<std::overflow_error>::value = make_table<std::overflow_error>();
template <> const object_type type_table<std::underflow_error>::value = make_table<std::underflow_error>();
template <> const object_type type_table<perdure::error>::value = make_table<perdure::error>();
template <> const object_type type_table<image_error>::value = make_table<image_error>();
template <> const object_type type_table<store_error>::value = make_table<store_error>();
template <> const object_type type_table<not_instrumented>::value = make_table<not_instrumented>();
template <> const object_type type_table<foreign_frame>::value = make_table<foreign_frame>();
template <> const object_type type_table<unserialisable>::value = make_table<unserialisable>();
template <> const object_type type_table<std::exception>::value = make_table<std::exception>();
template <> const object_type type_table<std::bad_exception>::value = make_table<std::bad_exception>();
template <> const object_type type_table<std::bad_alloc>::value = make_table<std::bad_alloc>();
template <> const object_type type_table<std::bad_array_new_length>::value = make_table<std::bad_array_new_length>();
template <> const object_type type_table<std::bad_cast>::value = make_table<std::bad_cast>();
template <> const object_type type_table<std::bad_typeid>::value = make_table<std::bad_typeid>();
template <> const object_type type_table<std::bad_function_call>::value = make_table<std::bad_function_call>();
template <> const object_type type_table<std::bad_optional_access>::value = make_table<std::bad_optional_access>();
template <> const object_type type_table<std::bad_weak_ptr>::value = make_table<std::bad_weak_ptr>();
template <> const object_type type_table<std::bad_variant_access>::value = make_table<std::bad_variant_access>();
template <> const object_type type_table<std::error_code>::value = make_table<std::error_code>();
template <> const object_type type_table<std::system_error>::value = make_table<std::system_error>();
template <> const object_type type_table<std::exception_ptr>::value = make_table<std::exception_ptr>();
template <> const object_type type_table<std::nested_exception>::value = make_table<std::nested_exception>();

std::string without_suffix(std::string_view text, const std::string &suffix) {
  if (text == suffix) return "";
  if (text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix)
    text.remove_suffix(suffix.size());
  if (text.size() >= 2 && text.substr(text.size() - 2) == ": ") text.remove_suffix(2);
  return std::string(text);
}

const std::error_category *find_category(std::string_view name) noexcept {
  for (const std::error_category *c :
       {&std::generic_category(), &std::system_category(), &std::iostream_category(), &std::future_category()})
    if (name == c->name()) return c;
  return nullptr;
}

namespace {
template <class... T> void register_all() { (register_exception<T>(), ...); }
} // namespace

void register_standard_exceptions() noexcept {
  static const bool done = [] {
    register_all<std::exception, std::bad_exception, std::bad_alloc, std::bad_array_new_length, std::bad_cast,
                 std::bad_typeid, std::bad_function_call, std::bad_optional_access, std::bad_weak_ptr,
                 std::bad_variant_access>();
    register_all<std::logic_error, std::domain_error, std::invalid_argument, std::length_error, std::out_of_range,
                 std::runtime_error, std::range_error, std::overflow_error, std::underflow_error, std::system_error,
                 std::ios_base::failure, std::filesystem::filesystem_error>();
    register_all<error, image_error, store_error, not_instrumented, foreign_frame, unserialisable>();
    register_all<bool, char, signed char, unsigned char, short, unsigned short, int, unsigned, long, unsigned long,
                 long long, unsigned long long, float, double, long double, const char *, std::string>();
    return true;
  }();
  static_cast<void>(done);
}

} // namespace perdure::detail
