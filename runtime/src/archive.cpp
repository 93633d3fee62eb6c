// The cold parts of the archives: growth, long counts, refusals.
#include <perdure/detail/archive.hpp>
#include <perdure/detail/value.hpp>

#include <algorithm>
#include <new>

namespace perdure {

void oarchive::grow(std::size_t n) {
  const std::size_t used = std::size_t(at_ - start_);
  const std::size_t wanted = std::max(used + n, std::max<std::size_t>(4096, 2 * used));
  char *fresh = static_cast<char *>(std::realloc(start_, wanted));
  if (!fresh) throw std::bad_alloc();
  start_ = fresh;
  at_ = fresh + used;
  end_ = fresh + wanted;
}

void oarchive::refuse(const std::string &why) { graph_.refuse(why); }

void oarchive::too_deep() {
  depth_ = 0;
  graph_.refuse("holds values nested more than " + std::to_string(detail::deepest_nesting) +
                " deep; let its parts be owned by std::unique_ptr, which has no such limit");
}

std::uint64_t iarchive::long_count(unsigned char first) {
  std::uint64_t n = first & 0x7f;
  for (unsigned shift = 7;; shift += 7) {
    const unsigned char b = byte();
    if (shift == 63 && b > 1) refuse("a count has more than 64 bits");
    n |= std::uint64_t(b & 0x7f) << shift;
    if (b < 0x80) {
      if (b == 0) refuse("a count has leading zeros");
      return n;
    }
  }
}

void iarchive::refuse(const std::string &why) const {
  std::string where;
  if (variable_) where = std::string("variable '") + variable_ + "' of ";
  if (function_) where += function_;
  throw image_error("the image cannot be loaded: " + (where.empty() ? "" : where + ": ") + why);
}

void iarchive::ends_early() const { refuse("the image ends in the middle of a value"); }

void iarchive::too_deep() const {
  refuse("values are nested more than " + std::to_string(detail::deepest_nesting) + " deep");
}

} // namespace perdure
