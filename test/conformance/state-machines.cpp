// RUN: %triple %s
// State machines in five ways: a switch, a table of functions, states as objects that replace each other, a variant of states
// with transitions by overload, and closures that return the next closure.
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// 1. a switch: traffic lights with a request button
enum Light { RED, RED_AMBER, GREEN, AMBER };
struct Crossing {
  Light light = RED;
  int timer = 0, cycles = 0;
  bool wanted = false;
  void tick() {
    switch (light) {
    case RED:
      if (++timer < 3) return;
      light = RED_AMBER;
      break;
    case RED_AMBER: light = GREEN; break;
    case GREEN:
      if (++timer < (wanted ? 2 : 5)) return;
      wanted = false;
      light = AMBER;
      break;
    case AMBER:
      light = RED;
      ++cycles;
      break;
    }
    timer = 0;
  }
};

// 2. a table: a door with a lock
enum Door { OPEN, CLOSED, LOCKED, DOORS };
enum Event { PUSH, PULL, KEY, EVENTS };
struct Lock {
  int wrong = 0;
  std::string log;
};
static Door stay(Lock &l) { return l.log += '-', ++l.wrong, DOORS; }
static Door open(Lock &l) { return l.log += 'o', OPEN; }
static Door shut(Lock &l) { return l.log += 'c', CLOSED; }
static Door lock(Lock &l) { return l.log += 'k', LOCKED; }
static Door (*const table[DOORS][EVENTS])(Lock &) = {{shut, stay, stay}, {stay, open, lock}, {stay, stay, shut}};

// 3. objects: a vending machine
class Machine;
struct State {
  virtual ~State() = default;
  virtual void coin(Machine &, int) {}
  virtual void press(Machine &, char) {}
  virtual std::string name() const = 0;
};
class Machine {
public:
  Machine();
  void coin(int c) { state_->coin(*this, c); }
  void press(char b) { state_->press(*this, b); }
  template <class S, class... A> void become(A... a) {
    history_ += state_ ? state_->name() + ">" : "";
    std::unique_ptr<State> old = std::move(state_);
    state_ = std::make_unique<S>(a...);
  }
  std::string text() const { return history_ + state_->name(); }
  std::map<char, std::pair<int, int>> stock{{'a', {50, 1}}, {'b', {120, 2}}};
  std::vector<std::string> out;

private:
  std::unique_ptr<State> state_;
  std::string history_;
};
struct Idle : State {
  void coin(Machine &m, int c) override;
  std::string name() const override { return "idle"; }
};
struct Paid : State {
  explicit Paid(int c) : cents(c) {}
  int cents;
  void coin(Machine &, int c) override { cents += c; }
  void press(Machine &m, char b) override {
    if (b == 'x') {
      m.out.push_back("back " + std::to_string(cents));
      m.become<Idle>();
      return;
    }
    auto &[price, left] = m.stock.at(b);
    if (left == 0 || cents < price) {
      m.out.push_back(left ? "more" : "sold out");
      return;
    }
    --left;
    m.out.push_back(std::string("drink ") + b);
    int change = cents - price;
    if (change)
      m.become<Paid>(change);
    else
      m.become<Idle>();
  }
  std::string name() const override { return "paid" + std::to_string(cents); }
};
void Idle::coin(Machine &m, int c) { m.become<Paid>(c); }
Machine::Machine() { become<Idle>(); }

// 4. a variant: a download
struct Waiting {};
struct Running {
  int got;
};
struct Failed {
  int tries;
};
struct Done {
  int total;
};
using Download = std::variant<Waiting, Running, Failed, Done>;
struct Start {};
struct Data {
  int n;
};
struct Lost {};
struct Finish {};
static int losses;
static std::optional<Download> on(const Waiting &, Start) { return Running{0}; }
static std::optional<Download> on(const Running &r, Data d) { return Running{r.got + d.n}; }
static std::optional<Download> on(const Running &, Lost) { return Failed{++losses}; }
static std::optional<Download> on(const Running &r, Finish) { return Done{r.got}; }
static std::optional<Download> on(const Failed &f, Start) {
  if (f.tries > 1) return std::nullopt;
  return Running{-f.tries};
}
template <class S, class E> static std::optional<Download> on(const S &, const E &) { return std::nullopt; }
template <class E> static bool send(Download &d, const E &e) {
  auto next = std::visit([&](const auto &s) { return on(s, e); }, d);
  if (next) d = *next;
  return next.has_value();
}

// 5. closures: a protocol
struct Step {
  std::function<Step(char)> next;
};
static std::string parsed;
static Step word();
static Step number(int so_far) {
  return {[so_far](char c) {
    if (c >= '0' && c <= '9') return number(so_far * 10 + c - '0');
    parsed += "<" + std::to_string(so_far) + ">";
    return word();
  }};
}
static Step word() {
  return {[](char c) {
    if (c >= '0' && c <= '9') return number(c - '0');
    if (c == '!') return Step{};
    parsed += c;
    return word();
  }};
}

int main() {
  Crossing crossing;
  for (int t = 0; t < 26; ++t) {
    if (t == 15) crossing.wanted = true;
    crossing.tick();
    std::cout << "rRga"[crossing.light];
  }
  std::cout << ' ' << crossing.cycles << '\n';

  Lock l;
  Door door = CLOSED;
  for (Event e : {PULL, PUSH, KEY, PULL, KEY, KEY, PUSH, KEY, PULL})
    if (Door next = table[door][e](l); next != DOORS) door = next;
  std::cout << l.log << l.wrong << door << '\n';

  Machine m;
  m.press('a');
  for (char c : std::string("50 a 20 100 b a 100 100 a b x"))
    switch (c) {
    case '5': m.coin(50); break;
    case '2': m.coin(20); break;
    case '1': m.coin(100); break;
    case 'a':
    case 'b':
    case 'x': m.press(c);
    }
  for (auto &o : m.out) std::cout << o << ", ";
  std::cout << m.text() << '\n';

  Download d;
  int refused = 0;
  refused += !send(d, Data{5});
  refused += !send(d, Start{});
  for (int i = 1; i < 4; ++i) refused += !send(d, Data{i * 10});
  send(d, Lost{});
  refused += !send(d, Finish{});
  send(d, Start{});
  refused += !send(d, Data{7});
  send(d, Finish{});
  std::cout << d.index() << ' ' << std::get<Done>(d).total << ' ' << refused << losses << '\n';

  Step step = word();
  int fed = 0;
  for (const char *p = "ab12c345x!67"; step.next; ++p, ++fed) step = step.next(*p);
  std::cout << parsed << ' ' << fed << '\n';
}
