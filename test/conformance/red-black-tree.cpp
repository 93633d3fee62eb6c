// RUN: %triple %s
// A red-black tree as a class template like std::map: parents, iterators both ways, insertion and removal with all
// their cases, a comparator, copies, and a checker of the invariants.
// EVERY: 5
#include <cstddef>
#include <functional>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

namespace rb {

enum Colour : unsigned char { red, black };

struct NodeBase {
    NodeBase *parent = nullptr, *left = nullptr, *right = nullptr;
    Colour colour = red;

    static NodeBase *least(NodeBase *n) {
        while (n->left) n = n->left;
        return n;
    }
    static NodeBase *most(NodeBase *n) {
        while (n->right) n = n->right;
        return n;
    }
    NodeBase *next() {
        if (right) return least(right);
        NodeBase *n = this, *p = parent;
        while (p && n == p->right) {
            n = p;
            p = p->parent;
        }
        return p;
    }
    NodeBase *previous() {
        if (left) return most(left);
        NodeBase *n = this, *p = parent;
        while (p && n == p->left) {
            n = p;
            p = p->parent;
        }
        return p;
    }
};

template <class Key, class Value, class Compare = std::less<Key>> class Map {
    struct Node : NodeBase {
        explicit Node(const Key &key) : item(key, Value()) {}
        std::pair<const Key, Value> item;
    };

public:
    using value_type = std::pair<const Key, Value>;

    template <class Item> class Iterator {
    public:
        using iterator_category = std::bidirectional_iterator_tag;
        using value_type = Item;
        using difference_type = std::ptrdiff_t;
        using pointer = Item *;
        using reference = Item &;

        Iterator(const Map *map, NodeBase *node) : map_(map), node_(node) {}
        Item &operator*() const { return static_cast<Node *>(node_)->item; }
        Item *operator->() const { return &**this; }
        Iterator &operator++() {
            node_ = node_->next();
            return *this;
        }
        Iterator &operator--() {
            node_ = node_ ? node_->previous() : NodeBase::most(map_->root_);
            return *this;
        }
        Iterator operator++(int) {
            Iterator old = *this;
            ++*this;
            return old;
        }
        bool operator==(const Iterator &o) const { return node_ == o.node_; }
        bool operator!=(const Iterator &o) const { return node_ != o.node_; }

    private:
        friend class Map;
        const Map *map_;
        NodeBase *node_;
    };
    using iterator = Iterator<value_type>;
    using const_iterator = Iterator<const value_type>;

    explicit Map(Compare compare = Compare()) : compare_(compare) {}
    Map(const Map &other) : compare_(other.compare_) {
        for (const auto &item : other) (*this)[item.first] = item.second;
    }
    Map &operator=(Map other) {
        std::swap(root_, other.root_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~Map() { clear(root_); }

    iterator begin() { return {this, root_ ? NodeBase::least(root_) : nullptr}; }
    iterator end() { return {this, nullptr}; }
    const_iterator begin() const { return {this, root_ ? NodeBase::least(root_) : nullptr}; }
    const_iterator end() const { return {this, nullptr}; }
    std::size_t size() const { return size_; }

    iterator find(const Key &key) {
        NodeBase *n = root_;
        while (n) {
            if (compare_(key, key_of(n)))
                n = n->left;
            else if (compare_(key_of(n), key))
                n = n->right;
            else
                break;
        }
        return {this, n};
    }

    Value &operator[](const Key &key) {
        NodeBase *parent = nullptr, **link = &root_;
        while (*link) {
            parent = *link;
            if (compare_(key, key_of(parent)))
                link = &parent->left;
            else if (compare_(key_of(parent), key))
                link = &parent->right;
            else
                return static_cast<Node *>(parent)->item.second;
        }
        Node *n = new Node(key);
        n->parent = parent;
        *link = n;
        ++size_;
        fix_insertion(n);
        return n->item.second;
    }

    iterator erase(iterator where) {
        NodeBase *n = where.node_;
        iterator after(this, n->next());
        NodeBase *child, *parent;
        Colour removed = n->colour;
        if (!n->left || !n->right) {
            child = n->left ? n->left : n->right;
            parent = n->parent;
            replace(n, child);
        } else {
            NodeBase *heir = NodeBase::least(n->right);
            removed = heir->colour;
            child = heir->right;
            if (heir->parent == n) {
                parent = heir;
            } else {
                parent = heir->parent;
                replace(heir, child);
                heir->right = n->right;
                heir->right->parent = heir;
            }
            replace(n, heir);
            heir->left = n->left;
            heir->left->parent = heir;
            heir->colour = n->colour;
        }
        if (removed == black) fix_removal(child, parent);
        delete static_cast<Node *>(n);
        --size_;
        return after;
    }
    bool erase(const Key &key) {
        iterator i = find(key);
        if (i == end()) return false;
        erase(i);
        return true;
    }

    /// The black height; throws what is wrong.
    int check() const {
        if (root_ && root_->colour == red) throw std::logic_error("a red root");
        return check(root_);
    }
    std::string shape() const { return shape(root_); }

private:
    static const Key &key_of(NodeBase *n) { return static_cast<Node *>(n)->item.first; }

    void replace(NodeBase *old, NodeBase *by) {
        if (!old->parent)
            root_ = by;
        else if (old == old->parent->left)
            old->parent->left = by;
        else
            old->parent->right = by;
        if (by) by->parent = old->parent;
    }
    /* Turns n down to the given side; its child on the other side comes up. */
    void rotate(NodeBase *n, NodeBase *NodeBase::*side, NodeBase *NodeBase::*other) {
        NodeBase *up = n->*other;
        n->*other = up->*side;
        if (n->*other) (n->*other)->parent = n;
        replace(n, up);
        up->*side = n;
        n->parent = up;
    }
    void fix_insertion(NodeBase *n) {
        while (n->parent && n->parent->colour == red) {
            NodeBase *parent = n->parent, *grand = parent->parent;
            auto side = parent == grand->left ? &NodeBase::left : &NodeBase::right;
            auto other = parent == grand->left ? &NodeBase::right : &NodeBase::left;
            NodeBase *uncle = grand->*other;
            if (uncle && uncle->colour == red) {
                parent->colour = uncle->colour = black;
                grand->colour = red;
                n = grand;
                continue;
            }
            if (n == parent->*other) {
                rotate(parent, side, other);
                std::swap(n, parent);
            }
            parent->colour = black;
            grand->colour = red;
            rotate(grand, other, side);
        }
        root_->colour = black;
    }
    static bool is_black(NodeBase *n) { return !n || n->colour == black; }
    void fix_removal(NodeBase *n, NodeBase *parent) {
        while (n != root_ && is_black(n)) {
            auto side = n == parent->left ? &NodeBase::left : &NodeBase::right;
            auto other = n == parent->left ? &NodeBase::right : &NodeBase::left;
            NodeBase *sibling = parent->*other;
            if (sibling->colour == red) {
                sibling->colour = black;
                parent->colour = red;
                rotate(parent, side, other);
                sibling = parent->*other;
            }
            if (is_black(sibling->left) && is_black(sibling->right)) {
                sibling->colour = red;
                n = parent;
                parent = n->parent;
                continue;
            }
            if (is_black(sibling->*other)) {
                (sibling->*side)->colour = black;
                sibling->colour = red;
                rotate(sibling, other, side);
                sibling = parent->*other;
            }
            sibling->colour = parent->colour;
            parent->colour = black;
            (sibling->*other)->colour = black;
            rotate(parent, side, other);
            n = root_;
        }
        if (n) n->colour = black;
    }
    static int check(NodeBase *n) {
        if (!n) return 1;
        for (NodeBase *child : {n->left, n->right}) {
            if (!child) continue;
            if (child->parent != n) throw std::logic_error("a wrong parent");
            if (n->colour == red && child->colour == red) throw std::logic_error("red below red");
        }
        int l = check(n->left), r = check(n->right);
        if (l != r) throw std::logic_error("unequal black heights");
        return l + (n->colour == black);
    }
    std::string shape(NodeBase *n) const {
        if (!n) return ".";
        std::string text = n->colour == red ? "r" : "b";
        text += "(";
        text += shape(n->left);
        text += shape(n->right);
        return text + ")";
    }
    static void clear(NodeBase *n) {
        while (n) {
            clear(n->right);
            NodeBase *left = n->left;
            delete static_cast<Node *>(n);
            n = left;
        }
    }

    NodeBase *root_ = nullptr;
    std::size_t size_ = 0;
    Compare compare_;
};

} // namespace rb

template <class M> void print(const M &map) {
    for (const auto &[key, value] : map) std::cout << key << ':' << value << ' ';
    std::cout << "| " << map.size() << ", black height " << map.check() << '\n';
}

int main() {
    rb::Map<int, std::string> map;
    unsigned x = 3;
    for (int i = 0; i < 18; ++i) {
        x = x * 37 % 101;
        map[int(x)] += char('a' + i);
        map.check();
    }
    print(map);
    std::cout << map.shape() << '\n';
    rb::Map<int, std::string> copy = map;
    int sum = 0;
    for (auto i = map.begin(); i != map.end();) {
        if (i->first % 3 == 0) {
            sum += i->first;
            i = map.erase(i);
            map.check();
        } else {
            i++->second += '.';
        }
    }
    print(map);
    std::cout << "removed " << sum << ", " << map.erase(-1) << map.erase(map.begin()->first) << '\n';
    while (map.size() > 3) {
        auto last = map.end();
        --last;
        map.erase(last);
        map.check();
    }
    print(map);
    copy.erase(37);
    print(copy);
    map = copy;
    map[1000] = "thousand";
    print(map);

    rb::Map<std::string, int, std::function<bool(const std::string &, const std::string &)>> words(
        [](const std::string &a, const std::string &b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
    for (const char *w : {"the", "quick", "fox", "jumps", "over", "the", "lazy", "fox", "a", "the"}) ++words[w];
    print(words);
}
