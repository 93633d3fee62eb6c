// RUN: %triple %s
// Policy classes: a smart pointer, a logger and a cache assembled from storage, checking, ownership and output policies that
// are template template parameters; each combination has its own statics.
#include <iostream>
#include <list>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// --- a pointer: ownership x checking
template <class T> class RefCounted {
	int *count_ = new int(1);

protected:
	T *clone(T *p) { return ++*count_, p; }
	void copied(const RefCounted &o) {
		delete count_;
		count_ = o.count_;
	}
	bool release() {
		if (--*count_) return false;
		delete count_;
		return true;
	}

public:
	int count() const { return *count_; }
};
template <class T> class DeepCopy {
protected:
	T *clone(T *p) { return p ? new T(*p) : nullptr; }
	void copied(const DeepCopy &) {}
	bool release() { return true; }
};
template <class T> struct NoCheck {
	static void check(T *) {}
};
template <class T> struct ThrowIfNull {
	static int checks;
	static void check(T *p) {
		++checks;
		if (!p) throw std::runtime_error("null pointer");
	}
};
template <class T> int ThrowIfNull<T>::checks = 0;

template <class T, template <class> class Ownership, template <class> class Checking = NoCheck>
class Pointer : public Ownership<T>, public Checking<T> {
	T *p_;

public:
	explicit Pointer(T *p = nullptr) : p_(p) {}
	Pointer(const Pointer &o) : Ownership<T>() {
		this->copied(o);
		p_ = this->clone(o.p_);
	}
	Pointer &operator=(const Pointer &) = delete;
	~Pointer() {
		if (this->release()) delete p_;
	}
	T &operator*() const { return Checking<T>::check(p_), *p_; }
	T *operator->() const { return &**this; }
};

// --- a logger: format x sink
struct Plain {
	std::string format(int level, const std::string &s) const { return std::string(std::size_t(level), '>') + s; }
};
class Numbered {
	int n_ = 0;

public:
	std::string format(int, const std::string &s) { return std::to_string(++n_) + ") " + s; }
};
struct Keep {
	std::vector<std::string> lines;
	void write(const std::string &s) { lines.push_back(s); }
};
struct Join {
	std::ostringstream out;
	void write(const std::string &s) { out << '[' << s << ']'; }
};
template <class... Sinks> struct Tee : Sinks... {
	void write(const std::string &s) { (Sinks::write(s), ...); }
};
template <class Format, class Sink> class Logger : private Format, public Sink {
	int level_ = 0;

public:
	class Scope {
		Logger &l_;

	public:
		Scope(Logger &l, const std::string &s) : l_(l) {
			l_.log(s);
			++l_.level_;
		}
		~Scope() { --l_.level_; }
	};
	void log(const std::string &s) { Sink::write(Format::format(level_, s)); }
};

// --- a cache: eviction x statistics
template <class K> class Oldest {
	std::list<K> order_;

public:
	void used(const K &) {}
	void added(const K &k) { order_.push_back(k); }
	K victim() {
		K k = order_.front();
		order_.pop_front();
		return k;
	}
};
template <class K> class LeastUsed {
	std::map<K, int> uses_;

public:
	void used(const K &k) { ++uses_[k]; }
	void added(const K &k) { uses_[k] = 0; }
	K victim() {
		auto least = uses_.begin();
		for (auto i = uses_.begin(); i != uses_.end(); ++i)
			if (i->second < least->second) least = i;
		K k = least->first;
		uses_.erase(least);
		return k;
	}
};
template <class K, class V, template <class> class Eviction, int Size> class Cache : Eviction<K> {
	std::map<K, V> all_;

public:
	int hits = 0, misses = 0;
	std::string gone;
	template <class F> const V &get(const K &k, F make) {
		auto i = all_.find(k);
		if (i != all_.end()) {
			++hits;
			this->used(k);
			return i->second;
		}
		++misses;
		if (int(all_.size()) == Size) {
			K v = this->victim();
			gone += std::to_string(v) + " ";
			all_.erase(v);
		}
		this->added(k);
		return all_.emplace(k, make(k)).first->second;
	}
};

template <template <class> class Eviction> static void exercise(const char *name) {
	Cache<int, std::string, Eviction, 3> cache;
	std::string got;
	for (int k : {1, 2, 1, 3, 4, 1, 2, 5, 1, 4})
		got += cache.get(k, [&](int n) {
			std::string s;
			for (int i = 0; i < n; ++i) s += char('a' + i);
			return s;
		}).back();
	std::cout << name << ": " << got << ' ' << cache.hits << '/' << cache.misses << ' ' << cache.gone << '\n';
}

template <class L> static void work(L &log, int n) {
	typename L::Scope s(log, "work " + std::to_string(n));
	for (int i = 0; i < n; ++i) work(log, i);
	if (n == 0) log.log("leaf");
}

int main() {
	using Shared = Pointer<std::string, RefCounted, ThrowIfNull>;
	Shared a(new std::string("shared"));
	{
		Shared b(a), c = b;
		*b += "!";
		std::cout << *a << a.count() << c->size() << '\n';
	}
	Pointer<std::string, DeepCopy> d(new std::string("deep")), e = d;
	*e += "er";
	std::cout << *d << ' ' << *e << a.count() << ThrowIfNull<std::string>::checks << '\n';
	try {
		Pointer<int, DeepCopy, ThrowIfNull> nothing, copy(nothing);
		*copy = 4;
	} catch (const std::runtime_error &x) {
		std::cout << x.what() << ThrowIfNull<int>::checks << '\n';
	}

	Logger<Plain, Keep> plain;
	Logger<Numbered, Tee<Join, Keep>> numbered;
	work(plain, 2);
	work(numbered, 2);
	for (auto &l : plain.lines) std::cout << l << ' ';
	std::cout << numbered.out.str() << numbered.lines.size() << '\n';
	exercise<Oldest>("oldest");
	exercise<LeastUsed>("least used");
}
