// A vector that stays sorted.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

template <class T, class Less = std::less<T>> class SortedVector {
public:
  void insert(const T &item) {
    auto where = std::upper_bound(items_.begin(), items_.end(), item, less_);
    items_.insert(where, item);
    ++total;
  }
  typename std::vector<T>::const_iterator begin() const { return items_.begin(); }
  typename std::vector<T>::const_iterator end() const { return items_.end(); }
  static inline int total = 0;

private:
  std::vector<T> items_;
  Less less_;
};
