// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// Public members are visited by name, in order; a string member brings the header that saves strings.
#include <perdure/perdure.hpp>

#include <string>

struct Job {
  int id = 0;
  std::string name;
  double grid[2][3] = {};
};

RESUMABLE int f() {
  Job job;
  perdure::checkpoint();
  return job.id;
}

RESUMABLE int main() { return f(); }

// CHECK: #include <perdure/detail/io_string.hpp>
// CHECK: // derive-members.cpp:[[@LINE-15]]
// CHECK-NEXT: template <> struct perdure::detail::layout<Job> {
// CHECK-NEXT: static constexpr const char *name = "Job";
// CHECK-NEXT: template <class V, class T> static void members(V &v, T &x) {
// CHECK-NEXT: v.member("id", x.id);
// CHECK-NEXT: v.member("name", x.name);
// CHECK-NEXT: v.member("grid", x.grid);
// CHECK-NEXT: }
// CHECK-NEXT: };
