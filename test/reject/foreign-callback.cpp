// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// A resumable function handed to a library that would call it: the library's own frames cannot be saved.
#include <perdure/perdure.hpp>

#include <algorithm>
#include <cstdlib>
#include <vector>

RESUMABLE bool less(int a, int b) {
  perdure::checkpoint();
  return a < b;
}

RESUMABLE int compare(const void *a, const void *b) {
  perdure::checkpoint();
  return *static_cast<const int *>(a) - *static_cast<const int *>(b);
}

RESUMABLE int main() {
  std::vector<int> v{2, 1};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}'less'
  std::sort(v.begin(), v.end(), less);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}'compare'
  std::qsort(v.data(), v.size(), sizeof v[0], compare);
  return v[0];
}
