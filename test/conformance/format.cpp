// RUN: %triple %s
// Variadic functions of both kinds: a printf of its own over va_list with width, precision and bases, and a type-safe
// format by packs, folds and recursion.
// EVERY: 3
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>

// ---- C

struct Out {
	char *at, *end;
	int wanted;
};

static void put(Out *out, char c)
{
	if (out->at < out->end) *out->at++ = c;
	out->wanted++;
}

static void put_padded(Out *out, const char *s, int length, int width, bool left, char pad)
{
	int missing = width > length ? width - length : 0;
	if (!left) {
		if (pad == '0' && length && *s == '-') {
			put(out, '-');
			s++;
			length--;
		}
		while (missing-- > 0) put(out, pad);
	}
	while (length-- > 0) put(out, *s++);
	if (left)
		while (missing-- > 0) put(out, ' ');
}

static int digits(char *buffer, unsigned long value, unsigned base, bool negative)
{
	char reversed[70];
	int n = 0, length = 0;
	do
		reversed[n++] = "0123456789abcdef"[value % base];
	while ((value /= base) != 0);
	if (negative) buffer[length++] = '-';
	while (n > 0) buffer[length++] = reversed[--n];
	return length;
}

static int vmy_printf(char *buffer, size_t size, const char *format, va_list args)
{
	Out out = {buffer, buffer + size - 1, 0};
	for (const char *p = format; *p; p++) {
		if (*p != '%') {
			put(&out, *p);
			continue;
		}
		bool left = false, big = false;
		char pad = ' ';
		int width = 0, precision = -1;
		for (p++; *p == '-' || *p == '0'; p++)
			if (*p == '-') left = true;
			else pad = '0';
		if (*p == '*') {
			width = va_arg(args, int);
			p++;
		} else
			while (*p >= '0' && *p <= '9') width = width * 10 + *p++ - '0';
		if (*p == '.')
			for (precision = 0, p++; *p >= '0' && *p <= '9'; p++) precision = precision * 10 + *p - '0';
		if (*p == 'l') {
			big = true;
			p++;
		}
		char text[80];
		int length;
		switch (*p) {
		case 'd': {
			long v = big ? va_arg(args, long) : va_arg(args, int);
			length = digits(text, v < 0 ? 0ul - v : v, 10, v < 0);
			break;
		}
		case 'x':
		case 'o':
		case 'b':
		case 'u': {
			unsigned base = *p == 'x' ? 16 : *p == 'o' ? 8 : *p == 'b' ? 2 : 10;
			length = digits(text, big ? va_arg(args, unsigned long) : va_arg(args, unsigned), base, false);
			break;
		}
		case 'c':
			text[0] = va_arg(args, int);
			length = 1;
			break;
		case 's': {
			const char *s = va_arg(args, const char *);
			length = strlen(s);
			if (precision >= 0 && precision < length) length = precision;
			put_padded(&out, s, length, width, left, ' ');
			continue;
		}
		case 'f': {
			double v = va_arg(args, double);
			if (precision < 0) precision = 6;
			unsigned long scale = 1;
			for (int i = 0; i < precision; i++) scale *= 10;
			bool negative = v < 0;
			unsigned long all = (unsigned long)((negative ? -v : v) * scale + 0.5);
			length = digits(text, all / scale, 10, negative);
			if (precision) {
				text[length++] = '.';
				for (unsigned long s = scale / 10; s; s /= 10) text[length++] = '0' + all / s % 10;
			}
			break;
		}
		default:
			text[0] = *p;
			length = 1;
		}
		put_padded(&out, text, length, width, left, pad);
	}
	*out.at = 0;
	return out.wanted;
}

static int my_printf(char *buffer, size_t size, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int n = vmy_printf(buffer, size, format, args);
	va_end(args);
	return n;
}

static long add_all(int n, ...)
{
	va_list args, again;
	va_start(args, n);
	va_copy(again, args);
	long total = 0;
	for (int i = 0; i < n; i++) total += va_arg(args, int);
	for (int i = 0; i < n / 2; i++) total *= va_arg(again, int);
	va_end(again);
	va_end(args);
	return total;
}

// ---- C++

inline void format_to(std::ostream &out, const char *text)
{
	while (*text) {
		if (text[0] == '{' && text[1] == '}') throw std::invalid_argument("too few arguments");
		out << *text++;
	}
}

template <class First, class... Rest>
void format_to(std::ostream &out, const char *text, const First &first, const Rest &...rest)
{
	for (; *text; ++text) {
		if (text[0] == '{' && text[1] == '}') {
			out << first;
			return format_to(out, text + 2, rest...);
		}
		out << *text;
	}
	throw std::invalid_argument("too many arguments: " + std::to_string(1 + sizeof...(rest)));
}

template <class... Args> std::string format(const char *text, const Args &...args)
{
	std::ostringstream out;
	format_to(out, text, args...);
	return out.str();
}

template <class... Args> std::string join(const std::string &by, const Args &...args)
{
	std::ostringstream out;
	std::size_t n = 0;
	((out << args << (++n < sizeof...(args) ? by : "")), ...);
	return out.str();
}

template <class... Ts> auto sum(Ts... ts) { return (ts + ... + 0); }
template <class F, class... Ts> int count_if(F f, Ts... ts) { return (0 + ... + (f(ts) ? 1 : 0)); }

int main()
{
	char line[64];
	int n = my_printf(line, sizeof line, "%d|%5d|%-5d|%05d|%x|%o|%b|%lu", -42, 42, 42, -42, 255u, 8u, 10u, 123456789012ul);
	printf("%s %d\n", line, n);
	n = my_printf(line, sizeof line, "%s|%8s|%-8s|%.2s|%c|%%|%.2f|%.0f|%*d", "abc", "abc", "abc", "abc", 'z', -3.14159, 2.5001, 6, 7);
	printf("%s %d\n", line, n);
	n = my_printf(line, 10, "%s", "longer than ten");
	printf("%s %d\n", line, n);
	printf("%ld %ld\n", add_all(4, 1, 2, 3, 4), add_all(1, -5));

	std::cout << format("{} + {} = {}\n", 1, 2.5, 3.5) << format("no more\n");
	for (int i = 0; i < 2; ++i)
		try {
			std::cout << (i ? format("{} {}", "one") : format("{}", 'a', 'b', 'c'));
		} catch (const std::invalid_argument &e) {
			std::cout << e.what() << '\n';
		}
	std::cout << join(", ", 1, "two", 3.5, 'c') << '|' << join("-") << '|' << sum(1, 2.5, 3L) << '\n';
	std::cout << count_if([](auto v) { return v > 2; }, 1, 2.5, 3u, 4L, 'a') << '\n';
}
