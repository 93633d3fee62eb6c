// RUN: %triple %s
// A reference-counting pointer written by hand, strong and weak, with casts, comparison and a custom deleter; a tree with
// parents and a ring on top of it.
#include <algorithm>
#include <cassert>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

class ControlBlock {
public:
    virtual ~ControlBlock() {}
    virtual void dispose() = 0;
    void acquire() { ++strong_; }
    void release() {
        if (--strong_ == 0) {
            dispose();
            release_weak();
        }
    }
    void acquire_weak() { ++weak_; }
    void release_weak() {
        if (--weak_ == 0) delete this;
    }
    long strong() const { return strong_; }

private:
    long strong_ = 1, weak_ = 1;
};

template <class T, class Deleter>
class ControlBlockOf : public ControlBlock {
public:
    ControlBlockOf(T* p, Deleter d) : p_(p), d_(d) {}
    void dispose() override { d_(p_); }

private:
    T* p_;
    Deleter d_;
};

template <class T> class WeakPtr;

template <class T>
class Ptr {
public:
    Ptr() = default;
    explicit Ptr(T* p) : Ptr(p, [](T* q) { delete q; }) {}
    template <class Deleter>
    Ptr(T* p, Deleter d) : p_(p), block_(new ControlBlockOf<T, Deleter>(p, d)) {}
    Ptr(const Ptr& o) : p_(o.p_), block_(o.block_) {
        if (block_) block_->acquire();
    }
    template <class U> Ptr(const Ptr<U>& o) : p_(o.p_), block_(o.block_) {
        if (block_) block_->acquire();
    }
    Ptr(Ptr&& o) noexcept : p_(std::exchange(o.p_, nullptr)), block_(std::exchange(o.block_, nullptr)) {}
    Ptr& operator=(Ptr o) {
        swap(o);
        return *this;
    }
    ~Ptr() {
        if (block_) block_->release();
    }
    void swap(Ptr& o) {
        std::swap(p_, o.p_);
        std::swap(block_, o.block_);
    }
    T* operator->() const {
        assert(p_);
        return p_;
    }
    T& operator*() const { return *p_; }
    T* get() const { return p_; }
    explicit operator bool() const { return p_ != nullptr; }
    long count() const { return block_ ? block_->strong() : 0; }
    friend bool operator==(const Ptr& a, const Ptr& b) { return a.p_ == b.p_; }

private:
    Ptr(T* p, ControlBlock* block) : p_(p), block_(block) {
        if (block_) block_->acquire();
    }
    template <class U> friend class Ptr;
    template <class U> friend class WeakPtr;
    template <class To, class From> friend Ptr<To> dynamic(const Ptr<From>&);
    T* p_ = nullptr;
    ControlBlock* block_ = nullptr;
};

template <class To, class From>
Ptr<To> dynamic(const Ptr<From>& from) {
    To* p = dynamic_cast<To*>(from.get());
    return p ? Ptr<To>(p, from.block_) : Ptr<To>();
}

template <class T>
class WeakPtr {
public:
    WeakPtr() = default;
    WeakPtr(const Ptr<T>& p) : p_(p.p_), block_(p.block_) {
        if (block_) block_->acquire_weak();
    }
    WeakPtr(const WeakPtr& o) : p_(o.p_), block_(o.block_) {
        if (block_) block_->acquire_weak();
    }
    WeakPtr& operator=(WeakPtr o) {
        std::swap(p_, o.p_);
        std::swap(block_, o.block_);
        return *this;
    }
    ~WeakPtr() {
        if (block_) block_->release_weak();
    }
    Ptr<T> lock() const { return block_ && block_->strong() ? Ptr<T>(p_, block_) : Ptr<T>(); }

private:
    T* p_ = nullptr;
    ControlBlock* block_ = nullptr;
};

template <class T, class... Args>
Ptr<T> make(Args&&... args) {
    return Ptr<T>(new T(std::forward<Args>(args)...));
}

struct Shape {
    explicit Shape(std::string name) : name(std::move(name)) { std::cout << "+" << this->name << '\n'; }
    virtual ~Shape() { std::cout << "-" << name << '\n'; }
    virtual double area() const = 0;
    std::string name;
};
struct Square : Shape {
    explicit Square(double side) : Shape("square"), side(side) {}
    double area() const override { return side * side; }
    double side;
};
struct Disc : Shape {
    explicit Disc(double r) : Shape("disc"), r(r) {}
    double area() const override { return 3 * r * r; }
    double r;
};

struct Person {
    explicit Person(std::string name) : name(std::move(name)) {}
    ~Person() { std::cout << name << " is gone\n"; }
    std::string name;
    WeakPtr<Person> parent;
    std::vector<Ptr<Person>> children;
};

Ptr<Person> child(const Ptr<Person>& parent, const char* name) {
    auto p = make<Person>(name);
    p->parent = parent;
    parent->children.push_back(p);
    return p;
}

std::string ancestry(Ptr<Person> p) {
    std::string text;
    for (; p; p = p->parent.lock()) text += (text.empty() ? "" : " of ") + p->name;
    return text;
}

int main() {
    std::vector<Ptr<Shape>> shapes;
    shapes.push_back(make<Square>(2.0));
    shapes.push_back(make<Disc>(1.0));
    shapes.push_back(shapes[0]);
    double total = 0;
    for (const auto& s : shapes) {
        total += s->area();
        if (auto disc = dynamic<Disc>(s)) std::cout << "a disc of radius " << disc->r << ", " << disc.count() << '\n';
    }
    std::cout << total << ' ' << shapes[0].count() << (shapes[0] == shapes[2]) << (shapes[0] == shapes[1]) << '\n';
    WeakPtr<Shape> weak = shapes[1];
    shapes.erase(shapes.begin() + 1);
    std::cout << (weak.lock() ? "there" : "gone") << '\n';
    weak = shapes[0];
    std::cout << weak.lock()->name << ' ' << shapes[1].count() << '\n';
    shapes.clear();
    std::cout << (weak.lock() ? "there" : "gone") << '\n';

    auto eve = make<Person>("Eve");
    Ptr<Person> youngest;
    {
        auto abel = child(eve, "Abel");
        auto seth = child(eve, "Seth");
        youngest = child(seth, "Enos");
        std::cout << ancestry(youngest) << ", " << seth.count() << '\n';
        std::sort(eve->children.begin(), eve->children.end(),
                  [](const Ptr<Person>& a, const Ptr<Person>& b) { return a->name > b->name; });
        for (auto& c : eve->children) std::cout << c->name << ' ' << c->children.size() << '\n';
    }
    eve = Ptr<Person>();
    std::cout << ancestry(youngest) << '\n';

    int closed = 0;
    {
        int resource = 42;
        Ptr<int> guard(&resource, [&closed](int* r) { closed += *r; });
        Ptr<int> other = guard;
        *other += 1;
        std::cout << guard.count() << ' ' << closed << '\n';
    }
    std::cout << closed << '\n';
}
