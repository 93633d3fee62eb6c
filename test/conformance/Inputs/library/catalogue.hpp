// A lending library: items and the catalogue that owns them.
#ifndef CATALOGUE_HPP
#define CATALOGUE_HPP

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sorted_vector.hpp"

namespace library {

class Item {
public:
  Item(int number, std::string title) : number_(number), title_(std::move(title)) { ++count; }
  virtual ~Item() { --count; }
  virtual int days() const { return 14; }
  virtual std::string describe() const = 0;
  int number() const { return number_; }
  const std::string &title() const { return title_; }

  static int count;

private:
  int number_;
  std::string title_;
};

struct ByTitle {
  bool operator()(const Item *a, const Item *b) const { return a->title() < b->title(); }
};

class Catalogue {
public:
  int add_book(const std::string &title, const std::string &author);
  int add_film(const std::string &title, int minutes);
  const Item &at(int number) const;
  SortedVector<const Item *, ByTitle> sorted() const;
  // The first item that fits; defined here, so every file has its own copy.
  template <class Predicate> const Item *find(Predicate fits) const {
    for (const auto &[number, item] : items_)
      if (fits(*item)) return item.get();
    return nullptr;
  }

private:
  std::map<int, std::unique_ptr<Item>> items_;
  int next_ = 1;
};

inline int &lookups() {
  static int n = 0;
  return n;
}

inline std::string quoted(const std::string &text) {
  ++lookups();
  return "'" + text + "'";
}

} // namespace library

#endif
