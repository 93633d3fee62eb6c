// RUN: %triple %s
// A trie of words with counts, completion, wildcard search and removal, nodes in unique_ptr; then the same over an arena of
// indices.
// EVERY: 3
#include <array>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

class Trie {
    struct Node {
        std::array<std::unique_ptr<Node>, 26> next;
        int count = 0;
        bool leaf() const {
            for (auto const & n : next)
                if (n) return false;
            return true;
        }
    };

public:
    void add(std::string const & word)
    {
        Node * node = &root;
        for (char c : word) {
            auto & next = node->next[c - 'a'];
            if (!next) {
                next = std::make_unique<Node>();
                ++nodes;
            }
            node = next.get();
        }
        ++node->count;
    }

    int count(std::string const & word) const
    {
        Node const * node = walk(word);
        return node ? node->count : 0;
    }

    bool remove(std::string const & word) { return remove(root, word, 0); }

    void complete(std::string prefix, std::function<bool(std::string const &, int)> const & found) const
    {
        if (Node const * node = walk(prefix)) visit(*node, prefix, found);
    }

    /// Words that fit a pattern in which '.' is any letter.
    std::vector<std::string> match(std::string const & pattern) const
    {
        std::vector<std::string> words;
        std::string word;
        auto const go = [&](auto const & self, Node const & node, std::size_t at) -> void {
            if (at == pattern.size()) {
                if (node.count) words.push_back(word);
                return;
            }
            for (int i = 0; i < 26; ++i) {
                if (!node.next[i] || (pattern[at] != '.' && pattern[at] != 'a' + i)) continue;
                word.push_back(char('a' + i));
                self(self, *node.next[i], at + 1);
                word.pop_back();
            }
        };
        go(go, root, 0);
        return words;
    }

    int size() const { return nodes; }

private:
    Node const * walk(std::string const & word) const
    {
        Node const * node = &root;
        for (char c : word) {
            node = node->next[c - 'a'].get();
            if (!node) break;
        }
        return node;
    }

    static bool visit(Node const & node, std::string & word, std::function<bool(std::string const &, int)> const & found)
    {
        if (node.count && !found(word, node.count)) return false;
        for (int i = 0; i < 26; ++i) {
            if (!node.next[i]) continue;
            word.push_back(char('a' + i));
            bool const on = visit(*node.next[i], word, found);
            word.pop_back();
            if (!on) return false;
        }
        return true;
    }

    bool remove(Node & node, std::string const & word, std::size_t at)
    {
        if (at == word.size()) {
            bool const was = node.count > 0;
            node.count = 0;
            return was;
        }
        auto & next = node.next[word[at] - 'a'];
        if (!next || !remove(*next, word, at + 1)) return false;
        if (!next->count && next->leaf()) {
            next.reset();
            --nodes;
        }
        return true;
    }

    Node root;
    int nodes = 1;
};

// First child and next sibling, as indices into one vector.
class FlatTrie {
    struct Node {
        char letter;
        int child = -1, sibling = -1, words = 0;
    };
    std::vector<Node> nodes{Node{'\0'}};

public:
    void add(char const * word)
    {
        int at = 0;
        for (; *word; ++word) {
            int child = nodes[at].child;
            while (child >= 0 && nodes[child].letter != *word) child = nodes[child].sibling;
            if (child < 0) {
                child = int(nodes.size());
                nodes.push_back({*word, -1, nodes[at].child});
                nodes[at].child = child;
            }
            at = child;
            ++nodes[at].words;
        }
    }
    std::string shortest(char const * word) const
    {
        std::string prefix;
        int at = 0;
        while (*word) {
            int child = nodes[at].child;
            while (nodes[child].letter != *word) child = nodes[child].sibling;
            prefix += *word++;
            if (nodes[child].words == 1) break;
            at = child;
        }
        return prefix;
    }
};

int main()
{
    Trie trie;
    for (auto word : {"tea", "ten", "to", "in", "inn", "tea", "team", "tent"}) trie.add(word);
    std::cout << trie.size() << " nodes, tea " << trie.count("tea") << ", te " << trie.count("te") << '\n';

    trie.complete("te", [](std::string const & word, int count) {
        std::cout << word << ' ' << count << '\n';
        return true;
    });
    int left = 2;
    trie.complete("", [&left](std::string const & word, int) {
        std::cout << word << '\n';
        return --left > 0;
    });
    for (auto const & word : trie.match("te.")) std::cout << word << ' ';
    std::cout << trie.match("..").size() << '\n';

    std::cout << trie.remove("ten") << trie.remove("te") << trie.remove("team") << trie.remove("inn") << ' ' << trie.size()
              << " nodes\n";
    for (auto const & word : trie.match("....")) std::cout << word << '\n';

    FlatTrie flat;
    char const * commands[] = {"status", "stash", "show", "switch", "commit", "config", "clone"};
    for (auto command : commands) flat.add(command);
    for (auto command : commands) std::cout << flat.shortest(command) << " = " << command << '\n';
}
