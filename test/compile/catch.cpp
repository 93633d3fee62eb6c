// RUN: %perdurec %s %t.cpp -t catch
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: %perdurec %s %t.retval.cpp -t retval
// RUN: grep -v CHECK %t.retval.cpp | FileCheck-19 --check-prefix=RETVAL --implicit-check-not="unwind &" %s
// The text of -t catch: calls stand in a try block, saves leave by an exception unless the function is noexcept, and a
// handler for everything lets the exception pass.
#include <perdure/perdure.hpp>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int twice(int x) {
  try {
    return step(x) * 2;
  } catch (...) {
    return -1;
  }
}

RESUMABLE int quiet(int x) noexcept { return twice(x); }

RESUMABLE int main() { return quiet(1); }

// CHECK: static int save_1(int x_now_) {
// CHECK: return perdure::detail::leave<int>();
// CHECK-LABEL: RESUMABLE int step(int x) {
// CHECK: {{^}}  perdure::checkpoint();
// CHECK-NEXT: if (perdure::detail::unwinding()) return step_frame::save_1(x);

// CHECK-LABEL: RESUMABLE int twice(int x) {
// CHECK: int t1_;
// CHECK-NEXT: try {
// CHECK-NEXT: #line
// CHECK-NEXT: t1_ = step(x);
// CHECK-NEXT: } catch (const perdure::detail::unwind &) {
// CHECK-NEXT: return twice_frame::save_1(x);
// CHECK-NEXT: }
// CHECK-NEXT: if (perdure::detail::unwinding()) return twice_frame::save_1(x);
// CHECK: catch (const perdure::detail::unwind &) { throw; }
// CHECK-NEXT: #line
// CHECK-NEXT: catch (...)

// CHECK-LABEL: static void twice_resume(
// CHECK: try {
// CHECK: t1_ = step(x);
// CHECK-NEXT: } catch (const perdure::detail::unwind &) {
// CHECK-NEXT: }
// CHECK-NEXT: if (perdure::detail::unwinding()) {

// CHECK: struct quiet_frame
// CHECK: static int save_1(int x_now_) {
// CHECK: return perdure::detail::nothing<int>();
// CHECK: registration registration_(functions_, 4, perdure::detail::leaving::by_exception);

// RETVAL: return perdure::detail::nothing<int>();
// RETVAL: if (perdure::detail::unwinding()) return twice_frame::save_1(x);
// RETVAL: registration registration_(functions_, 4);
