// RUN: %triple %s
// EVERY: 2
// A line editor with undo and redo: commands as objects with unique ownership, macros made of commands, a gap buffer, a rope of
// shared pieces, marks that follow the text, observers of changes.
#include <algorithm>
#include <cstring>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

class GapBuffer {
  public:
    explicit GapBuffer(std::size_t room = 4) : data_(new char[room]), room_(room), gap_end_(room) {}
    GapBuffer(const GapBuffer&) = delete;
    GapBuffer& operator=(const GapBuffer&) = delete;
    ~GapBuffer() { delete[] data_; }

    void insert(std::size_t at, const std::string& text) {
        move(at);
        if (gap_end_ - gap_ < text.size()) grow(text.size());
        std::memcpy(data_ + gap_, text.data(), text.size());
        gap_ += text.size();
    }
    std::string erase(std::size_t at, std::size_t n) {
        move(at);
        n = std::min(n, room_ - gap_end_);
        std::string gone(data_ + gap_end_, n);
        gap_end_ += n;
        return gone;
    }
    std::string text() const { return std::string(data_, gap_) + std::string(data_ + gap_end_, room_ - gap_end_); }
    std::size_t size() const { return room_ - (gap_end_ - gap_); }
    int moves = 0, grows = 0;

  private:
    void move(std::size_t at) {
        if (at > size()) throw at;
        for (; gap_ > at; ++moves) data_[--gap_end_] = data_[--gap_];
        for (; gap_ < at; ++moves) data_[gap_++] = data_[gap_end_++];
    }
    void grow(std::size_t by) {
        std::size_t room = room_ * 2 + by, tail = room_ - gap_end_;
        char* fresh = new char[room];
        std::memcpy(fresh, data_, gap_);
        std::memcpy(fresh + room - tail, data_ + gap_end_, tail);
        delete[] data_;
        data_ = fresh;
        gap_end_ = room - tail;
        room_ = room;
        ++grows;
    }
    char* data_;
    std::size_t room_, gap_ = 0, gap_end_;
};

class Document {
  public:
    using Listener = std::function<void(std::size_t at, long by)>;
    void insert(std::size_t at, const std::string& s) {
        buffer_.insert(at, s);
        tell(at, long(s.size()));
    }
    std::string erase(std::size_t at, std::size_t n) {
        std::string gone = buffer_.erase(at, n);
        tell(at, -long(gone.size()));
        return gone;
    }
    void listen(Listener l) { listeners_.push_back(std::move(l)); }
    std::string text() const { return buffer_.text(); }
    const GapBuffer& buffer() const { return buffer_; }

  private:
    void tell(std::size_t at, long by) {
        for (auto& l : listeners_) l(at, by);
    }
    GapBuffer buffer_;
    std::vector<Listener> listeners_;
};

struct Command {
    virtual ~Command() = default;
    virtual void apply(Document& d) = 0;
    virtual void revert(Document& d) = 0;
    virtual bool absorb(const Command&) { return false; }
};
struct Insert : Command {
    Insert(std::size_t at, std::string s) : at(at), s(std::move(s)) {}
    void apply(Document& d) override { d.insert(at, s); }
    void revert(Document& d) override { d.erase(at, s.size()); }
    bool absorb(const Command& next) override {
        auto i = dynamic_cast<const Insert*>(&next);
        if (!i || i->at != at + s.size() || i->s == " ") return false;
        s += i->s;
        return true;
    }
    std::size_t at;
    std::string s;
};
struct Erase : Command {
    Erase(std::size_t at, std::size_t n) : at(at), n(n) {}
    void apply(Document& d) override { gone = d.erase(at, n); }
    void revert(Document& d) override { d.insert(at, gone); }
    std::size_t at, n;
    std::string gone;
};
struct Macro : Command {
    template <class... C> explicit Macro(C... c) { (parts.push_back(std::make_unique<C>(std::move(c))), ...); }
    void apply(Document& d) override {
        for (auto& p : parts) p->apply(d);
    }
    void revert(Document& d) override {
        for (auto p = parts.rbegin(); p != parts.rend(); ++p) (*p)->revert(d);
    }
    std::vector<std::unique_ptr<Command>> parts;
};

class Editor {
  public:
    explicit Editor(Document& d) : document_(d) {
        d.listen([this](std::size_t at, long by) {
            for (auto& [name, mark] : marks_)
                if (mark >= at) mark = by < 0 && mark < at + std::size_t(-by) ? at : std::size_t(long(mark) + by);
        });
    }
    template <class C, class... A> void run(A&&... a) {
        auto c = std::make_unique<C>(std::forward<A>(a)...);
        c->apply(document_);
        undone_.clear();
        if (done_.empty() || !done_.back()->absorb(*c)) done_.push_back(std::move(c));
    }
    bool undo() { return shift(done_, undone_, &Command::revert); }
    bool redo() { return shift(undone_, done_, &Command::apply); }
    void mark(char name, std::size_t at) { marks_.emplace_back(name, at); }
    std::string marks() const {
        std::string s;
        for (auto [name, at] : marks_) s += name + std::to_string(at) + " ";
        return s + std::to_string(done_.size()) + "/" + std::to_string(undone_.size());
    }

  private:
    using Commands = std::vector<std::unique_ptr<Command>>;
    bool shift(Commands& from, Commands& to, void (Command::*how)(Document&)) {
        if (from.empty()) return false;
        ((*from.back()).*how)(document_);
        to.push_back(std::move(from.back()));
        from.pop_back();
        return true;
    }
    Document& document_;
    Commands done_, undone_;
    std::vector<std::pair<char, std::size_t>> marks_;
};

struct Rope {
    std::shared_ptr<const Rope> left, right;
    std::string leaf;
    std::size_t size = 0;
    using Ptr = std::shared_ptr<const Rope>;
    static Ptr make(std::string s) { return std::make_shared<Rope>(Rope{nullptr, nullptr, s, s.size()}); }
    static Ptr join(Ptr a, Ptr b) {
        if (!a || !a->size) return b;
        if (!b || !b->size) return a;
        return std::make_shared<Rope>(Rope{a, b, "", a->size + b->size});
    }
    static std::pair<Ptr, Ptr> split(const Ptr& r, std::size_t at) {
        if (!r->left) return {make(r->leaf.substr(0, at)), make(r->leaf.substr(at))};
        if (at < r->left->size) {
            auto [a, b] = split(r->left, at);
            return {a, join(b, r->right)};
        }
        auto [a, b] = split(r->right, at - r->left->size);
        return {join(r->left, a), b};
    }
    std::string text() const { return left ? left->text() + right->text() : leaf; }
    int depth() const { return left ? 1 + std::max(left->depth(), right->depth()) : 0; }
};

int main() {
    Document d;
    Editor e(d);
    std::size_t at = 0;
    for (char c : std::string("helo world")) e.run<Insert>(at++, std::string(1, c));
    e.mark('w', 5);
    e.mark('z', 10);
    std::cout << d.text() << ' ' << e.marks() << '\n';
    e.run<Insert>(3, "l");
    e.run<Macro>(Erase(0, 1), Insert(0, "J"), Erase(6, 5), Insert(6, "there"));
    std::cout << d.text() << ' ' << e.marks() << '\n';
    try {
        e.run<Insert>(99, "nowhere");
    } catch (std::size_t bad) {
        std::cout << "no place " << bad << '\n';
    }
    while (e.undo()) std::cout << d.text() << '|';
    std::cout << e.marks() << '\n';
    e.redo();
    e.redo();
    e.run<Insert>(0, ">");
    bool more = e.redo();
    std::cout << d.text() << more << ' ' << e.marks() << ' ' << d.buffer().moves << ' ' << d.buffer().grows << '\n';

    Rope::Ptr rope = Rope::make("the quick fox");
    std::vector<Rope::Ptr> history{rope};
    for (auto [where, what] : {std::pair<std::size_t, const char*>(10, "brown "), {0, "see: "}, {24, "!"}}) {
        auto [a, b] = Rope::split(rope, where);
        rope = Rope::join(Rope::join(a, Rope::make(what)), b);
        history.push_back(rope);
    }
    auto [a, b] = Rope::split(Rope::split(rope, 15).first, 5);
    for (auto& h : history) std::cout << h->text() << '/' << h->depth() << "; ";
    std::cout << b->text() << a.use_count() << '\n';
}
