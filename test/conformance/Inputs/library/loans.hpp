#ifndef LOANS_HPP
#define LOANS_HPP

#include "catalogue.hpp"

namespace library {

class Loans {
public:
  explicit Loans(const Catalogue &catalogue) : catalogue_(catalogue) {}
  bool lend(int number, const std::string &who, int day);
  int bring_back(int number, int day); // the fine
  void report(int day) const;

private:
  struct Loan {
    const Item *item;
    std::string who;
    int due;
  };
  const Catalogue &catalogue_;
  std::vector<Loan> loans_;
};

extern int fines;

} // namespace library

#endif
