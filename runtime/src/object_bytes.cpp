#include "object_bytes.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_map>

namespace perdure::detail {

namespace {

bool has_members(const object_type &t) noexcept { return t.how == way::laid_out || t.how == way::parts; }

/// Marks what saving the object writes.
void cover(const object_type &t, std::size_t at, std::vector<bool> &covered) {
  if (t.is(object_type::is_empty)) return;
  if (t.how == way::array) {
    for (std::size_t k = 0; k < t.count; ++k) cover(*t.element, at + k * t.element->size, covered);
  } else if (has_members(t)) {
    for (const member_entry &m : members_of(t).members)
      if (m.kind != member_entry::elsewhere) cover(*m.type, at + m.offset, covered);
  } else {
    std::fill_n(covered.begin() + std::ptrdiff_t(at), std::min(t.size, covered.size() - at), true);
  }
}

} // namespace

const std::vector<byte_range> &padding_of(const object_type &t) {
  static const std::vector<byte_range> none;
  if (!t.is(object_type::trivial) || t.is(object_type::bulk) || (!has_members(t) && t.how != way::array)) return none;
  static auto *const mutex = new std::mutex; // images may be made while the process ends
  static auto *const known = new std::unordered_map<const object_type *, std::vector<byte_range>>;
  const std::lock_guard lock(*mutex);
  const auto [i, fresh] = known->try_emplace(&t);
  if (!fresh) return i->second;
  std::vector<bool> covered(t.size);
  cover(t, 0, covered);
  for (std::size_t k = 0; k < t.size;) {
    const auto first = k;
    while (k < t.size && !covered[k]) ++k;
    if (k > first)
      i->second.push_back({first, k - first});
    else
      ++k;
  }
  return i->second;
}

std::size_t bytes_in(const std::vector<byte_range> &ranges) noexcept {
  std::size_t n = 0;
  for (const byte_range &r : ranges) n += r.size;
  return n;
}

bool may_hold_pointers(const object_type &t) {
  switch (t.how) {
  case way::scalar:
  case way::boolean:
  case way::long_double:
  case way::null:
  case way::empty:
    return false;
  case way::raw:
    return t.size >= sizeof(void *);
  case way::array:
    return may_hold_pointers(*t.element);
  case way::laid_out:
  case way::parts:
    return std::any_of(members_of(t).members.begin(), members_of(t).members.end(), [](const member_entry &m) {
      return m.kind == member_entry::reference || may_hold_pointers(*m.type);
    });
  default:
    return true;
  }
}

bool ends_with_array(const object_type &t) {
  if (t.how == way::array) return true;
  if (!has_members(t)) return false;
  const member_entry *last = nullptr;
  for (const member_entry &m : members_of(t).members)
    if (m.kind != member_entry::elsewhere && (!last || m.offset >= last->offset)) last = &m;
  return last && last->kind != member_entry::reference && ends_with_array(*last->type);
}

} // namespace perdure::detail
