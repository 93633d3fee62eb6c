// RUN: %triple %s
// EVERY: 7
// Machines: a Turing machine with its tape in a map, Langton's ant, rule 30, a pushdown acceptor, a register machine, an
// L-system with a turtle, a sand pile, an interpreter of eight symbols.
#include <iostream>
#include <map>
#include <set>
#include <stack>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using std::string;

struct Turing {
  struct Rule {
    char write;
    int move;
    string next;
  };
  std::map<std::pair<string, char>, Rule> rules;
  std::map<int, char> tape;
  string state = "start";
  int head = 0, steps = 0;

  bool step() {
    char &cell = tape.emplace(head, '_').first->second;
    auto r = rules.find({state, cell});
    if (r == rules.end()) return false;
    cell = r->second.write;
    head += r->second.move;
    state = r->second.next;
    return ++steps < 200;
  }
  string text() const {
    string s;
    for (auto &[at, c] : tape)
      if (c != '_') s += c;
    return s;
  }
};

static string brain(const char *code, const char *input) {
  std::vector<unsigned char> cells(8);
  std::stack<const char *> loops;
  std::size_t at = 0;
  string out;
  for (const char *p = code; *p; ++p) {
    switch (*p) {
    case '>': at = (at + 1) % cells.size(); break;
    case '<': at = (at + cells.size() - 1) % cells.size(); break;
    case '+': ++cells[at]; break;
    case '-': --cells[at]; break;
    case '.': out += char(cells[at]); break;
    case ',': cells[at] = *input ? static_cast<unsigned char>(*input++) : 0; break;
    case '[':
      if (cells[at]) {
        loops.push(p);
      } else {
        for (int depth = 1; depth;) {
          ++p;
          depth += *p == '[' ? 1 : *p == ']' ? -1 : 0;
        }
      }
      break;
    case ']':
      if (cells[at])
        p = loops.top();
      else
        loops.pop();
    }
  }
  return out;
}

static string ant(int steps) {
  std::set<std::pair<int, int>> black;
  int x = 0, y = 0, dx = 0, dy = -1;
  while (steps-- > 0) {
    auto at = black.find({x, y});
    int turn = at == black.end() ? 1 : -1;
    if (turn > 0)
      black.insert({x, y});
    else
      black.erase(at);
    std::swap(dx, dy);
    (turn > 0 ? dx : dy) *= -1;
    x += dx, y += dy;
  }
  string s = std::to_string(black.size()) + ":";
  for (auto [a, b] : black) s += std::to_string(a * 3 + b) + ",";
  return s;
}

static unsigned rule(unsigned cells, int number, int width) {
  unsigned next = 0;
  for (int i = 0; i < width; ++i) {
    int around = 0;
    for (int k = 1; k >= -1; --k) around = around * 2 + (cells >> (i + k + width) % width & 1);
    next |= unsigned(number >> around & 1) << i;
  }
  return next;
}

static bool balanced(const string &s) {
  std::stack<char> open;
  for (char c : s) {
    switch (c) {
    case '(': open.push(')'); break;
    case '[': open.push(']'); break;
    case '{': open.push('}'); break;
    default:
      if (open.empty() || open.top() != c) return false;
      open.pop();
    }
  }
  return open.empty();
}

enum Operation { INC, DEC, JZ, JMP, HALT };
struct Instruction {
  Operation op;
  int reg, target;
};
static int registers(const std::vector<Instruction> &program, std::vector<int> &r) {
  int pc = 0, steps = 0;
  while (true) {
    const auto &[op, reg, target] = program.at(std::size_t(pc));
    ++steps;
    if (op == HALT) return steps;
    ++pc;
    if (op == INC)
      ++r[std::size_t(reg)];
    else if (op == DEC)
      --r[std::size_t(reg)];
    else if (op == JMP || r[std::size_t(reg)] == 0)
      pc = target;
  }
}

struct Turtle {
  int x = 0, y = 0, heading = 0, drawn = 0;
  void obey(const string &commands) {
    static const int dx[] = {1, 0, -1, 0}, dy[] = {0, 1, 0, -1};
    for (char c : commands) {
      if (c == 'F')
        x += dx[heading], y += dy[heading], ++drawn;
      else if (c == '+' || c == '-')
        heading = (heading + (c == '+' ? 1 : 3)) % 4;
    }
  }
};
static string grow(string s, const std::map<char, string> &rules, int generations) {
  for (; generations > 0; --generations) {
    string next;
    for (char c : s) {
      auto r = rules.find(c);
      next += r == rules.end() ? string(1, c) : r->second;
    }
    s.swap(next);
  }
  return s;
}

static int topple(int (&sand)[5][5], int grains) {
  int falls = 0;
  sand[2][2] += grains;
  for (bool again = true; again;) {
    again = false;
    for (int r = 0; r < 5; ++r)
      for (int c = 0; c < 5; ++c) {
        if (sand[r][c] < 4) continue;
        sand[r][c] -= 4;
        ++falls;
        again = true;
        if (r > 0) ++sand[r - 1][c];
        if (r < 4) ++sand[r + 1][c];
        if (c > 0) ++sand[r][c - 1];
        if (c < 4) ++sand[r][c + 1];
      }
  }
  return falls;
}

int main() {
  Turing add; // unary addition, then busy beaver
  add.rules = {{{"start", '1'}, {'1', 1, "start"}}, {{"start", '+'}, {'1', 1, "end"}}, {{"end", '1'}, {'1', 1, "end"}},
               {{"end", '_'}, {'_', -1, "cut"}}, {{"cut", '1'}, {'_', 0, "done"}}};
  int at = 0;
  for (char c : string("111+11")) add.tape[at++] = c;
  while (add.step()) {}
  std::cout << add.text() << ' ' << add.state << ' ' << add.steps << '\n';
  Turing beaver;
  beaver.rules = {{{"start", '_'}, {'1', 1, "b"}}, {{"start", '1'}, {'1', -1, "b"}}, {{"b", '_'}, {'1', -1, "start"}}, {{"b", '1'}, {'1', 1, "halt"}}};
  while (beaver.step()) {}
  std::cout << beaver.text() << ' ' << beaver.steps << '\n';

  std::cout << brain("++++++[>++++++++++<-]>+++++.<,[>.<-]", "\3") << brain(",[.,]", "echo") << ' ' << ant(30) << '\n';
  unsigned cells = 1u << 8;
  for (int i = 0; i < 5; ++i, cells = rule(cells, 30, 16)) std::cout << std::hex << cells << ' ';
  std::cout << std::dec;
  for (const char *s : {"([]{})", "([)]", "((", "", "}"}) std::cout << balanced(s);
  std::vector<int> r{3, 4, 0, 0};
  int steps = registers({{JZ, 0, 9}, {DEC, 0, 0}, {JZ, 1, 6}, {DEC, 1, 0}, {INC, 2, 0}, {JMP, 0, 10}, {JZ, 3, 0}, {DEC, 3, 0}, {JMP, 0, 6}, {HALT, 0, 0}, {INC, 3, 0}, {JMP, 0, 2}}, r);
  std::cout << ' ' << r[0] << r[1] << r[2] << r[3] << ' ' << steps << '\n';
  Turtle turtle;
  string dragon = grow("FX", {{'X', "X+YF+"}, {'Y', "-FX-Y"}}, 5);
  turtle.obey(dragon);
  std::cout << dragon.size() << ' ' << turtle.x << ',' << turtle.y << ' ' << turtle.drawn << ' ' << grow("A", {{'A', "AB"}, {'B', "A"}}, 6) << '\n';
  int sand[5][5] = {}, falls = 0;
  for (int i = 0; i < 6; ++i) falls += topple(sand, 5);
  for (auto &row : sand)
    for (int s : row) std::cout << s;
  std::cout << ' ' << falls << '\n';
}
