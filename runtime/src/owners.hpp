// The deleter of shared objects that were loaded from an image, as far as nobody has to know their type.
#pragma once

#include <perdure/detail/graph_base.hpp>

namespace perdure::detail {

struct object_deleter {
  const object_type *type;
  void operator()(void *p) const noexcept {
    destroy_value(p, *type);
    release_object(p, *type);
  }
};

/// As operator new and delete do it for a type with this alignment.
void *allocate_bytes(std::size_t n, std::size_t align);
void release_bytes(void *, std::size_t align) noexcept;

} // namespace perdure::detail
