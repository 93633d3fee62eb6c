// RUN: %triple %s
// The visitor pattern over a document tree, as in the book: double dispatch, several visitors with state, and the same
// again with std::variant and overloaded lambdas.
#include <iostream>
#include <list>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

class Paragraph;
class Heading;
class Section;
class Picture;

class Visitor {
public:
  virtual ~Visitor() {}
  virtual void visit(Paragraph &) = 0;
  virtual void visit(Heading &) = 0;
  virtual void visit(Picture &) = 0;
  virtual void visit(Section &);
};

class Element {
public:
  virtual ~Element() {}
  virtual void accept(Visitor &v) = 0;
};

class Paragraph : public Element {
public:
  explicit Paragraph(const std::string &t) : text(t) {}
  void accept(Visitor &v) { v.visit(*this); }
  std::string text;
};

class Heading : public Element {
public:
  Heading(const std::string &t, int l) : text(t), level(l) {}
  void accept(Visitor &v) { v.visit(*this); }
  std::string text;
  int level;
};

class Picture : public Element {
public:
  Picture(const char *f, int w, int h) : file(f), width(w), height(h) {}
  void accept(Visitor &v) { v.visit(*this); }
  const char *file;
  int width, height;
};

class Section : public Element {
public:
  ~Section() {
    for (std::list<Element *>::iterator i = parts.begin(); i != parts.end(); ++i) delete *i;
  }
  void accept(Visitor &v) { v.visit(*this); }
  Section &add(Element *e) {
    parts.push_back(e);
    return *this;
  }
  std::list<Element *> parts;
};

void Visitor::visit(Section &s) {
  for (std::list<Element *>::iterator i = s.parts.begin(); i != s.parts.end(); ++i) (*i)->accept(*this);
}

class Html : public Visitor {
public:
  Html() : depth(0) {}
  using Visitor::visit;
  void visit(Paragraph &p) { line() << "<p>" << p.text << "</p>\n"; }
  void visit(Heading &h) { line() << "<h" << h.level << ">" << h.text << "</h" << h.level << ">\n"; }
  void visit(Picture &p) { line() << "<img src=" << p.file << " width=" << p.width << ">\n"; }
  void visit(Section &s) {
    line() << "<div>\n";
    ++depth;
    Visitor::visit(s);
    --depth;
    line() << "</div>\n";
  }
  std::string result() const { return out.str(); }

private:
  std::ostream &line() { return out << std::string(2 * depth, ' '); }
  std::ostringstream out;
  int depth;
};

class Statistics : public Visitor {
public:
  using Visitor::visit;
  void visit(Paragraph &p) {
    ++paragraphs;
    for (char c : p.text) words += c == ' ';
    ++words;
  }
  void visit(Heading &h) { deepest = h.level > deepest ? h.level : deepest; }
  void visit(Picture &p) { pixels += p.width * p.height; }
  int paragraphs = 0, words = 0, deepest = 0, pixels = 0;
};

class Renumber : public Visitor {
public:
  using Visitor::visit;
  void visit(Paragraph &) {}
  void visit(Picture &p) { p.width /= 2, p.height /= 2; }
  void visit(Heading &h) {
    numbers.resize(h.level);
    ++numbers.back();
    std::ostringstream text;
    for (std::size_t i = 0; i < numbers.size(); ++i) text << numbers[i] << '.';
    text << ' ' << h.text;
    h.text = text.str();
  }

private:
  std::vector<int> numbers;
};

// The same shapes by variant.
template <class... Fs> struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs> Overloaded(Fs...) -> Overloaded<Fs...>;

struct Leaf {
  int value;
};
struct Sum;
struct Scaled;
using Term = std::variant<Leaf, Sum, Scaled>;
struct Sum {
  std::vector<Term> terms;
};
struct Scaled {
  int factor;
  std::vector<Term> inner;
};

int value(const Term &t) {
  return std::visit(Overloaded{[](const Leaf &l) { return l.value; },
                               [](const Sum &s) {
                                 int total = 0;
                                 for (const Term &t : s.terms) total += value(t);
                                 return total;
                               },
                               [](const Scaled &s) { return s.factor * value(s.inner.front()); }},
                    t);
}

std::string text(const Term &t) {
  struct {
    std::string operator()(const Leaf &l) const { return std::to_string(l.value); }
    std::string operator()(const Sum &s) const {
      std::string result;
      for (const Term &t : s.terms) result += (result.empty() ? "(" : " + ") + text(t);
      return result + ")";
    }
    std::string operator()(const Scaled &s) const { return std::to_string(s.factor) + text(s.inner.front()); }
  } print;
  return std::visit(print, t);
}

int main() {
  Section document;
  Section *first = new Section, *second = new Section;
  first->add(new Heading("Beginnings", 2)).add(new Paragraph("it was a dark night")).add(new Picture("a.png", 40, 30));
  second->add(new Heading("Ends", 2)).add(new Section).add(new Heading("Deep", 3)).add(new Paragraph("at last"));
  document.add(new Heading("Title", 1)).add(first).add(second).add(new Heading("Index", 1));

  for (int round = 0; round < 2; ++round) {
    Html html;
    document.accept(html);
    Statistics s;
    document.accept(s);
    std::cout << html.result() << s.paragraphs << ' ' << s.words << ' ' << s.deepest << ' ' << s.pixels << '\n';
    Renumber renumber;
    document.accept(renumber);
  }

  Term term = Sum{{Leaf{1}, Scaled{3, {Sum{{Leaf{2}, Leaf{5}}}}}, Leaf{-4}}};
  std::cout << text(term) << " = " << value(term) << '\n';
  std::get<Sum>(term).terms.push_back(Scaled{2, {term}});
  std::cout << text(term) << " = " << value(term) << '\n';
}
