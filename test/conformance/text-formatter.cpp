// RUN: %triple %s
// EVERY: 3
// A small text processor: paragraphs, justification, numbered lists, a table with aligned columns, an index of words, and a
// line-by-line difference of two texts.
#include <algorithm>
#include <cctype>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using Lines = std::vector<std::string>;

Lines split(const std::string &text, char by = '\n') {
  Lines lines;
  std::istringstream in(text);
  std::string line;
  while (std::getline(in, line, by)) lines.push_back(line);
  return lines;
}

class Formatter {
public:
  enum class Align { left, right, centre, full };

  Formatter(std::ostream &out, std::size_t width) : out_(out), width_(width) {}

  void paragraph(const std::string &text, Align align, const std::string &first = "", const std::string &rest = "") {
    std::istringstream in(text);
    Lines words;
    std::string word, lead = first;
    std::size_t used = 0;
    while (in >> word) {
      if (!words.empty() && lead.size() + used + words.size() + word.size() > width_) {
        line(words, used, align, lead, false);
        lead = rest;
        words.clear();
        used = 0;
      }
      used += word.size();
      words.push_back(word);
    }
    if (!words.empty()) line(words, used, align, lead, true);
  }

  void list(const Lines &items) {
    int n = 0;
    for (const std::string &item : items) {
      const std::string number = std::to_string(++n) + ". ";
      paragraph(item, Align::left, number, std::string(number.size(), ' '));
    }
  }

  void table(const std::vector<Lines> &rows) {
    std::vector<std::size_t> widths;
    for (const Lines &row : rows)
      for (std::size_t c = 0; c < row.size(); ++c) {
        if (c == widths.size()) widths.push_back(0);
        widths[c] = std::max(widths[c], row[c].size());
      }
    auto rule = [&] {
      for (std::size_t w : widths) out_ << '+' << std::string(w + 2, '-');
      out_ << "+\n";
    };
    rule();
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t c = 0; c < widths.size(); ++c) {
        const std::string cell = c < rows[r].size() ? rows[r][c] : "";
        const bool number = !cell.empty() && std::all_of(cell.begin(), cell.end(), [](unsigned char ch) { return std::isdigit(ch); });
        const std::string space(widths[c] - cell.size(), ' ');
        out_ << "| " << (number ? space + cell : cell + space) << ' ';
      }
      out_ << "|\n";
      if (r == 0) rule();
    }
    rule();
  }

  int lines() const { return lines_; }

private:
  void line(const Lines &words, std::size_t used, Align align, const std::string &lead, bool last) {
    std::size_t gaps = words.size() - 1, space = width_ - lead.size() - used;
    out_ << lead;
    if (align == Align::right) out_ << std::string(space - gaps, ' ');
    if (align == Align::centre) out_ << std::string((space - gaps) / 2, ' ');
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i > 0) {
        std::size_t n = 1;
        if (align == Align::full && !last) n = space / gaps + (i <= space % gaps);
        out_ << std::string(n, ' ');
      }
      out_ << words[i];
    }
    out_ << '\n';
    ++lines_;
  }
  std::ostream &out_;
  std::size_t width_;
  int lines_ = 0;
};

std::map<std::string, std::set<int>> index(const Lines &lines) {
  std::map<std::string, std::set<int>> found;
  int n = 1;
  for (const std::string &line : lines) {
    std::string word;
    for (char c : line + " ") {
      if (std::isalpha(static_cast<unsigned char>(c))) {
        word += static_cast<char>(std::tolower(c));
      } else {
        if (word.size() > 3) found[word].insert(n);
        word.clear();
      }
    }
    ++n;
  }
  return found;
}

void difference(std::ostream &out, const Lines &a, const Lines &b) {
  std::vector<std::vector<int>> common(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      out << "  " << a[i++] << '\n';
      ++j;
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      out << "- " << a[i++] << '\n';
    } else {
      out << "+ " << b[j++] << '\n';
    }
  }
}

int main() {
  const std::string text = "A computer is a machine that can be programmed to carry out sequences of operations; "
                           "modern computers can perform generic sets of operations known as programs.";
  Formatter f(std::cout, 34);
  using Align = Formatter::Align;
  for (Align a : {Align::left, Align::right, Align::centre, Align::full}) {
    f.paragraph(text, a, a == Align::full ? "   " : "");
    std::cout << '\n';
  }
  f.list({"short", "an item that goes on for more than a line", "last"});
  f.table({{"name", "count"}, {"apple", "12"}, {"a long name", "7"}, {"none"}});
  std::cout << f.lines() << " lines\n";
  Lines before = split("one\ntwo words\nthree\nfour\nfive"), after = split("zero\none\nthree\nthree\nfive words");
  difference(std::cout, before, after);
  after.insert(after.end(), before.begin(), before.end());
  for (const auto &[word, places] : index(after)) {
    std::cout << word;
    for (int p : places) std::cout << ' ' << p;
    std::cout << ';';
  }
  std::cout << '\n';
}
