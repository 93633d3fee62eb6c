// RUN: %triple %s
// A knight's tour by Warnsdorff's rule with ties broken by looking ahead, then a check of the tour and how many squares are
// reached in how many moves.
// EVERY: 3
#include <algorithm>
#include <array>
#include <iomanip>
#include <iostream>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

constexpr int size = 5;
using Square = std::pair<int, int>;
constexpr std::array<Square, 8> jumps{{{1, 2}, {2, 1}, {2, -1}, {1, -2}, {-1, -2}, {-2, -1}, {-2, 1}, {-1, 2}}};

class Tour {
    std::array<std::array<int, size>, size> board_{};
    std::vector<Square> path_;
    long steps_ = 0;

    bool free(Square s) const {
        auto [r, c] = s;
        return r >= 0 && c >= 0 && r < size && c < size && board_[r][c] == 0;
    }
    int exits(Square s) const {
        return static_cast<int>(std::count_if(jumps.begin(), jumps.end(), [&](Square j) {
            return free({s.first + j.first, s.second + j.second});
        }));
    }
    bool go(Square at) {
        ++steps_;
        path_.push_back(at);
        board_[at.first][at.second] = static_cast<int>(path_.size());
        if (path_.size() == size * size) return true;
        std::vector<std::pair<int, Square>> next;
        for (auto [dr, dc] : jumps)
            if (Square to{at.first + dr, at.second + dc}; free(to)) next.emplace_back(exits(to), to);
        std::stable_sort(next.begin(), next.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (const auto& [n, to] : next)
            if (go(to)) return true;
        board_[at.first][at.second] = 0;
        path_.pop_back();
        return false;
    }

public:
    bool from(Square start) { return go(start); }
    std::optional<Square> broken() const {
        for (std::size_t i = 1; i < path_.size(); ++i) {
            int dr = std::abs(path_[i].first - path_[i - 1].first), dc = std::abs(path_[i].second - path_[i - 1].second);
            if (dr * dc != 2) return path_[i];
        }
        return std::nullopt;
    }
    long steps() const { return steps_; }
    friend std::ostream& operator<<(std::ostream& out, const Tour& tour) {
        for (auto& row : tour.board_) {
            for (int n : row) out << std::setw(3) << n;
            out << '\n';
        }
        return out;
    }
};

std::vector<int> reach(Square from) {
    int distance[size][size];
    std::fill(&distance[0][0], &distance[0][0] + size * size, -1);
    std::queue<Square> open;
    open.push(from);
    distance[from.first][from.second] = 0;
    std::vector<int> counts;
    while (!open.empty()) {
        auto [r, c] = open.front();
        open.pop();
        std::size_t d = std::size_t(distance[r][c]);
        if (d == counts.size()) counts.push_back(0);
        ++counts[d];
        for (auto [dr, dc] : jumps) {
            int y = r + dr, x = c + dc;
            if (y < 0 || x < 0 || y >= size || x >= size || distance[y][x] >= 0) continue;
            distance[y][x] = int(d) + 1;
            open.emplace(y, x);
        }
    }
    return counts;
}

int main() {
    for (Square start : {Square{0, 0}, {2, 2}}) {
        Tour tour;
        bool found = tour.from(start);
        std::cout << (found ? "found in " : "none in ") << tour.steps() << " steps, "
                  << (tour.broken() ? "broken" : "whole") << '\n' << tour;
    }
    for (int n : reach({0, 0})) std::cout << n << ' ';
    std::cout << '\n';
}
