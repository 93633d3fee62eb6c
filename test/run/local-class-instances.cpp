// RUN: %triple %s
// FLAGS: --all --safepoints=all
// A member function of a local class is the first to use a template's instances.
#include <iostream>
#include <utility>

template <class T> class Handle {
  T *object;

public:
  explicit Handle(T *o) : object(o) {}
  Handle(Handle &&other) noexcept : object(std::exchange(other.object, nullptr)) {}
  ~Handle() { delete object; }
  T &operator*() const { return *object; }
  explicit operator bool() const { return object != nullptr; }
};

struct Bird {
  int fold(int by) const {
    struct Nest {
      int level;
      int raise(int more) {
        Handle<int> first(new int(more));
        Handle<int> second = std::move(first);
        return level += *second + (first ? 1 : 0);
      }
    };
    Nest nest{by};
    return nest.raise(2) + nest.level;
  }
};

int main() {
  std::cout << Bird().fold(3) << '\n';
  Handle<int> last(new int(7));
  std::cout << *last << (last ? "" : " empty") << '\n';
}
