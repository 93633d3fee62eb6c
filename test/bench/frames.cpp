// What a frame costs: captured, saved, loaded and resumed, at several depths, and its bytes in an image. Compiled with
// --func by test/bench/run. Output: a line for each kind of frame and depth: kind, depth, nanoseconds a frame for
// capture, save, load, resume, and the image's bytes a frame.
#include <perdure/perdure.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

/// As small as frames get: one variable, in a register until it is captured.
RESUMABLE long thin(int n, bool suspends) {
  if (n == 0) {
    if (suspends) perdure::yield();
    return 1;
  }
  return n + thin(n - 1, suspends);
}

/// Two longs, two ints and a string of five characters.
RESUMABLE long thick(int n, bool suspends) {
  long a = n * 3L, b = n + 5L;
  int c = n % 7;
  std::string s = "fives";
  long below = 1;
  if (n > 0)
    below = thick(n - 1, suspends);
  else if (suspends)
    perdure::yield();
  return below + a - b + c + long(s.size());
}

double now() {
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Times {
  double native = 1e18, capture = 1e18, save = 1e18, load = 1e18, resume = 1e18;
  double bytes = 0;
};

template <long (*F)(int, bool)> void measure(const char *kind, int depth, int repetitions) {
  Times best;
  long want = 0, got = 0;
  for (int i = 0; i < repetitions; ++i) {
    double t0 = now();
    perdure::continuation whole = perdure::start(F, depth, false);
    double t1 = now();
    best.native = std::min(best.native, t1 - t0);
    want = whole.result<long>();

    t0 = now();
    perdure::continuation co = perdure::start(F, depth, true);
    t1 = now();
    best.capture = std::min(best.capture, t1 - t0);

    t0 = now();
    perdure::image image = perdure::save(co);
    t1 = now();
    best.save = std::min(best.save, t1 - t0);
    best.bytes = double(image.bytes().size());

    t0 = now();
    perdure::continuation loaded = perdure::load(image);
    t1 = now();
    best.load = std::min(best.load, t1 - t0);

    t0 = now();
    loaded.resume();
    t1 = now();
    best.resume = std::min(best.resume, t1 - t0);
    got = loaded.result<long>();
    if (got != want) {
      std::fprintf(stderr, "frames: %s %d: %ld after a restore, not %ld\n", kind, depth, got, want);
      std::exit(1);
    }
  }
  const double frames = depth + 1;
  std::printf("%s %d %.1f %.1f %.1f %.1f %.1f\n", kind, depth, (best.capture - best.native) / frames,
              best.save / frames, best.load / frames, best.resume / frames, best.bytes / frames);
  std::fflush(stdout);
}

int main() {
  for (int depth : {1, 10, 1000, 100000}) {
    const int repetitions = depth < 1000 ? 2000 : depth < 100000 ? 300 : 12;
    measure<thin>("thin", depth - 1, repetitions);
    measure<thick>("thick", depth - 1, repetitions);
  }
}
