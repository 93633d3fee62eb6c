// RUN: %triple %s
// FLAGS: --all --safepoints=all
// The environment that the program has made for itself, and the time zone's names that follow from it.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
void show(const char *name) {
  const char *value = std::getenv(name);
  std::printf("%s=%s\n", name, value ? value : "(none)");
}

int main() {
  std::printf("%s\n", tzname[0]);
  setenv("GREETING", "hello = world", 1);
  setenv("HOME", "/nowhere", 1);
  setenv("EMPTY", "", 1);
  step(2);
  show("GREETING");
  unsetenv("HOME");
  setenv("GREETING", "bye", 1);
  step(2);
  show("GREETING");
  show("HOME");
  show("EMPTY");
  setenv("TZ", "XYZ-2ABC,M3.5.0,M10.5.0/3", 1);
  tzset();
  std::time_t t = 1025528525;
  step(2);
  std::tm summer;
  localtime_r(&t, &summer);
  char text[100];
  std::strftime(text, sizeof text, "%H %Z %z", &summer);
  std::printf("%s %s %s %d %ld\n", text, tzname[0], tzname[1], std::strcmp(summer.tm_zone, tzname[1]), timezone);
}
