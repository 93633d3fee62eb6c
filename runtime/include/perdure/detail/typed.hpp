// The descriptions of the types whose values a file hands out, hands in, persists or returns from a root function.
#pragma once

#include <perdure/detail/frame.hpp>
#include <perdure/detail/mode.hpp>
#include <perdure/detail/value.hpp>
#ifdef PERDURE_SERIALISES
#include <perdure/detail/io.hpp>
#endif

#include <type_traits>
#include <typeinfo>

namespace perdure::detail {
inline namespace PERDURE_MODE {

/// Registered before main runs, so that an image can be loaded before anything of the type was made.
template <class T> struct described {
  value_type type;

  static void destroy(void *p) noexcept { detail::destroy(*static_cast<T *>(p)); }

  described() noexcept : type{typeid(T).name(), sizeof(T), alignof(T), nullptr, nullptr} {
    if constexpr (!std::is_trivially_destructible_v<T>) type.destroy = &destroy;
#ifdef PERDURE_SERIALISES
    type.object = &type_table<T>::value;
#endif
    value_registration{&type};
  }
};

template <class T> inline const described<T> description_of;

template <class T> const value_type *type_of() noexcept {
  if constexpr (std::is_void_v<T>) {
    return nullptr;
  } else {
    static_assert(std::is_same_v<T, std::remove_cv_t<std::remove_reference_t<T>>>);
    return &description_of<T>.type;
  }
}

} // namespace PERDURE_MODE
} // namespace perdure::detail
