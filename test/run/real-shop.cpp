// RUN: %triple %s
// A shop: static members, maps, exceptions through frames, recursion over owned nodes, a recursive parser.
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <perdure/perdure.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace shop {
struct Item {
  std::string name;
  int price;
  int stock;
};
class Basket {
public:
  explicit Basket(std::string owner) : owner_(std::move(owner)) { std::cout << "[open " << owner_ << "]"; }
  Basket(const Basket &) = delete;
  ~Basket() { std::cout << "[close " << owner_ << " " << lines_.size() << "]"; }
  void add(const Item *i, int n) { lines_.push_back({i, n}); }
  int total() const {
    int t = 0;
    for (auto &l : lines_) t += l.item->price * l.count;
    return t;
  }
  RESUMABLE static int serve(std::map<std::string, Item> &stock, const std::string &who,
                             const std::vector<std::pair<std::string, int>> &wants);

private:
  struct Line {
    const Item *item;
    int count;
  };
  std::string owner_;
  std::vector<Line> lines_;
};

RESUMABLE Item *find(std::map<std::string, Item> &stock, const std::string &name) {
  auto it = stock.find(name);
  if (it == stock.end()) {
    perdure::checkpoint();
    throw std::out_of_range("no " + name);
  }
  perdure::checkpoint();
  return &it->second;
}

RESUMABLE bool take(Item &item, int n) {
  for (int k = 0; k < n; k++) {
    if (item.stock == 0) return false;
    perdure::checkpoint();
    --item.stock;
  }
  return true;
}
} // namespace shop

RESUMABLE int shop::Basket::serve(std::map<std::string, Item> &stock, const std::string &who,
                                  const std::vector<std::pair<std::string, int>> &wants) {
  Basket b(who);
  int misses = 0;
  for (const auto &[name, n] : wants) {
    try {
      Item *item = find(stock, name);
      if (!take(*item, n)) {
        std::cout << "(short " << name << ")";
        misses++;
        continue;
      }
      b.add(item, n);
    } catch (const std::out_of_range &e) {
      std::cout << "(" << e.what() << ")";
      perdure::checkpoint();
      if (++misses > 2) throw;
    }
  }
  return b.total() - misses;
}

struct Node {
  int v;
  std::unique_ptr<Node> next;
};
RESUMABLE std::unique_ptr<Node> build(int n) {
  std::unique_ptr<Node> head;
  Node **tail_owner = nullptr;
  (void)tail_owner;
  for (int i = n; i > 0; i--) {
    head = std::make_unique<Node>(Node{i, std::move(head)});
    perdure::checkpoint();
  }
  return head;
}
RESUMABLE int sum(const Node *p) {
  if (!p) return 0;
  perdure::checkpoint();
  return p->v + sum(p->next.get());
}

RESUMABLE std::optional<int> parse(const std::string &s, std::size_t &at) {
  if (at >= s.size()) return std::nullopt;
  if (s[at] == '(') {
    ++at;
    int acc = 1;
    while (auto x = parse(s, at)) acc *= *x;
    if (at >= s.size() || s[at] != ')') throw std::runtime_error("expected ) at " + std::to_string(at));
    ++at;
    return acc;
  }
  if (!isdigit(s[at])) return {};
  perdure::checkpoint();
  return s[at++] - '0';
}

enum class Mode { a, b = 5 };
RESUMABLE Mode flip(Mode m) {
  perdure::checkpoint();
  return m == Mode::a ? Mode::b : Mode::a;
}

RESUMABLE int main(int argc, char **argv) {
  std::map<std::string, shop::Item> stock{{"pear", {"pear", 3, 4}}, {"fig", {"fig", 7, 1}}};
  for (int round = 0; round < 2; ++round) {
    try {
      int got = shop::Basket::serve(stock, "ann" + std::to_string(round),
                                    {{"pear", 2}, {"fig", 1}, {"kiwi", 1}, {"plum", 2}, {"date", 1}});
      std::cout << got << '\n';
    } catch (const std::exception &e) {
      std::cout << "failed: " << e.what() << ' ' << stock["pear"].stock << '\n';
    }
  }
  auto list = build(5);
  std::cout << sum(list.get()) << '\n';
  for (const char *text : {"(23)", "(2(34)5)", "(2", "7"}) {
    std::size_t at = 0;
    try {
      std::cout << parse(text, at).value_or(-1) << '@' << at << ' ';
    } catch (std::runtime_error &e) {
      std::cout << e.what() << ' ';
    }
  }
  Mode m = Mode::a;
  int flips = 0;
  do {
    m = flip(m);
    if (++flips == 2) continue;
    if (flips > 4) break;
  } while (m != Mode::a || flips < 7);
  std::cout << int(m) << flips << argc << (argv[argc] == nullptr) << std::endl;
  int grid[3][3] = {};
  int(*row)[3] = grid;
  for (int i = 0, j = 2; i < 3; ++i, --j) {
    row[i][j] = sum(list->next.get()) + i;
    ++*(*(row + i) + j);
  }
  for (auto &r : grid)
    for (int c : r) std::cout << c << ' ';
  std::cout << '\n';
  return flips;
}
