// The kinds of items, which nobody else sees.
#include "catalogue.hpp"

#include <stdexcept>

namespace library {

int Item::count;

namespace {

int made; // another file has a variable of this name

class Book : public Item {
public:
  Book(int number, const std::string &title, const std::string &author) : Item(number, title), author_(author) { ++made; }
  std::string describe() const override { return quoted(title()) + " by " + author_; }

private:
  std::string author_;
};

class Film : public Item {
public:
  Film(int number, const std::string &title, int minutes) : Item(number, title), minutes_(minutes) { made += 10; }
  int days() const override { return minutes_ > 120 ? 4 : 2; }
  std::string describe() const override {
    return quoted(title()) + ", " + std::to_string(minutes_ / 60) + "h" + std::to_string(minutes_ % 60);
  }

private:
  int minutes_;
};

} // namespace

int Catalogue::add_book(const std::string &title, const std::string &author) {
  items_[next_] = std::make_unique<Book>(next_, title, author);
  return next_++;
}

int Catalogue::add_film(const std::string &title, int minutes) {
  items_[next_] = std::make_unique<Film>(next_, title, minutes);
  return next_++;
}

const Item &Catalogue::at(int number) const {
  auto found = items_.find(number);
  if (found == items_.end()) throw std::out_of_range("item " + std::to_string(number) + " of " + std::to_string(made));
  return *found->second;
}

SortedVector<const Item *, ByTitle> Catalogue::sorted() const {
  SortedVector<const Item *, ByTitle> all;
  for (const auto &entry : items_) all.insert(entry.second.get());
  return all;
}

} // namespace library
