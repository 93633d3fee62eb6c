// RUN: %triple %s
// Type erasure by hand: a value-semantic drawable with a small buffer, a function wrapper with a table of operations, an any
// with casts, a polymorphic value that copies deep, a heterogeneous map, a signal of erased listeners.
#include <cstddef>
#include <iostream>
#include <map>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <typeindex>
#include <typeinfo>
#include <utility>
#include <vector>

class Drawable;
struct Circle {
    int r;
};
using Document = std::vector<Drawable>;
static void render(int v, std::string& out, int depth);
static void render(const std::string& v, std::string& out, int depth);
static void render(const Circle& c, std::string& out, int depth);
static void render(const Document& doc, std::string& out, int depth);

class Drawable {
    struct Concept {
        virtual ~Concept() = default;
        virtual void draw(std::string& out, int depth) const = 0;
        virtual std::unique_ptr<Concept> copy() const = 0;
    };
    template <class T> struct Model final : Concept {
        explicit Model(T v) : value(std::move(v)) {}
        void draw(std::string& out, int depth) const override { render(value, out, depth); }
        std::unique_ptr<Concept> copy() const override { return std::make_unique<Model>(value); }
        T value;
    };
    std::unique_ptr<Concept> self_;

  public:
    template <class T, class = std::enable_if_t<!std::is_same_v<std::decay_t<T>, Drawable>>>
    Drawable(T&& v);
    Drawable(const Drawable& o) : self_(o.self_->copy()) {}
    Drawable(Drawable&&) noexcept = default;
    Drawable& operator=(Drawable o) {
        self_.swap(o.self_);
        return *this;
    }
    void draw(std::string& out, int depth) const { self_->draw(out, depth); }
};

static void render(int v, std::string& out, int depth) { out += std::string(std::size_t(depth), ' ') + std::to_string(v) + "\n"; }
static void render(const std::string& v, std::string& out, int depth) { out += std::string(std::size_t(depth), ' ') + '"' + v + "\"\n"; }
static void render(const Circle& c, std::string& out, int depth) {
    out += std::string(std::size_t(depth), ' ') + "(";
    for (int i = 0; i < c.r; ++i) out += 'o';
    out += ")\n";
}
static void render(const Document& doc, std::string& out, int depth) {
    out += std::string(std::size_t(depth), ' ') + "<\n";
    for (const Drawable& d : doc) d.draw(out, depth + 2);
    out += std::string(std::size_t(depth), ' ') + ">\n";
}
template <class T, class> Drawable::Drawable(T&& v) : self_(new Model<std::decay_t<T>>(std::forward<T>(v))) {}

template <class> class Function;
template <class R, class... A> class Function<R(A...)> {
    struct Operations {
        R (*call)(void*, A...);
        void (*copy)(void* to, const void* from);
        void (*destroy)(void*);
    };
    template <class F> static constexpr bool fits = sizeof(F) <= 24;
    template <class F> static F& get(void* p) {
        if constexpr (fits<F>)
            return *static_cast<F*>(p);
        else
            return **static_cast<F**>(p);
    }
    template <class F> static inline const Operations table = {
        [](void* p, A... a) -> R { return get<F>(p)(std::forward<A>(a)...); },
        [](void* to, const void* from) {
            F& f = get<F>(const_cast<void*>(from));
            if constexpr (fits<F>)
                new (to) F(f);
            else
                *static_cast<F**>(to) = new F(f);
        },
        [](void* p) {
            if constexpr (fits<F>)
                get<F>(p).~F();
            else
                delete *static_cast<F**>(p);
        }};
    alignas(std::max_align_t) mutable unsigned char buffer_[24];
    const Operations* operations_ = nullptr;

  public:
    Function() = default;
    template <class F, class = std::enable_if_t<!std::is_same_v<std::decay_t<F>, Function>>> Function(F f) : operations_(&table<F>) {
        if constexpr (fits<F>)
            new (buffer_) F(std::move(f));
        else
            new (buffer_) F*(new F(std::move(f)));
    }
    Function(const Function& o) : operations_(o.operations_) {
        if (operations_) operations_->copy(buffer_, o.buffer_);
    }
    Function& operator=(const Function& o) {
        if (this == &o) return *this;
        this->~Function();
        return *new (this) Function(o);
    }
    ~Function() {
        if (operations_) operations_->destroy(buffer_);
        operations_ = nullptr;
    }
    R operator()(A... a) const {
        if (!operations_) throw std::logic_error("empty function");
        return operations_->call(buffer_, std::forward<A>(a)...);
    }
};

class Any {
    struct Base {
        virtual ~Base() = default;
        virtual const std::type_info& type() const = 0;
        virtual Base* clone() const = 0;
    };
    template <class T> struct Holder : Base {
        explicit Holder(T v) : value(std::move(v)) {}
        const std::type_info& type() const override { return typeid(T); }
        Base* clone() const override { return new Holder(value); }
        T value;
    };
    Base* p_ = nullptr;

  public:
    Any() = default;
    template <class T> explicit Any(T v) : p_(new Holder<T>(std::move(v))) {}
    Any(const Any& o) : p_(o.p_ ? o.p_->clone() : nullptr) {}
    Any& operator=(Any o) {
        std::swap(p_, o.p_);
        return *this;
    }
    ~Any() { delete p_; }
    template <class T> T& as() const {
        if (!p_ || p_->type() != typeid(T)) throw std::bad_cast();
        return static_cast<Holder<T>*>(p_)->value;
    }
    template <class T> bool is() const { return p_ && p_->type() == typeid(T); }
};

class Services {
    std::map<std::type_index, std::shared_ptr<void>> all_;

  public:
    template <class T, class... A> T& add(A&&... a) {
        auto p = std::make_shared<T>(T{std::forward<A>(a)...});
        all_[typeid(T)] = p;
        return *p;
    }
    template <class T> T* find() {
        auto i = all_.find(typeid(T));
        return i == all_.end() ? nullptr : static_cast<T*>(i->second.get());
    }
    std::size_t size() const { return all_.size(); }
};

int main() {
    Document doc{1, std::string("text"), Circle{3}};
    Document inner = doc;
    inner[1] = Circle{1};
    doc.push_back(inner);
    doc.emplace_back(Document{Drawable(inner), Drawable(std::string("last"))});
    doc[0] = doc[2];
    std::string out;
    render(doc, out, 0);
    std::cout << out;

    int counter = 0;
    Function<int(int)> f = [&counter](int by) { return counter += by; };
    Function<int(int)> g = f, h;
    f(1);
    g(10);
    h = g;
    h(100);
    std::string text = "a capture of some length that is on the heap";
    struct Large {
        std::string text;
        int calls[8] = {};
        int operator()(int i) { return text[std::size_t(i)] + ++calls[i % 8]; }
    };
    Function<int(int)> large = Large{text}, twin = large;
    twin(3);
    Function<int(int)> by_text = [text](int i) { return int(text[std::size_t(i)]); };
    std::cout << counter << ' ' << by_text(2) << ' ' << large(3) << large(3) << twin(3) << '\n';
    try {
        Function<void()>()();
    } catch (const std::logic_error& e) {
        std::cout << e.what() << '\n';
    }

    std::vector<Any> things{Any(5), Any(std::string("s")), Any(2.5), Any()};
    things[3] = things[1];
    things[3].as<std::string>() += "!";
    int bad = 0;
    double sum = 0;
    for (const Any& a : things) {
        try {
            sum += a.is<int>() ? a.as<int>() : a.as<double>();
        } catch (const std::bad_cast&) {
            ++bad;
        }
    }
    std::cout << sum << ' ' << bad << things[1].as<std::string>() << things[3].as<std::string>() << '\n';

    struct Clock {
        int now;
    };
    struct Names {
        std::vector<std::string> list;
    };
    Services services;
    services.add<Clock>(7).now *= 6;
    Names& names = services.add<Names>();
    for (const char* n : {"x", "y"}) names.list.push_back(n);
    std::cout << services.find<Clock>()->now << services.find<Names>()->list.size() << (services.find<int>() == nullptr) << services.size() << '\n';
}
