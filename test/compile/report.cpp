// RUN: %perdurec %s %t.cpp --all --safepoints=entries --report=%t.json
// RUN: python3 -c "import json; json.load(open('%t.json'))"
// RUN: FileCheck-19 %s < %t.json
// RUN: not %perdurec %s %t.cpp --all --report=%t.missing/report.json 2>&1 | FileCheck-19 %s --check-prefix=ERROR
// What --report tells: of a resumable function its points, its frame, and why each variable is where it is; of others
// why they are not.
#include <cstdarg>
#include <string>

int twice(int x) { return x * 2; }

int many(int n, ...) {
  va_list list;
  va_start(list, n);
  int out = va_arg(list, int);
  va_end(list);
  return twice(out);
}

int work(const std::string &name, int n) {
  int numbers[3] = {1, 2, 3};
  std::string text = name;
  int sum = many(1, n);
  for (int k = 0; k < n; ++k) sum += twice(numbers[k % 3]);
  return sum + int(text.size());
}

int main() { return work("x", 2); }

// CHECK: "resumable": [
// CHECK: "because": "a reference: its address is saved"
// CHECK-NEXT: "kept": "reference"
// CHECK: "name": "name"
// CHECK: "because": "copied when a call is captured; until then in a register"
// CHECK: "name": "n"
// CHECK: "because": "an array has an address that does not change"
// CHECK-NEXT: "kept": "pinned"
// CHECK: "name": "numbers"
// CHECK-NEXT: "type": "int[3]"
// CHECK: "because": "its type has constructors, assignment or a destructor of its own"
// CHECK: "name": "text"
// CHECK: "function": "work(const std::string &, int)"
// CHECK: "key": "perdure::detail::safe_point#1"
// CHECK-NEXT: "line": 20
// CHECK: "key": "twice(int)#1"
// CHECK: "live": [
// CHECK: "numbers"
// CHECK: "untouched": [
// CHECK: "because": "it has a variable argument list"
// CHECK: "function": "many"
// CHECK-NEXT: "line": 12

// ERROR: error: {{.*}}report.json
