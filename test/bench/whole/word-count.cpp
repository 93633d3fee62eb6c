// Words of a made-up text, counted in a hash table and in a tree.
#include <cstdio>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

static unsigned seed = 42;
static unsigned random_number() { return seed = seed * 1664525u + 1013904223u; }

static std::string make_word() {
  unsigned n = random_number() >> 20;
  n = (n * n) >> 14;
  std::string word;
  do word += char('a' + n % 26);
  while (n /= 26);
  return word + (word.size() < 2 ? "ing" : "ation");
}

static void split(const std::string &line, std::vector<std::string> &words) {
  words.clear();
  std::string word;
  for (char c : line) {
    if (c == ' ') {
      if (!word.empty()) words.push_back(word);
      word.clear();
    } else {
      word += c;
    }
  }
  if (!word.empty()) words.push_back(word);
}

int main() {
  std::unordered_map<std::string, int> counts;
  std::map<std::string, long> ordered;
  std::vector<std::string> words;
  for (int line = 0; line < 60000; ++line) {
    std::string text;
    for (int k = 0; k < 10; ++k) text += make_word() + " ";
    split(text, words);
    for (const std::string &w : words) {
      ++counts[w];
      ordered[w] += line;
    }
  }
  long sum = 0, k = 0;
  for (const auto &[word, total] : ordered) sum += ++k * counts[word] + total % 7;
  std::printf("%zu words, %ld\n", counts.size(), sum);
}
