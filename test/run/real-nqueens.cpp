// RUN: %triple %s
// Eight queens by backtracking: columns kept in a vector, a checkpoint at every solution, a count of dead ends.
#include <perdure/perdure.hpp>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

class Board {
public:
  explicit Board(int n) : size_(n), columns_(std::size_t(n), -1) {}

  int size() const { return size_; }

  bool safe(int row, int column) const {
    for (int r = 0; r < row; ++r) {
      int c = columns_[std::size_t(r)];
      if (c == column || std::abs(c - column) == row - r) return false;
    }
    return true;
  }

  void place(int row, int column) { columns_[std::size_t(row)] = column; }
  void lift(int row) { columns_[std::size_t(row)] = -1; }

  std::string text() const {
    std::string s;
    for (int c : columns_) s += char('a' + c);
    return s;
  }

private:
  int size_;
  std::vector<int> columns_;
};

struct Statistics {
  int solutions = 0;
  long tried = 0;
  std::string first, last;
};

RESUMABLE void found(const Board &board, Statistics &stats) {
  ++stats.solutions;
  if (stats.first.empty()) stats.first = board.text();
  stats.last = board.text();
  perdure::checkpoint();
}

RESUMABLE void solve(Board &board, int row, Statistics &stats) {
  if (row == board.size()) {
    found(board, stats);
    return;
  }
  bool stuck = true;
  for (int column = 0; column < board.size(); ++column) {
    ++stats.tried;
    if (!board.safe(row, column)) continue;
    stuck = false;
    board.place(row, column);
    solve(board, row + 1, stats);
    board.lift(row);
  }
  if (stuck && stats.tried % 50 == 0) perdure::checkpoint();
}

/// The same with bit masks and no state but the arguments.
RESUMABLE int count(unsigned all, unsigned columns, unsigned left, unsigned right) {
  if (columns == all) {
    perdure::checkpoint();
    return 1;
  }
  int solutions = 0;
  for (unsigned free = all & ~(columns | left | right); free;) {
    unsigned bit = free & -free;
    free ^= bit;
    solutions += count(all, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return solutions;
}

RESUMABLE int main() {
  for (int n = 4; n <= 7; ++n) {
    Board board(n);
    Statistics stats;
    solve(board, 0, stats);
    std::cout << n << ": " << stats.solutions << " of " << stats.tried << " tried, " << stats.first << " to "
              << stats.last << ", by masks " << count((1u << n) - 1, 0, 0, 0) << '\n';
  }
  return 0;
}
