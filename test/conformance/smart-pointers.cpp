// RUN: %triple %s
// unique_ptr, shared_ptr and weak_ptr: sharing, aliasing, cycles broken by hand, enable_shared_from_this, custom deleters,
// casts, arrays, polymorphic ownership, pointers in containers and closures, expired ones; counts at every step.
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

static int alive;
struct Base {
  explicit Base(std::string n) : name(std::move(n)) { ++alive; }
  virtual ~Base() {
    --alive;
    log += name + " ";
  }
  virtual int weight() const { return 1; }
  std::string name;
  static std::string log;
};
std::string Base::log;
struct Heavy : Base {
  Heavy(std::string n, int w) : Base(std::move(n)), kilos(new int(w)) {}
  int weight() const override { return *kilos; }
  std::unique_ptr<int> kilos;
};

class Part : public std::enable_shared_from_this<Part> {
public:
  explicit Part(int id) : id(id) { ++alive; }
  ~Part() { --alive; }
  std::shared_ptr<Part> add(int child) {
    auto part = std::make_shared<Part>(child);
    part->owner = shared_from_this();
    parts.push_back(part);
    return part;
  }
  int depth() const {
    auto up = owner.lock();
    return up ? 1 + up->depth() : 0;
  }
  int sum() const {
    int s = id;
    for (const auto &p : parts) s += p->sum();
    return s;
  }
  int id;
  std::weak_ptr<Part> owner;
  std::vector<std::shared_ptr<Part>> parts;
};

struct Ring {
  int v;
  std::shared_ptr<Ring> next;
  explicit Ring(int v) : v(v) { ++alive; }
  ~Ring() { --alive; }
};

struct Closer {
  int *closed;
  void operator()(int *handle) const {
    *closed += *handle;
    delete handle;
  }
};

static std::unique_ptr<Base> make(int kind) {
  switch (kind) {
  case 0: return std::make_unique<Base>("plain");
  case 1: return std::make_unique<Heavy>("heavy", 50);
  default: return nullptr;
  }
}
static int consume(std::unique_ptr<Base> p) { return p ? p->weight() : -1; }
static long share(std::shared_ptr<Base> p, int n) { return n ? share(p, n - 1) : p.use_count(); }

int main() {
  {
    std::vector<std::unique_ptr<Base>> all;
    for (int k : {0, 1, 2, 1}) all.push_back(make(k));
    int w = 0;
    for (const auto &p : all)
      if (p) w += p->weight();
    std::cout << w << ' ' << alive << ' ' << consume(std::move(all[1])) << consume(make(2)) << ' ' << alive << ' ' << (all[1] == nullptr) << '\n';
    all[0].reset(new Heavy("late", 3));
    all[3].swap(all[0]);
    Base *released = all[3].release();
    std::cout << released->name << ' ' << all[0]->weight() << ' ' << Base::log << '\n';
    delete released;
  }
  std::cout << alive << ' ' << Base::log << '\n';

  {
    auto first = std::make_shared<Heavy>("shared", 8);
    std::shared_ptr<Base> base = first, copy = base;
    std::shared_ptr<int> inside(first, first->kilos.get());
    std::weak_ptr<Base> weak = base;
    *inside += 2;
    std::cout << first.use_count() << share(base, 3) << ' ' << base->weight() << ' ' << weak.expired();
    first.reset();
    base = std::make_shared<Base>("other");
    copy.reset();
    std::cout << ' ' << inside.use_count() << weak.expired() << *inside;
    if (auto locked = weak.lock()) std::cout << locked->name << locked.use_count();
    inside = nullptr;
    std::cout << weak.expired() << (weak.lock() ? "!" : ".") << '\n';
    std::shared_ptr<Base> heavy = std::make_shared<Heavy>("cast", 1);
    auto down = std::dynamic_pointer_cast<Heavy>(heavy);
    std::cout << (std::dynamic_pointer_cast<Heavy>(base) ? 1 : 0) << *down->kilos << heavy.use_count() << '\n';
  }

  auto root = std::make_shared<Part>(1);
  auto leaf = root->add(2)->add(3);
  root->add(10);
  std::cout << leaf->depth() << root->sum() << ' ' << leaf.use_count() << root.use_count() << ' ' << alive;
  std::weak_ptr<Part> middle = leaf->owner;
  root.reset();
  std::cout << ' ' << leaf->depth() << alive << middle.expired() << '\n';

  {
    auto a = std::make_shared<Ring>(1);
    a->next = std::make_shared<Ring>(2);
    a->next->next = std::make_shared<Ring>(3);
    a->next->next->next = a;
    int sum = 0;
    auto at = a;
    for (int i = 0; i < 7; ++i, at = at->next) sum = sum * 2 + at->v;
    std::cout << sum << ' ' << a.use_count() << alive << '\n';
    at->next.reset();
  }
  std::cout << alive << ' ';

  int closed = 0;
  {
    std::unique_ptr<int, Closer> handle(new int(5), Closer{&closed});
    std::shared_ptr<int> shared(new int(30), [&closed, factor = 2](int *p) {
      closed += *p * factor;
      delete p;
    });
    auto other = shared;
    shared.reset();
    std::cout << closed << *other << ' ';
    handle.reset(new int(7));
  }
  std::cout << closed << '\n';

  std::map<std::string, std::shared_ptr<std::vector<int>>> lists;
  lists["a"] = lists["b"] = std::make_shared<std::vector<int>>(2, 4);
  lists["c"] = std::make_shared<std::vector<int>>(*lists["a"]);
  auto grow = [list = lists["b"]](int v) {
    list->push_back(v);
    return list->size();
  };
  grow(1);
  lists.erase("b");
  auto size = grow(2);
  std::shared_ptr<int[]> array(new int[3]{1, 2, 3});
  std::set<std::shared_ptr<int[]>> set{array, array};
  array[1] += int(size);
  std::cout << lists["a"]->size() << lists["c"]->size() << lists["a"].use_count() << array[1] << set.size() << array.use_count() << '\n';
}
