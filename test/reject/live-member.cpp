// RUN: not %perdurec %s %t.cpp 2>&1 | FileCheck-19 %s
// RUN: not test -e %t.cpp
// The culprit may be deep inside: the error gives its path, through members, bases and elements.
#include <perdure/perdure.hpp>

#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

struct Input {
  std::future<int> stream;
};

struct Job {
  int id = 0;
  Input input;
};

struct Worker {
  std::thread thread;
};

struct Table : Worker {
  int rows = 0;
};

RESUMABLE int f() {
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'job.input.stream' of type 'std::future<int>' cannot be saved
  Job job;
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'jobs[].input.stream' of type 'std::future<int>' cannot be saved
  std::vector<Job> jobs;
  // CHECK-DAG: :[[@LINE+1]]:{{[0-9]+}}: error: 'table.thread' of type 'std::thread' cannot be saved
  Table table;
  perdure::checkpoint();
  return job.id + int(jobs.size()) + table.rows;
}

RESUMABLE int main() {
  return f();
}
// CHECK: 3 errors generated
