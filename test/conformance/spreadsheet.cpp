// RUN: %triple %s
// EVERY: 3
// A spreadsheet: cells with formulas over ranges, dependencies found while evaluating, cycles reported, values cached and made
// stale when a cell that they use changes, undo by a stack of closures.
#include <cctype>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

struct Address {
	char column;
	int row;
	friend bool operator<(const Address &a, const Address &b) { return a.row != b.row ? a.row < b.row : a.column < b.column; }
	std::string text() const { return column + std::to_string(row); }
};

class FormulaError : public std::runtime_error {
public:
	using std::runtime_error::runtime_error;
};

class Sheet {
public:
	void set(Address at, const std::string &content) {
		Cell &cell = cells_[at];
		undo_.push_back([this, at, before = cell.content] { change(at, before); });
		change(at, content);
	}
	bool undo() {
		if (undo_.empty()) return false;
		auto back = std::move(undo_.back());
		undo_.pop_back();
		back();
		return true;
	}
	std::string show(Address at) {
		try {
			double v = value(at);
			std::string s = std::to_string(v);
			s.erase(s.find('.') + 3);
			return s;
		} catch (const FormulaError &e) {
			return std::string("#") + e.what();
		}
	}
	void print(char columns, int rows) {
		for (int r = 1; r <= rows; ++r) {
			for (char c = 'A'; c <= columns; ++c) std::cout << std::setw(9) << (cells_.count({c, r}) ? show({c, r}) : ".");
			std::cout << '\n';
		}
	}
	int evaluations() const { return evaluations_; }

private:
	struct Cell {
		std::string content;
		double value = 0;
		enum { stale, busy, fresh } state = stale;
		std::set<Address> users;
	};

	void change(Address at, const std::string &content) {
		cells_[at].content = content;
		spoil(at);
	}
	void spoil(Address at) {
		Cell &cell = cells_[at];
		cell.state = Cell::stale;
		std::set<Address> users;
		users.swap(cell.users);
		for (const Address &u : users) spoil(u);
	}
	double value(Address at) {
		auto found = cells_.find(at);
		if (found == cells_.end()) return 0;
		Cell &cell = found->second;
		if (cell.state == Cell::busy) throw FormulaError("cycle");
		if (cell.state == Cell::fresh) return cell.value;
		++evaluations_;
		cell.state = Cell::busy;
		try {
			const char *p = cell.content.c_str();
			if (*p == '=') {
				++p;
				cell.value = sum(p, at);
				if (*p) throw FormulaError("syntax");
			} else {
				cell.value = *p ? std::stod(cell.content) : 0;
			}
		} catch (const std::invalid_argument &) {
			cell.state = Cell::stale;
			throw FormulaError("text");
		} catch (...) {
			cell.state = Cell::stale;
			throw;
		}
		cell.state = Cell::fresh;
		return cell.value;
	}
	double use(Address what, Address user) {
		cells_[what].users.insert(user);
		return value(what);
	}
	double sum(const char *&p, Address at) {
		double v = product(p, at);
		while (*p == '+' || *p == '-') {
			bool plus = *p++ == '+';
			double w = product(p, at);
			v = plus ? v + w : v - w;
		}
		return v;
	}
	double product(const char *&p, Address at) {
		double v = primary(p, at);
		while (*p == '*' || *p == '/') {
			bool times = *p++ == '*';
			double w = primary(p, at);
			if (!times && w == 0) throw FormulaError("div0");
			v = times ? v * w : v / w;
		}
		return v;
	}
	static Address address(const char *&p) {
		if (!std::isupper(static_cast<unsigned char>(*p))) throw FormulaError("syntax");
		Address a{*p++, 0};
		while (std::isdigit(static_cast<unsigned char>(*p))) a.row = a.row * 10 + *p++ - '0';
		return a;
	}
	double primary(const char *&p, Address at) {
		if (*p == '(') {
			double v = sum(++p, at);
			if (*p++ != ')') throw FormulaError("syntax");
			return v;
		}
		if (std::isdigit(static_cast<unsigned char>(*p))) {
			char *end;
			double v = std::strtod(p, &end);
			p = end;
			return v;
		}
		if (!std::islower(static_cast<unsigned char>(*p))) {
			Address a = address(p);
			return use(a, at);
		}
		std::string name;
		while (std::islower(static_cast<unsigned char>(*p))) name += *p++;
		static const std::map<std::string, std::function<double(const std::vector<double> &)>> functions{
		    {"sum", [](const std::vector<double> &v) {
			     double s = 0;
			     for (double x : v) s += x;
			     return s;
		     }},
		    {"max", [](const std::vector<double> &v) {
			     double m = v.at(0);
			     for (double x : v) m = x > m ? x : m;
			     return m;
		     }},
		    {"count", [](const std::vector<double> &v) { return double(v.size()); }},
		};
		auto f = functions.find(name);
		if (f == functions.end() || *p++ != '(') throw FormulaError("name");
		Address from = address(p), to = from;
		if (*p == ':') to = address(++p);
		if (*p++ != ')') throw FormulaError("syntax");
		std::vector<double> all;
		for (int r = from.row; r <= to.row; ++r)
			for (char c = from.column; c <= to.column; ++c) all.push_back(use({c, r}, at));
		return f->second(all);
	}

	std::map<Address, Cell> cells_;
	std::vector<std::function<void()>> undo_;
	int evaluations_ = 0;
};

int main() {
	Sheet sheet;
	const std::pair<Address, const char *> contents[] = {
	    {{'A', 1}, "2"}, {{'B', 1}, "3.5"}, {{'C', 1}, "=A1*B1+1"}, {{'A', 2}, "=sum(A1:C1)"}, {{'B', 2}, "=A2/(A1-2)"},
	    {{'C', 2}, "=max(A1:B1)*count(A1:C3)"}, {{'A', 3}, "=B3"}, {{'B', 3}, "=C3+1"}, {{'C', 3}, "=A3"}, {{'D', 1}, "=C1*2"}};
	for (auto &[at, text] : contents) sheet.set(at, text);
	sheet.print('D', 3);
	std::cout << sheet.evaluations() << " evaluations\n";
	sheet.print('D', 1);
	std::cout << sheet.evaluations() << " evaluations\n";
	sheet.set({'A', 1}, "4");
	sheet.set({'C', 3}, "10");
	sheet.set({'D', 2}, "=mean(A1)");
	sheet.set({'D', 3}, "word");
	sheet.print('D', 3);
	for (int i = 0; i < 3; ++i) sheet.undo();
	std::cout << sheet.show({'B', 2}) << ' ' << sheet.show({'B', 3}) << '\n';
	while (sheet.undo()) {}
	sheet.print('C', 2);
	std::cout << sheet.evaluations() << " evaluations\n";
}
