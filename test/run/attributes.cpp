// RUN: %triple %s
// Attributes on resumable functions, parameters, variables and statements; comments and odd spacing in between.
// clang-format off
#include <perdure/perdure.hpp>

#include <iostream>

[[nodiscard]] RESUMABLE int important(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE [[gnu::noinline]] inline int
spread(int a, // the first
       [[maybe_unused]] int unused,
       int b /* the last */)
{
  [[maybe_unused]] int kept = important(a);
  if (a > b) {
    perdure::checkpoint(); return a; /* both on a line */ }
  else { /* nothing */ }
  switch (a) {
  case 1: perdure::checkpoint(); [[fallthrough]];
  default: ;;
  }
  // perdure::checkpoint(); in a comment
  const char *s = "perdure::checkpoint(); in a string";
  for (;;) { perdure
                 ::checkpoint
                     (); break; }
  return b + int(s[0] == 'p');
}

RESUMABLE
auto
newlines(
) -> int
try { return ( ( important ( 3 ) ) ) ; } catch ( ... ) { throw ; }

RESUMABLE [[deprecated("for the test")]] int old_style(void) { perdure::checkpoint(); return 0x2A'00; }

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
RESUMABLE int main() {
  static_cast<void>(important(1));
  std::cout << spread(1, 2, 3) << spread(5, 0, 4) << newlines() << old_style() << R"raw( "raw" \ )raw" << '\n';
  if (int x = important(1), y = important(2); x < y) { std::cout << x << y; } else std::cout << "never";
  {;} ;
  std::cout << (void(important(1)), '\n');
}
#pragma GCC diagnostic pop
