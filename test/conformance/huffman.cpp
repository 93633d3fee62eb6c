// RUN: %triple %s
// EVERY: 3
// Compression: Huffman codes with a heap of trees and bits packed by hand, run lengths, LZ77 with a window, move-to-front over
// Burrows-Wheeler; each is undone and compared.
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <queue>
#include <string>
#include <vector>

using Bytes = std::vector<std::uint8_t>;

class BitWriter {
public:
    void put(bool bit)
    {
        if (used_ % 8 == 0) bytes_.push_back(0);
        if (bit) bytes_.back() |= std::uint8_t(1u << used_ % 8);
        ++used_;
    }
    Bytes bytes_;
    std::size_t used_ = 0;
};

class Huffman {
    struct Node {
        char letter = 0;
        int weight = 0, order = 0;
        std::shared_ptr<Node> zero, one;
    };
    using Tree = std::shared_ptr<Node>;
    struct Heavier {
        bool operator()(const Tree &a, const Tree &b) const
        {
            return a->weight != b->weight ? a->weight > b->weight : a->order > b->order;
        }
    };

public:
    explicit Huffman(const std::string &text)
    {
        std::map<char, int> counts;
        for (char c : text) ++counts[c];
        std::priority_queue<Tree, std::vector<Tree>, Heavier> heap;
        int order = 0;
        for (auto [c, n] : counts) heap.push(std::make_shared<Node>(Node{c, n, order++, nullptr, nullptr}));
        while (heap.size() > 1) {
            Tree a = heap.top();
            heap.pop();
            Tree b = heap.top();
            heap.pop();
            heap.push(std::make_shared<Node>(Node{0, a->weight + b->weight, order++, a, b}));
        }
        root_ = heap.top();
        walk(*root_, "");
    }
    BitWriter pack(const std::string &text) const
    {
        BitWriter out;
        for (char c : text)
            for (char bit : codes_.at(c)) out.put(bit == '1');
        return out;
    }
    std::string unpack(const BitWriter &in) const
    {
        std::string text;
        const Node *n = root_.get();
        for (std::size_t i = 0; i < in.used_; ++i) {
            n = (in.bytes_[i / 8] >> i % 8 & 1 ? n->one : n->zero).get();
            if (!n->zero) {
                text += n->letter;
                n = root_.get();
            }
        }
        return text;
    }
    const std::map<char, std::string> &codes() const { return codes_; }

private:
    void walk(const Node &n, const std::string &code)
    {
        if (!n.zero) {
            codes_[n.letter] = code.empty() ? "0" : code;
            return;
        }
        walk(*n.zero, code + '0');
        walk(*n.one, code + '1');
    }
    Tree root_;
    std::map<char, std::string> codes_;
};

static std::string run_lengths(const std::string &s)
{
    std::string out;
    for (std::size_t i = 0; i < s.size();) {
        std::size_t j = i;
        while (j < s.size() && s[j] == s[i]) ++j;
        if (j - i > 1) out += std::to_string(j - i);
        out += s[i];
        i = j;
    }
    return out;
}
static std::string undo_run_lengths(const std::string &s)
{
    std::string out;
    std::size_t n = 0;
    for (char c : s) {
        if (c >= '0' && c <= '9') {
            n = n * 10 + std::size_t(c - '0');
            continue;
        }
        out.append(n ? n : 1, c);
        n = 0;
    }
    return out;
}

struct Match {
    std::size_t back, length;
    char next;
};
static std::vector<Match> lz(const std::string &s)
{
    std::vector<Match> out;
    for (std::size_t at = 0; at < s.size();) {
        Match best{0, 0, s[at]};
        for (std::size_t back = 1; back <= at && back <= 12; ++back) {
            std::size_t length = 0;
            while (at + length + 1 < s.size() && s[at + length] == s[at + length - back]) ++length;
            if (length > best.length) best = {back, length, s[at + length]};
        }
        out.push_back(best);
        at += best.length + 1;
    }
    return out;
}
static std::string undo(const std::vector<Match> &matches)
{
    std::string s;
    for (const Match &m : matches) {
        for (std::size_t i = 0; i < m.length; ++i) s += s[s.size() - m.back];
        s += m.next;
    }
    return s;
}

static std::string wheeler(const std::string &s, std::size_t &row)
{
    std::vector<std::size_t> order(s.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&s](std::size_t a, std::size_t b) {
        std::string x = s.substr(a) + s.substr(0, a), y = s.substr(b) + s.substr(0, b);
        return x < y;
    });
    std::string last;
    for (std::size_t i = 0; i < order.size(); ++i) {
        last += s[(order[i] + s.size() - 1) % s.size()];
        if (order[i] == 0) row = i;
    }
    return last;
}
static std::string undo_wheeler(const std::string &last, std::size_t row)
{
    std::vector<std::size_t> next(last.size());
    std::iota(next.begin(), next.end(), 0);
    std::stable_sort(next.begin(), next.end(), [&](std::size_t a, std::size_t b) { return last[a] < last[b]; });
    std::string s;
    for (std::size_t i = 0; i < last.size(); ++i) s += last[row = next[row]];
    return s;
}
static std::vector<int> to_front(const std::string &s)
{
    std::list<char> letters;
    for (char c = 'a'; c <= 'z'; ++c) letters.push_back(c);
    std::vector<int> out;
    for (char c : s) {
        auto at = std::find(letters.begin(), letters.end(), c);
        out.push_back(int(std::distance(letters.begin(), at)));
        letters.splice(letters.begin(), letters, at);
    }
    return out;
}

int main()
{
    const std::string text = "abracadabra, bananas and cabanas";
    Huffman huffman(text);
    for (const auto &[c, code] : huffman.codes()) std::cout << c << ' ' << code << '\n';
    BitWriter bits = huffman.pack(text);
    std::cout << bits.used_ << " bits:";
    for (unsigned b : bits.bytes_) std::cout << ' ' << b;
    std::cout << '\n' << huffman.unpack(bits) << '\n';
    assert(huffman.unpack(bits) == text);

    std::string runs = run_lengths("wwwwwwwwwwwwbbbwxyyyyz");
    std::cout << runs << ' ' << undo_run_lengths(runs) << '\n';
    auto matches = lz(text);
    for (auto [back, length, next] : matches) std::cout << '(' << back << ',' << length << ',' << next << ')';
    std::cout << '\n' << (undo(matches) == text) << '\n';
    std::size_t row = 0;
    std::string last = wheeler("mississippi", row);
    std::cout << last << ' ' << row << ' ' << undo_wheeler(last, row) << ':';
    for (int i : to_front(last)) std::cout << ' ' << i;
    std::cout << '\n';
}
