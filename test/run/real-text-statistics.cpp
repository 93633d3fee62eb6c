// RUN: %triple %s
// Statistics of a text: words, lines, lengths, most frequent words, longest line; shared and weak pointers in an index.
#include <perdure/perdure.hpp>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

static const char *const text = "It was the best of times, it was the worst of times,\n"
                                "it was the age of wisdom, it was the age of foolishness,\n"
                                "it was the epoch of belief, it was the epoch of incredulity,\n"
                                "it was the season of Light, it was the season of Darkness,\n"
                                "it was the spring of hope, it was the winter of despair.\n";

struct Word {
  std::string text;
  int count = 0;
  std::vector<int> lines;
  std::weak_ptr<Word> before;
};

class Index {
public:
  std::shared_ptr<Word> enter(const std::string &word) {
    std::shared_ptr<Word> &w = words_[word];
    if (!w) {
      w = std::make_shared<Word>();
      w->text = word;
    }
    return w;
  }
  const std::unordered_map<std::string, std::shared_ptr<Word>> &words() const { return words_; }

private:
  std::unordered_map<std::string, std::shared_ptr<Word>> words_;
};

RESUMABLE void scan(const char *begin, Index &index, std::map<std::size_t, int> &lengths) {
  int line = 1;
  std::string word;
  std::shared_ptr<Word> last;
  for (const char *p = begin;; ++p) {
    if (std::isalpha(static_cast<unsigned char>(*p))) {
      word += char(std::tolower(static_cast<unsigned char>(*p)));
      continue;
    }
    if (!word.empty()) {
      auto entry = index.enter(word);
      ++entry->count;
      if (entry->lines.empty() || entry->lines.back() != line) entry->lines.push_back(line);
      if (last && entry->before.expired()) entry->before = last;
      ++lengths[word.size()];
      last = entry;
      word.clear();
    }
    if (*p == '\n') {
      ++line;
      perdure::checkpoint();
    }
    if (!*p) break;
  }
}

RESUMABLE std::vector<std::pair<std::string, int>> top(const Index &index, std::size_t n) {
  std::vector<std::pair<std::string, int>> all;
  for (const auto &[key, word] : index.words()) {
    if (word->count > 3) perdure::checkpoint();
    all.emplace_back(key, word->count);
  }
  std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  if (all.size() > n) all.resize(n);
  return all;
}

std::string list_lines(const Word &word) { // the stream ends before anything suspends
  std::ostringstream lines;
  for (int line : word.lines) lines << ' ' << line;
  return lines.str();
}

RESUMABLE std::string chain(const std::shared_ptr<Word> &word, int limit) {
  std::shared_ptr<Word> before = word->before.lock();
  perdure::checkpoint();
  if (!before || limit == 0) return word->text;
  return chain(before, limit - 1) + ">" + word->text;
}

RESUMABLE int main() {
  Index index;
  std::map<std::size_t, int> lengths;
  scan(text, index, lengths);
  for (const auto &[word, count] : top(index, 6)) {
    std::cout << std::setw(8) << word << std::setw(4) << count;
    const std::string list = list_lines(*index.enter(word));
    perdure::checkpoint();
    std::cout << list << '\n';
  }
  for (auto [length, count] : lengths) std::cout << length << ':' << std::string(std::size_t(count), '*') << '\n';
  std::cout << chain(index.enter("despair"), 6) << '\n';
  const char *longest = text, *end = text;
  std::ptrdiff_t most = 0;
  for (const char *line = text; *line; line = end + 1) {
    for (end = line; *end != '\n';) ++end;
    if (end - line > most) {
      most = end - line;
      longest = line;
      perdure::checkpoint();
    }
  }
  std::cout << std::string(longest, std::size_t(most)) << '\n';
}
