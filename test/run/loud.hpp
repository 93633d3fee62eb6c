// Objects that tell what happens to them. The state is in the object and in the output only: a test program that
// counted in a global would see the count start again in every new process.
#pragma once

#include <iostream>
#include <string>
#include <utility>

/// Tells when it is built and when it dies. It cannot be copied or moved, so every line is certain: C++ leaves no
/// choice about it.
struct Still {
  std::string name;
  explicit Still(std::string n) : name(std::move(n)) { std::cout << "+" << name << ' '; }
  Still(const Still &) = delete;
  Still &operator=(const Still &) = delete;
  ~Still() { std::cout << "-" << name << ' '; }
};

/// Movable and copyable. How often a result is moved is the compiler's choice, so a move is silent and what it leaves
/// behind dies silently.
struct Loud {
  std::string name;
  explicit Loud(std::string n) : name(std::move(n)) { std::cout << "+" << name << ' '; }
  Loud(const Loud &other) : name(other.name + "'") { std::cout << "=" << name << ' '; }
  Loud(Loud &&other) noexcept : name(std::move(other.name)) { other.name.clear(); }
  Loud &operator=(const Loud &other) {
    std::cout << name << "<-" << other.name << ' ';
    name = other.name + "'";
    return *this;
  }
  Loud &operator=(Loud &&other) noexcept {
    std::cout << name << "<~" << other.name << ' ';
    name = std::move(other.name);
    other.name.clear();
    return *this;
  }
  ~Loud() {
    if (!name.empty()) std::cout << "-" << name << ' ';
  }
};
