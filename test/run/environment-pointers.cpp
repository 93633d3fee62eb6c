// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Pointers into the environment lead to the strings that getenv() finds, also when another process goes on.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

static char given[] = "GIVEN=by putenv";

bool same(const char *name, const char *value) {
  step(1);
  return std::getenv(name) == value;
}

void unchanged() {
  const char *path = std::getenv("PATH");
  char *inside = std::getenv("PATH") + 1;
  step(2);
  std::printf("%d %d %d\n", same("PATH", path), inside == path + 1, inside == std::getenv("PATH") + 1);
}

void walk() {
  int found = 0, n = 0;
  char **all = environ;
  for (char **e = environ; *e; ++e, ++n) {
    step(1);
    if (std::strncmp(*e, "PATH=", 5) == 0) found += *e + 5 == std::getenv("PATH");
  }
  std::printf("%d %d %d\n", found, all == environ, environ[n] == nullptr);
}

void replaced() {
  setenv("WORD", "first", 1);
  char *word = std::getenv("WORD");
  step(2);
  std::printf("%s %d\n", word, same("WORD", word));
  const char *path = std::getenv("PATH");
  char saved[4096] = "";
  std::strncpy(saved, path, sizeof saved - 1);
  setenv("WORD", "another, which is longer", 1);
  setenv("PATH", "/nowhere", 1);
  step(2);
  std::printf("%s %d %d\n", std::getenv("WORD"), same("WORD", word), std::strncmp(saved, path, sizeof saved - 1));
  setenv("PATH", path, 1);
  step(2);
  std::printf("%d %d\n", std::strcmp(std::getenv("PATH"), path), same("PATH", path));
  word = std::getenv("WORD");
  *word = 'A';
  std::printf("%s %d\n", std::getenv("WORD"), same("WORD", word));
  unsetenv("WORD");
  step(2);
  std::printf("%d %s\n", same("WORD", nullptr), word);
}

void own() {
  char here[32] = "HERE=on the stack";
  char *there = static_cast<char *>(std::malloc(32));
  std::strcpy(there, "THERE=on the heap");
  putenv(given);
  putenv(here);
  putenv(there);
  step(2);
  given[6] = 'B', here[5] = 'O', there[6] = 'o';
  step(2);
  std::printf("%s, %s, %s\n", std::getenv("GIVEN"), std::getenv("HERE"), std::getenv("THERE"));
  std::printf("%d %d %d\n", same("GIVEN", given + 6), same("HERE", here + 5), same("THERE", there + 6));
  unsetenv("HERE");
  unsetenv("THERE");
  std::free(there);
}

struct option {
  const char *name, *value;
};

int main() {
  unchanged();
  walk();
  option options[] = {{"HOME", std::getenv("HOME")}, {"NOBODY", std::getenv("NOBODY")}};
  replaced();
  walk();
  own();
  for (const option &o : options) std::printf("%d\n", same(o.name, o.value));
  clearenv();
  step(1);
  std::printf("%d %d\n", environ == nullptr || !*environ, std::getenv("PATH") == nullptr);
  setenv("AFTER", "all", 1);
  step(1);
  std::printf("%s %s\n", std::getenv("AFTER"), environ[0]);
}
