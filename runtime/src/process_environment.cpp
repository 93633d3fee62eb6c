// Saves and restores the environment; see detail/process_environment.hpp.
#include <perdure/detail/process_environment.hpp>

#include <perdure/detail/archive.hpp>
#include <perdure/detail/globals.hpp>
#include <perdure/detail/heap.hpp>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <new>
#include <unistd.h>
#include <unordered_map>

namespace perdure::detail {
namespace {

enum kind : unsigned char { text, of_process, of_program };

/// Stands where a variable of the process was that this one does not have.
char unset[] = "PERDURE_=";

/// A string of the program's that something else in the image holds. What setenv() makes, no expression of the program
/// has allocated.
bool is_saved_elsewhere(const char *p, const std::vector<const global_variable *> &globals) {
  if (heap_is_tracked())
    if (const heap_block b = heap_find(p); b.alive && b.type) return true;
  return std::any_of(globals.begin(), globals.end(), [p](const global_variable *v) {
    const auto *first = static_cast<const char *>(v->address());
    return !std::less<>()(p, first) && std::less<>()(p, first + v->size);
  });
}

bool is_valid(const char *lasting) {
  if (!heap_is_tracked() || !heap_may_hold(reinterpret_cast<std::uintptr_t>(lasting))) return true;
  const heap_block b = heap_find(lasting);
  return !b.first || (b.alive && b.first == reinterpret_cast<const unsigned char *>(lasting) && !b.type);
}

std::vector<char *> strings_of(char **array) {
  std::vector<char *> all;
  for (; array && *array; ++array) all.push_back(*array);
  return all;
}

void save_text(oarchive &a, const char *p) {
  const std::size_t n = std::strlen(p) + 1;
  a.byte(text);
  a.count(n);
  a.visit(p, n);
  a.put(p, n);
}

} // namespace

void process_environment::adopt() {
  is_there_ = true;
  given_ = ::environ;
  for (char *s : strings_of(given_))
    if (!is_of_process(s)) lasting_.push_back(s);
  std::sort(lasting_.begin(), lasting_.end(), std::less<>());
}

void process_environment::save(oarchive &a, const std::vector<const global_variable *> &globals) const {
  a.byte(is_there_);
  if (!is_there_) return;
  a.enter("environ");
  std::vector<char *> all = strings_of(::environ);
  const std::size_t count = all.size();
  const auto is_lasting = [&](char *s) {
    return std::binary_search(lasting_.begin(), lasting_.end(), s, std::less<>());
  };
  std::vector<char *> sorted = all;
  std::sort(sorted.begin(), sorted.end(), std::less<>());
  for (char *s : lasting_)
    if (!std::binary_search(sorted.begin(), sorted.end(), s, std::less<>()) && is_valid(s)) all.push_back(s);
  a.count(count);
  a.count(all.size() - count);
  for (std::size_t k = 0; k < all.size(); ++k) {
    a.enter(k);
    if (is_of_process(all[k])) {
      a.byte(of_process);
    } else if (k < count && !is_lasting(all[k]) && is_saved_elsewhere(all[k], globals)) {
      a.byte(of_program);
      a.pointer(all[k], pointer_type_of<char>());
    } else {
      save_text(a, all[k]);
    }
    a.leave();
  }
  a.visit(::environ, count + 1);
  const bool moved = given_ != ::environ;
  a.byte(moved);
  if (moved) {
    const std::vector<char *> first = strings_of(given_);
    a.count(first.size());
    std::unordered_map<const char *, std::size_t> number;
    for (std::size_t k = 0; k < all.size(); ++k) number.emplace(all[k], k + 1);
    for (char *s : first) { // 0: one that is no part of the image
      const auto at = number.find(s);
      a.count(at == number.end() ? 0 : at->second);
    }
    a.visit(given_, first.size() + 1);
  }
  a.leave();
}

void process_environment::load(iarchive &a) {
  is_there_ = a.flag();
  if (!is_there_) return;
  count_ = a.count_of(1);
  const std::size_t former = a.count_of(1);
  std::size_t own = 0;
  for (char **e = ::environ; e && *e; ++e) own += is_of_process(*e);
  array_.resize(count_ + own + 1); // it must not move: pointers lead there
  strings_.resize(count_ + former);
  for (std::size_t k = 0; k < strings_.size(); ++k) {
    const unsigned char what = a.byte();
    if (what > of_program) a.refuse("a string of the environment is of an unknown kind");
    if (what != text && k >= count_) a.refuse("a former string of the environment is of an unknown kind");
    if (what == of_program && !a.pointer(&array_[k], pointer_type_of<char>()))
      a.refuse("the environment ends too early");
    if (what != text) continue;
    const std::size_t n = a.count_of(1);
    if (n == 0) a.refuse("a string of the environment does not end");
    char *s = static_cast<char *>(std::malloc(n)); // as setenv() does it
    if (!s) throw std::bad_alloc();
    strings_[k].reset(s);
    a.visit(s, n);
    a.get(s, n);
    if (std::memchr(s, 0, n) != s + n - 1) a.refuse("a string of the environment does not end");
    if (k < count_) array_[k] = s;
  }
  a.visit(array_.data(), count_ + 1);
  if (!a.flag()) return;
  first_numbers_.resize(a.count_of(1));
  for (std::uint64_t &number : first_numbers_)
    if ((number = a.count()) > strings_.size()) a.refuse("the environment leads to an unknown string");
  first_array_.resize(first_numbers_.size() + 1);
  a.visit(first_array_.data(), first_array_.size());
}

void process_environment::install() {
  if (!is_there_) return;
  std::vector<char *> own = strings_of(::environ);
  own.erase(std::remove_if(own.begin(), own.end(), [](char *s) { return !is_of_process(s); }), own.end());
  auto next = own.begin();
  const auto take = [&] { return next == own.end() ? unset : *next++; };
  for (std::size_t k = 0; k < count_; ++k)
    if (!array_[k]) array_[k] = take();
  for (std::size_t k = count_; next != own.end() && k + 1 < array_.size(); ++k) array_[k] = *next++;
  for (std::size_t k = 0; k < first_numbers_.size(); ++k) {
    const std::uint64_t number = first_numbers_[k];
    first_array_[k] = number == 0 ? unset : number <= count_ ? array_[number - 1] : strings_[number - 1].get();
  }
  lasting_.clear();
  for (auto &s : strings_)
    if (s) lasting_.push_back(s.release());
  std::sort(lasting_.begin(), lasting_.end(), std::less<>());
  strings_.clear();
  ::environ = array_.data();
  given_ = first_array_.empty() ? ::environ : first_array_.data();
}

} // namespace perdure::detail
