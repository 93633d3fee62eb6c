// RUN: %triple %s
// STDIN: Inputs/inventory.csv
// A stock list read from standard input as comma-separated values with quotes, joined, grouped, sorted by several keys, and
// reported; orders change it, with errors line by line.
#include <algorithm>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

struct Money {
    long cents = 0;
    Money& operator+=(Money o) { cents += o.cents; return *this; }
    friend Money operator*(Money m, long n) { return {m.cents * n}; }
    friend bool operator<(Money a, Money b) { return a.cents < b.cents; }
    friend std::ostream& operator<<(std::ostream& out, Money m) {
        const char fill = out.fill('0');
        out << m.cents / 100 << '.' << std::setw(2) << m.cents % 100;
        out.fill(fill);
        return out;
    }
};

struct Item {
    std::string code, name, group;
    int stock;
    Money price;
};

class ParseError : public std::runtime_error {
public:
    ParseError(int line, const std::string& what) : runtime_error("line " + std::to_string(line) + ": " + what) {}
};

static std::vector<std::string> fields(const std::string& line, int number) {
    std::vector<std::string> all(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted) {
            if (c != '"')
                all.back() += c;
            else if (i + 1 < line.size() && line[i + 1] == '"')
                all.back() += line[++i];
            else
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            all.emplace_back();
        } else {
            all.back() += c;
        }
    }
    if (quoted) throw ParseError(number, "the quote does not end");
    return all;
}

class Inventory {
public:
    void add(const std::vector<std::string>& f, int line) {
        if (f.size() != 6) throw ParseError(line, "6 fields were expected, not " + std::to_string(f.size()));
        auto item = std::make_shared<Item>(Item{f[1], f[2], f[3], number(f[4], line), money(f[5], line)});
        if (!by_code_.emplace(item->code, item).second) throw ParseError(line, "there is a " + item->code + " already");
        items_.push_back(item);
    }
    void order(const std::vector<std::string>& f, int line) {
        const auto found = by_code_.find(f.at(1));
        if (found == by_code_.end()) throw ParseError(line, "no item " + f[1]);
        const int n = number(f.at(2), line);
        if (found->second->stock < n) throw ParseError(line, "only " + std::to_string(found->second->stock) + " left of " + found->second->name);
        found->second->stock -= n;
        sold_ += found->second->price * n;
        history_.push_back({found->second, n});
    }
    void report() {
        std::sort(items_.begin(), items_.end(), [](const auto& a, const auto& b) {
            if (a->group != b->group) return a->group < b->group;
            return b->price < a->price;
        });
        std::string group;
        Money sum, all;
        for (auto i = items_.begin(); i != items_.end(); ++i) {
            const Item& item = **i;
            if (item.group != group) {
                std::cout << "[" << (group = item.group) << "]\n";
                sum = {};
            }
            std::cout << std::left << std::setw(22) << item.name << std::right << std::setw(4) << item.stock << " x " << item.price << '\n';
            sum += item.price * item.stock;
            all += item.price * item.stock;
            if (std::next(i) == items_.end() || (*std::next(i))->group != group) std::cout << std::setw(25) << "= " << sum << '\n';
        }
        std::cout << "stock " << all << ", sold " << sold_ << '\n';
        const int moved = std::accumulate(history_.begin(), history_.end(), 0, [](int n, const Order& o) { return n + o.n; });
        std::cout << moved << " pieces in " << history_.size() << " orders, last " << history_.back().item->name << ", "
                  << history_.back().item.use_count() << '\n';
    }

private:
    static int number(const std::string& s, int line) {
        char* end;
        const long v = std::strtol(s.c_str(), &end, 10);
        if (*end || s.empty()) throw ParseError(line, "'" + s + "' is no number");
        return int(v);
    }
    static Money money(const std::string& s, int line) {
        const auto dot = s.find('.');
        return {number(s.substr(0, dot), line) * 100l + (dot == s.npos ? 0 : number(s.substr(dot + 1), line))};
    }
    struct Order {
        std::shared_ptr<Item> item;
        int n;
    };
    std::vector<std::shared_ptr<Item>> items_;
    std::map<std::string, std::shared_ptr<Item>> by_code_;
    std::vector<Order> history_;
    Money sold_;
};

int main() {
    Inventory inventory;
    std::string line;
    int number = 0, errors = 0;
    while (std::getline(std::cin, line)) {
        ++number;
        if (line.empty() || line[0] == '#') continue;
        try {
            const auto f = fields(line, number);
            if (f[0] == "item")
                inventory.add(f, number);
            else if (f[0] == "order")
                inventory.order(f, number);
            else
                throw ParseError(number, "what is a '" + f[0] + "'?");
        } catch (const ParseError& e) {
            std::cout << e.what() << '\n';
            ++errors;
        }
    }
    inventory.report();
    std::cout << number << " lines, " << errors << " errors\n";
}
