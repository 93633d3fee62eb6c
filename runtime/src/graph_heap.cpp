// Saving the blocks of the tracked heap that pointers lead to; see detail/graph.hpp and detail/heap.hpp.
//
// A block joins the image when its first pointer is saved, so nothing recurses and most pointers are resolved at once.
// What that pointer cannot tell is settled later: whether bytes hold objects, when the queue is empty; whether a block
// is part of a container, by a second look at all objects, and then all is written again.
#include <perdure/detail/archive.hpp>
#include <perdure/detail/arena.hpp>
#include <perdure/detail/c_file.hpp>
#include <perdure/detail/graph.hpp>
#include <perdure/detail/heap.hpp>
#include <perdure/detail/io_words.hpp>
#include <perdure/detail/value.hpp>
#include <perdure/permanents.hpp>

#include "object_bytes.hpp"
#include "owners.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <tuple>
#include <utility>

namespace perdure::detail {

namespace {

template <class... T> bool add_all() noexcept {
  (add_object_type(&object_type_of<T>), ...);
  return true;
}

} // namespace

void know_scalars() noexcept {
  static const bool known =
      add_all<bool, char, signed char, unsigned char, wchar_t, char16_t, char32_t, short, unsigned short, int, unsigned,
              long, unsigned long, long long, unsigned long long, float, double, long double, void *, char *>() &&
      (add_object_type(&c_file_type), true);
  static_cast<void>(known);
}

namespace {

bool is_character(const std::type_info &t) noexcept {
  return t == typeid(char) || t == typeid(unsigned char) || t == typeid(signed char) || t == typeid(std::byte);
}
/// Such a pointer says nothing of what it leads to.
bool tells_nothing(pointer_type t) noexcept {
  const std::type_info *to = pointee_of(t);
  return !to || is_character(*to);
}
bool is_bytes(const object_type *t) noexcept { return t && t->size == 1 && is_character(*t->type); }

const object_type *pointed_type(pointer_type t) {
  know_scalars();
  const std::type_info *to = pointee_of(t);
  const object_type *type = to ? find_object_type(to->name()) : nullptr;
  return type && type->is(object_type::loadable) && type != &c_file_type ? type : nullptr;
}

run elements_of(const heap_block &b, const object_type *type) noexcept {
  heap_block as = b;
  as.type = type;
  return {b.first + b.cookie, type->size, type->tail ? std::size_t(b.size >= type->tail_offset) : as.count(),
          type->pointer};
}

} // namespace

/// What a pointer to a polymorphic class leads to in a block that a library has allocated, perhaps for a class that
/// derives from it. Null: nothing of that class.
static const std::type_info *class_in(const heap_block &b, const void *p, const std::type_info &part,
                                      const void *&whole) {
  const auto at = std::size_t(static_cast<const unsigned char *>(p) - b.first);
  return at + sizeof(void *) <= b.size ? class_of(p, part, whole) : nullptr;
}

/// Is the block nothing but objects of the type, whatever lies between their members? Where a size does not tell, an
/// array of any length may lie at the end of one of them, and a word of text must not be taken for a pointer.
static bool fills(const heap_block &b, const object_type &type) {
  if (b.size == b.cookie && b.form == heap_form::run) return true; // no objects
  if (b.size < type.size && !type.tail) return false;
  if (type.tail && b.size >= type.tail_offset && (b.size - type.tail_offset) % type.tail->size) return false;
  if (b.size == type.size || type.tail || b.form == heap_form::single || b.form == heap_form::run) return true;
  return b.form == heap_form::probable && type.how == way::laid_out && !may_hold_pointers(type) &&
         !ends_with_array(type);
}

/// Has a library, or the C library, allocated the block? What a pointer of the program's says of it may be its
/// beginning only: the rest of a handle (zlib's gzFile) is the library's secret.
static bool is_librarys(const heap_block &b) {
  return b.alive && !b.type && !b.placements && b.origin == heap_origin::malloc && b.form == heap_form::single;
}

/// Memory of malloc's is saved to the last byte.
bool graph_writer::keeps_padding(heap_origin origin, const object_type &type) noexcept {
  return origin == heap_origin::malloc && type.is(object_type::trivial);
}

graph_writer::heap_part &graph_writer::add_part(const heap_block &b, const object_type *elements, bool flagged) {
  block_index_.emplace(b.first, std::uint32_t(blocks_.size()));
  blocks_.push_back({b, queue_.size(), elements, flagged, std::uint32_t(views_.size()), pointers_passed_});
  if (!elements) views_.emplace_back();
  return blocks_.back();
}

std::uint32_t graph_writer::here() {
  if (pass_ != tracing) return 0;
  paths_.push_back(path_);
  return std::uint32_t(paths_.size() - 1);
}

/// The part of the image that the block around `p` is, known or new; null: none, as far as can be told now.
graph_writer::heap_part *graph_writer::part_at(const void *p, pointer_type type) {
  if (!heap_may_hold(reinterpret_cast<std::uintptr_t>(p))) return nullptr;
  const heap_block b = heap_find(p);
  if (!b.alive || b.type == &frame_memory) return nullptr;
  if (const auto known = block_index_.find(b.first); known != block_index_.end()) return &blocks_[known->second];
  if (claimed_.count(b.first)) return nullptr;
  const object_type *elements = nullptr;
  bool flagged = true;
  heap_block as = b;
  const object_type *head = nullptr;
  if (b.type && !b.placements && !is_bytes(b.type)) {
    elements = b.type;
    flagged = b.form == heap_form::run || b.form == heap_form::probable;
    // Shorter than its type: an array of no elements, or a structure of which the program uses the beginning only.
    if (b.size < b.type->size && b.size != b.cookie && !b.type->is(object_type::trivial)) return nullptr;
    if (!fills(b, *b.type) || as_bytes_.count(b.first)) {
      if (std::exchange(elements, nullptr)->size <= b.size) head = b.type;
      flagged = true;
    }
    as.form = b.size == b.type->size || b.form == heap_form::headed ? heap_form::single : heap_form::run;
  } else if (!b.type && !b.placements) {
    if (!adopting_) return nullptr;
    if (!tells_nothing(type)) {
      elements = pointed_type(type);
      const void *whole = p;
      if (!elements || elements->is(object_type::polymorphic)) { // of an abstract class, nothing is known
        const std::type_info *is = class_in(b, p, *pointee_of(type), whole);
        elements = is ? find_object_type(is->name()) : nullptr;
        if (!elements || !elements->is(object_type::loadable)) return nullptr;
      }
      if (!elements || (b.size < elements->size && !ends_with_array(*elements))) return nullptr;
      if (is_librarys(b) && elements->how == way::laid_out && b.size != elements->size) return nullptr;
      as.form = b.size == elements->size ? heap_form::single : heap_form::probable;
      if (as.form == heap_form::single
              ? whole != b.first
              : !elements->is(object_type::trivial) ||
                    std::size_t(static_cast<const unsigned char *>(p) - b.first) % elements->size)
        return nullptr;
      if (!fills(as, *elements) || as_bytes_.count(b.first)) elements = nullptr;
      if (as.form == heap_form::probable) as.form = heap_form::run;
    }
  }
  for (const permanents *all : {names_, static_cast<const permanents *>(&permanents::standard())}) {
    if (!all) continue;
    if (elements && all->at(b.first, elements->type->name())) return nullptr;
    if (const std::type_info *to = pointee_of(type); to && all->at(p, to->name())) return nullptr;
  }
  heap_part &part = add_part(as, elements, flagged);
  part.block.type = elements;
  const auto heap = std::uint32_t(&part - blocks_.data());
  queue_.push_back({b.first, elements, elements ? queued::block : queued::bytes, true, false, heap, here()});
  if (!elements) {
    if (head) add_view(heap, 0, head);
    heap_placements(
        b,
        [](void *found, const heap_placement &x) {
          auto &[self, number] = *static_cast<std::pair<graph_writer *, std::uint32_t> *>(found);
          self->add_view(number, std::size_t(x.where - self->blocks_[number].block.first), x.type);
        },
        std::make_unique<std::pair<graph_writer *, std::uint32_t>>(this, heap).get());
    if (const auto hinted = hints_.find(b.first); hinted != hints_.end())
      for (const auto &[offset, t] : hinted->second) add_view(heap, offset, t);
  }
  return &blocks_[heap];
}

/// What an owner has is the beginning of a longer block: all of it goes with the object.
std::uint64_t graph_writer::owned_head(const heap_block &b, const object_type *type) {
  if (const auto known = block_index_.find(b.first); known != block_index_.end())
    return blocks_[known->second].item + 1;
  heap_part &part = add_part(b, nullptr, false);
  part.block.type = nullptr;
  const auto heap = std::uint32_t(&part - blocks_.data());
  queue_.push_back({b.first, nullptr, queued::bytes, true, false, heap, here()});
  add_view(heap, 0, type);
  return 0;
}

/// No address of anything alive, nor of what was.
static bool holds_number(const void *where) noexcept {
  std::uintptr_t value;
  std::memcpy(&value, where, sizeof value);
  return value && !is_poison(value) && !heap_may_hold(value) && !leads_somewhere(reinterpret_cast<const void *>(value));
}

/// The block that the pointer leads before the first element of: programs number elements from 1 so, with
/// `malloc(...) - 1`. That place is never an element of another block, since the C library's notes lie between them;
/// but it may be another one's end. Null: none, or it would not be there again.
static const unsigned char *block_behind(const void *p, pointer_type type) {
  const object_type *t = pointed_type(type);
  if (!t) return nullptr;
  const unsigned char *first = static_cast<const unsigned char *>(p) + t->size;
  if (!heap_may_hold(reinterpret_cast<std::uintptr_t>(first))) return nullptr;
  const heap_block b = heap_find(first);
  const bool same = b.type == t || (is_bytes(b.type) && is_bytes(t));
  return b.alive && same && b.first + b.cookie == first ? b.first : nullptr;
}

/// Is it clear where the pointer leads? Tells it then.
bool graph_writer::on_heap(const void *p, pointer_type type, target kind, place &to) {
  heap_part *part = part_at(p, type);
  const bool found = part && leads_into(*part, p, type, to);
  const bool inside = found && p != part->block.first + part->block.size && (part->type || tells_nothing(type));
  if (placing_ && !inside && pass_ == writing && kind != target::function)
    if (const unsigned char *b = block_behind(p, type)) behind_.push_back(b);
  return found;
}

bool graph_writer::leads_into(const heap_part &part, const void *p, pointer_type type, place &to) {
  std::uint64_t index = 0;
  if (part.type) {
    if (fit_of(p, type, elements_of(part.block, part.type), index) <= fit::padding) return false;
  } else {
    index = std::uint64_t(static_cast<const unsigned char *>(p) - part.block.first);
    if (!tells_nothing(type)) {
      const object_type *t = pointed_type(type);
      // With marks in its low bits it leads to no such object; bytes it leads into all the same. So does a pointer to a
      // pointer that is left over from what was there, where a number is by now.
      const bool marked =
          t && (reinterpret_cast<std::uintptr_t>(p) % t->align || (t->how == way::pointer && holds_number(p)));
      if (!marked && t && t->is(object_type::trivial) && index + t->size <= part.block.size) {
        const auto &views = views_[part.views];
        const auto there = views.find(std::size_t(index));
        if (there == views.end() || there->second->size < t->size)
          requests_.push_back({std::uint32_t(&part - blocks_.data()), std::size_t(index), t});
      }
      if (!marked) return false; // a later look finds the view
    }
  }
  to.item = std::uint32_t(part.item + 1);
  to.index = index;
  return true;
}

/// An object in a block of bytes joins the queue; false if something else is there.
bool graph_writer::add_view(std::uint32_t heap, std::size_t offset, const object_type *type) {
  auto &views = views_[blocks_[heap].views];
  auto next = views.lower_bound(offset);
  if (next != views.end() && next->first < offset + type->size) return false;
  if (next != views.begin())
    if (const auto before = std::prev(next); before->first + before->second->size > offset) return false;
  views.emplace(offset, type);
  view_queue_.push_back({heap, here(), offset, type});
  return true;
}

/// Typed pointers into bytes: where several lead to one place, the largest object wins; the others lead into it. One
/// that contains what an earlier round has taken for an object of its own is remembered for another try.
void graph_writer::take_requests() {
  std::sort(requests_.begin(), requests_.end(), [](const request &x, const request &y) {
    return std::tuple(y.type->size, x.heap, x.offset, x.type->type->name()) <
           std::tuple(x.type->size, y.heap, y.offset, y.type->type->name());
  });
  std::vector<request> now;
  now.swap(requests_);
  for (const request &r : now) {
    if (add_view(r.heap, r.offset, r.type)) continue;
    const heap_part &part = blocks_[r.heap];
    const auto &views = views_[part.views];
    for (auto i = views.lower_bound(r.offset); i != views.end() && i->first < r.offset + r.type->size; ++i)
      if (i->second->size < r.type->size && pass_ == writing)
        again_ |= hints_[part.block.first].emplace(r.offset, r.type).second;
  }
}

void graph_writer::save_view(oarchive &a, std::size_t k) {
  const viewed v = view_queue_[k]; // it grows
  const heap_part &part = blocks_[v.heap];
  own_first_ = part.block.first;
  own_last_ = own_first_ + part.block.size;
  if (pass_ == tracing) {
    path_ = paths_[v.path] + " -> ";
    steps_.clear();
  }
  a.count(part.item);
  a.count(v.offset);
  if (!v.type->is(object_type::loadable))
    refuse("is an object of type " + readable(v.type->type->name()) + ", which cannot be saved");
  a.count(type_number(*v.type));
  doubtful_ = v.type->is(object_type::trivial);
  save_at(a, part.block.first + v.offset, *v.type);
  doubtful_ = false;
  own_first_ = own_last_ = nullptr;
}

void graph_writer::save_block(oarchive &a, const queued &q) {
  const heap_block b = blocks_[q.heap].block; // they grow
  own_first_ = b.first;
  doubtful_ = blocks_[q.heap].flagged;
  own_last_ = b.first + b.size;
  a.byte(static_cast<unsigned char>(b.origin));
  a.count(b.align);
  a.count(b.size);
  if (q.what == queued::bytes) return;
  if (!q.type->is(object_type::loadable))
    refuse("is an object of type " + readable(q.type->type->name()) +
           ", which cannot be saved; give it a serialize member, or make it a permanent "
           "(permanents::standard().add(\"name\", object))");
  a.byte(static_cast<unsigned char>(b.form));
  a.byte(b.cookie != 0);
  a.count(type_number(*q.type));
  const run r = elements_of(b, q.type);
  const std::size_t used = std::size_t(r.first - b.first) + r.n * r.size;
  if (q.type->tail && b.size >= q.type->tail_offset) {
    save_run_at(a, r.first, 1, *q.type);
    const std::size_t n = (b.size - q.type->tail_offset) / q.type->tail->size;
    a.count(n);
    save_run_at(a, b.first + q.type->tail_offset, n, *q.type->tail);
    if (keeps_padding(b.origin, *q.type)) {
      save_padding(a, b.first, 1, *q.type, q.type->tail_offset);
      save_padding(a, b.first + q.type->tail_offset, n, *q.type->tail);
    }
    const std::size_t end = q.type->tail_offset + n * q.type->tail->size;
    a.put(b.first + end, b.size - end);
    return;
  }
  a.count(r.n);
  save_run_at(a, r.first, r.n, *q.type);
  if (keeps_padding(b.origin, *q.type)) save_padding(a, r.first, r.n, *q.type);
  a.put(b.first + used, b.size - used); // less than an element
}

/// The bytes between the members of objects side by side, as far as they lie before `end` in each.
void graph_writer::save_padding(oarchive &a, const unsigned char *first, std::size_t n, const object_type &type,
                                std::size_t end) {
  const auto &padding = padding_of(type);
  a.count(bytes_in(padding));
  for (; n > 0; --n, first += type.size)
    for (const byte_range &r : padding)
      if (r.first < end) a.put(first + r.first, std::min(r.size, end - r.first));
}

/// Words of bytes that lead to something alive are pointers, as far as nothing better is known: elements of an array
/// behind a header, members of an object that only untyped pointers lead to. Garbage of a block's earlier life can look
/// so, too; it must not be a reason to refuse anything.
bool graph_writer::find_words() {
  const std::size_t before = view_queue_.size();
  std::vector<std::pair<std::uint32_t, std::size_t>> passed;
  passed.swap(passed_words_); // what they lead into may have become a part of the image
  for (const auto &[heap, at] : passed) look_at_word(heap, at);
  for (; searched_ < blocks_.size(); ++searched_) {
    if (blocks_[searched_].type) continue;
    const heap_block b = blocks_[searched_].block; // they grow
    for (std::size_t at = (8 - reinterpret_cast<std::uintptr_t>(b.first) % 8) % 8; at + 8 <= b.size; at += 8)
      look_at_word(std::uint32_t(searched_), at);
  }
  return view_queue_.size() > before;
}

void graph_writer::look_at_word(std::uint32_t heap, std::size_t at) {
  const void *p;
  std::memcpy(&p, blocks_[heap].block.first + at, sizeof p);
  if (!leads_somewhere(p)) return;
  const bool file = c_files_.count(p);
  if (const heap_block to = heap_find(p); !file && to.alive && to.type != &frame_memory &&
                                          !block_index_.count(to.first) && !claimed_.count(to.first) &&
                                          !to.placements) {
    if (to.type && !to.type->is(object_type::loadable)) return;
    if (!to.type && to.first != p) return passed_words_.push_back({heap, at});
    again_ |= !to.type && !adopting_; // nobody told what it is, as behind a wrapper of malloc
  }
  const auto &views = views_[blocks_[heap].views];
  const auto next = views.upper_bound(at);
  if (next != views.begin() && std::prev(next)->first + std::prev(next)->second->size > at) return;
  add_view(heap, at, &object_type_of<void *>);
}

/// A program may know a block by a number alone: an address with a mark, in a uintptr_t, or a boxed one, in a NaN.
/// Where blocks get their addresses again that is enough, so what it leads to goes to the image. The numbers lie in the
/// values that were written, at any place. Blocks that pointers lead before the beginning of go there, too.
bool graph_writer::find_numbers(oarchive &a) {
  if (lenient || !placing_) {
    a.count(0);
    return false;
  }
  if (pass_ == writing) {
    numbers_.emplace_back();
    const std::string_view bytes = a.bytes();
    for (; scanned_ + sizeof(std::uintptr_t) <= bytes.size(); ++scanned_) {
      std::uintptr_t word;
      std::memcpy(&word, bytes.data() + scanned_, sizeof word);
      if (const std::uintptr_t p = address_in_number(word); p && leads_by_number(p))
        numbers_.back().push_back(reinterpret_cast<const void *>(p));
    }
    for (const unsigned char *b : behind_)
      if (leads_by_number(reinterpret_cast<std::uintptr_t>(b))) numbers_.back().push_back(b);
    behind_.clear();
  }
  const std::vector<const void *> found = numbers_[next_numbers_++];
  a.count(found.size());
  for (const void *p : found) {
    const bool before = doubt(true);
    a.pointer(p, pointer_type_of<void>());
    doubt(before);
  }
  return !found.empty();
}

/// To a block of the program's own that nothing else has led to so far.
bool graph_writer::leads_by_number(std::uintptr_t p) {
  if (!heap_may_hold(p)) return false;
  const heap_block b = heap_find(reinterpret_cast<const void *>(p));
  if (!b.alive || b.placements || b.type == &frame_memory || block_index_.count(b.first) || claimed_.count(b.first))
    return false;
  if (b.type) return b.type->is(object_type::loadable);
  const bool own = b.form == heap_form::run;
  again_ |= own && !adopting_;
  return own && adopting_;
}

bool graph_writer::is_pointer(const void *p, const unsigned char *array, std::size_t size) {
  const auto word = reinterpret_cast<std::uintptr_t>(p), first = reinterpret_cast<std::uintptr_t>(array);
  if (!tracked_ || is_no_address(word)) return false;
  if (word >= first && word < first + size) return true;
  if (!leads_somewhere(p) || c_files_.count(p)) return false;
  const heap_block to = heap_find(p);
  if (!to.alive || to.type == &frame_memory || to.placements || block_index_.count(to.first)) return true;
  if (to.type) return to.type->is(object_type::loadable);
  // Nobody told what is there; garbage must not make it a part of the image.
  const heap_block from = heap_find(array);
  return to.first == p && !(from.alive && from.type == &frame_memory);
}

void graph_writer::save_bytes(oarchive &a, const heap_part &part) {
  const heap_block &b = part.block;
  const auto put = [&](std::size_t first, std::size_t last) {
    unsigned char raw[4096];
    while (first < last) {
      // Words lie at multiples of their size.
      const std::size_t n = std::min(last - first, sizeof raw - first % sizeof raw);
      std::memcpy(raw, b.first + first, n);
      for (std::size_t k = (8 - first % 8) % 8; k + 8 <= n; k += 8) {
        std::uint64_t word;
        std::memcpy(&word, raw + k, sizeof word);
        if (word >> 32 == 0 || !heap_may_hold(word) || !heap_find(reinterpret_cast<const void *>(word)).alive) continue;
        word = poison_first;
        std::memcpy(raw + k, &word, sizeof word);
      }
      a.put(raw, n);
      first += n;
    }
  };
  std::size_t at = 0;
  for (const auto &[offset, type] : views_[part.views]) {
    put(at, offset);
    at = offset + type->size;
    if (type->is(object_type::trivial)) save_padding(a, b.first + offset, 1, *type);
  }
  put(at, b.size);
}

bool graph_writer::gather_flagged() {
  flagged_.clear();
  for (const heap_part &part : blocks_)
    if (part.flagged) flagged_.push_back({part.block.first, part.block.first + part.block.size});
  std::sort(flagged_.begin(), flagged_.end(), [](const constant &x, const constant &y) { return x.first < y.first; });
  return !flagged_.empty();
}

/// A pointer to memory that is a container's by now leads to nothing; to tell it from one to a library's object, all
/// objects of the image are looked at.
void graph_writer::gather_suspected() {
  suspected_.clear();
  occupied_.clear();
  if (!tracked_) return;
  for (const wanted &w : wanted_) { // ascending by address
    const heap_block b = heap_find(w.what.address);
    if (!b.alive || b.type || b.placements) continue;
    if (suspected_.empty() || suspected_.back().first != b.first) suspected_.push_back({b.first, b.first + b.size});
  }
}

/// Does an object of the image lie in a block that was taken for something else's?
void graph_writer::look_for_claims(const unsigned char *first, const unsigned char *last) {
  if (first == last || (first >= own_first_ && first < own_last_)) return;
  auto i = std::upper_bound(flagged_.begin(), flagged_.end(), first,
                            [](const unsigned char *p, const constant &c) { return p < c.first; });
  if (i == flagged_.begin() || first >= (--i)->last) return;
  again_ |= claimed_.insert(i->first).second;
}

/// After all was written and looked at: is anything in it known to be wrong?
bool graph_writer::wants_another_try() {
  if (!tracked_ || lenient) return false;
  if (!again_ && !adopting_)
    for (const wanted &w : wanted_) {
      if (w.found != fit::none || w.what.kind == target::function) continue;
      const heap_block b = heap_find(w.what.address);
      again_ |= b.alive && !b.type && !b.placements;
    }
  // With marks in its low bits a pointer leads to no object of a block's. A pool's block, which is known by the link to
  // the next one, has places for it as bytes.
  for (const wanted &w : wanted_) {
    if (w.found > fit::padding || w.what.kind == target::function) continue;
    const heap_block b = heap_find(w.what.address);
    if (!b.alive || b.cookie || !block_index_.count(b.first)) continue;
    const object_type *type = blocks_[block_index_.at(b.first)].type;
    if (type && type->how == way::pointer && reinterpret_cast<std::uintptr_t>(w.what.address) % type->align)
      again_ |= as_bytes_.insert(b.first).second;
  }
  if (again_) adopting_ = true;
  return std::exchange(again_, false);
}

/// A pointer to room for an object in a block of bytes: an array grows into it, a pool gives it out.
bool graph_writer::resolve_room(const wanted &w) const {
  if (w.what.kind == target::function) return false;
  const heap_block b = heap_find(w.what.address);
  if (!b.alive) return false;
  const auto known = block_index_.find(b.first);
  if (known == block_index_.end()) return false;
  const heap_part &part = blocks_[known->second];
  // A reader that comes to the pointer must know the block.
  if (part.type || part.announced_by > w.first_pointer) return false;
  const auto offset = std::size_t(static_cast<const unsigned char *>(w.what.address) - part.block.first);
  const auto &views = views_[part.views];
  const auto next = views.upper_bound(offset);
  if (next == views.begin()) return true;
  const auto &[at, there] = *std::prev(next);
  return at + there->size <= offset || there->how == way::pointer; // a word, of what object nobody knows; or with marks
}

/// A pointer to nothing. Freed memory is often something else's by now, so a block that holds nothing of the pointer's
/// type is no reason to refuse it. Refused is what is more likely a pointer to something that nobody knows of: of a
/// type that no expression of the program allocates (a library's handle), to memory that seems to hold just such
/// objects, or with marks in its bits.
void graph_writer::resolve_dangling(wanted &w) {
  const auto value = reinterpret_cast<std::uintptr_t>(w.what.address);
  constexpr std::uint64_t user = (std::uint64_t(1) << 47) - 1;
  if (is_no_address(value) && heap_find(reinterpret_cast<const void *>(value & user)).alive) return;
  if (mapped_.is_number(value)) return w.keep(how_t::number, value);
  const auto before = [&w] {
    w.index = before_first;
    w.keep(how_t::image, w.behind);
  };
  if (const unsigned char *b = placing_ ? block_behind(w.what.address, w.what.type) : nullptr;
      b && block_index_.count(b))
    return w.behind == none_behind ? w.keep(how_t::number, value) : before();
  // A closed file's is one whatever is there now: the C library knows those that are open.
  w.what.doubtful |= *w.what.type == *c_file_type.pointer;
  // Static storage is alive, too, the program's and its libraries'.
  if (file_of(w) && !w.what.doubtful) return;
  const heap_block b = heap_find(w.what.address);
  // Memory that the program has mapped by itself is alive; no block that was given out is or was there.
  // AddressSanitizer has stacks in such memory, too, where dead variables lie.
  if (!b.first && !w.what.doubtful && w.what.kind != target::function && !has_address_sanitizer() &&
      mapped_.is_own(value))
    return;
  if (b.alive && b.type != &frame_memory && !w.what.doubtful && !occupied_.count(b.first)) {
    if (!tells_nothing(w.what.type) && w.what.kind != target::function) {
      const object_type *type = pointed_type(w.what.type);
      if (!type || value % type->align) return;
      if (is_librarys(b) && type->how == way::laid_out && b.first == w.what.address) return;
      const std::size_t offset = std::size_t(static_cast<const unsigned char *>(w.what.address) - b.first);
      const void *whole;
      const bool is_class = type->is(object_type::polymorphic);
      if (is_class && class_in(b, w.what.address, *type->type, whole)) return;
      if (!is_class && !type->is(object_type::trivial) && !b.type && !b.placements && !claimed_.count(b.first) &&
          b.size % type->size == 0 && offset % type->size == 0)
        return;
    }
  }
  if (w.behind != none_behind) return before();
  // Equal addresses stay equal: they are neighbours in wanted_.
  const std::size_t k = std::size_t(&w - wanted_.data());
  const bool same = k > 0 && wanted_[k - 1].what.address == w.what.address && wanted_[k - 1].how == how_t::dangling;
  w.keep(how_t::dangling, same ? wanted_[k - 1].target : k);
}

std::string graph_writer::why_live(const wanted &w) const {
  const std::string type = "(" + readable(w.what.type->name()) + ") ";
  const heap_block b = heap_find(w.what.address);
  if (!b.alive && !is_no_address(reinterpret_cast<std::uintptr_t>(w.what.address)))
    return type + "points into memory that the program, or a library, has mapped by itself (mmap): what is there does "
                  "not go to images. Unmap it before the suspension, use memory from malloc or new, or make it a "
                  "permanent (permanents::standard().add(\"name\", object))";
  if (!b.alive) return type + "is an address with marks in its high bits, which cannot be followed into the image";
  std::string there = b.type ? "objects of type " + readable(b.type->type->name())
                             : "an object that no instrumented expression has made, a library's perhaps";
  return type + "points into a block of " + std::to_string(b.size) + " bytes on the heap, at byte " +
         std::to_string(static_cast<const unsigned char *>(w.what.address) - b.first) + ", that holds " + there +
         ": nothing of the pointer's type is known to be there. Let a variable or a container own the object, let it "
         "go "
         "before the suspension, or make it a permanent (permanents::standard().add(\"name\", object))";
}

} // namespace perdure::detail
