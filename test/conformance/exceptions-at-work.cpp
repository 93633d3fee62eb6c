// RUN: %triple %s
// Exceptions and RAII as a test of a runtime would do it: everything logs; throws from constructors of members, bases,
// arrays; function-try blocks; rethrow, nested exceptions, exception_ptr, noexcept, cleanup order in loops and recursion.
#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

static int depth;
static void say(const char *what, const std::string &who)
{
    std::printf("%*s%s %s\n", 2 * depth, "", what, who.c_str());
}

struct Guard {
    explicit Guard(std::string n) : name(std::move(n))
    {
        say("+", name);
        ++depth;
        ++count;
    }
    Guard(const Guard &) = delete;
    ~Guard()
    {
        --depth;
        --count;
        say(std::uncaught_exceptions() ? "-!" : "-", name);
    }
    std::string name;
    static int count;
};
int Guard::count = 0;

struct Fault : std::exception {
    explicit Fault(int code) : code(code) { std::snprintf(text, sizeof text, "fault %d", code); }
    const char *what() const noexcept override { return text; }
    int code;
    char text[16];
};
struct HardFault : Fault {
    using Fault::Fault;
};

static void maybe(int kind)
{
    switch (kind) {
    case 1: throw 42;
    case 2: throw Fault(7);
    case 3: throw HardFault(8);
    case 4: throw std::string("text");
    case 5: throw "literal";
    case 6: throw std::make_unique<int>(6);
    case 7: throw nullptr;
    case 8: throw std::bad_alloc();
    default: break;
    }
}

static std::string handle(int kind)
{
    Guard g("handle");
    try {
        Guard inner("try");
        maybe(kind);
        return "nothing";
    } catch (int i) {
        return "int " + std::to_string(i);
    } catch (HardFault &f) {
        f.code++;
        return std::string("hard ") + f.what() + std::to_string(f.code);
    } catch (const Fault &f) {
        return f.what();
    } catch (std::string s) {
        return s;
    } catch (const char *s) {
        return s ? s : "null text";
    } catch (std::unique_ptr<int> &p) {
        return "pointer " + std::to_string(*p);
    } catch (void *p) {
        return p ? "some" : "null";
    } catch (...) {
        try {
            throw;
        } catch (std::exception &) {
            return "standard";
        }
    }
}

struct Member {
    Member(const char *name, bool fail) : guard(name)
    {
        if (fail) throw Fault(100);
    }
    Guard guard;
};
struct Base {
    Base() : guard("base") {}
    virtual ~Base() = default;
    Guard guard;
};
struct Whole : Base {
    Whole(int fail)
    try : first("first", fail == 1), second("second", fail == 2), body("body") {
        if (fail == 3) throw Fault(103);
    } catch (Fault &f) {
        f.code += 1000;
        say("function-try", std::to_string(f.code));
    }
    Member first, second;
    Guard body;
};

struct Element {
    Element() : number(made++)
    {
        if (number == 3) throw Fault(number);
        say("e+", std::to_string(number));
    }
    ~Element() { say("e-", std::to_string(number)); }
    int number;
    static int made;
};
int Element::made = 0;

static int descend(int n)
{
    Guard g("level " + std::to_string(n));
    if (n == 0) throw std::runtime_error("bottom");
    try {
        return descend(n - 1) + 1;
    } catch (const std::runtime_error &e) {
        if (n % 2) throw;
        std::throw_with_nested(std::runtime_error("at " + std::to_string(n)));
    }
}

static void unwrap(const std::exception &e, int level = 0)
{
    std::printf("%d: %s\n", level, e.what());
    try {
        std::rethrow_if_nested(e);
    } catch (const std::exception &inner) {
        unwrap(inner, level + 1);
    }
}

static int loop()
{
    int sum = 0;
    for (int i = 0; i < 5; ++i) {
        try {
            Guard g("i" + std::to_string(i));
            if (i == 1) continue;
            if (i == 2) throw i;
            if (i == 4) break;
            sum += i;
        } catch (int v) {
            sum += 100 * v;
            continue;
        }
        sum += 10;
    }
    return sum;
}

int main()
{
    for (int kind = 0; kind <= 8; ++kind) std::printf("%d -> %s\n", kind, handle(kind).c_str());
    for (int fail = 0; fail <= 3; ++fail)
        try {
            Whole w(fail);
            say("made", std::to_string(fail));
        } catch (const Fault &f) {
            std::printf("main: %s, %d\n", f.what(), f.code);
        }
    try {
        std::unique_ptr<Element[]> all(new Element[5]);
    } catch (const Fault &f) {
        std::printf("array: %s after %d\n", f.what(), Element::made);
    }
    try {
        std::printf("%d\n", descend(4));
    } catch (const std::exception &e) {
        unwrap(e);
    }
    std::printf("loop %d\n", loop());

    std::vector<std::exception_ptr> kept;
    for (int kind = 1; kind <= 3; ++kind)
        try {
            maybe(kind);
        } catch (...) {
            kept.push_back(std::current_exception());
        }
    for (int round = 0; round < 2; ++round)
        for (auto &p : kept)
            try {
                std::rethrow_exception(p);
            } catch (Fault &f) {
                std::printf("again %d\n", f.code++);
            } catch (int &i) {
                std::printf("again %d\n", i++);
            }
    std::printf("%d guards, depth %d, %d%d\n", Guard::count, depth, noexcept(Fault(1).what()), noexcept(maybe(0)));
    return 0;
}
