// The victim of the crash test: saves images to a store as fast as it can, and says each number once save has
// returned. Each image holds its number, over and over, so that a torn one is seen.
//
//   store-writer URL ID

#include <perdure/host/store.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>

using namespace perdure::host;

namespace {

/// 8 to 8,000 bytes: some fit into a page of the store, some need many.
std::string image_of(unsigned long number) {
  std::string text, word = std::to_string(number) + ' ';
  for (unsigned long k = 0; k <= number % 50 * 20; ++k) text += word;
  return text;
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  auto s = open_store(argv[1], missing::create);
  s->keep = 4;
  claim c;
  unsigned long number = 1;
  record r;
  if (auto found = s->find(argv[2])) {
    number = found->latest;
    if (s->image(argv[2]) != image_of(number)) {
      std::printf("torn %lu\n", number);
      return 1;
    }
    c = s->take(argv[2], this_process());
  } else {
    r.id = argv[2];
    r.owner = this_process();
    c = s->create(r, image_of(1), "checkpoint");
  }
  for (;;) {
    std::printf("%lu\n", number);
    std::fflush(stdout);
    ++number;
    if (s->save(c, image_of(number), "checkpoint", state::running, std::nullopt) != number) return 1;
  }
}
