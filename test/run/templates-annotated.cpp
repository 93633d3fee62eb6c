// RUN: %triple %s
// Resumable function templates.
#include <perdure/perdure.hpp>

template <class T> RESUMABLE T twice(T x) {
  perdure::checkpoint();
  return x + x;
}

RESUMABLE int main() { return twice(1) + int(twice(2.5)); }
