// RUN: %triple %s
// A Forth system in one file: dictionary of threaded code, data and return stacks, compiling words, loops, strings,
// variables; input by lines with errors that reset it.
// EVERY: 7
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <functional>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

class Forth {
public:
    using Cell = std::intptr_t;

    explicit Forth(std::ostream &out);
    bool line(const std::string &text);
    std::size_t words() const { return words_.size(); }

private:
    struct Word;
    struct Code {
        enum Op { Literal, Call, Branch, BranchIfZero, Do, Loop, Exit, Text } op;
        Cell operand;
        const Word *word;
    };
    struct Word {
        std::string name;
        void (Forth::*primitive)() = nullptr;
        std::vector<Code> code;
        bool immediate = false;
    };
    struct Error : std::runtime_error {
        using runtime_error::runtime_error;
    };

    void push(Cell c) { stack_.push_back(c); }
    Cell pop()
    {
        if (stack_.empty()) throw Error("stack underflow");
        Cell c = stack_.back();
        stack_.pop_back();
        return c;
    }
    template <class F> void binary(F f)
    {
        Cell b = pop(), a = pop();
        push(f(a, b));
    }
    void add(const char *name, void (Forth::*primitive)(), bool immediate = false)
    {
        words_.push_back(Word{name, primitive, {}, immediate});
        dictionary_[name] = &words_.back();
    }
    std::string next()
    {
        std::string w;
        if (!(input_ >> w)) throw Error("a word was expected");
        return w;
    }
    void compile(Code::Op op, Cell operand = 0, const Word *word = nullptr) { current()->code.push_back({op, operand, word}); }
    Word *current()
    {
        if (!compiling_) throw Error("only in definitions");
        return compiling_;
    }
    Cell here() { return Cell(current()->code.size()); }
    void run(const Word &word);

    void plus() { binary([](Cell a, Cell b) { return a + b; }); }
    void minus() { binary([](Cell a, Cell b) { return a - b; }); }
    void times() { binary([](Cell a, Cell b) { return a * b; }); }
    void over_()
    {
        if (stack_.size() < 2) throw Error("stack underflow");
        push(stack_[stack_.size() - 2]);
    }
    void mod()
    {
        binary([](Cell a, Cell b) {
            if (b == 0) throw Error("division by zero");
            return a % b;
        });
    }
    void less() { binary([](Cell a, Cell b) { return Cell(a < b ? -1 : 0); }); }
    void equal() { binary([](Cell a, Cell b) { return Cell(a == b ? -1 : 0); }); }
    void dup()
    {
        Cell a = pop();
        push(a);
        push(a);
    }
    void swap()
    {
        Cell b = pop(), a = pop();
        push(b);
        push(a);
    }
    void drop() { pop(); }
    void rot()
    {
        Cell c = pop(), b = pop(), a = pop();
        push(b);
        push(c);
        push(a);
    }
    void dot() { out_ << pop() << ' '; }
    void cr() { out_ << '\n'; }
    void emit() { out_ << char(pop()); }
    void depth() { push(Cell(stack_.size())); }
    void index() { push(loops_.at(loops_.size() - 2)); }
    void fetch() { push(memory_.at(std::size_t(pop()))); }
    void store()
    {
        Cell address = pop();
        memory_.at(std::size_t(address)) = pop();
    }
    void variable()
    {
        words_.push_back(Word{next(), nullptr, {}, false});
        words_.back().code = {{Code::Literal, Cell(memory_.size()), nullptr}};
        memory_.push_back(0);
        dictionary_[words_.back().name] = &words_.back();
    }
    void colon()
    {
        words_.push_back(Word{next(), nullptr, {}, false});
        compiling_ = &words_.back();
    }
    void semicolon()
    {
        compile(Code::Exit);
        dictionary_[compiling_->name] = compiling_;
        compiling_ = nullptr;
    }
    void recurse() { compile(Code::Call, 0, current()); }
    void if_()
    {
        push(here());
        compile(Code::BranchIfZero);
    }
    void else_()
    {
        Cell at = pop();
        push(here());
        compile(Code::Branch);
        current()->code.at(std::size_t(at)).operand = here();
    }
    void then()
    {
        Cell at = pop();
        current()->code.at(std::size_t(at)).operand = here();
    }
    void begin() { push(here()); }
    void until() { compile(Code::BranchIfZero, pop()); }
    void do_()
    {
        compile(Code::Do);
        push(here());
    }
    void loop() { compile(Code::Loop, pop()); }
    void text()
    {
        std::string s;
        input_.get();
        std::getline(input_, s, '"');
        texts_.push_back(s);
        compile(Code::Text, Cell(texts_.size() - 1));
    }

    std::ostream &out_;
    std::istringstream input_;
    std::deque<Word> words_;
    std::unordered_map<std::string, const Word *> dictionary_;
    std::vector<Cell> stack_, loops_, memory_;
    std::vector<std::string> texts_;
    Word *compiling_ = nullptr;
    int depth_ = 0;
};

Forth::Forth(std::ostream &out) : out_(out)
{
    add("+", &Forth::plus), add("-", &Forth::minus), add("*", &Forth::times), add("mod", &Forth::mod);
    add("<", &Forth::less), add("=", &Forth::equal), add("dup", &Forth::dup), add("swap", &Forth::swap);
    add("drop", &Forth::drop), add("over", &Forth::over_), add("rot", &Forth::rot), add(".", &Forth::dot);
    add("cr", &Forth::cr), add("emit", &Forth::emit), add("depth", &Forth::depth), add("i", &Forth::index);
    add("@", &Forth::fetch), add("!", &Forth::store), add("variable", &Forth::variable), add(":", &Forth::colon);
    add(";", &Forth::semicolon, true), add("recurse", &Forth::recurse, true), add("if", &Forth::if_, true);
    add("else", &Forth::else_, true), add("then", &Forth::then, true), add("begin", &Forth::begin, true);
    add("until", &Forth::until, true), add("do", &Forth::do_, true), add("loop", &Forth::loop, true);
    add(".\"", &Forth::text, true);
}

void Forth::run(const Word &word)
{
    if (word.primitive) return (this->*word.primitive)();
    if (++depth_ > 20) throw Error("too deep in " + word.name);
    for (std::size_t pc = 0; pc < word.code.size();) {
        const Code &code = word.code[pc++];
        switch (code.op) {
        case Code::Literal: push(code.operand); break;
        case Code::Call: run(*code.word); break;
        case Code::BranchIfZero:
            if (pop() != 0) break;
            [[fallthrough]];
        case Code::Branch: pc = std::size_t(code.operand); break;
        case Code::Do: {
            Cell first = pop(), limit = pop();
            loops_.push_back(first);
            loops_.push_back(limit);
            break;
        }
        case Code::Loop:
            if (++loops_[loops_.size() - 2] < loops_.back())
                pc = std::size_t(code.operand);
            else
                loops_.resize(loops_.size() - 2);
            break;
        case Code::Text: out_ << texts_[std::size_t(code.operand)]; break;
        case Code::Exit: --depth_; return;
        }
    }
    --depth_;
}

bool Forth::line(const std::string &source)
{
    input_.clear();
    input_.str(source);
    std::string w;
    try {
        while (input_ >> w) {
            auto found = dictionary_.find(w);
            if (found != dictionary_.end()) {
                if (compiling_ && !found->second->immediate)
                    compile(Code::Call, 0, found->second);
                else
                    run(*found->second);
                continue;
            }
            char *end;
            Cell number = std::strtol(w.c_str(), &end, 10);
            if (*end) throw Error(w + " ?");
            if (compiling_)
                compile(Code::Literal, number);
            else
                push(number);
        }
        out_ << (compiling_ ? " compiled\n" : " ok\n");
        return true;
    } catch (const Error &e) {
        out_ << "error: " << e.what() << '\n';
    } catch (const std::out_of_range &) {
        out_ << "error: bad address at " << w << '\n';
    }
    stack_.clear();
    loops_.clear();
    compiling_ = nullptr;
    depth_ = 0;
    return false;
}

int main()
{
    Forth forth(std::cout);
    const char *session[] = {
        "1 2 + 3 * . 10 3 mod . cr",
        ": square dup * ; 7 square .",
        ": gcd dup if swap over mod recurse else drop then ;",
        "84 36 gcd . depth .",
        ": stars 0 do 42 emit loop ; 5 stars",
        ": table 4 1 do 4 1 do i . loop cr loop ;",
        "table",
        "variable x 5 x ! : count begin x @ . x @ 1 - dup x ! 0 = until ;",
        "count x @ .",
        ": fib dup 2 < if drop 1 else dup 1 - recurse swap 2 - recurse + then ; 8 fib .",
        ": hello .\" Hello, Forth!\" cr ;",
        "hello 1 2 3 rot . . .",
        "+",
        "1 0 mod",
        ": bad undefined ;",
        ": deep recurse ; deep",
        "99 @ 1 .",
        "else",
        ": long",
        "1 2 +",
        "; long .",
    };
    int errors = 0;
    for (const char *line : session) errors += !forth.line(line);
    std::cout << errors << " errors, " << forth.words() << " words\n";
}
