// RUN: %triple %s
// EVERY: 17
// Tic-tac-toe by minimax with alpha and beta from positions in the middle, a transposition table, players behind an interface.
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

class Board {
public:
	explicit Board(const std::string& cells = std::string(9, '.')) : cells_(cells) {
		for (char c : cells_) turn_ ^= c != '.';
	}
	char turn() const { return turn_ ? 'o' : 'x'; }
	std::vector<int> moves() const {
		std::vector<int> free;
		if (winner() == '.')
			for (int i = 0; i < 9; ++i)
				if (cells_[i] == '.') free.push_back(i);
		return free;
	}
	Board play(int at) const {
		Board next = *this;
		next.cells_[at] = turn();
		next.turn_ = !turn_;
		return next;
	}
	char winner() const {
		static const int lines[8][3] = {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}, {0, 3, 6}, {1, 4, 7}, {2, 5, 8}, {0, 4, 8}, {2, 4, 6}};
		for (const auto& line : lines)
			if (cells_[line[0]] != '.' && cells_[line[0]] == cells_[line[1]] && cells_[line[1]] == cells_[line[2]])
				return cells_[line[0]];
		return '.';
	}
	bool over() const { return winner() != '.' || cells_.find('.') == cells_.npos; }
	const std::string& cells() const { return cells_; }

private:
	std::string cells_;
	bool turn_ = false;
};

class Player {
public:
	virtual ~Player() = default;
	virtual int choose(const Board& board) = 0;
	virtual std::string report() const { return ""; }
};

class First : public Player {
	int choose(const Board& board) override { return board.moves().front(); }
};

class Perfect : public Player {
public:
	explicit Perfect(bool prune) : prune_(prune) {}
	int choose(const Board& board) override {
		int best = -1, value = -3;
		for (int m : board.moves()) {
			int v = -search(board.play(m), -2, prune_ ? -value : 2);
			if (v > value) best = m, value = v;
		}
		return best;
	}
	std::string report() const override { return std::to_string(nodes_) + " nodes, " + std::to_string(known_.size()) + " known"; }

private:
	int search(const Board& board, int alpha, int beta) {
		++nodes_;
		if (board.over()) return board.winner() == '.' ? 0 : -1;
		auto known = known_.find(board.cells());
		if (known != known_.end()) return known->second;
		int best = -2;
		bool cut = false;
		for (int m : board.moves()) {
			best = std::max(best, -search(board.play(m), -beta, -alpha));
			alpha = std::max(alpha, best);
			if (prune_ && alpha >= beta) {
				cut = true;
				break;
			}
		}
		if (!cut) known_[board.cells()] = best;
		return best;
	}
	bool prune_;
	int nodes_ = 0;
	std::map<std::string, int> known_;
};

int main() {
	for (const char* start : {"xox......", "x...o....", "..x.o.x.."}) {
		std::unique_ptr<Player> players[] = {std::make_unique<Perfect>(true), std::make_unique<First>()};
		Board board{start};
		board = board.play(board.moves()[1]);
		for (int turn = 0; !board.over(); turn ^= 1) {
			int move = players[turn]->choose(board);
			char who = board.turn();
			board = board.play(move);
			std::cout << who << move << ' ' << board.cells() << '\n';
		}
		std::cout << "winner " << board.winner() << ", " << players[0]->report() << '\n';
	}
}
