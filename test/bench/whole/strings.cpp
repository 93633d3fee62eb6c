// Text that is built, turned around, searched and parsed.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

static std::string number(long n) {
  std::string s;
  do s += char('0' + n % 10);
  while (n /= 10);
  std::reverse(s.begin(), s.end());
  return s;
}

static long parse(const std::string &s, std::size_t &at) {
  long n = 0;
  while (at < s.size() && s[at] >= '0' && s[at] <= '9') n = n * 10 + (s[at++] - '0');
  return n;
}

static std::string joined(const std::vector<std::string> &parts, const std::string &with) {
  std::string out;
  for (const std::string &p : parts) {
    if (!out.empty()) out += with;
    out += p;
  }
  return out;
}

int main() {
  long sum = 0;
  for (int round = 0; round < 9000; ++round) {
    std::vector<std::string> parts;
    for (int k = 0; k < 200; ++k) parts.push_back(number(long(round) * k * 7919 % 1000003));
    std::string text = joined(parts, ", ");
    for (std::size_t at = 0; at < text.size(); ++at) sum += parse(text, at);
    std::size_t found = text.find("77");
    while (found != std::string::npos) {
      text.replace(found, 2, "seven");
      found = text.find("77", found);
      ++sum;
    }
    sum += long(text.size());
  }
  std::printf("%ld\n", sum);
}
