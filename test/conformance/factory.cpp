// RUN: %triple %s
// Factories: a registry that fills itself before main, prototypes that clone themselves, an abstract factory with families,
// a builder.
#include <cstdio>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

class Animal {
public:
    virtual ~Animal() = default;
    virtual std::string speak() const = 0;
    virtual std::unique_ptr<Animal> clone() const = 0;
    virtual void grow(int years) { age_ += years; }
    int age() const { return age_; }

private:
    int age_ = 0;
};

class Registry {
public:
    using Make = std::unique_ptr<Animal> (*)(int);
    static Registry &get() {
        static Registry registry;
        return registry;
    }
    void add(const std::string &name, Make make) { makers_[name] = make; }
    std::unique_ptr<Animal> make(const std::string &name, int argument) const {
        auto found = makers_.find(name);
        return found == makers_.end() ? nullptr : found->second(argument);
    }
    std::string names() const {
        std::string all;
        for (const auto &m : makers_) all += m.first + ' ';
        return all;
    }

private:
    std::map<std::string, Make> makers_;
};

template <class Derived> class Registered : public Animal {
public:
    std::unique_ptr<Animal> clone() const override { return std::make_unique<Derived>(static_cast<const Derived &>(*this)); }
    static bool enrolled;
    Registered() { (void)enrolled; }

private:
    static std::unique_ptr<Animal> create(int n) { return std::make_unique<Derived>(n); }
    static bool enroll() {
        Registry::get().add(Derived::name(), create);
        return true;
    }
};
template <class D> bool Registered<D>::enrolled = Registered<D>::enroll();

class Dog : public Registered<Dog> {
public:
    static const char *name() { return "dog"; }
    explicit Dog(int barks) : barks_(barks) {}
    std::string speak() const override {
        std::string s;
        for (int i = 0; i < barks_; i++) s += i ? " woof" : "woof";
        return s;
    }
    void grow(int years) override {
        Animal::grow(7 * years);
        barks_ += years;
    }

private:
    int barks_;
};

class Cat : public Registered<Cat> {
public:
    static const char *name() { return "cat"; }
    explicit Cat(int lives) : lives_(lives) {}
    std::string speak() const override { return lives_ > 0 ? "meow (" + std::to_string(lives_) + ")" : "..."; }
    void grow(int years) override {
        Animal::grow(years);
        lives_ -= years / 3;
    }

private:
    int lives_;
};

// An abstract factory.
struct Button {
    virtual ~Button() {}
    virtual std::string draw(const std::string &label) = 0;
};
struct Window {
    virtual ~Window() {}
    virtual std::string frame(std::size_t width) = 0;
};
struct Toolkit {
    virtual ~Toolkit() {}
    virtual Button *button() = 0;
    virtual Window *window() = 0;
};
template <char Side, char Line> struct PlainToolkit : Toolkit {
    struct MyButton : Button {
        int drawn = 0;
        std::string draw(const std::string &label) override { return Side + label + Side + std::to_string(++drawn); }
    };
    struct MyWindow : Window {
        std::string frame(std::size_t width) override { return std::string(width, Line); }
    };
    Button *button() override { return new MyButton; }
    Window *window() override { return new MyWindow; }
};

static void dialog(Toolkit &&toolkit) {
    std::unique_ptr<Button> yes(toolkit.button()), no(toolkit.button());
    std::unique_ptr<Window> window(toolkit.window());
    std::string line;
    for (Button *b : {yes.get(), no.get(), yes.get()}) line += b->draw(b == yes.get() ? "yes" : "no") + ' ';
    std::string frame = window->frame(line.size());
    std::printf("%s\n%s\n%s\n", frame.c_str(), line.c_str(), frame.c_str());
}

// A builder.
class Query {
public:
    class Builder;
    std::string text() const {
        std::ostringstream out;
        out << "select " << join(columns_, ", ") << " from " << table_;
        if (!conditions_.empty()) out << " where " << join(conditions_, " and ");
        if (limit_ >= 0) out << " limit " << limit_;
        return out.str();
    }

private:
    Query() = default;
    static std::string join(const std::vector<std::string> &parts, const char *by) {
        std::string all;
        for (const auto &p : parts) all += (all.empty() ? "" : by) + p;
        return all.empty() ? "*" : all;
    }
    std::string table_;
    std::vector<std::string> columns_, conditions_;
    int limit_ = -1;
};

class Query::Builder {
public:
    explicit Builder(std::string table) { query_.table_ = std::move(table); }
    Builder &select(const std::string &column) & {
        query_.columns_.push_back(column);
        return *this;
    }
    Builder &&select(const std::string &column) && { return std::move(static_cast<Builder &>(*this).select(column)); }
    Builder &&where(const std::string &condition) && {
        query_.conditions_.push_back(condition);
        return std::move(*this);
    }
    Builder &&limit(int n) && {
        query_.limit_ = n;
        return std::move(*this);
    }
    Query build() && { return std::move(query_); }

private:
    Query query_;
};

int main() {
    std::printf("%s\n", Registry::get().names().c_str());
    std::vector<std::unique_ptr<Animal>> zoo;
    for (auto [name, n] : {std::pair<const char *, int>("dog", 1), {"cat", 9}, {"emu", 0}, {"dog", 3}}) {
        auto animal = Registry::get().make(name, n);
        if (!animal) {
            std::printf("no %s\n", name);
            continue;
        }
        zoo.push_back(std::move(animal));
    }
    for (std::size_t i = 0, n = zoo.size(); i < n; i++) {
        zoo.push_back(zoo[i]->clone());
        zoo[i]->grow(int(i) * 3 + 1);
    }
    for (const auto &a : zoo) std::printf("%2d %s\n", a->age(), a->speak().c_str());

    dialog(PlainToolkit<'|', '='>());
    dialog(PlainToolkit<'*', '~'>());

    std::printf("%s\n", Query::Builder("t").build().text().c_str());
    std::printf("%s\n", Query::Builder("users").select("name").select("age").where("age > 7").where("name <> ''").limit(3).build().text().c_str());
}
