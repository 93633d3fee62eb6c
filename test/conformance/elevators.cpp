// RUN: %triple %s
// EVERY: 3
// A simulation with actors: elevators, passengers and a controller that hold pointers and references to each other, strategies
// that can be swapped, messages, statistics at the end.
#include <algorithm>
#include <cstdlib>
#include <deque>
#include <functional>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

class Building;
class Elevator;

enum class Direction { down = -1, none = 0, up = 1 };

struct Passenger {
	std::string name;
	int from, to, arrives;
	int boarded = -1, left = -1;
	Elevator *in = nullptr;
};

class Strategy {
public:
	virtual ~Strategy() {}
	virtual Elevator *choose(Building &building, const Passenger &p) = 0;
	virtual const char *name() const = 0;
};

class Elevator {
public:
	Elevator(char id, int floor, std::size_t room) : id_(id), floor_(floor), room_(room) {}
	void call(int floor) {
		if (std::find(stops_.begin(), stops_.end(), floor) == stops_.end()) stops_.push_back(floor);
	}
	bool step(Building &building);
	int floor() const { return floor_; }
	std::size_t load() const { return passengers_.size() + stops_.size(); }
	int moved() const { return moved_; }
	std::string text() const {
		std::string s(1, id_);
		s += std::to_string(floor_) + "v ^"[int(direction_) + 1];
		for (const Passenger *p : passengers_) s += p->name[0];
		return s;
	}

private:
	void turn() {
		if (stops_.empty()) {
			direction_ = Direction::none;
		} else if (direction_ == Direction::none) {
			direction_ = stops_.front() > floor_ ? Direction::up : Direction::down;
		} else {
			bool ahead = std::any_of(stops_.begin(), stops_.end(), [this](int s) { return (s - floor_) * int(direction_) > 0; });
			if (!ahead) direction_ = direction_ == Direction::up ? Direction::down : Direction::up;
		}
	}
	char id_;
	int floor_;
	std::size_t room_;
	Direction direction_ = Direction::none;
	std::deque<int> stops_;
	std::list<Passenger *> passengers_;
	int moved_ = 0;
};

class Building {
public:
	Building(int floors, std::unique_ptr<Strategy> strategy) : waiting_(floors), strategy_(std::move(strategy)) {}
	Elevator &add(char id, int floor, std::size_t room) {
		elevators_.push_back(std::make_unique<Elevator>(id, floor, room));
		return *elevators_.back();
	}
	void expect(const std::string &name, int from, int to, int when) {
		all_.push_back(Passenger{name, from, to, when});
	}
	void run(int limit) {
		for (now_ = 0; now_ < limit && done_ < int(all_.size()); ++now_) {
			for (Passenger &p : all_)
				if (p.arrives == now_) {
					waiting_[p.from].push_back(&p);
					strategy_->choose(*this, p)->call(p.from);
				}
			std::string line;
			for (auto &e : elevators_) {
				if (e->step(*this)) line += '*';
				line += e->text() + " ";
			}
			std::cout << now_ << ": " << line << '\n';
		}
	}
	void report() const {
		int wait = 0, ride = 0, moved = 0;
		for (const Passenger &p : all_) {
			wait += p.boarded - p.arrives;
			ride += p.left - p.boarded;
		}
		for (const auto &e : elevators_) moved += e->moved();
		std::cout << strategy_->name() << ": " << done_ << " of " << all_.size() << ", waited " << wait << ", rode " << ride << ", " << moved
		          << " floors\n";
	}
	std::deque<Passenger *> &waiting(int floor) { return waiting_[floor]; }
	Elevator *elevator(std::size_t i) { return elevators_[i].get(); }
	std::size_t elevators() const { return elevators_.size(); }
	void done() { ++done_; }
	int now() const { return now_; }

private:
	std::list<Passenger> all_; // their addresses stay
	std::vector<std::deque<Passenger *>> waiting_;
	std::vector<std::unique_ptr<Elevator>> elevators_;
	std::unique_ptr<Strategy> strategy_;
	int now_ = 0, done_ = 0;
};

bool Elevator::step(Building &building) {
	auto stop = std::find(stops_.begin(), stops_.end(), floor_);
	if (stop != stops_.end()) {
		stops_.erase(stop);
		for (auto p = passengers_.begin(); p != passengers_.end();) {
			if ((*p)->to != floor_) {
				++p;
				continue;
			}
			(*p)->left = building.now();
			(*p)->in = nullptr;
			building.done();
			p = passengers_.erase(p);
		}
		auto &queue = building.waiting(floor_);
		while (!queue.empty() && passengers_.size() < room_) {
			Passenger *p = queue.front();
			queue.pop_front();
			p->boarded = building.now();
			p->in = this;
			passengers_.push_back(p);
			call(p->to);
		}
		if (!queue.empty()) call(floor_);
		turn();
		return true;
	}
	turn();
	floor_ += int(direction_);
	moved_ += direction_ != Direction::none;
	return false;
}

class RoundRobin : public Strategy {
	std::size_t next_ = 0;

public:
	Elevator *choose(Building &b, const Passenger &) override { return b.elevator(next_++ % b.elevators()); }
	const char *name() const override { return "round robin"; }
};

class Nearest : public Strategy {
	std::function<int(const Elevator &, int)> cost_;

public:
	explicit Nearest(int weight)
	    : cost_([weight](const Elevator &e, int floor) { return std::abs(e.floor() - floor) + weight * int(e.load()); }) {}
	Elevator *choose(Building &b, const Passenger &p) override {
		Elevator *best = b.elevator(0);
		for (std::size_t i = 1; i < b.elevators(); ++i)
			if (cost_(*b.elevator(i), p.from) < cost_(*best, p.from)) best = b.elevator(i);
		return best;
	}
	const char *name() const override { return "nearest"; }
};

int main() {
	std::vector<std::function<std::unique_ptr<Strategy>()>> strategies{[] { return std::make_unique<RoundRobin>(); },
	                                                                    [] { return std::make_unique<Nearest>(2); }};
	for (auto &make : strategies) {
		Building b(8, make());
		b.add('A', 0, 2);
		b.add('B', 7, 1);
		b.expect("xavier", 3, 0, 0);
		b.expect("yvonne", 6, 1, 1);
		b.expect("zoe", 0, 7, 1);
		b.expect("wim", 3, 5, 2);
		b.expect("vera", 0, 2, 6);
		b.run(40);
		b.report();
	}
}
