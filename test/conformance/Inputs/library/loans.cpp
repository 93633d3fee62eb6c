#include "loans.hpp"

#include <algorithm>
#include <iostream>

namespace library {

static int made = 100;
int fines = 0;

bool Loans::lend(int number, const std::string &who, int day) {
  const Item &item = catalogue_.at(number);
  auto has = [&item](const Loan &loan) { return loan.item == &item; };
  if (std::any_of(loans_.begin(), loans_.end(), has)) return false;
  loans_.push_back({&item, who, day + item.days()});
  ++made;
  return true;
}

int Loans::bring_back(int number, int day) {
  auto loan = std::find_if(loans_.begin(), loans_.end(), [=](const Loan &l) { return l.item->number() == number; });
  if (loan == loans_.end()) throw std::logic_error(quoted(catalogue_.at(number).title()) + " is not out");
  int fine = std::max(0, day - loan->due) * 5;
  fines += fine;
  loans_.erase(loan);
  return fine;
}

void Loans::report(int day) const {
  SortedVector<int> due;
  for (const Loan &loan : loans_) {
    due.insert(loan.due - day);
    std::cout << loan.item->describe() << ": " << loan.who << ", " << loan.due - day << " days\n";
  }
  for (int d : due) std::cout << d << ' ';
  std::cout << "| " << SortedVector<int>::total << ' ' << made << ' ' << lookups() << '\n';
}

} // namespace library
