// RUN: %triple %s
// Signals and slots: connections that disconnect when they die, observers that subscribe and unsubscribe while they are
// told, a model with two views and a thermostat.
#include <algorithm>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

template <class... Args>
class Signal {
    struct Slot {
        std::function<void(Args...)> call;
        bool alive = true;
    };
    using Slots = std::vector<std::shared_ptr<Slot>>;

public:
    class Connection {
    public:
        Connection() = default;
        explicit Connection(std::weak_ptr<Slot> slot) : slot_(std::move(slot)) {}
        Connection(Connection&& other) noexcept : slot_(std::exchange(other.slot_, {})) {}
        Connection& operator=(Connection&& other) noexcept
        {
            disconnect();
            slot_ = std::exchange(other.slot_, {});
            return *this;
        }
        ~Connection() { disconnect(); }
        void disconnect()
        {
            if (auto slot = slot_.lock()) slot->alive = false;
            slot_.reset();
        }
        bool connected() const
        {
            auto slot = slot_.lock();
            return slot && slot->alive;
        }

    private:
        std::weak_ptr<Slot> slot_;
    };

    template <class F>
    [[nodiscard]] Connection connect(F f)
    {
        slots_.push_back(std::make_shared<Slot>(Slot{std::move(f)}));
        return Connection(slots_.back());
    }

    void operator()(Args... args)
    {
        Slots now = slots_;
        for (auto& slot : now)
            if (slot->alive) slot->call(args...);
        slots_.erase(std::remove_if(slots_.begin(), slots_.end(), [](auto& s) { return !s->alive; }), slots_.end());
    }
    std::size_t size() const { return slots_.size(); }

private:
    Slots slots_;
};

class Thermometer {
public:
    Signal<double> changed;
    Signal<const std::string&, int> alarm;

    void set(double t)
    {
        if (t == celsius_) return;
        celsius_ = t;
        changed(t);
        if (t > 30) alarm("hot", int(t - 30));
        if (t < 0) alarm("frost", int(-t));
    }

private:
    double celsius_ = 20;
};

class View {
public:
    View(std::string name, Thermometer& model, double factor, double offset) : name_(std::move(name))
    {
        connection_ = model.changed.connect([this, factor, offset](double t) { show(t * factor + offset); });
    }
    View(const View&) = delete;
    ~View() { std::cout << name_ << " showed " << shown_ << " values, last " << last_ << '\n'; }

private:
    void show(double t)
    {
        last_ = t;
        ++shown_;
        std::cout << name_ << ": " << t << '\n';
    }
    std::string name_;
    double last_ = 0;
    int shown_ = 0;
    Signal<double>::Connection connection_;
};

class Observer {
public:
    virtual ~Observer() = default;
    virtual void update(class Subject& subject) = 0;
};

class Subject {
public:
    void attach(Observer* o) { observers_.push_back(o); }
    void detach(Observer* o) { observers_.erase(std::remove(observers_.begin(), observers_.end(), o), observers_.end()); }
    void set(int v)
    {
        value_ = v;
        for (std::size_t i = 0; i < observers_.size(); ++i) observers_[i]->update(*this);
    }
    int value() const { return value_; }

private:
    std::vector<Observer*> observers_;
    int value_ = 0;
};

class Limited : public Observer {
public:
    Limited(int id, int uses) : id_(id), uses_(uses) {}
    void update(Subject& s) override
    {
        std::cout << "observer " << id_ << " sees " << s.value() << ", " << --uses_ << " left\n";
        sum_ += s.value();
        if (uses_ == 0) s.detach(this);
    }
    int sum() const { return sum_; }

private:
    int id_, uses_, sum_ = 0;
};

int main()
{
    Thermometer thermometer;
    auto celsius = std::make_unique<View>("celsius", thermometer, 1, 0);
    int alarms = 0;
    std::vector<Signal<const std::string&, int>::Connection> connections;
    connections.push_back(thermometer.alarm.connect([&alarms](const std::string& what, int by) {
        alarms += by;
        std::cout << "alarm: " << what << " by " << by << '\n';
    }));
    {
        View fahrenheit("fahrenheit", thermometer, 1.8, 32);
        thermometer.set(25);
        thermometer.set(25);
        thermometer.set(35);
    }
    Signal<double>::Connection once;
    once = thermometer.changed.connect([&](double t) {
        std::cout << "once " << t << '\n';
        celsius.reset();
        once.disconnect();
        connections.push_back(thermometer.alarm.connect([n = 0](const std::string& what, int) mutable {
            std::cout << "later " << what << ' ' << ++n << '\n';
        }));
    });
    for (double t : {10.0, -3.0, 40.0}) {
        thermometer.set(t);
        std::cout << thermometer.changed.size() << ' ' << thermometer.alarm.size() << ' ' << once.connected() << '\n';
    }
    connections.erase(connections.begin());
    thermometer.set(-10);
    std::cout << alarms << " degrees\n";

    Subject subject;
    Limited a(1, 2), b(2, 1), c(3, 5);
    for (Observer* o : {static_cast<Observer*>(&a), static_cast<Observer*>(&b), static_cast<Observer*>(&c)}) subject.attach(o);
    for (int v = 1; v <= 4; ++v) subject.set(v * v);
    std::cout << a.sum() << ' ' << b.sum() << ' ' << c.sum() << '\n';
}
