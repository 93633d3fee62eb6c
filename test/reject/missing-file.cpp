// RUN: not %perdurec %t.does-not-exist.cpp %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// CHECK: error: {{.*}}does-not-exist.cpp
