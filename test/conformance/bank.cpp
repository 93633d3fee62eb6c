// RUN: %triple %s
// Accounts in a bank, 1998: a class hierarchy on the heap, exceptions with their own classes, a log.
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

class BankError : public std::runtime_error {
public:
  explicit BankError(const std::string &what) : std::runtime_error(what) {}
};

class InsufficientFunds : public BankError {
public:
  InsufficientFunds(const std::string &who, long missing) : BankError(who + " has too little"), missing_(missing) {}
  long missing() const { return missing_; }

private:
  long missing_;
};

class NoSuchAccount : public BankError {
public:
  explicit NoSuchAccount(int number) : BankError("no such account"), number(number) {}
  int number;
};

struct Entry {
  Entry(const std::string &what, long amount, long after) : what(what), amount(amount), after(after) {}
  std::string what;
  long amount, after;
};

class Account {
public:
  Account(int number, const std::string &owner) : number_(number), owner_(owner), balance_(0) { ++alive; }
  virtual ~Account() { --alive; }

  virtual void deposit(long amount) {
    if (amount <= 0) throw BankError("a deposit must be positive");
    book("in", amount);
  }
  virtual void withdraw(long amount) {
    long most = available();
    if (amount > most) throw InsufficientFunds(owner_, amount - most);
    book("out", -amount);
  }
  virtual long available() const { return balance_; }
  virtual void endOfMonth() = 0;
  virtual std::string kind() const = 0;

  int number() const { return number_; }
  long balance() const { return balance_; }
  const std::string &owner() const { return owner_; }
  void print(std::ostream &out) const {
    out << number_ << ' ' << kind() << " of " << owner_ << ": " << balance_ << '\n';
    for (std::vector<Entry>::size_type i = 0; i < entries_.size(); ++i)
      out << "  " << entries_[i].what << ' ' << entries_[i].amount << " = " << entries_[i].after << '\n';
  }

  static int alive;

protected:
  void book(const std::string &what, long amount) {
    balance_ += amount;
    entries_.push_back(Entry(what, amount, balance_));
  }

private:
  Account(const Account &);
  Account &operator=(const Account &);

  int number_;
  std::string owner_;
  long balance_;
  std::vector<Entry> entries_;
};

int Account::alive = 0;

class Savings : public Account {
public:
  Savings(int number, const std::string &owner, int percent) : Account(number, owner), percent_(percent) {}
  void endOfMonth() {
    long interest = balance() * percent_ / 1200;
    if (interest) book("interest", interest);
  }
  std::string kind() const { return "savings"; }

private:
  int percent_;
};

class Checking : public Account {
public:
  Checking(int number, const std::string &owner, long credit)
      : Account(number, owner), credit_(credit), withdrawals_(0) {}
  long available() const { return balance() + credit_; }
  void withdraw(long amount) {
    Account::withdraw(amount);
    ++withdrawals_;
  }
  void endOfMonth() {
    if (withdrawals_ > 1) book("fee", -5 * (withdrawals_ - 1));
    withdrawals_ = 0;
    if (balance() < 0) book("overdraft", balance() / 100);
  }
  std::string kind() const { return "checking"; }

private:
  long credit_;
  int withdrawals_;
};

class Bank {
  typedef std::map<int, Account *> Accounts;

public:
  Bank() : next_(1000) {}
  ~Bank() {
    for (Accounts::iterator i = accounts_.begin(); i != accounts_.end(); ++i) delete i->second;
  }
  int open(Account *account) {
    accounts_[account->number()] = account;
    return account->number();
  }
  int next() { return ++next_; }
  Account &operator[](int number) {
    Accounts::iterator i = accounts_.find(number);
    if (i == accounts_.end()) throw NoSuchAccount(number);
    return *i->second;
  }
  void transfer(int from, int to, long amount) {
    Account &source = (*this)[from];
    source.withdraw(amount);
    try {
      (*this)[to].deposit(amount);
    } catch (...) {
      source.deposit(amount);
      throw;
    }
  }
  void month() {
    for (Accounts::iterator i = accounts_.begin(); i != accounts_.end(); ++i) i->second->endOfMonth();
  }
  void print() const {
    for (Accounts::const_iterator i = accounts_.begin(); i != accounts_.end(); ++i) i->second->print(std::cout);
  }

private:
  Accounts accounts_;
  int next_;
};

void attempt(Bank &bank, int from, int to, long amount) {
  std::ostringstream line;
  line << from << " -> " << to << ' ' << amount << ": ";
  try {
    bank.transfer(from, to, amount);
    line << "done";
  } catch (const InsufficientFunds &e) {
    line << e.what() << ", " << e.missing() << " missing";
  } catch (const NoSuchAccount &e) {
    line << e.what() << ' ' << e.number;
  } catch (const BankError &e) {
    line << e.what();
  }
  std::cout << line.str() << std::endl;
}

int main() {
  {
    Bank bank;
    int ann = bank.open(new Savings(bank.next(), "Ann", 6));
    int bob = bank.open(new Checking(bank.next(), "Bob", 200));
    int cas = bank.open(new Checking(bank.next(), "Cas", 0));
    bank[ann].deposit(5000);
    bank[bob].deposit(300);
    attempt(bank, ann, bob, 1200);
    attempt(bank, bob, cas, 1600);
    attempt(bank, bob, cas, 500);
    attempt(bank, bob, cas, 1150);
    attempt(bank, cas, 9, 100);
    attempt(bank, 7, cas, 100);
    attempt(bank, cas, ann, 0);
    bank.month();
    bank.print();
    for (int i = 0; i < 3; ++i) {
      attempt(bank, cas, ann, 700 - 100 * i);
      bank.month();
    }
    bank.print();
    std::cout << Account::alive << " alive\n";
  }
  std::cout << Account::alive << " alive\n";
}
