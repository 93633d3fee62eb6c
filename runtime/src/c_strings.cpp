// Functions of <cstring> that keep a position, which belongs to the image, or allocate; see detail/heap.hpp.
#include <perdure/detail/globals.hpp>
#include <perdure/detail/heap.hpp>

#include <cstring>

namespace perdure::detail {

namespace {

char *strtok_position = nullptr;
char unknown_error[64]; ///< the only text of strerror() that is no constant

constexpr global_variable rows[] = {
    global("strtok()::position", "char *", "perdure_strtok_position", 0, strtok_position),
    global("strerror()", "char[64]", "perdure_unknown_error", 0, unknown_error),
};
const globals_registration registered(rows, 2);

} // namespace

char *strtok(char *text, const char *delimiters) noexcept { return ::strtok_r(text, delimiters, &strtok_position); }
char *strerror(int number) noexcept {
  char text[sizeof unknown_error];
  char *known = ::strerror_r(number, text, sizeof text);
  return known == text ? std::strcpy(unknown_error, text) : known;
}
char *strdup(const char *s) noexcept { return typed<char>(::strdup(s)); }
char *strndup(const char *s, std::size_t n) noexcept { return typed<char>(::strndup(s, n)); }

} // namespace perdure::detail
