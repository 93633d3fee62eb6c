// Counts the words of large files. It notes a checkpoint every few thousand lines, so that a kill costs no more than
// those; everything else is as one would write it anyway.
#include <perdure/perdure.hpp>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

struct Counts {
  std::unordered_map<std::string, long> words;
  long total = 0;
  long lines = 0;
};

void count_words(const std::string &line, Counts &counts) {
  std::string word;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    char c = i < line.size() ? line[i] : ' ';
    if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
    if (c >= 'a' && c <= 'z') {
      word += c;
    } else if (!word.empty()) {
      ++counts.words[word];
      ++counts.total;
      word.clear();
    }
  }
}

/// Counts up to `lines` lines from `offset` on, and moves the offset behind them. False at the end of the file. The
/// file is open only in here: all that an image holds of it is its name and the offset.
bool count_some(const char *file, std::streamoff &offset, int lines, Counts &counts) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    std::cerr << "word-frequency: cannot open " << file << '\n';
    std::exit(1);
  }
  in.seekg(offset);
  std::string line;
  for (int n = 0; n < lines; ++n) {
    if (!std::getline(in, line)) return false;
    offset += std::streamoff(line.size()) + 1;
    ++counts.lines;
    count_words(line, counts);
  }
  return true;
}

RESUMABLE void count_file(const char *file, int lines, Counts &counts) {
  std::streamoff offset = 0;
  while (count_some(file, offset, lines, counts)) perdure::checkpoint();
}

void print(const Counts &counts) {
  std::vector<std::pair<std::string, long>> top(counts.words.begin(), counts.words.end());
  std::sort(top.begin(), top.end(), [](const auto &a, const auto &b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  std::cout << counts.lines << " lines, " << counts.total << " words, " << top.size() << " different\n";
  for (std::size_t i = 0; i < top.size() && i < 10; ++i) std::cout << top[i].second << ' ' << top[i].first << '\n';
}

RESUMABLE int main(int argc, char **argv) {
  int lines = 5000;
  int first = 1;
  if (argc > 2 && std::strcmp(argv[1], "-n") == 0) {
    lines = std::max(1, std::atoi(argv[2]));
    first = 3;
  }
  if (first >= argc) {
    std::cerr << "usage: word-frequency [-n LINES] FILE...\n";
    return 2;
  }
  Counts counts;
  for (int i = first; i < argc; ++i) count_file(argv[i], lines, counts);
  print(counts);
}
