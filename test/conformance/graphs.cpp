// RUN: %triple %s
// Graph algorithms: Dijkstra with a path, breadth and depth first, topological order with cycle detection, Kruskal over a
// union-find, Floyd-Warshall, strongly connected components, maximum flow.
// EVERY: 3
#include <algorithm>
#include <functional>
#include <iostream>
#include <limits>
#include <map>
#include <numeric>
#include <queue>
#include <set>
#include <stack>
#include <string>
#include <tuple>
#include <vector>

using namespace std;

struct Edge {
    int from, to, weight;
};

class Graph {
public:
    Graph(int n, vector<Edge> edges) : n(n), edges(std::move(edges)), out(n) {
        for (size_t i = 0; i < this->edges.size(); ++i) out[this->edges[i].from].push_back(int(i));
    }

    pair<int, vector<int>> shortest(int from, int to) const {
        vector<int> distance(n, numeric_limits<int>::max()), by(n, -1);
        priority_queue<pair<int, int>, vector<pair<int, int>>, greater<>> open;
        distance[from] = 0;
        open.emplace(0, from);
        while (!open.empty()) {
            auto [d, node] = open.top();
            open.pop();
            if (d > distance[node]) continue;
            if (node == to) break;
            for (int e : out[node]) {
                const Edge &edge = edges[e];
                if (int further = d + edge.weight; further < distance[edge.to]) {
                    distance[edge.to] = further;
                    by[edge.to] = node;
                    open.emplace(further, edge.to);
                }
            }
        }
        vector<int> path;
        if (distance[to] < numeric_limits<int>::max())
            for (int node = to; node >= 0; node = by[node]) path.insert(path.begin(), node);
        return {path.empty() ? -1 : distance[to], path};
    }

    vector<int> breadth_first(int from) const {
        vector<int> order;
        vector<bool> seen(n);
        queue<int> open;
        open.push(from);
        seen[from] = true;
        while (!open.empty()) {
            int node = open.front();
            open.pop();
            order.push_back(node);
            for (int e : out[node])
                if (int to = edges[e].to; !seen[to]) {
                    seen[to] = true;
                    open.push(to);
                }
        }
        return order;
    }

    bool topological(vector<int> &order) const {
        enum { white, grey, black };
        vector<int> colour(n, white);
        function<bool(int)> visit = [&](int node) {
            if (colour[node] == grey) return false;
            if (colour[node] == black) return true;
            colour[node] = grey;
            for (int e : out[node])
                if (!visit(edges[e].to)) return false;
            colour[node] = black;
            order.push_back(node);
            return true;
        };
        for (int i = 0; i < n; ++i)
            if (!visit(i)) return false;
        reverse(order.begin(), order.end());
        return true;
    }

    int spanning_tree(vector<Edge> &tree) const {
        vector<int> parent(n);
        iota(parent.begin(), parent.end(), 0);
        auto find = [&parent](int x) {
            while (parent[x] != x) x = parent[x] = parent[parent[x]];
            return x;
        };
        vector<Edge> sorted(edges);
        stable_sort(sorted.begin(), sorted.end(), [](const Edge &a, const Edge &b) { return a.weight < b.weight; });
        int total = 0;
        for (const Edge &e : sorted) {
            int a = find(e.from), b = find(e.to);
            if (a == b) continue;
            parent[a] = b;
            tree.push_back(e);
            total += e.weight;
        }
        return total;
    }

    vector<vector<int>> all_pairs() const {
        const int far = 1000;
        vector<vector<int>> d(n, vector<int>(n, far));
        for (int i = 0; i < n; ++i) d[i][i] = 0;
        for (auto &e : edges) d[e.from][e.to] = min(d[e.from][e.to], e.weight);
        for (int k = 0; k < n; ++k)
            for (int i = 0; i < n; ++i)
                for (int j = 0; j < n; ++j) d[i][j] = min(d[i][j], d[i][k] + d[k][j]);
        return d;
    }

    // Tarjan
    vector<set<int>> components() const {
        Tarjan t{*this, vector<int>(n, -1), vector<int>(n), vector<bool>(n), {}, 0, {}};
        for (int i = 0; i < n; ++i)
            if (t.index[i] < 0) t.visit(i);
        return t.found;
    }

    int flow(int source, int sink) const {
        vector<vector<int>> room(n, vector<int>(n));
        for (auto &e : edges) room[e.from][e.to] += e.weight;
        int total = 0;
        for (;;) {
            vector<int> by(n, -1);
            queue<int> open({source});
            by[source] = source;
            while (!open.empty() && by[sink] < 0) {
                int node = open.front();
                open.pop();
                for (int to = 0; to < n; ++to)
                    if (by[to] < 0 && room[node][to] > 0) {
                        by[to] = node;
                        open.push(to);
                    }
            }
            if (by[sink] < 0) return total;
            int most = numeric_limits<int>::max();
            for (int to = sink; to != source; to = by[to]) most = min(most, room[by[to]][to]);
            for (int to = sink; to != source; to = by[to]) {
                room[by[to]][to] -= most;
                room[to][by[to]] += most;
            }
            total += most;
        }
    }

private:
    struct Tarjan {
        const Graph &graph;
        vector<int> index, low;
        vector<bool> stacked;
        stack<int> open;
        int next;
        vector<set<int>> found;

        void visit(int node) {
            index[node] = low[node] = next++;
            open.push(node);
            stacked[node] = true;
            for (int e : graph.out[node]) {
                int to = graph.edges[e].to;
                if (index[to] < 0) {
                    visit(to);
                    low[node] = min(low[node], low[to]);
                } else if (stacked[to]) {
                    low[node] = min(low[node], index[to]);
                }
            }
            if (low[node] != index[node]) return;
            set<int> component;
            int member;
            do {
                member = open.top();
                open.pop();
                stacked[member] = false;
                component.insert(member);
            } while (member != node);
            found.push_back(component);
        }
    };

    int n;
    vector<Edge> edges;
    vector<vector<int>> out;
};

template <class C> void print(const C &c) {
    for (auto &x : c) cout << x << ' ';
}

int main() {
    Graph roads(6, {{0, 1, 7}, {0, 2, 9}, {0, 5, 14}, {1, 2, 10}, {1, 3, 15}, {2, 3, 11}, {2, 5, 2}, {3, 4, 6}, {5, 4, 9}});
    auto [length, path] = roads.shortest(0, 4);
    cout << length << ": ";
    print(path);
    cout << '\n' << roads.shortest(4, 0).first << '\n';
    print(roads.breadth_first(0));
    vector<int> order;
    cout << "| " << roads.topological(order) << " ";
    print(order);
    vector<Edge> tree;
    cout << '\n' << roads.spanning_tree(tree) << ':';
    for (auto [a, b, w] : tree) cout << ' ' << a << b << '/' << w;
    cout << "\nflow " << roads.flow(0, 4) << '\n';

    Graph loops(5, {{0, 1, 1}, {1, 2, 4}, {2, 0, 2}, {2, 3, 1}, {3, 4, 3}, {4, 3, 1}});
    order.clear();
    cout << loops.topological(order) << '\n';
    for (auto &c : loops.components()) {
        print(c);
        cout << "| ";
    }
    cout << '\n';
    for (auto &row : loops.all_pairs()) {
        print(row);
        cout << '\n';
    }
}
