// What pointers own or may lead to: the objects behind control blocks of shared_ptr, the arrays of unique_ptr<T[]>, the
// words of unions.
#include <perdure/detail/graph.hpp>
#include <perdure/detail/heap.hpp>
#include <perdure/detail/io_memory.hpp>
#include <perdure/detail/io_words.hpp>

#include "owners.hpp"

#include <malloc.h>

#include <cstring>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <vector>

namespace perdure::detail {

namespace {

struct owner_registry {
  std::shared_mutex mutex;
  std::map<std::string_view, const owner_type *> types;
};
owner_registry &owners() {
  static owner_registry r;
  return r;
}

/// The control block of an object that came from an image.
using loaded_owner = std::_Sp_counted_deleter<void *, object_deleter, std::allocator<void>, std::__default_lock_policy>;
static_assert(sizeof(loaded_owner) ==
              sizeof(std::_Sp_counted_base<std::__default_lock_policy>) + sizeof(object_deleter) + sizeof(void *));

bool starts_with(std::string_view s, std::string_view with) noexcept { return s.substr(0, with.size()) == with; }

/// The number of bytes from `first` to the end of its block.
std::size_t bytes_from(const void *first) noexcept {
  if (heap_is_tracked()) {
    const heap_block b = heap_find(first);
    if (b.first && b.alive) return std::size_t(b.first + b.size - static_cast<const unsigned char *>(first));
  }
  return ::malloc_usable_size(const_cast<void *>(first));
}

} // namespace

void add_owner_type(const owner_type *t) noexcept {
  auto &r = owners();
  const std::unique_lock lock(r.mutex);
  r.types.emplace(t->control->name(), t);
}

owned_object owned_by(oarchive &a, const void *control) {
  using counted = std::_Sp_counted_base<std::__default_lock_policy>;
  const std::type_info &kind = typeid(*static_cast<const counted *>(control));
  if (kind == typeid(loaded_owner)) {
    struct {
      object_deleter deleter;
      void *object;
    } parts;
    std::memcpy(&parts, static_cast<const char *>(control) + sizeof(counted), sizeof parts);
    return {parts.object, parts.deleter.type};
  }
  const char *name = kind.name();
  const owner_type *found = nullptr;
  {
    auto &r = owners();
    const std::shared_lock lock(r.mutex);
    const auto i = r.types.find(name);
    if (i != r.types.end()) found = i->second;
  }
  if (!found) {
    if (starts_with(name, "St19_Sp_counted_deleter"))
      a.refuse("is a shared_ptr with a deleter of its own (" + readable(name) +
               "), which an image cannot hold; let it own the object with new or make_shared, make the object a "
               "permanent, or end its life before the suspension");
    return {};
  }
  const void *place = static_cast<const char *>(control) + found->offset;
  if (!found->inside) std::memcpy(&place, place, sizeof place);
  return {place, found->object};
}

std::size_t array_length(const void *first, std::size_t size, std::size_t cookie) noexcept {
  if (cookie) {
    std::size_t n;
    std::memcpy(&n, static_cast<const char *>(first) - sizeof n, sizeof n);
    return n;
  }
  return bytes_from(first) / size;
}

void *allocate_array(std::size_t n, const object_type &type, std::size_t cookie) {
  const std::size_t align = type.align > __STDCPP_DEFAULT_NEW_ALIGNMENT__ ? type.align : 0;
  auto *block = static_cast<unsigned char *>(heap_allocate(cookie + n * type.size, align, heap_origin::array));
  heap_restored(block, &type, heap_form::run, heap_origin::array, cookie != 0);
  if (cookie) std::memcpy(block + cookie - sizeof n, &n, sizeof n);
  return block + cookie;
}

bool leads_somewhere(const void *p) noexcept {
  if (reinterpret_cast<std::uintptr_t>(p) < 0x10000) return false;
  if (heap_may_hold(reinterpret_cast<std::uintptr_t>(p))) {
    const heap_block b = heap_find(p);
    if (b.first && b.alive) return true;
  }
  static const std::vector<loaded_file> files = loaded_files(); // a library that is loaded later is not among them
  for (const loaded_file &f : files)
    if (f.holds(p, false)) return true;
  return false;
}

void release_array(void *first, std::size_t align, std::size_t cookie) noexcept {
  heap_release(static_cast<unsigned char *>(first) - cookie, align > __STDCPP_DEFAULT_NEW_ALIGNMENT__ ? align : 0,
               heap_origin::array);
}

void *allocate_bytes(std::size_t n, std::size_t align) {
  if (align > __STDCPP_DEFAULT_NEW_ALIGNMENT__) return ::operator new(n, std::align_val_t(align));
  return ::operator new(n);
}
void release_bytes(void *p, std::size_t align) noexcept {
  if (align > __STDCPP_DEFAULT_NEW_ALIGNMENT__)
    ::operator delete(p, std::align_val_t(align));
  else
    ::operator delete(p);
}

void *allocate_object(const object_type &t) {
  if (t.operations && t.operations->allocate) return t.operations->allocate();
  return allocate_bytes(t.size, t.align);
}

void release_object(void *p, const object_type &t) noexcept {
  if (t.operations && t.operations->release) return t.operations->release(p);
  release_bytes(p, t.align);
}

std::shared_ptr<void> share_object(void *p, const object_type &t) {
  if (t.operations && t.operations->share) {
    alignas(std::shared_ptr<void>) unsigned char raw[sizeof(std::shared_ptr<void>)];
    t.operations->share(p, raw);
    auto *made = std::launder(reinterpret_cast<std::shared_ptr<void> *>(raw));
    std::shared_ptr<void> owner = std::move(*made);
    made->~shared_ptr();
    return owner;
  }
  return std::shared_ptr<void>(p, object_deleter{&t});
}

} // namespace perdure::detail
