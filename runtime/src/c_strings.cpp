// strtok() with a position that belongs to the image; see detail/heap.hpp.
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

} // namespace perdure::detail
