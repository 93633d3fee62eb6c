// RUN: %triple %s
// EVERY: 3
// A maze: made by depth-first digging with an explicit stack, drawn, solved by following the wall, by flooding, and by A* with
// a heap and a closed set; counts of the steps of each.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <queue>
#include <set>
#include <stack>
#include <string>
#include <vector>

const int W = 15, H = 7;

struct Point
{
    int x, y;
    Point(int x = 0, int y = 0) : x(x), y(y) { }
    Point operator+(const Point& o) const { return Point(x + o.x, y + o.y); }
    Point operator*(int n) const { return Point(x * n, y * n); }
    bool operator==(const Point& o) const { return x == o.x && y == o.y; }
    bool operator<(const Point& o) const { return y < o.y || (y == o.y && x < o.x); }
};

static const Point ways[4] = { Point(1, 0), Point(0, 1), Point(-1, 0), Point(0, -1) };

class Maze
{
public:
    explicit Maze(unsigned seed) : seed(seed), rows(H, std::string(W, '#'))
    {
        std::stack<Point> path;
        path.push(Point(1, 1));
        at(Point(1, 1)) = ' ';
        while (!path.empty())
        {
            Point here = path.top();
            std::vector<Point> open;
            for (const Point& way : ways)
            {
                Point next = here + way * 2;
                if (inside(next) && at(next) == '#')
                    open.push_back(way);
            }
            if (open.empty())
            {
                path.pop();
                continue;
            }
            Point way = open[random() % open.size()];
            at(here + way) = at(here + way * 2) = ' ';
            path.push(here + way * 2);
        }
        at(Point(3, 2)) = ' ';
    }

    int follow(Point from, Point to)
    {
        int direction = 0, steps = 0;
        for (Point here = from; !(here == to) && steps < 400; ++steps)
        {
            int turn = 3;
            while (at(here + ways[(direction + turn) % 4]) == '#')
                turn = (turn + 1) % 4;
            direction = (direction + turn) % 4;
            here = here + ways[direction];
        }
        return steps;
    }

    int flood(Point from, Point to) const
    {
        std::vector<std::vector<int> > distance(H, std::vector<int>(W, -1));
        std::queue<Point> open;
        open.push(from);
        distance[from.y][from.x] = 0;
        while (!open.empty())
        {
            Point here = open.front();
            open.pop();
            if (here == to)
                break;
            for (int i = 0; i < 4; ++i)
            {
                Point next = here + ways[i];
                if (rows[next.y][next.x] != '#' && distance[next.y][next.x] < 0)
                {
                    distance[next.y][next.x] = distance[here.y][here.x] + 1;
                    open.push(next);
                }
            }
        }
        return distance[to.y][to.x];
    }

    int search(Point from, Point to, int& expanded)
    {
        struct Node
        {
            int estimate, cost;
            Point where;
            bool operator<(const Node& o) const { return estimate > o.estimate || (estimate == o.estimate && o.where < where); }
        };
        std::priority_queue<Node> open;
        std::set<Point> closed;
        std::vector<Point> by(W * H);
        auto guess = [to](Point p) { return std::abs(p.x - to.x) + std::abs(p.y - to.y); };
        open.push(Node{guess(from), 0, from});
        while (!open.empty())
        {
            Node n = open.top();
            open.pop();
            if (!closed.insert(n.where).second)
                continue;
            ++expanded;
            if (n.where == to)
            {
                for (Point p = to; !(p == from); p = by[p.y * W + p.x])
                    at(p) = '.';
                at(from) = 'o';
                return n.cost;
            }
            for (const Point& way : ways)
            {
                Point next = n.where + way;
                if (at(next) == '#' || closed.count(next))
                    continue;
                by[next.y * W + next.x] = n.where;
                open.push(Node{n.cost + 1 + guess(next), n.cost + 1, next});
            }
        }
        return -1;
    }

    void print() const
    {
        for (const std::string& row : rows)
            std::cout << row << '\n';
    }

private:
    static bool inside(const Point& p) { return p.x > 0 && p.y > 0 && p.x < W - 1 && p.y < H - 1; }
    char& at(const Point& p) { return rows[p.y][p.x]; }
    unsigned random()
    {
        seed = seed * 1103515245u + 12345u;
        return seed >> 16;
    }
    unsigned seed;
    std::vector<std::string> rows;
};

int main()
{
    Maze maze(5);
    maze.print();
    Point from(1, 1), to(W - 2, H - 2);
    std::cout << "along the wall " << maze.follow(from, to) << ", flooded " << maze.flood(from, to);
    int expanded = 0;
    int length = maze.search(from, to, expanded);
    std::cout << ", searched " << length << " over " << expanded << '\n';
    maze.print();
    return 0;
}
