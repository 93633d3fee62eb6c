// RUN: %perdurec %s %t.cpp
// RUN: grep -v CHECK %t.cpp | FileCheck-19 %s
// RUN: g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// RUN: clang++-19 -std=c++17 -Wall -Wextra -Werror -fsyntax-only -I %include %t.cpp
// A pointer to a polymorphic class may lead to any derived class: each has a layout, its virtual table, a name.
#include <perdure/perdure.hpp>

#include <memory>

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
  int id = 1;
};

class Circle : public Shape {
public:
  double area() const override { return radius_; }

private:
  double radius_ = 1;
};

RESUMABLE int f() {
  std::unique_ptr<Shape> shape = std::make_unique<Circle>();
  perdure::checkpoint();
  return shape->id;
}

RESUMABLE int main() { return f(); }

// CHECK: layout<Shape> {
// CHECK: return no_table;
// CHECK: extern "C" const char _ZTV6Circle[] __attribute__((weak));
// CHECK-NEXT: {{\[\[}}gnu::used]] static void make_ZTV6Circle(void *p) { ::new (p) Circle(); }
// CHECK-NEXT: template <> struct perdure::detail::layout<Circle> {
// CHECK-NEXT: static constexpr const char *name = "Circle";
// CHECK-NEXT: static const void *vtable() { return _ZTV6Circle; }
// CHECK: v.base("Shape", base_of<0>(x));
// CHECK-NEXT: v.member("radius_", member_of<0>(x));
// CHECK: template struct perdure::detail::known_type<Circle>;
// CHECK-NOT: known_type<Shape>
