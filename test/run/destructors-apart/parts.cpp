#include "parts.hpp"

#include <vector>

struct Hidden::Parts {
  int start;
  std::vector<std::string> words;
};
Hidden::Hidden(int start) : parts(new Parts{start, {}}) {}
Hidden::Hidden(const Hidden &other) : parts(new Parts(*other.parts)) {}
Hidden::~Hidden() {
  std::printf("~Hidden %zu\n", parts->words.size());
  delete parts;
}
void Hidden::add(const std::string &word) {
  for (int k = 0; k < 2; ++k) parts->words.push_back(word + std::to_string(parts->start + k));
}
std::string Hidden::text() const {
  std::string out;
  for (const std::string &w : parts->words) out += w + " ";
  return out;
}

struct Kept::Parts {
  int n = 1;
  std::string name = "kept";
};
Kept::Kept() : parts(std::make_unique<Parts>()) {}
Kept::~Kept() { std::printf("~Kept %d\n", parts->n); }
int Kept::next() { return parts->n *= 2; }

Callback::Callback(int (*f)(int)) : target(reinterpret_cast<void *>(f)), calls(new int(0)) {}
Callback::~Callback() {
  std::printf("~Callback %d\n", *calls);
  delete calls;
}
int Callback::operator()(int x) const {
  ++*calls;
  return reinterpret_cast<int (*)(int)>(target)(x);
}
