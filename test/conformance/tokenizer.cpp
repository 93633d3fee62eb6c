// RUN: %triple %s
// A tokenizer for a C-like language as a switch over states, with keywords, numbers of several kinds, comments, strings;
// then a count of what it saw.
// EVERY: 3
#include <array>
#include <cctype>
#include <iomanip>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

enum class Kind { Name, Keyword, Integer, Real, Text, Operator, Error, End };

constexpr std::array<const char*, 8> kind_names{"name", "keyword", "integer", "real", "text", "operator", "error", "end"};

std::ostream& operator<<(std::ostream& out, Kind kind) { return out << kind_names[static_cast<std::size_t>(kind)]; }

struct Position {
    int line = 1, column = 1;
    void advance(char c) {
        if (c == '\n')
            ++line, column = 1;
        else
            ++column;
    }
    friend bool operator<(const Position& a, const Position& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    }
};

struct Token {
    Kind kind;
    std::string text;
    Position where;
};

class Tokenizer {
public:
    explicit Tokenizer(std::string source) : source_(std::move(source)) {}

    Token next() {
        enum State { Start, InName, InInteger, InReal, InText, Escape, Slash, LineComment, BlockComment, Star, Second };
        State state = Start;
        Token token{Kind::End, "", here_};
        for (;;) {
            const char c = at_ < source_.size() ? source_[at_] : '\0';
            const auto u = static_cast<unsigned char>(c);
            switch (state) {
            case Start:
                token.where = here_;
                if (c == '\0') return token;
                if (std::isspace(u)) break;
                if (std::isalpha(u) || c == '_') {
                    state = InName;
                    continue;
                }
                if (std::isdigit(u)) {
                    state = InInteger;
                    continue;
                }
                if (c == '"') {
                    state = InText;
                    break;
                }
                if (c == '/') {
                    state = Slash;
                    break;
                }
                token.text = c;
                state = Second;
                break;
            case InName:
                if (!std::isalnum(u) && c != '_') return finish(token, keywords().count(token.text) ? Kind::Keyword : Kind::Name);
                token.text += c;
                break;
            case InInteger:
                if (c == '.') {
                    state = InReal;
                } else if (!std::isdigit(u)) {
                    return finish(token, Kind::Integer);
                }
                token.text += c;
                break;
            case InReal:
                if (!std::isdigit(u)) return finish(token, token.text.back() == '.' ? Kind::Error : Kind::Real);
                token.text += c;
                break;
            case InText:
                if (c == '\0' || c == '\n') return finish(token, Kind::Error);
                if (c == '"') {
                    step(c);
                    return finish(token, Kind::Text);
                }
                if (c == '\\') {
                    state = Escape;
                    break;
                }
                token.text += c;
                break;
            case Escape:
                token.text += c == 'n' ? '\n' : c == 't' ? '\t' : c;
                state = InText;
                break;
            case Slash:
                if (c == '/') {
                    state = LineComment;
                } else if (c == '*') {
                    state = BlockComment;
                } else {
                    token.text = "/";
                    return finish(token, Kind::Operator);
                }
                break;
            case LineComment:
                if (c == '\0' || c == '\n') {
                    state = Start;
                    continue;
                }
                ++comment_characters;
                break;
            case BlockComment:
                if (c == '\0') return finish(token, Kind::Error);
                if (c == '*') state = Star;
                ++comment_characters;
                break;
            case Star:
                if (c == '/')
                    state = Start;
                else if (c != '*')
                    state = BlockComment;
                break;
            case Second:
                static const std::set<std::string> pairs{"==", "<=", ">=", "!=", "&&", "||", "++", "+=", "->", "<<"};
                if (pairs.count(token.text + c)) {
                    token.text += c;
                    step(c);
                }
                return finish(token, Kind::Operator);
            }
            step(c);
        }
    }

    int comment_characters = 0;

private:
    static const std::set<std::string>& keywords() {
        static const std::set<std::string> words{"if", "else", "while", "return", "int", "double"};
        return words;
    }
    void step(char c) {
        ++at_;
        here_.advance(c);
    }
    Token& finish(Token& token, Kind kind) {
        token.kind = kind;
        return token;
    }

    std::string source_;
    std::size_t at_ = 0;
    Position here_;
};

int main() {
    Tokenizer tokenizer("int f(int x) { // halves\n"
                        "  while (x >= 10.5) x = x/2;\n"
                        "  /* odd * ** */ if (x->y_1 && 3. != 07) return \"a\\\"b\\n\" << x++;\n"
                        "}\n"
                        "\"open\n"
                        "double d+=1.25; /* no end");
    std::vector<Token> tokens;
    do tokens.push_back(tokenizer.next());
    while (tokens.back().kind != Kind::End && tokens.size() < 100);

    int line = 0;
    std::map<Kind, int> counts;
    std::map<std::string, std::set<Position>> names;
    for (const Token& token : tokens) {
        if (token.where.line != line) std::cout << std::setw(3) << (line = token.where.line) << ": \n";
        std::cout << std::setw(5) << token.where.column << ' ' << std::left << std::setw(9) << token.kind << std::right << " [" << token.text << "]\n";
        ++counts[token.kind];
        if (token.kind == Kind::Name) names[token.text].insert(token.where);
    }
    for (auto [kind, count] : counts) std::cout << kind << ": " << count << '\n';
    for (const auto& [name, places] : names) {
        std::cout << name << " at";
        for (const Position& p : places) std::cout << ' ' << p.line << ':' << p.column;
        std::cout << '\n';
    }
    std::cout << tokenizer.comment_characters << " characters of comments\n";
}
