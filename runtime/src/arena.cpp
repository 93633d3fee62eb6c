// The cold half of the arena: chunks, refills and large blocks; and the arenas of code that runs outside of any
// execution.
#include <perdure/detail/arena.hpp>
#include <perdure/detail/heap_block.hpp>

#include <algorithm>
#include <new>

namespace perdure::detail {

// Outside of executions `cx.memory` is this arena, which never has a free block: the first allocation finds the
// thread's own one. So allocate() needs no test for "no arena".
arena outside;

__thread context cx __attribute__((tls_model(PERDURE_TLS_MODEL))) = {
    false, false, nullptr, nullptr, &outside, nullptr, nullptr, nullptr, 0, 0, {}};

namespace {

/// Instrumented functions may be called natively, too; those of them that pin variables need frames then.
struct own_arena {
  arena memory;
  own_arena() { cx.memory = &memory; }
  ~own_arena() {
    if (cx.memory == &memory) cx.memory = &outside;
  }
};

arena &of_this_thread() {
  static thread_local own_arena own;
  cx.memory = &own.memory;
  return own.memory;
}

/// Tells the tracked heap that no object of the program's fills the block.
void *frames(void *memory) noexcept {
  if (heap_is_tracked()) heap_typed(memory, &frame_memory, heap_form::run, heap_origin::unknown);
  return memory;
}

constexpr std::size_t round_up(std::size_t n, std::size_t to) { return (n + to - 1) / to * to; }

} // namespace

void *arena::refill(std::size_t k) {
  if (this == &outside) {
    arena &own = of_this_thread();
    if (block *b = own.free_[k]) {
      unpoison(b, k * granule);
      own.free_[k] = b->next;
      return b;
    }
    return own.refill(k);
  }
  std::size_t size = k * granule;
  if (std::size_t(end_ - bump_) < size) {
    // What is left of the old chunk serves smaller frames.
    if (std::size_t rest = std::size_t(end_ - bump_) / granule) {
      unpoison(bump_, rest * granule);
      auto *b = reinterpret_cast<block *>(bump_);
      b->next = free_[rest];
      free_[rest] = b;
      poison(b, rest * granule);
    }
    std::size_t header = round_up(sizeof(chunk), granule);
    std::size_t bytes = std::max(next_size_, round_up(header + size, granule));
    auto *c = ::new (frames(::operator new(bytes, std::align_val_t(granule)))) chunk{chunks_, bytes};
    chunks_ = c;
    reserved_ += bytes;
    next_size_ = std::min(next_size_ * 2, last_chunk);
    bump_ = reinterpret_cast<unsigned char *>(c) + header;
    end_ = reinterpret_cast<unsigned char *>(c) + bytes / granule * granule;
    poison(bump_, std::size_t(end_ - bump_));
  }
  // One block for the caller, some more for the list: enough to make refills rare, few enough not to waste a
  // small chunk on one class.
  std::size_t count =
      std::min<std::size_t>(std::size_t(end_ - bump_) / size, std::max<std::size_t>(1, next_size_ / 8 / size));
  if (count == 0) count = 1;
  count = std::min<std::size_t>(count, 128);
  unsigned char *first = bump_;
  bump_ += count * size;
  unpoison(first, count * size);
  for (std::size_t i = count; i-- > 1;) {
    auto *b = reinterpret_cast<block *>(first + i * size);
    b->next = free_[k];
    free_[k] = b;
    poison(b, size);
  }
  return first;
}

void *arena::allocate_large(std::size_t size, std::size_t align) {
  if (this == &outside) return of_this_thread().allocate_large(size, align);
  align = std::max(align, granule);
  std::size_t header = round_up(sizeof(large), granule);
  const large_size needed = rounded(header + size + align);
  void *start;
  if (large *l = needed.kept < kept_classes ? kept_[needed.kept] : nullptr) {
    kept_[needed.kept] = l->next;
    start = l->start;
    unpoison(start, needed.bytes);
  } else {
    start = frames(::operator new(needed.bytes, std::align_val_t(granule)));
  }
  auto at = round_up(reinterpret_cast<std::uintptr_t>(start) + header, align);
  auto *l = ::new (reinterpret_cast<void *>(at - header)) large{larges_, nullptr, start, needed.bytes};
  if (larges_) larges_->previous = l;
  larges_ = l;
  return reinterpret_cast<void *>(at);
}

void arena::release_large(void *p) noexcept {
  std::size_t header = round_up(sizeof(large), granule);
  auto *l = reinterpret_cast<large *>(static_cast<unsigned char *>(p) - header);
  if (l->next) l->next->previous = l->previous;
  (l->previous ? l->previous->next : larges_) = l->next;
  const large_size size = rounded(l->size);
  if (size.kept == kept_classes) return free_large(l);
  void *start = l->start;
  kept_[size.kept] = ::new (start) large{kept_[size.kept], nullptr, start, size.bytes};
  poison(static_cast<unsigned char *>(start) + header, size.bytes - header);
}

void arena::free_large(large *l) noexcept { ::operator delete(l->start, std::align_val_t(granule)); }

/// Four sizes between a power of two and the next. A size that was rounded stays as it is.
arena::large_size arena::rounded(std::size_t bytes) noexcept {
  if (bytes > largest_kept) return {bytes, kept_classes};
  unsigned k = 0;
  std::size_t power = 64;
  bytes = std::max(bytes, power + 1);
  while (power * 2 < bytes) power *= 2, k += 4;
  const std::size_t step = power / 4, steps = (bytes - power + step - 1) / step;
  return {power + steps * step, k + unsigned(steps) - 1};
}

void arena::free_all() noexcept {
  while (large *l = larges_) {
    larges_ = l->next;
    free_large(l);
  }
  for (large *&list : kept_)
    while (large *l = list) {
      list = l->next;
      unpoison(l, l->size);
      free_large(l);
    }
  while (chunk *c = chunks_) {
    chunks_ = c->next;
    unpoison(c, c->size);
    ::operator delete(c, std::align_val_t(granule));
  }
  for (block *&list : free_) list = nullptr;
  bump_ = end_ = nullptr;
  next_size_ = first_chunk;
  reserved_ = 0;
}

} // namespace perdure::detail
