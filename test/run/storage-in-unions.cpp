// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Objects in unions of bytes and what aligns them: room of the program's own, Boost's optional and variant.
#include <boost/optional.hpp>
#include <boost/variant.hpp>

#include <cstdio>
#include <list>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

static int tick(int n) { return n + 1; }

template <class T> class Room {
public:
  void set(const T &value) { ::new (place_.bytes) T(value); }
  T &get() { return *reinterpret_cast<T *>(place_.bytes); }

private:
  union {
    char bytes[sizeof(T)];
    double aligned;
  } place_;
};

struct Named {
  std::string name;
  std::vector<int> numbers;
};

struct Count {
  explicit Count(int n) : n(n) {}
  int n;
};
struct Negated;
using Expression = boost::variant<int, boost::recursive_wrapper<Negated>>;
struct Negated {
  Expression of;
};
static int value_of(const Expression &e) {
  if (const int *n = boost::get<int>(&e)) return tick(*n);
  return -value_of(boost::get<Negated>(e).of);
}

static void holders() {
  const auto shared = std::make_shared<int>(3);
  boost::optional<std::shared_ptr<int>> other = shared;
  boost::variant<Count, std::string, std::shared_ptr<int>> any = Count(1);
  boost::variant<char, bool> small = 'c';
  int number = 4;
  boost::optional<int &> reference(number);
  const Expression expression = Negated{Expression(Negated{Expression(4)})};
  std::vector<boost::optional<std::string>> texts(2);
  for (int i = 0; i < 4; ++i) {
    if (i == 1) any = std::string("text");
    if (i == 2) any = shared;
    if (i == 3) any = Count(tick(2)), small = true;
    ++*reference;
    texts[std::size_t(i % 2)] = std::string(std::size_t(20 * tick(i)), 'a');
    std::printf("%d %ld %d %d %d %zu\n", any.which(), shared.use_count(), small.which(), number, value_of(expression),
                texts[0]->size());
  }
}

int main() {
  holders();
  std::vector<int> numbers{1, 2, 3};
  using Place = std::vector<int>::iterator;
  Room<int *> pointer;
  pointer.set(&numbers[0]);
  Room<std::pair<Place, Place>> range;
  range.set({numbers.begin(), numbers.end()});
  for (auto &r = range.get(); r.first != r.second; ++r.first) {
    std::printf("%d %d\n", tick(*r.first), *pointer.get());
    *pointer.get() += tick(1);
  }
  boost::optional<std::pair<Place, Place>> rest;
  tick(0);
  for (rest = std::make_pair(numbers.begin(), numbers.end()); rest->first != rest->second; ++rest->first)
    std::printf("%d\n", tick(*rest->first));

  boost::optional<std::string> text(std::string("ab"));
  boost::optional<Named> named;
  boost::optional<std::list<int>> list(std::list<int>{1, 2});
  boost::variant<int, std::string, std::vector<int>> any = 1;
  for (int i = 0; i < 3; ++i) {
    text->append(tick(i) * 9, 'c');
    if (named)
      named->numbers.push_back(tick(i));
    else
      named = Named{"named", {tick(i)}};
    list->push_back(tick(i));
    if (i == 0)
      any = std::string("any");
    else
      boost::get<std::string>(any) += 'x';
    std::printf("%s %s %zu %d %d %s\n", text->c_str(), named->name.c_str(), named->numbers.size(), list->front(),
                list->back(), boost::get<std::string>(any).c_str());
  }
}
