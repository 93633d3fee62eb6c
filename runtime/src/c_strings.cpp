// Functions of <cstring> that keep a position, which belongs to the image, or allocate; see detail/heap.hpp.
#include <perdure/detail/globals.hpp>
#include <perdure/detail/heap.hpp>

#include <cstring>

namespace perdure::detail {

namespace {

char *strtok_position = nullptr;

constexpr global_variable rows[] = {
    global("strtok()::position", "char *", "perdure_strtok_position", 0, strtok_position),
};
const globals_registration registered(rows, 1);

} // namespace

char *strtok(char *text, const char *delimiters) noexcept { return ::strtok_r(text, delimiters, &strtok_position); }
char *strdup(const char *s) noexcept { return typed<char>(::strdup(s)); }
char *strndup(const char *s, std::size_t n) noexcept { return typed<char>(::strndup(s, n)); }

} // namespace perdure::detail
