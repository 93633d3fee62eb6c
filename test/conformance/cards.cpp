// RUN: %triple %s
// EVERY: 3
// Cards: a deck shuffled by its own generator, poker hands ranked and compared, a game of blackjack with players behind an
// interface, a game of war with queues.
#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

struct Card {
    int rank; // 2 to 14
    char suit;
    friend bool operator<(const Card &a, const Card &b) { return std::tie(a.rank, a.suit) < std::tie(b.rank, b.suit); }
    friend std::ostream &operator<<(std::ostream &out, const Card &c) { return out << "..23456789TJQKA"[c.rank] << c.suit; }
    friend std::istream &operator>>(std::istream &in, Card &c) {
        char r;
        if (in >> r >> c.suit) c.rank = int(std::string("..23456789TJQKA").find(r));
        return in;
    }
};

class Deck {
public:
    explicit Deck(std::uint32_t seed, int lowest = 2) : seed_(seed) {
        for (char s : {'c', 'd', 'h', 's'})
            for (int r = lowest; r <= 14; ++r) cards_.push_back({r, s});
    }
    void shuffle() {
        for (std::size_t i = cards_.size(); i > 1; --i) std::swap(cards_[i - 1], cards_[next() % i]);
    }
    Card draw() {
        Card c = cards_.back();
        cards_.pop_back();
        return c;
    }
    bool empty() const { return cards_.empty(); }

private:
    std::size_t next() {
        seed_ ^= seed_ << 13;
        seed_ ^= seed_ >> 17;
        return seed_ ^= seed_ << 5;
    }
    std::uint32_t seed_;
    std::vector<Card> cards_;
};

enum Rank { high, pair, two_pairs, three, straight, flush, full_house, four, straight_flush };
static const char *const names[] = {"high card", "pair", "two pairs", "three", "straight", "flush", "full house", "four", "straight flush"};

class Hand {
public:
    explicit Hand(std::vector<Card> cards) : cards_(std::move(cards)) {
        std::map<int, int> counts;
        for (const Card &c : cards_) ++counts[c.rank];
        for (auto [rank, n] : counts) order_.push_back({n, rank});
        std::sort(order_.rbegin(), order_.rend());
        bool one_suit = std::all_of(cards_.begin(), cards_.end(), [this](const Card &c) { return c.suit == cards_[0].suit; });
        bool in_row = order_.size() == 5 && order_[0][1] - order_[4][1] == 4;
        if (order_.size() == 5 && order_[0][1] == 14 && order_[1][1] == 5) {
            in_row = true;
            std::rotate(order_.begin(), order_.begin() + 1, order_.end());
        }
        switch (order_.size()) {
        case 2: rank_ = order_[0][0] == 4 ? four : full_house; break;
        case 3: rank_ = order_[0][0] == 3 ? three : two_pairs; break;
        case 4: rank_ = pair; break;
        default: rank_ = in_row ? one_suit ? straight_flush : straight : one_suit ? flush : high;
        }
    }
    Rank rank() const { return rank_; }
    friend bool operator<(const Hand &a, const Hand &b) { return std::tie(a.rank_, a.order_) < std::tie(b.rank_, b.order_); }
    friend std::ostream &operator<<(std::ostream &out, const Hand &h) {
        for (const Card &c : h.cards_) out << c << ' ';
        return out << names[h.rank_];
    }

private:
    std::vector<Card> cards_;
    std::vector<std::array<int, 2>> order_;
    Rank rank_;
};

class Player {
public:
    explicit Player(std::string n) : name(std::move(n)) {}
    virtual ~Player() = default;
    virtual bool wants(int seen) const = 0;
    void take(Card c) {
        aces_ += c.rank == 14;
        points_ += c.rank == 14 ? 11 : std::min(c.rank, 10);
        while (points_ > 21 && aces_ > 0) points_ -= 10, --aces_;
        ++cards;
    }
    int points() const { return points_; }
    const std::string name;
    int cards = 0;

private:
    int points_ = 0, aces_ = 0;
};
struct Careful : Player {
    using Player::Player;
    bool wants(int seen) const override { return points() < (seen > 6 ? 14 : 12); }
};
struct Dealer : Player {
    Dealer() : Player("dealer") {}
    bool wants(int) const override { return points() < 17; }
};

static int war(Deck &deck, int limit) {
    std::deque<Card> hands[2];
    for (int i = 0; !deck.empty(); i ^= 1) hands[i].push_back(deck.draw());
    int rounds = 0;
    for (std::vector<Card> table; rounds < limit && !hands[0].empty() && !hands[1].empty(); ++rounds) {
        Card a = hands[0].front(), b = hands[1].front();
        hands[0].pop_front();
        hands[1].pop_front();
        table.insert(table.end(), {a, b});
        if (a.rank == b.rank) continue;
        auto &winner = hands[a.rank < b.rank];
        std::sort(table.rbegin(), table.rend());
        winner.insert(winner.end(), table.begin(), table.end());
        table.clear();
    }
    return rounds * 100 + int(hands[0].size());
}

int main() {
    std::vector<Hand> hands;
    for (const char *text : {"2h 3d 5s 9c Kd", "2c 3h 4s 8c Ah", "5h 5d 5c Ks Kd", "Ah 2d 3c 4s 5h", "9s Ts Js Qs Ks", "7h 7d 7c 7s 2d", "3h 8h Jh 2h Ah", "Kh Kc 3d 3h 9c"}) {
        std::istringstream in(text);
        std::vector<Card> cards;
        for (Card c; in >> c;) cards.push_back(c);
        hands.emplace_back(cards);
    }
    std::sort(hands.begin(), hands.end());
    for (const Hand &h : hands) std::cout << h << '\n';

    Deck deck(2463534242u);
    deck.shuffle();
    for (int game = 0; game < 3; ++game) {
        std::vector<std::unique_ptr<Player>> players;
        players.push_back(std::make_unique<Careful>("ann"));
        players.push_back(std::make_unique<Careful>("bob"));
        players.push_back(std::make_unique<Dealer>());
        for (int i = 0; i < 2; ++i)
            for (auto &p : players) p->take(deck.draw());
        int seen = players.back()->points() / 2;
        for (auto &p : players)
            while (p->wants(seen)) p->take(deck.draw());
        int bank = players.back()->points() > 21 ? 0 : players.back()->points();
        for (auto &p : players) std::cout << p->name << ' ' << p->points() << '/' << p->cards << (p->points() <= 21 && p->points() > bank ? " wins; " : "; ");
        std::cout << '\n';
    }
    Deck small(77, 10);
    small.shuffle();
    std::cout << war(small, 60) << '\n';
}
