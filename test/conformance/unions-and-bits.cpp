// RUN: %triple %s
// Unions, bit-fields, enums and layouts: tagged unions by hand, anonymous unions in structures, unions with members that have
// constructors, type punning through bytes, flags, packed dates, enumerations scoped and not, in switches and loops.
#include <cstdint>
#include <cstring>
#include <iostream>
#include <new>
#include <string>
#include <type_traits>
#include <vector>

struct Token {
  enum Kind { number, letter, words } kind;
  union {
    double value;
    char text[16];
    struct {
      short first, second;
    } pair;
  };
};

class Value {
public:
  Value() : kind_(Kind::none), i_(0) {}
  Value(long i) : kind_(Kind::integer), i_(i) {}
  Value(std::string s) : kind_(Kind::string) { new (&s_) std::string(std::move(s)); }
  Value(std::vector<Value> l) : kind_(Kind::list) { new (&l_) std::vector<Value>(std::move(l)); }
  Value(const Value &o) : kind_(Kind::none), i_(0) { copy(o); }
  Value &operator=(const Value &o) {
    if (this != &o) {
      Value keep(o);
      destroy();
      copy(keep);
    }
    return *this;
  }
  ~Value() { destroy(); }
  std::string text() const {
    switch (kind_) {
    case Kind::none: return "none";
    case Kind::integer: return std::to_string(i_);
    case Kind::string: return '"' + s_ + '"';
    case Kind::list: {
      std::string all = "[";
      for (const Value &v : l_) all += v.text() + " ";
      return all + "]";
    }
    }
    return "?";
  }
  Value &push(const Value &v) {
    if (kind_ != Kind::list) *this = Value(std::vector<Value>{*this});
    l_.push_back(v);
    return *this;
  }

private:
  enum class Kind : char { none, integer, string, list } kind_;
  union {
    long i_;
    std::string s_;
    std::vector<Value> l_;
  };
  void copy(const Value &o) {
    switch (o.kind_) {
    case Kind::string: new (&s_) std::string(o.s_); break;
    case Kind::list: new (&l_) std::vector<Value>(o.l_); break;
    default: i_ = o.kind_ == Kind::integer ? o.i_ : 0;
    }
    kind_ = o.kind_;
  }
  void destroy() {
    if (kind_ == Kind::string) s_.~basic_string();
    if (kind_ == Kind::list) l_.~vector();
    kind_ = Kind::none;
  }
};

struct Date {
  unsigned day : 5, month : 4, year : 12;
  signed offset : 6;
  bool leap : 1;
  unsigned : 0;
  std::uint8_t flags : 3;
};

static Date next(Date d) {
  static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  d.leap = d.year % 4 == 0 && (d.year % 100 != 0 || d.year % 400 == 0);
  if (d.day++ == days[d.month - 1] + (d.month == 2 && d.leap)) {
    d.day = 1;
    if (d.month++ == 12) d.month = 1, ++d.year;
  }
  --d.offset;
  ++d.flags;
  return d;
}

union Word {
  std::uint32_t whole;
  unsigned char bytes[4];
};

enum Colour { red = 1, green = red << 1, blue = green << 1, white = red | green | blue };
enum class Level : std::int16_t { low = -100, middle, high = 300 };
static Colour operator|(Colour a, Colour b) { return Colour(int(a) | int(b)); }
static Colour &operator^=(Colour &a, Colour b) { return a = Colour(int(a) ^ int(b)); }
static Level &operator++(Level &l) {
  switch (l) {
  case Level::low: l = Level::middle; break;
  case Level::middle: l = Level::high; break;
  case Level::high: l = Level::low; break;
  }
  return l;
}

static double sum(const Token *t, int n) {
  double s = 0;
  for (; n-- > 0; ++t)
    switch (t->kind) {
    case Token::number: s += t->value; break;
    case Token::letter:
      for (const char *p = t->text; *p; ++p) s += *p - 'a';
      break;
    case Token::words: s += t->pair.first * t->pair.second; break;
    }
  return s;
}

int main() {
  Token tokens[3];
  tokens[0].kind = Token::number;
  tokens[0].value = 1.5;
  tokens[1].kind = Token::letter;
  std::strcpy(tokens[1].text, "abcd");
  tokens[2].kind = Token::words;
  tokens[2].pair.first = -3;
  tokens[2].pair.second = 7;
  std::cout << sum(tokens, 3) << ' ';
  tokens[1] = tokens[2];
  tokens[1].pair.first = 1;
  std::cout << sum(tokens, 3) << '\n';

  Value v, w(std::string("a text that does not fit into the string itself"));
  v = 42;
  v.push(w).push(Value()).push(v);
  w = v;
  v = std::string("short");
  w.push(v);
  std::cout << v.text() << ' ' << w.text() << '\n';

  Date d{27, 2, 2024, 2, false, 6};
  for (int i = 0; i < 4; ++i) {
    d = next(d);
    std::cout << d.year << '-' << d.month << '-' << d.day << ' ' << d.offset << d.leap << unsigned(d.flags) << "  ";
  }
  d.day = 31, d.month = 12;
  d = next(d);
  std::cout << d.year << '-' << d.month << '-' << d.day << '\n';

  Word word;
  word.whole = 0x01020304;
  unsigned char *first = word.bytes;
  std::uint32_t swapped = 0;
  for (int i = 0; i < 4; ++i) swapped = swapped << 8 | first[i];
  double pi = 3.14159;
  std::uint64_t bits;
  std::memcpy(&bits, &pi, sizeof bits);
  std::cout << std::hex << swapped << ' ' << bits << std::dec << ' ' << sizeof(Word) << '\n';

  Colour c = red | blue;
  for (int i = 0; i < 3; ++i) {
    c ^= Colour(1 << i);
    std::cout << c << (c & green ? 'g' : '-') << ' ';
  }
  Level l = Level::low;
  int turns = 0;
  do turns += static_cast<int>(l);
  while (++l != Level::low);
  std::cout << turns << ' ' << sizeof(Level) << (c == white) << '\n';
}
