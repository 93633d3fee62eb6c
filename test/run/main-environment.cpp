// RUN: %triple %s
// FLAGS: --all --safepoints=all
// The third parameter of main is the array that the process was started with.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

int count(char **all) {
  int n = 0;
  while (*all++) ++n;
  return n;
}

int main(int, char **, char **envp) {
  std::printf("%d\n", envp == environ);
  int found = 0;
  for (char **e = envp; *e; ++e)
    if (std::strncmp(*e, "PATH=", 5) == 0) found += *e + 5 == std::getenv("PATH");
  std::printf("%d\n", found);
  for (char **e = envp; *e; ++e) // the array stays what it was; setenv makes another one
    if (std::strncmp(*e, "PATH=", 5) == 0) setenv("COPY", *e + 5, 1);
  std::printf("%d %d\n", envp == environ, std::strcmp(std::getenv("COPY"), std::getenv("PATH")));
  std::printf("%d\n", count(environ) - count(envp));
  unsetenv("COPY");
  std::printf("%d\n", count(environ) - count(envp));
}
