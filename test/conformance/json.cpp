// RUN: %triple %s
// JSON, read into a variant that contains itself, queried by paths, changed, and written again, compact and indented.
// EVERY: 4
#include <cmath>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace json {

class error : public std::runtime_error {
  public:
    error(const std::string& what, int line, int column)
        : std::runtime_error(std::to_string(line) + ":" + std::to_string(column) + ": " + what) {}
};

class value;
using array = std::vector<value>;
using object = std::map<std::string, value>;

class value {
  public:
    value() = default;
    value(std::nullptr_t) {}
    value(bool b) : data_(b) {}
    value(double d) : data_(d) {}
    value(int i) : data_(double(i)) {}
    value(const char* s) : data_(std::string(s)) {}
    value(std::string s) : data_(std::move(s)) {}
    value(array a) : data_(std::move(a)) {}
    value(object o) : data_(std::move(o)) {}

    template <class T> const T* as() const { return std::get_if<T>(&data_); }
    template <class T> T& get() { return std::get<T>(data_); }

    value& operator[](const std::string& key) {
        if (std::holds_alternative<std::monostate>(data_)) data_ = object();
        return get<object>()[key];
    }
    value& operator[](std::size_t i) { return get<array>().at(i); }

    const value* find(std::string_view path) const {
        const value* here = this;
        while (here && !path.empty()) {
            auto slash = path.find('/');
            std::string_view step = path.substr(0, slash);
            path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
            if (auto* o = here->as<object>()) {
                auto it = o->find(std::string(step));
                here = it == o->end() ? nullptr : &it->second;
            } else if (auto* a = here->as<array>()) {
                std::size_t i = std::stoul(std::string(step));
                here = i < a->size() ? &(*a)[i] : nullptr;
            } else {
                here = nullptr;
            }
        }
        return here;
    }

    int depth() const {
        int most = 0;
        if (auto* a = as<array>())
            for (const value& v : *a) most = std::max(most, v.depth());
        else if (auto* o = as<object>())
            for (const auto& [key, v] : *o) most = std::max(most, v.depth());
        return most + 1;
    }

    void write(std::ostream& out, int indent = -1, int level = 0) const {
        std::visit([&](const auto& v) { write_one(out, v, indent, level); }, data_);
    }

  private:
    static void line(std::ostream& out, int indent, int level) {
        if (indent >= 0) out << '\n' << std::string(indent * level, ' ');
    }
    static void write_one(std::ostream& out, std::monostate, int, int) { out << "null"; }
    static void write_one(std::ostream& out, bool b, int, int) { out << (b ? "true" : "false"); }
    static void write_one(std::ostream& out, double d, int, int) {
        if (d == std::floor(d) && std::fabs(d) < 1e15)
            out << static_cast<std::int64_t>(d);
        else
            out << std::setprecision(10) << d;
    }
    static void write_one(std::ostream& out, const std::string& s, int, int) {
        out << '"';
        for (char c : s) switch (c) {
            case '"': out << "\\\""; break;
            case '\\': out << "\\\\"; break;
            case '\n': out << "\\n"; break;
            case '\t': out << "\\t"; break;
            default: out << c;
            }
        out << '"';
    }
    static void write_one(std::ostream& out, const array& a, int indent, int level) {
        out << '[';
        bool first = true;
        for (const value& v : a) {
            if (!std::exchange(first, false)) out << ',';
            line(out, indent, level + 1);
            v.write(out, indent, level + 1);
        }
        if (!a.empty()) line(out, indent, level);
        out << ']';
    }
    static void write_one(std::ostream& out, const object& o, int indent, int level) {
        out << '{';
        bool first = true;
        for (const auto& [key, v] : o) {
            if (!std::exchange(first, false)) out << ',';
            line(out, indent, level + 1);
            write_one(out, key, indent, level);
            out << (indent >= 0 ? ": " : ":");
            v.write(out, indent, level + 1);
        }
        if (!o.empty()) line(out, indent, level);
        out << '}';
    }

    std::variant<std::monostate, bool, double, std::string, array, object> data_;
};

class reader {
  public:
    explicit reader(std::string_view text) : rest_(text) {}

    value read() {
        value v = read_value();
        skip();
        if (!rest_.empty()) fail("text after the value");
        return v;
    }

  private:
    [[noreturn]] void fail(const std::string& what) const { throw error(what, line_, column_); }

    char next() {
        if (rest_.empty()) fail("unexpected end");
        char c = rest_.front();
        rest_.remove_prefix(1);
        if (c == '\n') {
            ++line_;
            column_ = 1;
        } else {
            ++column_;
        }
        return c;
    }
    void skip() {
        while (!rest_.empty() && std::string_view(" \t\r\n").find(rest_.front()) != std::string_view::npos) next();
    }
    char peek() {
        skip();
        return rest_.empty() ? '\0' : rest_.front();
    }
    bool word(std::string_view w) {
        if (rest_.substr(0, w.size()) != w) return false;
        for (std::size_t i = 0; i < w.size(); ++i) next();
        return true;
    }

    value read_value() {
        switch (char c = peek()) {
        case '{': return read_object();
        case '[': return read_array();
        case '"': return read_string();
        case 't':
            if (word("true")) return true;
            break;
        case 'f':
            if (word("false")) return false;
            break;
        case 'n':
            if (word("null")) return nullptr;
            break;
        default:
            if (c == '-' || (c >= '0' && c <= '9')) return read_number();
        }
        fail("a value was expected");
    }
    double read_number() {
        std::string digits;
        while (!rest_.empty() && std::string_view("+-.eE0123456789").find(rest_.front()) != std::string_view::npos)
            digits += next();
        return std::stod(digits);
    }
    std::string read_string() {
        std::string s;
        next();
        for (;;) {
            char c = next();
            if (c == '"') return s;
            if (c != '\\') {
                s += c;
                continue;
            }
            switch (c = next()) {
            case 'n': s += '\n'; break;
            case 't': s += '\t'; break;
            case 'u': {
                int code = 0;
                for (int i = 0; i < 4; ++i) code = code * 16 + hex(next());
                if (code < 0x80)
                    s += char(code);
                else
                    (s += char(0xc0 | code >> 6)) += char(0x80 | (code & 0x3f));
                break;
            }
            default: s += c;
            }
        }
    }
    int hex(char c) const {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        fail("no hexadecimal digit");
    }
    value read_array() {
        array a;
        next();
        if (peek() == ']') return next(), a;
        do a.push_back(read_value());
        while (separator(']'));
        return a;
    }
    value read_object() {
        object o;
        next();
        if (peek() == '}') return next(), o;
        do {
            if (peek() != '"') fail("a key was expected");
            std::string key = read_string();
            if (peek() != ':') fail("':' was expected after \"" + key + "\"");
            next();
            o[std::move(key)] = read_value();
        } while (separator('}'));
        return o;
    }
    bool separator(char end) {
        char c = peek();
        if (c != ',' && c != end) fail(std::string("',' or '") + end + "' was expected");
        next();
        return c == ',';
    }

    std::string_view rest_;
    int line_ = 1, column_ = 1;
};

value parse(std::string_view text) { return reader(text).read(); }

} // namespace json

int main() {
    const char* text = R"({
  "name": "K\u00e9vin \"the\" fox", "age": 42.5,
  "tags": ["a", [], {}, null, true],
  "deep": {"er": [[-1e3]]}
})";
    json::value v = json::parse(text);
    v.write(std::cout);
    std::cout << "\ndepth " << v.depth() << '\n';
    for (const char* path : {"name", "tags/1", "tags/9", "deep/er/0/0", "deep/none", "age/x"}) {
        std::cout << path << " -> ";
        if (const json::value* found = v.find(path))
            found->write(std::cout);
        else
            std::cout << "nothing";
        std::cout << '\n';
    }
    v["tags"][1] = json::array{1, "two", json::object{{"three", 3}}};
    v["new"]["inner"] = false;
    v.get<json::object>().erase("deep");
    json::value copy = v;
    copy["age"] = 43;
    v.write(std::cout, 2);
    std::cout << '\n';
    copy.write(std::cout);
    std::cout << '\n';
    for (const char* bad : {"[1, 2", "{\"a\" 1}", "[1 2]", "\n\n  tru", "{\"x\": \"\\u00g1\"}", "[] []", ""}) {
        try {
            json::parse(bad).write(std::cout);
            std::cout << " is right?\n";
        } catch (const json::error& e) {
            std::cout << e.what() << '\n';
        }
    }
}
