// RUN: %triple %s
// FLAGS: --all --safepoints=all
// What gmtime(), localtime(), asctime() and ctime() return is one object, whoever goes on.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <time.h>

int step(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}

void show(const std::tm *t) {
  step(1);
  std::printf("%d-%02d-%02d %02d:%02d:%02d %s %ld\n", t->tm_year + 1900, t->tm_mon + 1, t->tm_mday, t->tm_hour,
              t->tm_min, t->tm_sec, t->tm_zone, t->tm_gmtoff);
}

struct moment {
  std::tm *broken_down;
  const char *text;
  int *minute;
};

int main() {
  std::time_t t = 1025528525;
  std::tm *utc = std::gmtime(&t);
  step(2);
  show(utc);
  std::printf("%d\n", utc == gmtime(&t));
  setenv("TZ", "XYZ-2ABC,M3.5.0,M10.5.0/3", 1);
  moment m{std::localtime(&t), nullptr, nullptr};
  m.minute = &m.broken_down->tm_min;
  step(2);
  show(m.broken_down);
  ++*m.minute;
  show(utc);
  m.text = std::asctime(m.broken_down);
  step(2);
  std::printf("%s%d\n", m.text, m.text == asctime(utc));
  const char *year = std::strrchr(m.text, ' ') + 1;
  t += 86400 * 400;
  step(1);
  std::printf("%s", ctime(&t));
  std::printf("%d\n", std::atoi(year));
  show(utc);
  std::tm copy = *localtime(&t);
  step(1);
  show(&copy);
  std::tm *(*how)(const std::time_t *) = &std::gmtime;
  show(how(&t));
  utc->tm_year = 2147483647 - 1900;
  step(1);
  std::printf("%s", static_cast<const char *>(asctime(utc)));
  char *first = (char *)asctime(gmtime(&t));
  step(1);
  std::printf("%.3s\n", first);
}
