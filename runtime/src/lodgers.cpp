// Objects that a program places in storage that is no block of the heap by itself: in a union, in an array of bytes of
// a class or a function. Nothing but the placement tells that they are there; see detail/heap.hpp and
// detail/io_words.hpp.
#include <perdure/detail/graph.hpp>
#include <perdure/detail/heap_block.hpp>
#include <perdure/detail/io_words.hpp>
#include <perdure/detail/value.hpp>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <map>
#include <mutex>
#include <vector>

namespace perdure::detail {

namespace {

struct lodgers_t {
  std::mutex mutex;
  /// At one address: an object, one that begins with it, and so on; the largest first.
  std::map<std::uintptr_t, std::vector<const object_type *>> at;
};
std::atomic<bool> some{false};

lodgers_t &lodgers() {
  static auto *all = new lodgers_t; // never destroyed: destructors of static objects come here
  return *all;
}

std::uintptr_t address_of(const void *p) noexcept { return reinterpret_cast<std::uintptr_t>(p); }

} // namespace

void heap_lodges(const void *p, const object_type *type) {
  if (type->is(object_type::trivial)) return; // bytes and pointers, which need nobody who knows of them
  const std::uintptr_t first = address_of(p), last = first + type->size;
  lodgers_t &all = lodgers();
  const std::lock_guard lock(all.mutex);
  some.store(true, std::memory_order_relaxed);
  // What it overlaps without containing it has left without a word.
  const auto left = [&](std::uintptr_t at, std::size_t size) {
    return at < first ? at + size > first && at + size < last : at + size > last && at > first;
  };
  auto i = all.at.lower_bound(first);
  if (i != all.at.begin()) --i;
  while (i != all.at.end() && i->first < last) {
    auto &types = i->second;
    types.erase(std::remove_if(types.begin(), types.end(),
                               [&](const object_type *t) {
                                 return left(i->first, t->size) || (i->first == first && t->size == type->size);
                               }),
                types.end());
    i = types.empty() ? all.at.erase(i) : std::next(i);
  }
  auto &here = all.at[first];
  here.insert(std::find_if(here.begin(), here.end(), [&](const object_type *t) { return t->size < type->size; }), type);
}

bool heap_leaves(const void *p) noexcept {
  if (!some.load(std::memory_order_relaxed)) return false;
  lodgers_t &all = lodgers();
  const std::lock_guard lock(all.mutex);
  const auto i = all.at.find(address_of(p));
  if (i == all.at.end()) return false;
  i->second.erase(i->second.begin()); // one that contains others goes before them
  if (i->second.empty()) all.at.erase(i);
  return true;
}

/// The objects that were placed somewhere in these bytes, the outermost ones, ascending; trivial ones are left out.
static void heap_lodgers(const void *first, std::size_t size, std::vector<heap_placement> &found) {
  const std::uintptr_t end = address_of(first) + size;
  std::uintptr_t from = address_of(first);
  const auto add = [&](std::uintptr_t at, const object_type *type) {
    found.push_back({reinterpret_cast<unsigned char *>(at), type});
    from = at + type->size;
  };
  if (some.load(std::memory_order_relaxed)) {
    lodgers_t &all = lodgers();
    const std::lock_guard lock(all.mutex);
    for (auto i = all.at.lower_bound(from); i != all.at.end() && i->first < end; ++i)
      for (const object_type *t : i->second)
        if (i->first >= from && i->first + t->size <= end) add(i->first, t);
  }
  if (!found.empty() || !heap_may_hold(from)) return;
  // In a container's block, which nobody gave a type.
  if (const heap_block b = heap_find(first); b.alive && b.placements)
    heap_placements(
        b, [](void *to, const heap_placement &x) { static_cast<std::vector<heap_placement> *>(to)->push_back(x); },
        &found);
  const auto outside = [&](const heap_placement &x) {
    return x.type->is(object_type::trivial) || address_of(x.where) < from || address_of(x.where) + x.type->size > end;
  };
  found.erase(std::remove_if(found.begin(), found.end(), outside), found.end());
}

// Words that an object covers, wholly or in part, are the object's.

void save_words(oarchive &a, const unsigned char *bytes, std::size_t size) {
  a.visit_as<anything>(bytes, size);
  std::vector<heap_placement> placed;
  heap_lodgers(bytes, size, placed);
  a.count(placed.size());
  std::size_t at = 0;
  const auto plain = [&](std::size_t to) {
    while (at < to) {
      const std::size_t n = std::min(sizeof(void *) - at % sizeof(void *), to - at);
      const void *p = nullptr;
      if (n == sizeof p) std::memcpy(&p, bytes + at, n);
      const bool pointer = leads_somewhere(p);
      if (n == sizeof p) a.byte(pointer);
      if (pointer)
        a.pointer(p, pointer_type_of<void>());
      else
        a.put(bytes + at, n);
      at += n;
    }
  };
  for (const heap_placement &x : placed) {
    const auto offset = std::size_t(x.where - bytes);
    a.count(offset);
    a.text(x.type->type->name());
    plain(offset);
    save_at(a, x.where, *x.type);
    at = offset + x.type->size;
  }
  plain(size);
}

static const object_type &lodger_type(iarchive &a) {
  const std::string_view name = a.text();
  const object_type *type = find_object_type(name);
  if (!type || !type->is(object_type::loadable))
    a.refuse("an object of a type that this program does not know: " + readable(std::string(name).c_str()));
  return *type;
}

static void restore_lodger(iarchive &a, unsigned char *where, std::size_t room, const object_type &type) {
  if (type.size > room || reinterpret_cast<std::uintptr_t>(where) % type.align)
    a.refuse("an object does not fit into the storage that it was placed in");
  restore_at(a, where, type);
  heap_placed(where, &type);
}

void restore_words(iarchive &a, unsigned char *bytes, std::size_t size) {
  a.visit_as<anything>(bytes, size);
  std::size_t at = 0;
  const auto plain = [&](std::size_t to) {
    while (at < to) {
      const std::size_t n = std::min(sizeof(void *) - at % sizeof(void *), to - at);
      if (n == sizeof(void *) && a.flag()) {
        std::memset(bytes + at, 0, n);
        a.pointer(bytes + at, pointer_type_of<void>());
      } else {
        a.get(bytes + at, n);
      }
      at += n;
    }
  };
  for (std::uint64_t n = a.count_of(1); n > 0; --n) {
    const std::uint64_t offset = a.count();
    const object_type &type = lodger_type(a);
    if (offset < at || offset > size) a.refuse("an object does not fit into the storage that it was placed in");
    plain(std::size_t(offset));
    restore_lodger(a, bytes + offset, size - std::size_t(offset), type);
    at = std::size_t(offset) + type.size;
  }
  plain(size);
}

// How many objects and pointers there are, all bytes with zeros in their places, where a reader can tell from the count
// of elements how many there must be, and then those.

void save_memory(oarchive &a, const unsigned char *bytes, std::size_t size) {
  std::vector<heap_placement> found; // without a type: a pointer
  heap_lodgers(bytes, size, found);
  const std::size_t lodgers = found.size();
  const auto end_of = [](const heap_placement &x) { return x.where + (x.type ? x.type->size : sizeof(void *)); };
  const auto look_at = [&](std::size_t at) {
    const void *p;
    std::memcpy(&p, bytes + at, sizeof p);
    if (!a.graph().is_pointer(p, bytes, size)) return;
    const unsigned char *word = bytes + at;
    if (found.size() > lodgers && word < end_of(found.back())) return;
    const auto last = found.begin() + std::ptrdiff_t(lodgers); // ascending up to here
    const auto next = std::partition_point(found.begin(), last, [&](const auto &x) { return end_of(x) <= word; });
    if (next == last || word + sizeof p <= next->where) found.push_back({const_cast<unsigned char *>(word), nullptr});
  };
  // A program aligns what it puts there to addresses, or to the array's beginning.
  const std::size_t skew = -address_of(bytes) % sizeof(void *);
  for (std::size_t at = 0; at + sizeof(void *) <= size; at += sizeof(void *)) {
    look_at(at);
    if (skew && at + skew + sizeof(void *) <= size) look_at(at + skew);
  }
  if (lodgers && found.size() > lodgers)
    std::sort(found.begin(), found.end(),
              [](const heap_placement &x, const heap_placement &y) { return x.where < y.where; });
  a.count(found.size());
  const unsigned char *at = bytes;
  for (const heap_placement &x : found) {
    a.put(at, std::size_t(x.where - at));
    at = end_of(x);
    static constexpr unsigned char zeros[64]{};
    for (std::size_t left = std::size_t(at - x.where); left > 0; left -= std::min(left, sizeof zeros))
      a.put(zeros, std::min(left, sizeof zeros));
  }
  a.put(at, std::size_t(bytes + size - at));
  for (const heap_placement &x : found) {
    a.count(std::uint64_t(x.where - bytes));
    a.byte(x.type != nullptr);
    if (x.type) {
      a.text(x.type->type->name());
      save_at(a, x.where, *x.type);
    } else {
      const void *p;
      std::memcpy(&p, x.where, sizeof p);
      const bool before = a.graph().doubt(true);
      a.pointer(p, pointer_type_of<void>());
      a.graph().doubt(before);
    }
  }
}

void restore_memory(iarchive &a, unsigned char *bytes, std::size_t size) {
  const std::uint64_t items = a.count_of(1);
  a.get(bytes, size);
  std::size_t at = 0;
  for (std::uint64_t n = items; n > 0; --n) {
    const std::uint64_t offset = a.count();
    if (offset < at || offset > size) a.refuse("an array holds more than its size allows");
    const std::size_t room = size - std::size_t(offset);
    if (a.flag()) {
      const object_type &type = lodger_type(a);
      restore_lodger(a, bytes + offset, room, type);
      at = std::size_t(offset) + type.size;
    } else {
      if (room < sizeof(void *)) a.refuse("an array holds more than its size allows");
      a.pointer(bytes + offset, pointer_type_of<void>());
      at = std::size_t(offset) + sizeof(void *);
    }
  }
}

} // namespace perdure::detail
