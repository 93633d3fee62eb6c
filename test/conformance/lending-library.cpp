// RUN: %triple %s
// SOURCES: Inputs/library/catalogue.cpp Inputs/library/loans.cpp
// A program of several files: classes across them, templates and inline functions with statics in headers, variables of the
// same name, unnamed namespaces.
#include "Inputs/library/catalogue.hpp"
#include "Inputs/library/loans.hpp"

#include <iostream>
#include <stdexcept>

using namespace library;

int main() {
  {
    Catalogue catalogue;
    Loans loans(catalogue);
    int emma = catalogue.add_book("Emma", "Austen"), ran = catalogue.add_film("Ran", 162);
    int dune = catalogue.add_book("Dune", "Herbert"), duel = catalogue.add_film("Duel", 89);

    for (const Item *item : catalogue.sorted()) std::cout << item->number() << ' ' << item->describe() << '\n';
    if (const Item *item = catalogue.find([](const Item &i) { return i.days() < 4; })) std::cout << quoted(item->title()) << '\n';

    bool lent[] = {loans.lend(emma, "Ann", 1), loans.lend(ran, "Bob", 2), loans.lend(emma, "Cas", 3), loans.lend(duel, "Cas", 3)};
    for (bool b : lent) std::cout << b;
    std::cout << '\n';
    loans.report(4);
    for (int number : {ran, emma, dune, 9}) {
      try {
        int fine = loans.bring_back(number, 17);
        std::cout << number << " fine " << fine << '\n';
      } catch (const std::out_of_range &e) {
        std::cout << "none: " << e.what() << '\n';
      } catch (const std::logic_error &e) {
        std::cout << "error: " << e.what() << '\n';
      }
    }
    loans.report(18);
    std::cout << fines << ' ' << Item::count << ' ' << lookups() << '\n';
  }
  std::cout << Item::count << '\n';
}
