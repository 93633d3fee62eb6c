// RUN: %triple %s
// EVERY: 5
// A B-tree of small order, with splitting, borrowing and merging, iteration by a visitor that may stop, a check of the
// invariants after each step, and a log of what it did.
#include <cassert>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

template <class K, int T = 2>
class BTree
{
    struct Node
    {
        std::vector<K> keys;
        std::vector<Node*> children;
        bool leaf() const { return children.empty(); }
        ~Node()
        {
            for (Node* c : children) delete c;
        }
    };

public:
    BTree() : root(new Node) {}
    BTree(const BTree&) = delete;
    ~BTree() { delete root; }

    void insert(const K& key)
    {
        if (int(root->keys.size()) == 2 * T - 1) {
            Node* old = root;
            root = new Node;
            root->children.push_back(old);
            split(root, 0);
            log += "R";
        }
        Node* n = root;
        for (;;) {
            std::size_t i = n->keys.size();
            while (i > 0 && key < n->keys[i - 1]) --i;
            if (n->leaf()) {
                n->keys.insert(n->keys.begin() + long(i), key);
                return;
            }
            if (int(n->children[i]->keys.size()) == 2 * T - 1) {
                split(n, i);
                if (n->keys[i] < key) ++i;
            }
            n = n->children[i];
        }
    }

    bool erase(const K& key)
    {
        bool found = erase(root, key);
        if (root->keys.empty() && !root->leaf()) {
            Node* old = root;
            root = old->children[0];
            old->children.clear();
            delete old;
            log += "S";
        }
        return found;
    }

    bool each(const std::function<bool(const K&, int)>& f) const { return each(root, f, 0); }
    int check() const { return check(root, nullptr, nullptr); }
    std::string shape() const { return shape(root); }
    std::string log;

private:
    void split(Node* parent, std::size_t i)
    {
        Node *full = parent->children[i], *right = new Node;
        right->keys.assign(full->keys.begin() + T, full->keys.end());
        parent->keys.insert(parent->keys.begin() + long(i), full->keys[T - 1]);
        full->keys.resize(T - 1);
        if (!full->leaf()) {
            right->children.assign(full->children.begin() + T, full->children.end());
            full->children.resize(T);
        }
        parent->children.insert(parent->children.begin() + long(i) + 1, right);
        log += "s";
    }
    void merge(Node* n, std::size_t i)
    {
        Node *left = n->children[i], *right = n->children[i + 1];
        left->keys.push_back(n->keys[i]);
        left->keys.insert(left->keys.end(), right->keys.begin(), right->keys.end());
        left->children.insert(left->children.end(), right->children.begin(), right->children.end());
        right->children.clear();
        delete right;
        n->keys.erase(n->keys.begin() + long(i));
        n->children.erase(n->children.begin() + long(i) + 1);
        log += "m";
    }
    // Makes sure that the i-th child can lose a key; returns where it is now.
    std::size_t fill(Node* n, std::size_t i)
    {
        Node* c = n->children[i];
        if (int(c->keys.size()) >= T) return i;
        if (i > 0 && int(n->children[i - 1]->keys.size()) >= T) {
            Node* l = n->children[i - 1];
            c->keys.insert(c->keys.begin(), n->keys[i - 1]);
            n->keys[i - 1] = l->keys.back();
            l->keys.pop_back();
            if (!l->leaf()) {
                c->children.insert(c->children.begin(), l->children.back());
                l->children.pop_back();
            }
            log += "<";
        } else if (i < n->keys.size() && int(n->children[i + 1]->keys.size()) >= T) {
            Node* r = n->children[i + 1];
            c->keys.push_back(n->keys[i]);
            n->keys[i] = r->keys.front();
            r->keys.erase(r->keys.begin());
            if (!r->leaf()) {
                c->children.push_back(r->children.front());
                r->children.erase(r->children.begin());
            }
            log += ">";
        } else {
            if (i == n->keys.size()) --i;
            merge(n, i);
        }
        return i;
    }
    bool erase(Node* n, const K& key)
    {
        std::size_t i = 0;
        while (i < n->keys.size() && n->keys[i] < key) ++i;
        bool here = i < n->keys.size() && !(key < n->keys[i]);
        if (n->leaf()) {
            if (here) n->keys.erase(n->keys.begin() + long(i));
            return here;
        }
        if (!here) return erase(n->children[fill(n, i)], key);
        for (int side = 0; side < 2; ++side) {
            Node* c = n->children[i + std::size_t(side)];
            if (int(c->keys.size()) < T) continue;
            Node* d = c;
            while (!d->leaf()) d = side ? d->children.front() : d->children.back();
            K heir = side ? d->keys.front() : d->keys.back();
            n->keys[i] = heir;
            return erase(c, heir);
        }
        merge(n, i);
        return erase(n->children[i], key);
    }
    static bool each(const Node* n, const std::function<bool(const K&, int)>& f, int depth)
    {
        for (std::size_t i = 0; i <= n->keys.size(); ++i) {
            if (!n->leaf() && !each(n->children[i], f, depth + 1)) return false;
            if (i < n->keys.size() && !f(n->keys[i], depth)) return false;
        }
        return true;
    }
    int check(const Node* n, const K* low, const K* high) const
    {
        assert(n == root || int(n->keys.size()) >= T - 1);
        assert(int(n->keys.size()) < 2 * T);
        for (std::size_t i = 0; i < n->keys.size(); ++i) {
            assert(!low || *low < n->keys[i]);
            assert(!high || n->keys[i] < *high);
        }
        if (n->leaf()) return 1;
        assert(n->children.size() == n->keys.size() + 1);
        int depth = 0;
        for (std::size_t i = 0; i < n->children.size(); ++i) {
            int d = check(n->children[i], i ? &n->keys[i - 1] : low, i < n->keys.size() ? &n->keys[i] : high);
            assert(i == 0 || d == depth);
            depth = d;
        }
        return depth + 1;
    }
    static std::string shape(const Node* n)
    {
        std::string s = "(" + std::to_string(n->keys.size());
        for (const Node* c : n->children) s += shape(c);
        return s + ")";
    }
    Node* root;
};

int main()
{
    BTree<int> tree;
    for (int i = 0; i < 17; ++i) {
        tree.insert(i * 10 % 17);
        if (i % 4 == 0) std::cout << tree.check() << tree.shape() << ' ';
    }
    std::cout << tree.log << '\n';
    tree.log.clear();
    for (int key : {6, 13, 99, 7, 4, 2, 16, 0, 8}) std::cout << key << (tree.erase(key) ? ' ' : '?') << tree.check() << tree.shape() << ' ';
    std::cout << tree.log << '\n';
    int sum = 0;
    bool all = tree.each([&sum](int k, int depth) {
        sum += k;
        std::cout << k << '/' << depth << ' ';
        return k < 12;
    });
    std::cout << sum << all << '\n';

    BTree<std::string, 3> words;
    for (const char* w : {"the", "b", "tree", "was", "invented", "at", "boeing", "by", "bayer", "and", "mccreight"}) words.insert(w);
    words.erase("by");
    words.each([](const std::string& w, int) { return std::cout << w << ' ', true; });
    std::cout << words.shape() << words.check() << '\n';
}
