// RUN: %triple %s
// FLAGS: --all --safepoints=all
// EVERY: 1 3
// File streams that are open when an image is made: written, appended to, read, both; as members, in containers, behind
// pointers and references to base classes; and closed ones.
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>
static int tick(int n) { return n + 1; }
static void say(std::ostream &out, int i) { out << "line " << tick(i) << '\n'; }
static void show(const char *name) {
  std::ifstream in(name);
  for (std::string l; std::getline(in, l);) std::cout << name << ": " << l << " @" << in.tellg() << '\n';
  std::cout << in.eof() << in.fail() << '\n';
}
struct Log {
  std::ofstream out;
  int lines = 0;
  void write(const std::string &s) {
    out << ++lines << ' ' << s << '\n';
    tick(1);
  }
};
int main() {
  const char *name = "e.txt";
  {
    std::ofstream out(name);
    for (int i = 0; i < 4; ++i) say(out, i);
    out << std::hex << std::showbase;
    say(out, 30);
  }
  show(name);
  {
    std::ofstream out(name, std::ios::app);
    say(out, 7);
    say(out, 8);
    std::cout << out.tellp() << '\n';
  }
  show(name);
  {
    std::fstream both(name, std::ios::in | std::ios::out);
    std::string w;
    both >> w;
    tick(2);
    std::cout << w << '\n';
    both.seekp(0);
    both << "LINE";
    tick(3);
    both.seekg(5);
    int n;
    both >> n;
    tick(n);
    std::cout << n << '\n';
    both.seekp(0, std::ios::end);
    both << "end\n";
    tick(1);
  }
  show(name);
  {
    Log log;
    log.out.open("e2.txt");
    log.write("a");
    log.write("b");
    Log other = std::move(log);
    other.write("c");
    std::cout << log.out.is_open() << other.out.is_open() << '\n';
  }
  show("e2.txt");
  {
    std::vector<std::ofstream> all;
    for (int i = 0; i < 3; ++i) {
      all.emplace_back("e" + std::to_string(i) + ".txt");
      tick(i);
    }
    for (int r = 0; r < 2; ++r)
      for (auto &o : all) say(o, r);
    all.erase(all.begin());
    for (auto &o : all) say(o, 9);
  }
  for (int i = 0; i < 3; ++i) show(("e" + std::to_string(i) + ".txt").c_str());
  {
    std::unique_ptr<std::ostream> p = std::make_unique<std::ofstream>("e3.txt");
    say(*p, 1);
    say(*p, 2);
    std::unique_ptr<std::istream> q(new std::ifstream("e2.txt"));
    int n;
    std::string s;
    while (*q >> n >> s) std::cout << tick(n) << s;
    std::cout << q->eof() << '\n';
  }
  show("e3.txt");
  {
    std::ifstream in("e3.txt");
    std::istreambuf_iterator<char> i(in), e;
    int sum = 0;
    for (; i != e; ++i) sum += tick(*i);
    std::cout << sum << '\n';
    std::ifstream t("e2.txt");
    std::istream_iterator<std::string> w(t), we;
    for (; w != we; ++w) std::cout << *w << tick(1);
    std::cout << '\n';
  }
  {
    std::ifstream in("e3.txt");
    char c = in.get();
    in.putback('X');
    tick(1);
    std::string l;
    std::getline(in, l);
    std::cout << c << l << in.tellg() << '\n';
    in.get();
    in.unget();
    tick(1);
    std::getline(in, l);
    std::cout << l << in.gcount() << '\n';
  }
  {
    std::ofstream out("e4.txt");
    std::streambuf *before = std::cout.rdbuf(out.rdbuf());
    std::cout << "redirected " << tick(1) << '\n' << "more " << tick(2) << '\n';
    std::cout.rdbuf(before);
  }
  show("e4.txt");
  std::ifstream missing("no/such/file");
  std::cout << missing.is_open() << missing.fail() << tick(1) << '\n';
  std::ofstream null("/dev/null");
  null << tick(3);
  std::cout << null.good() << tick(1) << '\n';
}
