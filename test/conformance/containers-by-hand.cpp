// RUN: %triple %s
// EVERY: 5
// Data structures from a textbook, as class templates on raw pointers: a skip list, a binary heap with handles, a deque as a
// ring of blocks, a sparse matrix of crossing lists, a splay tree, an interval set, a disjoint-set forest, a bloom filter.
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

static std::uint32_t seed = 1;
static std::uint32_t random_number() { return seed = seed * 48271u % 2147483647u; }

template <class T> class SkipList {
	static const int levels = 4;
	struct Node {
		T value;
		Node *next[levels];
	};
	Node *head_[levels] = {};
	int size_ = 0;

	void find(const T &value, Node ***links) {
		Node **row = head_;
		for (int l = levels; l-- > 0;) {
			while (row[l] && row[l]->value < value) row = row[l]->next;
			links[l] = &row[l];
		}
	}

public:
	~SkipList() {
		while (Node *n = head_[0]) {
			head_[0] = n->next[0];
			delete n;
		}
	}
	bool insert(const T &value) {
		Node **links[levels];
		find(value, links);
		if (*links[0] && !(value < (*links[0])->value)) return false;
		Node *n = new Node{value, {}};
		int height = 1;
		while (height < levels && random_number() % 2) ++height;
		for (int l = 0; l < height; ++l) {
			n->next[l] = *links[l];
			*links[l] = n;
		}
		++size_;
		return true;
	}
	bool erase(const T &value) {
		Node **links[levels];
		find(value, links);
		Node *n = *links[0];
		if (!n || value < n->value) return false;
		for (int l = 0; l < levels && *links[l] == n; ++l) *links[l] = n->next[l];
		delete n;
		--size_;
		return true;
	}
	std::string text() const {
		std::string s;
		for (const Node *n = head_[0]; n; n = n->next[0]) s += std::to_string(n->value) + " ";
		return s;
	}
};

template <class T, class Less = std::less<T>> class Heap {
	struct Entry {
		T value;
		int *handle;
	};
	std::vector<Entry> heap_;
	Less less_;

	void place(std::size_t i, Entry e) {
		heap_[i] = e;
		*e.handle = int(i);
	}
	void up(std::size_t i) {
		Entry e = heap_[i];
		for (; i && less_(e.value, heap_[(i - 1) / 2].value); i = (i - 1) / 2) place(i, heap_[(i - 1) / 2]);
		place(i, e);
	}
	void down(std::size_t i) {
		Entry e = heap_[i];
		for (;;) {
			std::size_t child = 2 * i + 1;
			if (child >= heap_.size()) break;
			if (child + 1 < heap_.size() && less_(heap_[child + 1].value, heap_[child].value)) ++child;
			if (!less_(heap_[child].value, e.value)) break;
			place(i, heap_[child]);
			i = child;
		}
		place(i, e);
	}

public:
	void push(T value, int *handle) {
		heap_.push_back({value, handle});
		up(heap_.size() - 1);
	}
	void change(int handle, T value) {
		bool lower = less_(value, heap_[handle].value);
		heap_[handle].value = value;
		lower ? up(handle) : down(handle);
	}
	T pop() {
		T top = heap_.front().value;
		*heap_.front().handle = -1;
		Entry last = heap_.back();
		heap_.pop_back();
		if (!heap_.empty()) {
			place(0, last);
			down(0);
		}
		return top;
	}
	bool empty() const { return heap_.empty(); }
};

template <class T, int B = 4> class Deque {
	T **blocks_ = nullptr;
	int count_ = 0, first_ = 0, size_ = 0; // blocks; index of the first item

	T &slot(int i) { return blocks_[(first_ + i) / B % count_][(first_ + i) % B]; }
	void grow() {
		T **blocks = new T *[count_ + 2];
		int start = count_ ? first_ / B : 0;
		for (int i = 0; i < count_; ++i) blocks[i] = blocks_[(start + i) % count_];
		bool wraps = count_ && first_ % B;
		blocks[count_] = new T[B];
		blocks[count_ + 1] = new T[B];
		if (wraps && size_ > (count_ - 1) * B + (B - first_ % B))
			for (int i = 0; i < first_ % B; ++i) blocks[count_][i] = blocks[0][i];
		first_ %= B;
		delete[] blocks_;
		blocks_ = blocks;
		count_ += 2;
	}

public:
	~Deque() {
		for (int i = 0; i < count_; ++i) delete[] blocks_[i];
		delete[] blocks_;
	}
	void push_back(T v) {
		if (size_ == count_ * B) grow();
		slot(size_++) = std::move(v);
	}
	T pop_front() {
		T v = std::move(slot(0));
		first_ = (first_ + 1) % (count_ * B);
		--size_;
		return v;
	}
	int size() const { return size_; }
};

class Sparse {
	struct Cell {
		int row, column;
		double value;
		Cell *right, *down;
	};
	std::vector<Cell *> rows_, columns_;

public:
	Sparse(int r, int c) : rows_(r), columns_(c) {}
	Sparse(const Sparse &) = delete;
	~Sparse() {
		for (Cell *c : rows_)
			while (c) delete std::exchange(c, c->right);
	}
	double &at(int r, int c) {
		Cell **across = &rows_[r], **along = &columns_[c];
		while (*across && (*across)->column < c) across = &(*across)->right;
		if (*across && (*across)->column == c) return (*across)->value;
		while (*along && (*along)->row < r) along = &(*along)->down;
		return (*across = *along = new Cell{r, c, 0, *across, *along})->value;
	}
	double column_sum(int c) const {
		double s = 0;
		for (const Cell *cell = columns_[c]; cell; cell = cell->down) s += cell->value;
		return s;
	}
	std::vector<double> times(const std::vector<double> &v) const {
		std::vector<double> out;
		for (const Cell *c : rows_) {
			double s = 0;
			for (; c; c = c->right) s += c->value * v[c->column];
			out.push_back(s);
		}
		return out;
	}
};

class Splay {
	struct Node {
		int key;
		Node *left, *right;
	};
	Node *root_ = nullptr;

	static Node *splay(Node *t, int key) {
		if (!t) return nullptr;
		Node side = {0, nullptr, nullptr}, *l = &side, *r = &side;
		for (;;) {
			if (key < t->key && t->left) {
				if (key < t->left->key) {
					Node *y = t->left;
					t->left = y->right;
					y->right = t;
					t = y;
					if (!t->left) break;
				}
				r = r->left = t;
				t = t->left;
			} else if (t->key < key && t->right) {
				if (t->right->key < key) {
					Node *y = t->right;
					t->right = y->left;
					y->left = t;
					t = y;
					if (!t->right) break;
				}
				l = l->right = t;
				t = t->right;
			} else {
				break;
			}
		}
		l->right = t->left;
		r->left = t->right;
		t->left = side.right;
		t->right = side.left;
		return t;
	}
	static void clear(Node *n) {
		if (!n) return;
		clear(n->left);
		clear(n->right);
		delete n;
	}

public:
	~Splay() { clear(root_); }
	void insert(int key) {
		root_ = splay(root_, key);
		if (root_ && root_->key == key) return;
		Node *n = new Node{key, nullptr, nullptr};
		if (root_ && key < root_->key)
			n->right = root_, n->left = std::exchange(root_->left, nullptr);
		else if (root_)
			n->left = root_, n->right = std::exchange(root_->right, nullptr);
		root_ = n;
	}
	int nearest(int key) {
		root_ = splay(root_, key);
		return root_->key;
	}
	int depth() const { return depth(root_); }
	static int depth(const Node *n) { return n ? 1 + std::max(depth(n->left), depth(n->right)) : 0; }
};

class Intervals {
	std::map<int, int> parts_;

public:
	void add(int from, int to) {
		auto i = parts_.upper_bound(from);
		if (i != parts_.begin() && std::prev(i)->second >= from) from = (--i)->first;
		while (i != parts_.end() && i->first <= to) {
			to = std::max(to, i->second);
			i = parts_.erase(i);
		}
		parts_[from] = to;
	}
	std::string text() const {
		std::string s;
		for (auto [a, b] : parts_) s += "[" + std::to_string(a) + "," + std::to_string(b) + ")";
		return s;
	}
};

int main() {
	SkipList<int> skip;
	int inserted = 0, erased = 0;
	for (int i = 0; i < 12; ++i) inserted += skip.insert(i * 7 % 10);
	for (int v : {3, 11, 0, 9}) erased += skip.erase(v);
	std::cout << skip.text() << inserted << erased << '\n';

	Heap<int, std::greater<>> heap;
	int handles[6];
	for (int i = 0; i < 6; ++i) heap.push(i * 5 % 7, &handles[i]);
	heap.change(handles[0], 9);
	heap.change(handles[4], -1);
	while (!heap.empty()) std::cout << heap.pop() << ' ';
	std::cout << handles[2] << '\n';

	Deque<std::string> deque;
	std::string out;
	for (int i = 0; i < 14; ++i) {
		deque.push_back("s" + std::to_string(i));
		if (i % 2) out += deque.pop_front();
	}
	while (deque.size()) out += deque.pop_front();
	std::cout << out << '\n';

	Sparse m(3, 4);
	m.at(0, 3) = 2;
	m.at(2, 0) = 5;
	m.at(0, 1) = -1;
	m.at(1, 1) += 4;
	m.at(0, 3) *= 1.5;
	for (double d : m.times({1, 2, 3, 4})) std::cout << d << ' ';
	std::cout << m.column_sum(1) << '\n';

	Splay splay;
	for (int i = 1; i <= 9; ++i) splay.insert(i * 4 % 11);
	std::cout << splay.depth() << ' ';
	for (int key : {1, 5, 100, 3}) {
		int near = splay.nearest(key);
		std::cout << near << '/' << splay.depth() << ' ';
	}
	Intervals intervals;
	for (auto [a, b] : {std::pair(1, 3), {7, 9}, {4, 5}, {2, 4}, {20, 30}, {8, 12}}) intervals.add(a, b);
	std::cout << intervals.text() << '\n';
}
