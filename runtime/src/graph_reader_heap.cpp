// Loading the blocks of the tracked heap; see detail/graph.hpp and graph_heap.cpp, which writes them. Blocks are
// allocated by what will free them, and noted with their types, so that the next image finds them. Sizes, numbers and
// places come from untrusted bytes: everything is checked before memory is touched, and two objects never overlap.
#include <perdure/detail/archive.hpp>
#include <perdure/detail/graph.hpp>
#include <perdure/detail/heap.hpp>
#include <perdure/detail/value.hpp>
#include <perdure/error.hpp>

#include "object_bytes.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>

extern "C" void __lsan_ignore_object(const void *) __attribute__((weak)); // there is a leak checker

namespace perdure::detail {

namespace {

heap_origin origin_in(iarchive &a) {
  const unsigned char origin = a.byte();
  if (origin > static_cast<unsigned char>(heap_origin::array)) a.refuse("a block of the heap has an unknown origin");
  return heap_origin(origin);
}

std::size_t align_in(iarchive &a) {
  const std::uint64_t align = a.count();
  if (align & (align - 1) || align > (std::uint64_t(1) << 18)) a.refuse("a block of the heap has no valid alignment");
  return std::size_t(align);
}

void destroy_backwards(const object_type &type, unsigned char *first, std::size_t n) noexcept {
  destroy_run(first, n, type);
}

} // namespace

void graph_reader::read_places(iarchive &a) {
  const std::size_t n = a.count_of(3);
  wishes_.reserve(n);
  std::uint64_t item = 0, place = 0;
  for (std::size_t k = 0; k < n; ++k) {
    const std::uint64_t by = a.count();
    item += by;
    if (k && !by) a.refuse("a block of the heap has two places");
    const std::uint64_t moved = a.count();
    place += moved >> 1 ^ -(moved & 1);
    wishes_.push_back({item, std::uintptr_t(place * 16), std::size_t(a.count())});
  }
  std::vector<heap_place> by_address = wishes_;
  std::sort(by_address.begin(), by_address.end(),
            [](const heap_place &x, const heap_place &y) { return x.first < y.first; });
  std::uintptr_t end = 0x10000;
  constexpr std::uintptr_t last = std::uintptr_t(1) << 47;
  for (const heap_place &p : by_address) {
    if (p.first < end || p.first >= last || p.size >= last - p.first)
      a.refuse("two blocks of the heap are in one place");
    end = p.first + std::max(p.size, std::size_t(1));
  }
  if (heap_has_places()) places_.prepare(by_address);
}

void graph_reader::check_places(std::string_view values) const {
  std::uintptr_t number = places_.stale_address(values);
  for (std::size_t k = 0; k < targets_.size() && !number; ++k)
    if (targets_[k].how == how_t::number && places_.stale_behind(std::uintptr_t(targets_[k].target)))
      number = std::uintptr_t(targets_[k].target);
  if (!number) return;
  char text[2 + 16 + 1];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(number));
  throw place_taken(std::string("the image cannot be loaded: it holds the number ") + text +
                    ", the address of a block of the heap, and something else is in that memory here: what a program "
                    "keeps of addresses in numbers cannot follow its blocks. Resume it once more: unless the "
                    "randomisation of address spaces is switched off, most processes have that memory free");
}

/// Where the block was, or null. Items come in ascending order.
void *graph_reader::place_for(std::size_t k, std::size_t size, heap_origin origin) {
  while (next_wish_ < wishes_.size() && wishes_[next_wish_].item < k) ++next_wish_;
  if (next_wish_ == wishes_.size() || wishes_[next_wish_].item != k || wishes_[next_wish_].size != size) return nullptr;
  return places_.take(wishes_[next_wish_++], origin);
}

void *graph_reader::memory_for(iarchive &a, std::size_t k, std::size_t size, std::size_t align, heap_origin origin) {
  if (size > std::size_t(PTRDIFF_MAX) / 2) a.refuse("a block of the heap is larger than any memory");
  if (align <= 16)
    if (void *there = place_for(k, size, origin)) return there;
  return heap_allocate(size, align, origin);
}

void graph_reader::heap_content::destroy(const object_type *elements, void *first) noexcept {
  if (elements) {
    if (tail) destroy_backwards(*tail, static_cast<unsigned char *>(memory) + elements->tail_offset, tail_built);
    destroy_backwards(*elements, static_cast<unsigned char *>(first), built);
  }
  for (auto i = views.rbegin(); i != views.rend(); ++i)
    if (i->second.second) destroy_backwards(*i->second.first, static_cast<unsigned char *>(memory) + i->first, 1);
}

void graph_reader::load_block(iarchive &a, std::size_t k) {
  const heap_origin origin = origin_in(a);
  std::size_t align = align_in(a);
  const auto size = std::size_t(a.count());
  const auto form = a.flag() ? heap_form::run : heap_form::single;
  const bool cookie = a.flag();
  const object_type *type = type_at(a, objects_[k]);
  if (!type->is(object_type::loadable)) a.refuse("a block of the heap is of a type that cannot be loaded");
  const std::size_t before = cookie ? std::max(sizeof(std::size_t), type->align) : 0;
  align = std::max(align, type->align > 16 ? type->align : 0);
  if (size < before) a.refuse("a block of the heap is too small for its elements");
  const bool tailed = type->tail && size >= type->tail_offset;
  std::size_t n = 1;
  if (!tailed) {
    n = a.count_of(1);
    if (n > (size - before) / type->size) a.refuse("a block of the heap is too small for its elements");
  }
  const std::size_t used = before + n * type->size;
  std::unique_ptr<heap_content> content;
  const bool filled = n == 1 && used == size && !before && align <= 16 && !tailed;
  if (!filled) content = std::make_unique<heap_content>();
  void *memory = memory_for(a, k, size, align, origin);
  auto *first = static_cast<unsigned char *>(memory) + before;
  {
    object &o = objects_[k];
    o.type = type;
    o.where = first;
    o.raw = true;
    o.origin = origin;
    o.heap = std::move(content);
  }
  heap_restored(memory, type, form, origin, cookie);
  const bool padded = format >= 3 && origin == heap_origin::malloc && type->is(object_type::trivial);
  if (filled) {
    std::size_t built = 0;
    restore_run_at(a, first, 1, built, *type); // adds to objects_
    objects_[k].built = true;
    if (padded) load_padding(a, first, 1, *type);
    return;
  }
  heap_content &c = *objects_[k].heap; // stays where it is
  c.memory = memory;
  c.size = size;
  c.align = align;
  c.n = n;
  if (cookie) std::memcpy(first - sizeof n, &n, sizeof n);
  if (tailed || used < size) std::memset(first, 0, size - before);
  restore_run_at(a, first, n, c.built, *type);
  if (tailed) {
    c.tail = type->tail;
    const std::size_t tail_n = a.count_of(1);
    if (tail_n > (size - type->tail_offset) / c.tail->size) a.refuse("the array behind an object is too long");
    unsigned char *const behind = static_cast<unsigned char *>(memory) + type->tail_offset;
    restore_run_at(a, behind, tail_n, c.tail_built, *c.tail);
    if (padded) {
      load_padding(a, first, 1, *type, type->tail_offset);
      load_padding(a, behind, tail_n, *c.tail);
    }
    if (format >= 3) a.get(behind + tail_n * c.tail->size, size - type->tail_offset - tail_n * c.tail->size);
    return;
  }
  if (padded) load_padding(a, first, n, *type);
  a.get(static_cast<unsigned char *>(memory) + used, size - used);
}

void graph_reader::load_padding(iarchive &a, unsigned char *first, std::size_t n, const object_type &type,
                                std::size_t end) {
  const auto &padding = padding_of(type);
  if (a.count() != bytes_in(padding)) a.refuse("a type has other padding than it had");
  for (; n > 0; --n, first += type.size)
    for (const byte_range &r : padding)
      if (r.first < end) a.get(first + r.first, std::min(r.size, end - r.first));
}

void graph_reader::load_bytes_head(iarchive &a, std::size_t k) {
  auto content = std::make_unique<heap_content>();
  heap_content &c = *content;
  const heap_origin origin = origin_in(a);
  c.align = align_in(a);
  c.size = std::size_t(a.count());
  c.n = c.size;
  c.memory = memory_for(a, k, c.size, c.align, origin);
  object &o = objects_[k];
  o.where = c.memory;
  o.raw = true;
  o.origin = origin;
  o.heap = std::move(content);
  heap_restored(c.memory, heap_type<unsigned char>(), heap_form::run, origin, false);
  // Nobody frees what a library has allocated for itself, and this process's library does not know of it.
  if (origin == heap_origin::unknown && &__lsan_ignore_object) __lsan_ignore_object(c.memory);
}

void graph_reader::load_view(iarchive &a) {
  const std::uint64_t block = a.count(), offset = a.count();
  if (block >= objects_.size() || !objects_[block].heap || objects_[block].type)
    a.refuse("an object lies in a block that is none");
  heap_content &c = *objects_[block].heap; // stays where it is
  const object_type *type = type_at(a, object());
  unsigned char *where = static_cast<unsigned char *>(c.memory) + offset;
  if (offset > c.size || type->size > c.size - offset || reinterpret_cast<std::uintptr_t>(where) % type->align)
    a.refuse("an object does not fit into its block");
  const auto next = c.views.lower_bound(std::size_t(offset));
  if ((next != c.views.end() && next->first < offset + type->size) ||
      (next != c.views.begin() && std::prev(next)->first + std::prev(next)->second.first->size > offset))
    a.refuse("two objects lie in the same place of a block");
  bool &built = c.views.emplace(std::size_t(offset), std::pair(type, false)).first->second.second;
  restore_at(a, where, *type); // adds to objects_
  built = true;
  if (!type->is(object_type::trivial)) heap_placed(where, type);
}

void graph_reader::load_bytes(iarchive &a, object &o) {
  heap_content &c = *o.heap;
  auto *first = static_cast<unsigned char *>(c.memory);
  std::size_t at = 0;
  for (const auto &[offset, view] : c.views) {
    a.get(first + at, offset - at);
    at = offset + view.first->size;
    if (format >= 3 && view.first->is(object_type::trivial)) load_padding(a, first + offset, 1, *view.first);
  }
  a.get(first + at, c.size - at);
}

void *graph_reader::follow_heap(iarchive &a, const fix &f, const saved_pointer &p) {
  if (p.target >= objects_.size()) a.refuse("a pointer leads to an unknown block of the heap");
  const object &o = objects_[p.target];
  if (f.kind != target::function && o.where && !o.exceptional) {
    run r{static_cast<unsigned char *>(o.where), 1, 1, pointer_type_of<unsigned char>()};
    if (o.type) {
      r.size = o.type->size;
      r.type = o.type->pointer;
      if (o.heap) r.n = o.heap->n;
    } else if (o.heap) {
      r.n = o.heap->n;
      r.type = pointer_type_of<anything>();
    } else {
      a.refuse("a pointer leads to a block of the heap that is not there");
    }
    void *to = p.index == before_first ? nullptr : address_in(r, f.type, p.index);
    const std::size_t left = to ? std::size_t(r.first + r.n * r.size - static_cast<unsigned char *>(to)) : 0;
    if (to && (f.kind != target::view || f.extra <= left)) return to;
  }
  a.refuse("a pointer (" + readable(f.type->name()) +
           ") leads to something on the heap that such a pointer cannot refer to");
}

} // namespace perdure::detail
