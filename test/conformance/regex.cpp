// RUN: %triple %s
// Regular expressions twice: a small backtracking matcher in C, and a compiler to an automaton that is run over sets of
// states.
// EVERY: 3
#include <cstring>
#include <iostream>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

// ---- c . ^ $ * over plain pointers

static int match_here(const char *re, const char *text);

static int match_star(int c, const char *re, const char *text) {
  do {
    if (match_here(re, text)) return 1;
  } while (*text != '\0' && (*text++ == c || c == '.'));
  return 0;
}

static int match_here(const char *re, const char *text) {
  if (re[0] == '\0') return 1;
  if (re[1] == '*') return match_star(re[0], re + 2, text);
  if (re[0] == '$' && re[1] == '\0') return *text == '\0';
  if (*text != '\0' && (re[0] == '.' || re[0] == *text)) return match_here(re + 1, text + 1);
  return 0;
}

static int match(const char *re, const char *text) {
  if (re[0] == '^') return match_here(re + 1, text);
  do {
    if (match_here(re, text)) return 1;
  } while (*text++ != '\0');
  return 0;
}

// ---- ( ) | * + ? [a-z] . by Thompson's construction

class Automaton {
public:
  explicit Automaton(const std::string &pattern) : pattern_(pattern) {
    Fragment all = alternatives();
    if (at_ != pattern_.size()) throw std::invalid_argument("unexpected '" + pattern_.substr(at_, 1) + "'");
    accept_ = state(State::Accept);
    patch(all.open, accept_);
    start_ = all.start;
  }

  /// The length of the longest match at the beginning, or -1.
  int longest(const char *text) const {
    std::set<int> now, next;
    enter(start_, now);
    int length = now.count(accept_) ? 0 : -1;
    for (int i = 0; text[i] && !now.empty(); ++i) {
      next.clear();
      for (int s : now)
        if (states_[s].accepts(text[i])) enter(states_[s].next[0], next);
      std::swap(now, next);
      if (now.count(accept_)) length = i + 1;
    }
    return length;
  }
  std::size_t size() const { return states_.size(); }

private:
  struct State {
    enum Kind { One, Split, Accept } kind;
    std::set<char> letters;
    bool any = false;
    int next[2] = {-1, -1};
    bool accepts(char c) const { return kind == One && (any || letters.count(c)); }
  };
  struct Hole {
    int state, which;
  };
  struct Fragment {
    int start;
    std::vector<Hole> open;
  };

  int state(State::Kind kind) {
    states_.push_back(State{kind, {}});
    return int(states_.size()) - 1;
  }
  void patch(const std::vector<Hole> &holes, int target) {
    for (const Hole &h : holes) states_[h.state].next[h.which] = target;
  }
  char peek() const { return at_ < pattern_.size() ? pattern_[at_] : '\0'; }

  Fragment alternatives() {
    Fragment left = sequence();
    while (peek() == '|') {
      ++at_;
      Fragment right = sequence();
      int s = state(State::Split);
      states_[s].next[0] = left.start;
      states_[s].next[1] = right.start;
      left.start = s;
      left.open.insert(left.open.end(), right.open.begin(), right.open.end());
    }
    return left;
  }
  Fragment sequence() {
    Fragment whole = repeated();
    while (peek() && peek() != '|' && peek() != ')') {
      Fragment more = repeated();
      patch(whole.open, more.start);
      whole.open.swap(more.open);
    }
    return whole;
  }
  Fragment repeated() {
    Fragment f = atom();
    for (;;) switch (peek()) {
      case '*':
      case '+': {
        int s = state(State::Split);
        states_[s].next[0] = f.start;
        patch(f.open, s);
        f.open = {{s, 1}};
        if (peek() == '*') f.start = s;
        ++at_;
        break;
      }
      case '?': {
        int s = state(State::Split);
        states_[s].next[0] = f.start;
        f.start = s;
        f.open.push_back({s, 1});
        ++at_;
        break;
      }
      default: return f;
      }
  }
  Fragment atom() {
    char c = peek();
    if (c == '(') {
      ++at_;
      Fragment inner = alternatives();
      if (peek() != ')') throw std::invalid_argument("missing ')'");
      ++at_;
      return inner;
    }
    if (!c || std::strchr("*+?|)", c)) throw std::invalid_argument(c ? std::string("misplaced '") + c + "'" : "empty");
    int s = state(State::One);
    ++at_;
    if (c == '.') {
      states_[s].any = true;
    } else if (c == '[') {
      for (; peek() != ']'; ++at_) {
        if (!peek()) throw std::invalid_argument("missing ']'");
        char first = peek(), last = first;
        if (at_ + 2 < pattern_.size() && pattern_[at_ + 1] == '-') last = pattern_[at_ += 2];
        for (; first <= last; ++first) states_[s].letters.insert(first);
      }
      ++at_;
    } else {
      states_[s].letters.insert(c);
    }
    return {s, {{s, 0}}};
  }
  void enter(int s, std::set<int> &set) const {
    if (s < 0 || !set.insert(s).second) return;
    if (states_[s].kind == State::Split)
      for (int next : states_[s].next) enter(next, set);
  }

  std::string pattern_;
  std::size_t at_ = 0;
  std::vector<State> states_;
  int start_ = 0, accept_ = 0;
};

int main() {
  const char *small[][2] = {{"^a*b$", "aaab"}, {"^a*b$", "aacb"}, {"x.z", "wxyz"}, {"o*l", "hello"}, {"^$", ""}, {"q", "none"}};
  for (auto &c : small) std::cout << c[0] << ' ' << c[1] << ": " << match(c[0], c[1]) << '\n';

  for (const char *pattern : {"a(b|c)*d", "[0-9]+(.[0-9]+)?", "(x|xy)y?z", "(ab", "a**", "[a-", "h?e+l+o*|w.r"}) {
    std::cout << pattern;
    try {
      Automaton a(pattern);
      std::cout << ' ' << a.size() << ':';
      for (const char *text : {"abcbd", "12.5kg", "xyz", "elle", "war"}) std::cout << ' ' << a.longest(text);
      std::cout << '\n';
    } catch (const std::invalid_argument &e) {
      std::cout << ": " << e.what() << '\n';
    }
  }
}
