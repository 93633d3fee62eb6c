// RUN: %triple %s
// Resumable member functions, with an object and without.
#include <perdure/perdure.hpp>

struct Worker {
  int n = 0;
  RESUMABLE int work() {
    perdure::checkpoint();
    return ++n;
  }
  RESUMABLE static int fine(int x) {
    perdure::checkpoint();
    return x;
  }
};

RESUMABLE int main() {
  Worker w;
  return w.work() + Worker::fine(1);
}
