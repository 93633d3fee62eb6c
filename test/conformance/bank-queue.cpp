// RUN: %triple %s
// Discrete events: customers in a bank with three tellers; a priority queue of closures, a clock, statistics; the random
// numbers are its own.
#include <cstdint>
#include <deque>
#include <functional>
#include <iomanip>
#include <iostream>
#include <queue>
#include <string>
#include <vector>

namespace sim {

using Time = std::int64_t;

class Simulation {
  public:
    using Action = std::function<void()>;

    Time now() const { return now_; }
    void after(Time delay, Action action) { events_.push({now_ + delay, next_++, std::move(action)}); }
    void run(Time until) {
        while (!events_.empty() && events_.top().when <= until) {
            Event event = events_.top();
            events_.pop();
            now_ = event.when;
            event.action();
            ++done_;
        }
    }
    int done() const { return done_; }
    std::size_t waiting() const { return events_.size(); }

  private:
    struct Event {
        Time when;
        int number;
        Action action;
        bool operator<(const Event& other) const {
            return when != other.when ? when > other.when : number > other.number;
        }
    };
    std::priority_queue<Event> events_;
    Time now_ = 0;
    int next_ = 0, done_ = 0;
};

class Random {
  public:
    explicit Random(std::uint32_t seed) : state_(seed) {}
    int operator()(int low, int high) {
        state_ = state_ * 1664525u + 1013904223u;
        return low + int((state_ >> 16) % unsigned(high - low + 1));
    }

  private:
    std::uint32_t state_;
};

} // namespace sim

struct Customer {
    int number;
    sim::Time came;
    int errand;
};

class Bank {
  public:
    Bank(sim::Simulation& simulation, int tellers, std::uint32_t seed)
        : simulation(simulation), random(seed), idle(tellers) {
        for (int i = 0; i < tellers; ++i) idle[i] = tellers - i;
    }

    void open() {
        simulation.after(random(1, 4), [this] { arrive(); });
    }

    void report() const {
        std::cout << served << " served, " << gone << " went away, longest queue " << longest << ", mean wait "
                  << std::fixed << std::setprecision(2) << (served ? double(waited) / served : 0.0) << '\n';
    }

  private:
    void arrive() {
        Customer customer{++arrived, simulation.now(), random(3, 11)};
        if (queue.size() >= 3) {
            log("finds a queue and leaves", customer.number);
            ++gone;
        } else {
            queue.push_back(customer);
            longest = std::max(longest, queue.size());
            serve();
        }
        if (arrived < 14) simulation.after(random(1, 4), [this] { arrive(); });
    }
    void serve() {
        while (!idle.empty() && !queue.empty()) {
            Customer customer = queue.front();
            queue.pop_front();
            int teller = idle.back();
            idle.pop_back();
            waited += simulation.now() - customer.came;
            log("is served by teller " + std::to_string(teller), customer.number);
            simulation.after(customer.errand, [this, teller, customer] {
                log("is done", customer.number);
                ++served;
                idle.push_back(teller);
                serve();
            });
        }
    }
    void log(const std::string& what, int who) const {
        std::cout << std::setw(4) << simulation.now() << ": " << who << ' ' << what << '\n';
    }

    sim::Simulation& simulation;
    sim::Random random;
    std::deque<Customer> queue;
    std::vector<int> idle;
    std::size_t longest = 0;
    int arrived = 0, served = 0, gone = 0;
    sim::Time waited = 0;
};

int main() {
    for (int tellers : {1, 3}) {
        sim::Simulation simulation;
        Bank bank(simulation, tellers, 7);
        bank.open();
        int ticks = 0;
        std::function<void()> tick = [&] {
            if (++ticks < 5) simulation.after(10, tick);
        };
        simulation.after(10, tick);
        simulation.run(30);
        std::cout << "-- " << simulation.now() << ", " << simulation.waiting() << " to come\n";
        simulation.run(1000);
        bank.report();
        std::cout << simulation.done() << " events, " << ticks << " ticks\n";
    }
}
