// RUN: %triple %s
// FLAGS: --all --safepoints=all
// What the initialisers of globals allocate is on the heap that images know.
#include <cstdio>
#include <cstdlib>

struct root {
  virtual const char *name() const { return "root"; }
  virtual ~root() {}
};
struct left : virtual root {
  const char *name() const override { return "left"; }
};
struct right : virtual root {};
struct both : right, left {
  int value = 3;
};

static root *object = new both;
static int *numbers = new int[4]{1, 2, 3, 4};
static char **words = static_cast<char **>(calloc(2, sizeof(char *)));
struct holder {
  static root *inside;
};
root *holder::inside = new left;
namespace {
both *hidden = new both();
}

int main() {
  static char text[] = "text";
  words[1] = text;
  for (int i = 0; i < 4; ++i) numbers[i] *= 2;
  std::printf("%s %d %d %s %s %d\n", object->name(), dynamic_cast<both *>(object)->value, numbers[3], words[1],
              holder::inside->name(), hidden->value);
  delete object;
  delete holder::inside;
  delete hidden;
  delete[] numbers;
  free(words);
}
