#include <perdure/detail/refused.hpp>

#include <cstring>

namespace perdure::detail {

namespace {
const refused_classes *tables = nullptr; // filled before main, by one thread
} // namespace

refused_classes::refused_classes(const refused_class *r, std::size_t n) noexcept : rows(r), count(n), next(tables) {
  tables = this;
}

const char *refusal_of(const char *type) noexcept {
  for (const refused_classes *t = tables; t; t = t->next)
    for (std::size_t k = 0; k < t->count; ++k)
      if (std::strcmp(t->rows[k].type, type) == 0) return t->rows[k].why;
  return nullptr;
}

} // namespace perdure::detail
