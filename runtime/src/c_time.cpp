// Functions of <ctime> that return pointers to objects of the C library's: here they are objects of the image, as
// detail/heap.hpp declares. As in glibc, gmtime(), localtime() and ctime() share one.
#include <perdure/detail/globals.hpp>
#include <perdure/detail/heap.hpp>

#include <cstring>
#include <ctime>

namespace perdure::detail {

/// A type of its own, because programs have a layout of std::tm in their files.
struct time_results {
  std::tm time;
  char text[128]; ///< what asctime() can make of the largest numbers
};

template <> struct io<time_results> {
  static constexpr int std::tm::*numbers[] = {&std::tm::tm_sec,  &std::tm::tm_min,  &std::tm::tm_hour,
                                              &std::tm::tm_mday, &std::tm::tm_mon,  &std::tm::tm_year,
                                              &std::tm::tm_wday, &std::tm::tm_yday, &std::tm::tm_isdst};
  static void save(oarchive &a, const time_results &x) {
    a.visit(&x.time);
    for (auto n : numbers) save_object(a, x.time.*n);
    save_object(a, x.time.tm_gmtoff);
    save_object(a, x.time.tm_zone);
    a.visit(x.text, sizeof x.text);
    a.text(x.text);
  }
  static void restore(iarchive &a, void *where) {
    auto &x = *::new (where) time_results();
    a.visit(&x.time);
    for (auto n : numbers) load_object(a, x.time.*n);
    load_object(a, x.time.tm_gmtoff);
    load_object(a, x.time.tm_zone);
    a.visit(x.text, sizeof x.text);
    const std::string_view text = a.text();
    if (text.size() >= sizeof x.text) a.refuse("what asctime() returned is too long");
    std::memcpy(x.text, text.data(), text.size());
  }
  static void print(printer &p, const time_results &x) { p.out(x.text); }
};

namespace {

time_results results;

constexpr global_variable rows[] = {
    global("localtime(), asctime()", "struct tm, char *", "perdure_time_results", 0, results),
};
const globals_registration registered(rows, 1);

} // namespace

std::tm *gmtime(const std::time_t *t) noexcept { return ::gmtime_r(t, &results.time); }
std::tm *localtime(const std::time_t *t) noexcept {
  ::tzset(); // localtime_r() need not look at TZ again
  return ::localtime_r(t, &results.time);
}
char *asctime(const std::tm *t) noexcept {
  const char *text = std::asctime(t);
  if (!text || std::strlen(text) >= sizeof results.text) return nullptr;
  return std::strcpy(results.text, text);
}
char *ctime(const std::time_t *t) noexcept {
  const std::tm *local = detail::localtime(t);
  return local ? detail::asctime(local) : nullptr;
}

} // namespace perdure::detail
