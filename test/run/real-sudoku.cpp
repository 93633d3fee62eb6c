// RUN: %triple %s
// A sudoku solver: picks the cell with the fewest choices, recurses, takes back; a checkpoint every few guesses.
#include <perdure/perdure.hpp>

#include <array>
#include <bitset>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

using Digits = std::bitset<10>;

struct Cell {
  int row, column;
};

class Grid {
public:
  explicit Grid(const std::string &text) {
    if (text.size() != 81) throw std::invalid_argument("a grid has 81 cells, not " + std::to_string(text.size()));
    for (int i = 0; i < 81; ++i)
      if (text[std::size_t(i)] != '.') set({i / 9, i % 9}, text[std::size_t(i)] - '0');
  }

  int get(Cell c) const { return cells_[c.row][c.column]; }

  void set(Cell c, int digit) {
    if (used(c).test(std::size_t(digit))) throw std::logic_error("two of a kind");
    cells_[c.row][c.column] = digit;
    mark(c, digit, true);
  }

  void clear(Cell c) {
    mark(c, get(c), false);
    cells_[c.row][c.column] = 0;
  }

  Digits used(Cell c) const { return rows_[c.row] | columns_[c.column] | boxes_[c.row / 3 * 3 + c.column / 3]; }

  std::optional<Cell> tightest() const {
    std::optional<Cell> best;
    std::size_t most = 0;
    for (int r = 0; r < 9; ++r)
      for (int c = 0; c < 9; ++c) {
        if (cells_[r][c]) continue;
        std::size_t n = used({r, c}).count();
        if (!best || n > most) {
          best = Cell{r, c};
          most = n;
        }
      }
    return best;
  }

private:
  void mark(Cell c, int digit, bool on) {
    rows_[c.row].set(std::size_t(digit), on);
    columns_[c.column].set(std::size_t(digit), on);
    boxes_[c.row / 3 * 3 + c.column / 3].set(std::size_t(digit), on);
  }

  int cells_[9][9] = {};
  Digits rows_[9], columns_[9];
  std::array<Digits, 9> boxes_;
};

RESUMABLE bool solve(Grid &grid, int depth, int &guesses) {
  std::optional<Cell> cell = grid.tightest();
  if (!cell) {
    perdure::checkpoint();
    return true;
  }
  const Digits used = grid.used(*cell);
  for (int digit = 1; digit <= 9; ++digit) {
    if (used.test(std::size_t(digit))) continue;
    grid.set(*cell, digit);
    if (++guesses % 200 == 20) perdure::checkpoint();
    if (solve(grid, depth + 1, guesses)) return true;
    grid.clear(*cell);
  }
  return false;
}

RESUMABLE void print(const Grid &grid) {
  for (int r = 0; r < 9; ++r) {
    for (int c = 0; c < 9; ++c) std::cout << grid.get({r, c});
    perdure::checkpoint();
    std::cout << (r % 3 == 2 ? "\n" : "/");
  }
}

RESUMABLE int main() {
  const char *const puzzles[] = {
      "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79",
      "4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......",
      "11...............................................................................",
      "too short",
  };
  for (const char *puzzle : puzzles) {
    try {
      Grid grid{std::string(puzzle)};
      int guesses = 0;
      std::cout << solve(grid, 0, guesses) << " after " << guesses << '\n';
      print(grid);
    } catch (const std::exception &e) {
      perdure::checkpoint();
      std::cout << e.what() << '\n';
    }
  }
}
