// RUN: %triple %s
// Objects of polymorphic classes as locals and through unique_ptr, shared_ptr and references to a base class.
#include <perdure/perdure.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

class Shape {
public:
  explicit Shape(std::string name) : name_(std::move(name)) {}
  virtual ~Shape() { std::cout << "-" << name_ << ' '; }
  virtual double area() const = 0;
  const std::string &name() const { return name_; }

private:
  std::string name_;
};

class Square : public Shape {
public:
  Square(std::string name, double side) : Shape(std::move(name)), side_(side) {}
  double area() const override { return side_ * side_; }

private:
  double side_;
};

class Frame final : public Square {
public:
  Frame(std::string name, double side, double hole) : Square(std::move(name), side), hole_(hole) {}
  double area() const override { return Square::area() - hole_ * hole_; }

private:
  double hole_;
};

RESUMABLE double measure(const Shape &s) {
  perdure::checkpoint();
  return s.area();
}

RESUMABLE std::unique_ptr<Shape> make(int kind) {
  perdure::checkpoint();
  if (kind == 0) return std::make_unique<Square>("square", 3);
  return std::make_unique<Frame>("frame", 3, 1);
}

RESUMABLE int main() {
  Square square("local", 2);
  Shape &base = square;
  perdure::checkpoint();
  std::cout << measure(base) << base.name() << ' ' << measure(Frame("temporary", 4, 2)) << '\n';
  std::vector<std::unique_ptr<Shape>> shapes;
  for (int i = 0; i < 2; ++i) shapes.push_back(make(i));
  std::shared_ptr<Shape> shared = std::make_shared<Frame>("shared", 5, 1), same = shared;
  Shape *raw = shapes[1].get();
  perdure::checkpoint();
  for (const auto &s : shapes) std::cout << measure(*s) << s->name() << ' ';
  std::cout << shared->area() << (same == shared) << shared.use_count() << (raw == shapes[1].get())
            << (dynamic_cast<Frame *>(raw) != nullptr) << '\n';
}
