// RUN: %triple %s
// Multiple and virtual inheritance in a small class library: streams with a shared base, mix-ins, cross casts, order of
// construction, ambiguous names, pointers to different bases of one object.
#include <iostream>
#include <string>
#include <typeinfo>
#include <vector>

static std::vector<std::string> journal;
static void log(const std::string &line) { journal.push_back(line); }

class Device {
public:
	explicit Device(const std::string &name) : name_(name), operations_(0) { log("Device " + name); }
	virtual ~Device() { log("~Device " + name_); }
	const std::string &name() const { return name_; }
	int operations() const { return operations_; }
	virtual std::string kind() const { return "device"; }

protected:
	void operate() { ++operations_; }

private:
	std::string name_;
	int operations_;
};

class Reader : public virtual Device {
public:
	explicit Reader(const std::string &text) : Device("reader"), text_(text), at_(0) { log("Reader"); }
	~Reader() { log("~Reader"); }
	virtual int read() {
		operate();
		return at_ < text_.size() ? text_[at_++] : -1;
	}
	std::string kind() const { return "reader"; }
	void reset() { at_ = 0; }

protected:
	std::string text_;

private:
	std::size_t at_;
};

class Writer : public virtual Device {
public:
	Writer() : Device("writer") { log("Writer"); }
	~Writer() { log("~Writer " + written_); }
	virtual void write(int c) {
		operate();
		written_ += char(c);
	}
	std::string kind() const { return "writer"; }
	void reset() { written_.clear(); }
	const std::string &written() const { return written_; }

private:
	std::string written_;
};

class Terminal : public Reader, public Writer {
public:
	Terminal() : Device("terminal"), Reader("typed"), echo_(true) { log("Terminal " + kind()); }
	~Terminal() { log("~Terminal"); }
	int read() {
		int c = Reader::read();
		if (echo_ && c >= 0) write(c);
		return c;
	}
	std::string kind() const { return "terminal (" + Reader::kind() + " + " + Writer::kind() + ")"; }
	void reset() {
		Reader::reset();
		Writer::reset();
	}
	void echo(bool on) { echo_ = on; }

private:
	bool echo_;
};

struct Upper : virtual Writer {
	Upper() : Device("upper") {}
	void write(int c) { Writer::write(c >= 'a' && c <= 'z' ? c - 32 : c); }
};
struct Spaced : virtual Writer {
	Spaced() : Device("spaced") {}
	void write(int c) {
		Writer::write(c);
		Writer::write(' ');
	}
};
struct Loud : Upper, Spaced {
	Loud() : Device("loud") {}
	void write(int c) {
		Upper::write(c);
		Spaced::write('.');
	}
};

// Mix-ins beside each other, each with its own data.
struct Named {
	std::string label = "none";
	virtual ~Named() = default;
	virtual int id() const = 0;
};
struct Numbered {
	int number = 0;
	virtual ~Numbered() = default;
	virtual int next() { return ++number; }
};
struct Ticket : Named, private Numbered {
	int id() const override { return number * 10; }
	using Numbered::next;
	Numbered &numbers() { return *this; }
};

static void copy(Reader &from, Writer &to, int most) {
	for (int c; most-- > 0 && (c = from.read()) >= 0;)
		to.write(c);
}

static std::string describe(Device *d) {
	std::string text = d->name() + ": " + d->kind();
	if (Reader *r = dynamic_cast<Reader *>(d)) {
		text += " r";
		if (dynamic_cast<Writer *>(r))
			text += "+w";
	}
	if (dynamic_cast<Terminal *>(d))
		text += typeid(*d) == typeid(Terminal) ? " exactly" : " derived";
	return text;
}

int main() {
	{
		Terminal t;
		Writer plain;
		Loud loud;
		copy(t, plain, 3);
		std::cout << t.written() << ' ' << plain.written() << ' ' << t.operations() << '\n';
		t.echo(false);
		Reader *r = &t;
		copy(*r, loud, 10);
		std::cout << loud.written() << ' ' << loud.operations() << ' ' << t.operations() << '\n';
		r->reset();
		static_cast<Writer &>(t).reset();
		t.echo(true);
		copy(t, t, 2);
		std::cout << t.written() << '\n';

		Device *devices[] = {&t, &plain, &loud, r};
		for (Device *d : devices)
			std::cout << describe(d) << '\n';
		Writer *w = dynamic_cast<Writer *>(r);
		std::cout << (static_cast<Device *>(w) == r) << (w == &t) << (dynamic_cast<Reader *>(&plain) == 0) << '\n';
	}
	for (const std::string &line : journal)
		std::cout << line << '\n';

	Ticket a;
	Numbered &n = a.numbers();
	Named *named = &a;
	named->label = "first";
	n.next();
	a.next();
	Ticket b = a;
	b.next();
	b.label += "'s copy";
	std::cout << named->id() << ' ' << n.number << ' ' << b.id() << ' ' << b.label << ' ' << a.label << '\n';
	try {
		Named &other = b;
		std::cout << dynamic_cast<Ticket &>(other).id() << '\n';
		std::cout << dynamic_cast<Numbered &>(other).number << '\n';
	} catch (const std::bad_cast &) {
		std::cout << "no cast to a private base\n";
	}
}
