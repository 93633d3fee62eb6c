// The blocks of the tracked heap, without what it takes to save their contents: detail/heap.hpp tells the story.
#pragma once

#include <perdure/detail/graph_base.hpp>

#include <cstddef>
#include <cstdint>

// Under a sanitizer nothing is replaced: its own allocator tells about every block, through a hook.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PERDURE_HEAP_HOOKS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer) ||          \
    __has_feature(leak_sanitizer)
#define PERDURE_HEAP_HOOKS 1
#endif
#endif

namespace perdure::detail {

// ---- what is noted; any thread ----

/// By what it is to be taken back.
enum class heap_origin : unsigned char {
  unknown,
  malloc, ///< free
  object, ///< operator delete
  array,  ///< operator delete[]
};

/// A block was given out. `align`: 0, or what was asked for. Writes one word.
void heap_born(void *p, std::size_t size, std::size_t align, heap_origin origin) noexcept;
/// It is about to be taken back: call this before anybody else can get the memory. Null and unknown ones are allowed.
void heap_dies(void *p) noexcept;
// What the replacements do. The C library's own functions, and a note of each block.
void *heap_malloc(std::size_t n) noexcept;
void heap_free(void *) noexcept;
void *heap_calloc(std::size_t n, std::size_t size) noexcept;
void *heap_realloc(void *old, std::size_t n) noexcept;
void *heap_memalign(std::size_t align, std::size_t n) noexcept;
int heap_posix_memalign(void **to, std::size_t align, std::size_t n) noexcept;
std::size_t heap_usable_size(void *) noexcept;
void *heap_new(std::size_t n);
void *heap_new_array(std::size_t n);
void *heap_new_aligned(std::size_t n, std::size_t align, heap_origin origin);
void *heap_new_nothrow(std::size_t n, std::size_t align, heap_origin origin) noexcept; ///< `align`: 0, or asked for
/// realloc(old, size), done by `by`: what is known of the old block is known of the new one.
void *heap_reallocated(void *old, std::size_t size, void *(*by)(void *, std::size_t)) noexcept;

/// What of its type is in a block. Numbers are the bits of a note; see heap.cpp.
enum class heap_form : unsigned char {
  single,   ///< one object, which fills it
  run,      ///< objects side by side; of no known type: a block that the program itself has allocated
  headed,   ///< an object, and behind it whatever the program puts there
  probable, ///< malloc's, of a size that tells nothing: objects side by side, or an object and something behind it
};

void heap_typed(const void *p, const object_type *type, heap_form form, heap_origin origin) noexcept;
/// The program itself has asked malloc or its kin for it, and did not tell what for.
void heap_from_malloc(const void *p) noexcept;
/// The same for new T[n], where `cookie` bytes before the first element may hold their number.
void heap_typed_array(const void *p, const object_type *type, std::size_t cookie) noexcept;
/// An object within a block of bytes or of no known type. What was placed where it lies is there no more.
void heap_placed(const void *p, const object_type *type) noexcept;
void heap_displaced(const void *p) noexcept;

// ---- what is asked, when an image is made ----

struct heap_block {
  unsigned char *first = nullptr;    ///< null: no block
  std::size_t size = 0;              ///< bytes, as asked for
  const object_type *type = nullptr; ///< null: nobody told
  heap_form form = heap_form::single;
  heap_origin origin = heap_origin::unknown;
  bool alive = false;
  bool placements = false; ///< heap_placed was called for it
  std::size_t cookie = 0;  ///< bytes before the first element
  std::size_t align = 0;   ///< 0: malloc's

  /// The number of elements: what fits.
  std::size_t count() const noexcept {
    if (!type || !type->size) return 0;
    return form == heap_form::single || form == heap_form::headed ? std::size_t(size >= type->size)
                                                                  : (size - cookie) / type->size;
  }
};

/// An object that was placed within a block.
struct heap_placement {
  unsigned char *where;
  const object_type *type;
};

/// The live block that holds `p` or ends there; else the dead one, as far as it is remembered; else none.
heap_block heap_find(const void *p) noexcept;
/// Has the heap ever been tracked in this process? If so, all of it is.
bool heap_is_tracked() noexcept;
/// Does an address lie between the lowest and the highest block ever given out? Cheap.
bool heap_may_hold(std::uintptr_t address) noexcept;
/// The objects placed in a block, ascending; see heap_block::placements. Allocates.
void heap_placements(const heap_block &, void (*each)(void *to, const heap_placement &), void *to);

/// An object was placed in storage that is no block of its own, within another object or on a stack, or leaves it.
void heap_lodges(const void *p, const object_type *type);
bool heap_leaves(const void *p) noexcept; ///< false: none was there

/// Raw storage, noted where the heap is tracked. Throws std::bad_alloc.
void *heap_allocate(std::size_t size, std::size_t align, heap_origin origin);
void heap_release(void *, std::size_t align, heap_origin origin) noexcept;
/// What an image told of a block from heap_allocate.
void heap_restored(void *p, const object_type *type, heap_form form, heap_origin origin, bool cookie) noexcept;

/// While one lives, what this thread allocates is the runtime's own, and no pointer of the program's leads there.
class heap_own_work {
public:
  heap_own_work() noexcept;
  heap_own_work(const heap_own_work &) = delete;
  heap_own_work &operator=(const heap_own_work &) = delete;
  ~heap_own_work();
};

/// The type of memory that frames live in: no object of the program's, but its variables are there.
extern const object_type frame_memory;

} // namespace perdure::detail
