// RUN: %triple %s
// EVERY: 3
// Solutions to small puzzles as people hand them in: one class, many methods, vectors in and out, the usual tricks.
#include <algorithm>
#include <climits>
#include <iostream>
#include <map>
#include <queue>
#include <set>
#include <sstream>
#include <stack>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>
using namespace std;

struct ListNode {
    int val;
    ListNode *next;
    ListNode(int x) : val(x), next(nullptr) {}
    ListNode(int x, ListNode *n) : val(x), next(n) {}
};
struct TreeNode {
    int val;
    TreeNode *left, *right;
    TreeNode(int x, TreeNode *l = nullptr, TreeNode *r = nullptr) : val(x), left(l), right(r) {}
};

class Solution {
public:
    vector<int> twoSum(vector<int>& nums, int target) {
        unordered_map<int, int> seen;
        for (int i = 0; i < (int)nums.size(); i++) {
            if (seen.count(target - nums[i])) return {seen[target - nums[i]], i};
            seen[nums[i]] = i;
        }
        return {};
    }
    ListNode* addTwoNumbers(ListNode* a, ListNode* b) {
        ListNode dummy(0), *tail = &dummy;
        int carry = 0;
        while (a || b || carry) {
            int sum = carry + (a ? a->val : 0) + (b ? b->val : 0);
            carry = sum / 10;
            tail->next = new ListNode(sum % 10);
            tail = tail->next;
            if (a) a = a->next;
            if (b) b = b->next;
        }
        return dummy.next;
    }
    int lengthOfLongestSubstring(string s) {
        vector<int> last(128, -1);
        int best = 0, start = -1;
        for (int i = 0; i < (int)s.size(); i++) {
            start = max(start, last[s[i]]);
            last[s[i]] = i;
            best = max(best, i - start);
        }
        return best;
    }
    string longestPalindrome(string s) {
        string best;
        for (int c = 0; c < (int)s.size() * 2 - 1; c++) {
            int l = c / 2, r = (c + 1) / 2;
            while (l >= 0 && r < (int)s.size() && s[l] == s[r]) l--, r++;
            if (r - l - 1 > (int)best.size()) best = s.substr(l + 1, r - l - 1);
        }
        return best;
    }
    int trap(vector<int>& h) {
        int l = 0, r = h.size() - 1, lm = 0, rm = 0, water = 0;
        while (l < r) {
            if (h[l] < h[r]) {
                h[l] >= lm ? lm = h[l] : water += lm - h[l];
                ++l;
            } else {
                h[r] >= rm ? rm = h[r] : water += rm - h[r];
                --r;
            }
        }
        return water;
    }
    vector<vector<int>> threeSum(vector<int> nums) {
        sort(nums.begin(), nums.end());
        vector<vector<int>> res;
        for (int i = 0; i + 2 < (int)nums.size(); i++) {
            if (i && nums[i] == nums[i - 1]) continue;
            int l = i + 1, r = nums.size() - 1;
            while (l < r) {
                int s = nums[i] + nums[l] + nums[r];
                if (s < 0) l++;
                else if (s > 0) r--;
                else {
                    res.push_back({nums[i], nums[l++], nums[r--]});
                    while (l < r && nums[l] == nums[l - 1]) l++;
                }
            }
        }
        return res;
    }
    vector<string> generateParenthesis(int n) {
        vector<string> res;
        string cur;
        backtrack(res, cur, n, n);
        return res;
    }
    vector<vector<int>> subsets(vector<int>& nums) {
        vector<vector<int>> res = {{}};
        for (int x : nums)
            for (int i = 0, n = res.size(); i < n; i++) {
                res.push_back(res[i]);
                res.back().push_back(x);
            }
        return res;
    }
    int numIslands(vector<string> grid) {
        int n = 0;
        for (int i = 0; i < (int)grid.size(); i++)
            for (int j = 0; j < (int)grid[0].size(); j++)
                if (grid[i][j] == '1') n++, sink(grid, i, j);
        return n;
    }
    vector<vector<int>> levelOrder(TreeNode* root) {
        vector<vector<int>> res;
        queue<TreeNode*> q;
        if (root) q.push(root);
        while (!q.empty()) {
            res.emplace_back();
            for (int n = q.size(); n > 0; n--) {
                TreeNode* t = q.front();
                q.pop();
                res.back().push_back(t->val);
                if (t->left) q.push(t->left);
                if (t->right) q.push(t->right);
            }
        }
        return res;
    }
    int maxPathSum(TreeNode* root) {
        int best = INT_MIN;
        gain(root, best);
        return best;
    }
    string serialize(TreeNode* t) { return t ? to_string(t->val) + " " + serialize(t->left) + serialize(t->right) : "# "; }
    TreeNode* deserialize(string data) {
        istringstream in(data);
        return read(in);
    }
    string minWindow(string s, string t) {
        int count[128] = {0}, need = t.size(), from = 0, best = INT_MAX, at = 0;
        for (char c : t) count[(int)c]++;
        for (int i = 0; i < (int)s.size(); i++) {
            if (count[(int)s[i]]-- > 0) need--;
            while (need == 0) {
                if (i - from + 1 < best) best = i - from + 1, at = from;
                if (count[(int)s[from++]]++ == 0) need++;
            }
        }
        return best == INT_MAX ? "" : s.substr(at, best);
    }
    int ladderLength(string from, string to, vector<string> list) {
        unordered_set<string> words(list.begin(), list.end());
        queue<pair<string, int>> q;
        q.push({from, 1});
        while (!q.empty()) {
            auto [w, d] = q.front();
            q.pop();
            if (w == to) return d;
            for (char& c : w) {
                char keep = c;
                for (c = 'c'; c <= 't'; c++)
                    if (words.erase(w)) q.push({w, d + 1});
                c = keep;
            }
        }
        return 0;
    }
    int evalRPN(vector<string> tokens) {
        stack<int> st;
        for (auto& t : tokens) {
            if (t.size() > 1 || isdigit(t[0])) {
                st.push(stoi(t));
                continue;
            }
            int b = st.top(); st.pop();
            int a = st.top(); st.pop();
            st.push(t == "+" ? a + b : t == "-" ? a - b : t == "*" ? a * b : a / b);
        }
        return st.top();
    }
private:
    void backtrack(vector<string>& res, string& cur, int open, int close) {
        if (!close) { res.push_back(cur); return; }
        if (open) { cur += '('; backtrack(res, cur, open - 1, close); cur.pop_back(); }
        if (close > open) { cur += ')'; backtrack(res, cur, open, close - 1); cur.pop_back(); }
    }
    void sink(vector<string>& g, int i, int j) {
        if (i < 0 || j < 0 || i >= (int)g.size() || j >= (int)g[0].size() || g[i][j] != '1') return;
        g[i][j] = '0';
        sink(g, i + 1, j); sink(g, i - 1, j); sink(g, i, j + 1); sink(g, i, j - 1);
    }
    int gain(TreeNode* t, int& best) {
        if (!t) return 0;
        int l = max(0, gain(t->left, best)), r = max(0, gain(t->right, best));
        best = max(best, t->val + l + r);
        return t->val + max(l, r);
    }
    TreeNode* read(istringstream& in) {
        string s;
        in >> s;
        if (s == "#") return nullptr;
        TreeNode* t = new TreeNode(stoi(s));
        t->left = read(in);
        t->right = read(in);
        return t;
    }
};

void freeTree(TreeNode* t) {
    if (!t) return;
    freeTree(t->left);
    freeTree(t->right);
    delete t;
}
template <class T> ostream& operator<<(ostream& out, const vector<T>& v) {
    out << "[";
    for (size_t i = 0; i < v.size(); i++) out << (i ? "," : "") << v[i];
    return out << "]";
}

int main() {
    Solution s;
    vector<int> nums = {2, 11, 7, 15}, heights = {0, 1, 0, 2, 1, 0, 1, 3, 2, 1, 2, 1}, three = {1, 2, 3};
    cout << s.twoSum(nums, 9) << s.trap(heights) << s.lengthOfLongestSubstring("abcabcbb") << s.longestPalindrome("babadad") << endl;
    ListNode *a = new ListNode(2, new ListNode(4, new ListNode(3))), *b = new ListNode(5, new ListNode(6, new ListNode(4, new ListNode(9))));
    ListNode* c = s.addTwoNumbers(a, b);
    for (ListNode* p = c; p; p = p->next) cout << p->val;
    for (ListNode* l : {a, b, c})
        while (l) {
            ListNode* n = l->next;
            delete l;
            l = n;
        }
    cout << ' ' << s.threeSum({-1, 0, 1, 2, -1, -4}) << s.generateParenthesis(3) << s.subsets(three) << endl;
    cout << s.numIslands({"11000", "11010", "00100", "00011"}) << endl;
    TreeNode* t = new TreeNode(-10, new TreeNode(9), new TreeNode(20, new TreeNode(15), new TreeNode(7)));
    string data = s.serialize(t);
    TreeNode* u = s.deserialize(data);
    cout << s.levelOrder(t) << s.maxPathSum(u) << ' ' << data << (s.serialize(u) == data) << endl;
    freeTree(t);
    freeTree(u);
    cout << s.minWindow("ADOBECODEBANC", "ABC") << ' ' << s.ladderLength("hit", "cog", {"hot", "dot", "dog", "lot", "log", "cog"}) << ' '
         << s.evalRPN({"2", "1", "+", "3", "*", "-7", "+", "4", "/"}) << endl;
    return 0;
}
