// RUN: %triple %s
// The queens' problem three times: an array and a check, bit masks by recursion, and a class that finds the
// solutions one by one.
// EVERY: 3
#include <iostream>
#include <string>
#include <vector>

using namespace std;

// 1. An array of columns, one for each row.
const int SIZE = 5;
int column_of[SIZE];
int checks = 0;

bool safe(int row) {
	for (int other = 0; other < row; other++) {
		++checks;
		int distance = column_of[row] - column_of[other];
		if (distance == 0 || distance == row - other || distance == other - row)
			return false;
	}
	return true;
}

int place(int row) {
	if (row == SIZE) {
		for (int i = 0; i < SIZE; i++) cout << column_of[i] << (i + 1 < SIZE ? ' ' : '\n');
		return 1;
	}
	int found = 0;
	for (column_of[row] = 0; column_of[row] < SIZE; column_of[row]++)
		if (safe(row)) found += place(row + 1);
	return found;
}

// 2. Masks of columns and diagonals.
int count(unsigned columns, unsigned left, unsigned right, unsigned all) {
	if (columns == all) return 1;
	int found = 0;
	unsigned open = all & ~(columns | left | right);
	while (open) {
		unsigned bit = open & -open;
		open ^= bit;
		found += count(columns | bit, (left | bit) << 1, (right | bit) >> 1, all);
	}
	return found;
}

// 3. The first solutions of a larger board.
class Board {
public:
	explicit Board(int size) : size_(size), free_(size, true), down_(2 * size - 1, true), up_(2 * size - 1, true) {}

	bool first() {
		queens_.clear();
		return extend();
	}
	string text() const {
		string result;
		for (vector<int>::const_iterator q = queens_.begin(); q != queens_.end(); ++q) {
			string line(size_, '.');
			line[*q] = 'Q';
			result += line + '\n';
		}
		return result;
	}
	int steps() const { return steps_; }

private:
	bool extend() {
		const int row = int(queens_.size());
		if (row == size_) return true;
		for (int c = 0; c < size_; ++c) {
			++steps_;
			if (!open(row, c)) continue;
			mark(row, c, false);
			queens_.push_back(c);
			if (extend()) return true;
			queens_.pop_back();
			mark(row, c, true);
		}
		return false;
	}
	bool open(int row, int c) const { return free_[c] && down_[row - c + size_ - 1] && up_[row + c]; }
	void mark(int row, int c, bool value) { free_[c] = down_[row - c + size_ - 1] = up_[row + c] = value; }

	int size_;
	int steps_ = 0;
	vector<int> queens_;
	vector<bool> free_, down_, up_;
};

int main() {
	int found = place(0);
	cout << found << " solutions, " << checks << " checks" << endl;

	for (int n = 1; n <= 6; n++) cout << n << ": " << count(0, 0, 0, (1u << n) - 1) << endl;

	for (int n = 3; n <= 6; n++) {
		Board board(n);
		bool is = board.first();
		cout << n << (is ? " has one\n" : " has none\n") << board.text() << board.steps() << " steps\n";
	}
	return 0;
}
