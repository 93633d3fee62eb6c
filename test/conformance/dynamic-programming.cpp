// RUN: %triple %s
// EVERY: 5
// Dynamic programming as contest solutions have it: knapsack, longest subsequences, edit scripts, matrix chains, coins, cutting,
// partitions, a travelling salesman over bit masks, digits, words in a grid, with global tables and short names.
#include <bits/stdc++.h>
using namespace std;
typedef long long ll;
typedef pair<int, int> pii;
typedef vector<int> vi;
#define rep(i, a, b) for (int i = (a); i < (b); ++i)
#define all(x) (x).begin(), (x).end()
#define pb push_back
const int INF = 1e9;

int dp[64][64], from[64][64];
ll memo[20][20][2];

int knapsack(const vector<pii> &items, int room, vi &taken) {
    memset(dp, 0, sizeof dp);
    int n = items.size();
    rep(i, 0, n) rep(w, 0, room + 1) {
        dp[i + 1][w] = dp[i][w];
        if (w >= items[i].first) dp[i + 1][w] = max(dp[i + 1][w], dp[i][w - items[i].first] + items[i].second);
    }
    for (int i = n, w = room; i > 0; --i)
        if (dp[i][w] != dp[i - 1][w]) taken.pb(i - 1), w -= items[i - 1].first;
    return dp[n][room];
}

string lcs(const string &a, const string &b) {
    memset(dp, 0, sizeof dp);
    rep(i, 0, (int)a.size()) rep(j, 0, (int)b.size()) dp[i + 1][j + 1] = a[i] == b[j] ? dp[i][j] + 1 : max(dp[i][j + 1], dp[i + 1][j]);
    string s;
    for (int i = a.size(), j = b.size(); i && j;)
        if (a[i - 1] == b[j - 1])
            s += a[--i], --j;
        else if (dp[i - 1][j] >= dp[i][j - 1])
            --i;
        else
            --j;
    reverse(all(s));
    return s;
}

int lis(const vi &v) {
    vi tails;
    for (int x : v) {
        auto it = lower_bound(all(tails), x);
        if (it == tails.end()) tails.pb(x);
        else *it = x;
    }
    return tails.size();
}

string script(const string &a, const string &b) {
    int n = a.size(), m = b.size();
    rep(i, 0, n + 1) rep(j, 0, m + 1) {
        dp[i][j] = INF;
        if (!i && !j) dp[i][j] = 0;
        if (i && dp[i - 1][j] + 1 < dp[i][j]) dp[i][j] = dp[i - 1][j] + 1, from[i][j] = 'd';
        if (j && dp[i][j - 1] + 1 < dp[i][j]) dp[i][j] = dp[i][j - 1] + 1, from[i][j] = 'i';
        if (i && j && dp[i - 1][j - 1] + (a[i - 1] != b[j - 1]) <= dp[i][j])
            dp[i][j] = dp[i - 1][j - 1] + (a[i - 1] != b[j - 1]), from[i][j] = a[i - 1] == b[j - 1] ? '=' : 'r';
    }
    string s;
    for (int i = n, j = m; i || j;) {
        s += char(from[i][j]);
        switch (from[i][j]) {
        case 'd': --i; break;
        case 'i': --j; break;
        default: --i, --j;
        }
    }
    return string(s.rbegin(), s.rend()) + to_string(dp[n][m]);
}

string chain(const vi &d, int i, int j) {
    if (i == j) return string(1, 'A' + i);
    return "(" + chain(d, i, from[i][j]) + chain(d, from[i][j] + 1, j) + ")";
}
int chain_cost(const vi &d) {
    int n = d.size() - 1;
    rep(i, 0, n) dp[i][i] = 0;
    rep(len, 2, n + 1) for (int i = 0, j = len - 1; j < n; ++i, ++j) {
        dp[i][j] = INF;
        rep(k, i, j) {
            int c = dp[i][k] + dp[k + 1][j] + d[i] * d[k + 1] * d[j + 1];
            if (c < dp[i][j]) dp[i][j] = c, from[i][j] = k;
        }
    }
    return dp[0][n - 1];
}

int tsp(const vector<vi> &d) {
    int n = d.size(), full = 1 << n;
    vector<vi> best(full, vi(n, INF));
    best[1][0] = 0;
    rep(mask, 1, full) rep(at, 0, n) {
        if (best[mask][at] == INF) continue;
        rep(to, 1, n) if (!(mask >> to & 1)) {
            int &b = best[mask | 1 << to][to];
            b = min(b, best[mask][at] + d[at][to]);
        }
    }
    int ans = INF;
    rep(at, 1, n) ans = min(ans, best[full - 1][at] + d[at][0]);
    return ans;
}

// numbers up to a bound without two equal digits side by side
string bound;
ll digits(int at, int last, bool tight) {
    if (at == (int)bound.size()) return 1;
    ll &m = memo[at][last][tight];
    if (m >= 0) return m;
    m = 0;
    for (int d = 0; d <= (tight ? bound[at] - '0' : 9); ++d) {
        bool started = last != 10 || d;
        if (d == last && started) continue;
        m += digits(at + 1, started ? d : 10, tight && d == bound[at] - '0');
    }
    return m;
}

vector<string> grid = {"abce", "sfcs", "adee"};
bool word(const string &w, int r, int c, size_t at) {
    if (at == w.size()) return true;
    if (r < 0 || c < 0 || r >= 3 || c >= 4 || grid[r][c] != w[at]) return false;
    char keep = exchange(grid[r][c], '#');
    bool found = word(w, r + 1, c, at + 1) || word(w, r - 1, c, at + 1) || word(w, r, c + 1, at + 1) || word(w, r, c - 1, at + 1);
    grid[r][c] = keep;
    return found;
}

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    vi taken;
    cout << knapsack({{3, 4}, {4, 5}, {2, 3}, {5, 8}}, 9, taken) << ':';
    for (int t : taken) cout << ' ' << t;
    cout << "\n" << lcs("aggtab", "gxtxayb") << ' ' << lis({10, 9, 2, 5, 3, 7, 101, 18, 4, 8}) << ' ' << script("kitten", "sitting") << '\n';
    vi d = {10, 30, 5, 60, 20};
    int cost = chain_cost(d);
    cout << cost << ' ' << chain(d, 0, 3) << '\n';
    vi ways(21);
    ways[0] = 1;
    for (int coin : {2, 5, 10}) rep(i, coin, 21) ways[i] += ways[i - coin];
    vi price = {0, 1, 5, 8, 9, 10, 17}, cut(7);
    rep(i, 1, 7) rep(j, 1, i + 1) cut[i] = max(cut[i], price[j] + cut[i - j]);
    cout << ways[20] << ways[15] << ways[3] << ' ' << cut[6] << cut[5] << ' ';
    bitset<40> sums(1);
    for (int x : {7, 3, 2, 8, 6}) sums |= sums << x;
    cout << sums[13] << sums.count() << '\n';
    cout << tsp({{0, 10, 15, 20}, {5, 0, 9, 10}, {6, 13, 0, 12}, {8, 8, 9, 0}}) << ' ';
    for (const char *b : {"9", "35", "512"}) {
        memset(memo, -1, sizeof memo);
        bound = b;
        cout << digits(0, 10, true) << ' ';
    }
    for (const char *w : {"see", "abcb", "abfdec"}) {
        bool found = false;
        rep(r, 0, 3) rep(c, 0, 4) found |= word(w, r, c, 0);
        cout << found;
    }
    cout << '\n';
    return 0;
}
