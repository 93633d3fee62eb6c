// RUN: not %perdurec %s %t.cpp --all -- -std=c++17 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// CHECK: :[[# @LINE + 7]]:3: error: '_Unwind_ForcedUnwind' ends native frames, but not those of a resumed program
// CHECK: note: use exceptions
#include <unwind.h>
_Unwind_Reason_Code stop(int, _Unwind_Action, _Unwind_Exception_Class, _Unwind_Exception *, _Unwind_Context *, void *) {
  return _URC_NO_REASON;
}
void leave(_Unwind_Exception *exception) {
  _Unwind_ForcedUnwind(exception, stop, nullptr);
}
int main() {
  static _Unwind_Exception exception;
  try {
    leave(&exception);
  } catch (...) {
  }
}
