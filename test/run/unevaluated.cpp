// RUN: %triple %s
// Calls that are never made are no suspension points: sizeof, decltype, noexcept, typeid of a value, discarded
// branches; plain functions and lambdas beside them need no annotation for them.
#include <perdure/perdure.hpp>

#include <iostream>
#include <type_traits>
#include <typeinfo>
#include <utility>

RESUMABLE long step(int x) {
  perdure::checkpoint();
  return x;
}

std::size_t plain() {
  decltype(step(1)) l = 3;
  static_assert(std::is_same_v<decltype(step(1)), long>);
  auto size = [] { return sizeof(step(2)); };
  if constexpr (sizeof(long) == 1) return std::size_t(l);
  return size() + std::size_t(noexcept(step(3))) + sizeof(decltype(step(4)));
}

RESUMABLE int main() {
  std::cout << plain() / sizeof(long) << ' ' << sizeof step(1) / sizeof(long) << noexcept(step(2))
            << (typeid(step(3)) == typeid(long)) << '\n';
  decltype(step(4)) value = step(5);
  if constexpr (false) step(6);
  std::cout << value << alignof(decltype(step(7))) / alignof(long) << '\n';
}
