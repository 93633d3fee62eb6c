// RUN: %triple %s
// Conway's game of life on a torus: a class with two vectors that swap, patterns read from text, a history that finds
// the period.
// EVERY: 3
#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

class Life {
public:
    Life(int width, int height) : width_(width), height_(height), now_(width * height), next_(width * height) {}

    void draw(int x, int y, const std::vector<std::string>& pattern) {
        for (const auto& line : pattern) {
            int column = x;
            for (char c : line) at(column++, y) = c == '#';
            ++y;
        }
    }

    int step() {
        int changed = 0;
        for (int y = 0; y < height_; ++y)
            for (int x = 0; x < width_; ++x) {
                const int n = neighbours(x, y);
                const bool was = at(x, y);
                const bool is = n == 3 || (was && n == 2);
                next_[y * width_ + x] = is;
                changed += was != is;
            }
        now_.swap(next_);
        ++generation_;
        return changed;
    }

    int population() const { return int(std::count(now_.begin(), now_.end(), true)); }
    int generation() const { return generation_; }
    const std::vector<bool>& cells() const { return now_; }

    friend std::ostream& operator<<(std::ostream& out, const Life& life) {
        std::string line;
        for (std::size_t i = 0; i < life.now_.size(); ++i) {
            line += life.now_[i] ? '#' : '.';
            if ((i + 1) % life.width_ == 0) {
                out << line << '\n';
                line.clear();
            }
        }
        return out;
    }

private:
    std::vector<bool>::reference at(int x, int y) {
        return now_[((y + height_) % height_) * width_ + (x + width_) % width_];
    }
    int neighbours(int x, int y) {
        int n = 0;
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx)
                if (dx || dy) n += at(x + dx, y + dy);
        return n;
    }

    int width_, height_;
    int generation_ = 0;
    std::vector<bool> now_, next_;
};

int main() {
    Life blinker(5, 4);
    blinker.draw(1, 1, {"###"});
    std::map<std::vector<bool>, int> seen;
    for (;;) {
        auto [where, fresh] = seen.insert({blinker.cells(), blinker.generation()});
        if (!fresh) {
            std::cout << "period " << blinker.generation() - where->second << '\n';
            break;
        }
        std::cout << blinker << "changed " << blinker.step() << '\n';
    }

    Life glider(5, 5);
    glider.draw(0, 0, {" # ", "  #", "###"});
    std::cout << glider << glider.population() << '\n';
    int changes = 0;
    while (glider.generation() < 4) changes += glider.step();
    std::cout << glider << glider.population() << " after " << glider.generation() << ", " << changes << " changes\n";
}
