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

} // namespace perdure::detail
