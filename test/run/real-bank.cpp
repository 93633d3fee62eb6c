// RUN: %triple %s
// A bank: accounts, transfers that fail half-way and are taken back, a journal, exceptions of several kinds, RAII.
#include <perdure/perdure.hpp>

#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

enum class Kind { deposit, withdrawal, transfer };

class BankError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

struct Insufficient : BankError {
  Insufficient(const std::string &who, long missing) : BankError(who + " has too little"), missing(missing) {}
  long missing;
};

struct Unknown : BankError {
  explicit Unknown(const std::string &who) : BankError("no account '" + who + "'") {}
};

struct Account {
  std::string owner;
  long cents = 0;
  bool locked = false;
};

struct Entry {
  Kind kind;
  std::string text;
  long cents;
};

struct Bank {
  std::map<std::string, std::unique_ptr<Account>> accounts;
  std::vector<Entry> journal;

  Account &find(const std::string &owner) {
    auto found = accounts.find(owner);
    if (found == accounts.end()) throw Unknown(owner);
    return *found->second;
  }
};

/// Locks an account until the end of the scope.
class Lock {
public:
  explicit Lock(Account &a) : account_(a) {
    if (a.locked) throw BankError(a.owner + " is locked");
    a.locked = true;
  }
  Lock(const Lock &) = delete;
  Lock &operator=(const Lock &) = delete;
  ~Lock() { account_.locked = false; }

private:
  Account &account_;
};

/// Takes changes back unless they are confirmed.
class Transaction {
public:
  explicit Transaction(Bank &b) : bank_(b), entries_(b.journal.size()) {}
  Transaction(const Transaction &) = delete;
  Transaction &operator=(const Transaction &) = delete;
  ~Transaction() {
    if (confirmed_) return;
    for (auto &[account, cents] : before_) account.get().cents = cents;
    bank_.journal.resize(entries_, Entry{Kind::deposit, "", 0});
    std::cout << "(taken back) ";
  }
  void change(Account &a, long by) {
    before_.insert(before_.begin(), {std::ref(a), a.cents});
    a.cents += by;
  }
  void confirm() { confirmed_ = true; }

private:
  Bank &bank_;
  std::size_t entries_;
  std::vector<std::pair<std::reference_wrapper<Account>, long>> before_;
  bool confirmed_ = false;
};

RESUMABLE long fee(long cents) {
  perdure::checkpoint();
  return cents / 100 + 1;
}

RESUMABLE void withdraw(Bank &bank, Transaction &t, Account &a, long cents) {
  bank.journal.push_back({Kind::withdrawal, a.owner, cents});
  perdure::checkpoint();
  if (a.cents < cents) throw Insufficient(a.owner, cents - a.cents);
  t.change(a, -cents);
}

RESUMABLE void transfer(Bank &bank, const std::string &from, const std::string &to, long cents) {
  Transaction t(bank);
  Account &source = bank.find(from);
  Lock lock_source(source);
  withdraw(bank, t, source, cents + fee(cents));
  Account &target = bank.find(to);
  perdure::checkpoint();
  Lock lock_target(target);
  t.change(target, cents);
  bank.journal.push_back({Kind::transfer, from + " to " + to, cents});
  t.confirm();
  perdure::checkpoint();
}

RESUMABLE std::string attempt(Bank &bank, const std::string &from, const std::string &to, long cents, int tries) {
  try {
    transfer(bank, from, to, cents);
    return "ok";
  } catch (const Insufficient &e) {
    perdure::checkpoint();
    if (tries > 1) return "again: " + attempt(bank, from, to, cents - e.missing - 5, tries - 1);
    return std::string(e.what()) + " by " + std::to_string(e.missing);
  } catch (const BankError &e) {
    return e.what();
  }
}

RESUMABLE int main() {
  Bank bank;
  for (auto [owner, cents] : {std::pair<const char *, long>{"ann", 10000}, {"bob", 500}, {"cy", 0}}) {
    auto account = std::make_unique<Account>();
    account->owner = owner;
    account->cents = cents;
    perdure::checkpoint();
    bank.journal.push_back({Kind::deposit, owner, cents});
    bank.accounts[owner] = std::move(account);
  }
  std::cout << attempt(bank, "ann", "bob", 2500, 1) << '\n';
  std::cout << attempt(bank, "bob", "cy", 9000, 1) << '\n';
  std::cout << attempt(bank, "bob", "cy", 9000, 2) << '\n';
  std::cout << attempt(bank, "ann", "dora", 100, 1) << '\n';
  std::cout << attempt(bank, "ann", "ann", 100, 1) << '\n';
  long sum = 0;
  for (const auto &[owner, account] : bank.accounts) {
    perdure::checkpoint();
    sum += account->cents;
    std::cout << owner << ' ' << account->cents << ' ' << account->locked << '\n';
  }
  for (const Entry &e : bank.journal) std::cout << int(e.kind) << ' ' << e.text << ' ' << e.cents << '\n';
  return sum % 100 == 0 ? 1 : 0;
}
