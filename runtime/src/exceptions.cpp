// Exceptions in images: those that are known without being asked, and the few whose state the standard hides.
#include <perdure/detail/execution.hpp>
#include <perdure/detail/graph.hpp>
#include <perdure/detail/io_exception.hpp>
#include <perdure/detail/io_string.hpp>
#include <perdure/detail/object_types.hpp>
#include <perdure/serialize/register.hpp>

#include <filesystem>
#include <future>
#include <ios>
#include <mutex>
#include <set>

namespace perdure::detail {

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
