// The allocator of the containers of std::pmr, where it allocates from one of the three resources that every process
// has. A resource of the user's own - a pool, a buffer - hands out memory that only it can name.
#pragma once

#include <perdure/detail/io_container.hpp>

#include <memory_resource>

namespace perdure::detail {

template <class T> struct allocator_io<std::pmr::polymorphic_allocator<T>> {
  using A = std::pmr::polymorphic_allocator<T>;
  static constexpr bool stateless = false;
  static void save(oarchive &a, const A &x) {
    const std::pmr::memory_resource *r = x.resource();
    if (r == std::pmr::new_delete_resource())
      a.byte(0);
    else if (r == std::pmr::null_memory_resource())
      a.byte(1);
    else if (r == std::pmr::get_default_resource())
      a.byte(2);
    else
      a.refuse("allocates from a memory resource of the program's own, which an image cannot hold; use the default "
               "resource, or end its life before the suspension");
  }
  static A restore(iarchive &a) {
    switch (a.byte()) {
    case 0:
      return A(std::pmr::new_delete_resource());
    case 1:
      return A(std::pmr::null_memory_resource());
    case 2:
      return A(std::pmr::get_default_resource());
    }
    a.refuse("a container allocates from an unknown memory resource");
  }
};

} // namespace perdure::detail
