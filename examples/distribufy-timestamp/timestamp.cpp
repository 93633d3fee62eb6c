// A value that depends on the moment is found out once, and then belongs to the execution: every process that goes on
// with it prints the same time.
#include <perdure/perdure.hpp>

#include <chrono>
#include <iostream>

RESUMABLE long long checkpoint_then_timestamp() {
  perdure::checkpoint();
  return perdure::persist("i", [] {
    using namespace std::chrono;
    return static_cast<long long>(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
  });
}

RESUMABLE int main() {
  std::cout << checkpoint_then_timestamp() << '\n';
  std::cout << checkpoint_then_timestamp() << '\n';
  std::cout << checkpoint_then_timestamp() << '\n';
}
