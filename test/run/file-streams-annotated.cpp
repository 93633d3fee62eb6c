// RUN: %triple %s
// EVERY: 1 3
// File streams in functions that are marked: the format, the state and what was put back come along; wide ones, too.
#include <perdure/perdure.hpp>

#include <fstream>
#include <iomanip>
#include <iostream>
#include <memory>
#include <string>

RESUMABLE void write(std::ostream &out, int n) {
  for (int i = 0; i < n; ++i) {
    out << std::setw(4) << std::setfill('.') << i << '\n';
    perdure::checkpoint();
  }
  out << std::hex << std::setprecision(3) << std::setw(8);
  perdure::checkpoint();
  out << 255 << ' ' << 3.14159 << '\n';
}

RESUMABLE int read(std::istream &in) {
  int sum = 0;
  for (std::string line; std::getline(in, line); perdure::checkpoint()) sum += int(line.size());
  std::cout << in.eof() << in.fail() << '\n';
  return sum;
}

class Numbers {
public:
  explicit Numbers(const char *file) : in_(file) { in_.exceptions(std::ios::badbit); }
  RESUMABLE int next() {
    int n = -1;
    perdure::checkpoint();
    in_ >> n;
    perdure::checkpoint();
    return in_ ? n : -1;
  }

private:
  std::ifstream in_;
};

RESUMABLE void wide() {
  std::wofstream out("wide.txt");
  for (int i = 0; i < 3; ++i) {
    out << L"wide " << i << L'\n';
    perdure::checkpoint();
  }
  out.close();
  std::wifstream in("wide.txt");
  std::wstring line;
  while (std::getline(in, line)) {
    perdure::checkpoint();
    for (wchar_t c : line) std::cout << char(c);
    std::cout << ' ' << in.tellg() << '\n';
  }
}

RESUMABLE int main() {
  {
    auto out = std::make_unique<std::ofstream>("a.txt");
    write(*out, 3);
    perdure::checkpoint();
    *out << 16 << '\n';
  }
  {
    std::ifstream in("a.txt");
    std::cout << read(in) << '\n';
    perdure::checkpoint();
    in.clear();
    in.seekg(-3, std::ios::end);
    perdure::checkpoint();
    std::cout << char(in.get()) << in.tellg() << '\n';
    in.seekg(0);
    in.get();
    in.putback('!');
    perdure::checkpoint();
    std::cout << in.tellg() << in.peek();
    std::string line;
    std::getline(in, line);
    std::cout << ' ' << line << ' ' << in.gcount() << '\n';
  }
  {
    std::ofstream("numbers.txt") << "1 2 3 x";
    Numbers numbers("numbers.txt");
    for (int n; (n = numbers.next()) >= 0;) std::cout << n << ' ';
    std::cout << '\n';
  }
  {
    std::fstream both("a.txt", std::ios::in | std::ios::out | std::ios::trunc);
    for (int i = 0; i < 3; ++i) {
      both.clear();
      both.seekp(0, std::ios::end);
      both << i << ' ';
      perdure::checkpoint();
      both.seekg(0);
      int n, sum = 0;
      while (both >> n) {
        perdure::checkpoint();
        sum += n;
      }
      std::cout << sum << '\n';
    }
  }
  {
    char room[16];
    std::filebuf buffer;
    buffer.pubsetbuf(room, sizeof room);
    buffer.open("b.txt", std::ios::out);
    std::ofstream unbuffered;
    unbuffered.rdbuf()->pubsetbuf(nullptr, 0);
    unbuffered.open("c.txt", std::ios::app);
    for (char c : {'a', 'b', 'c'}) {
      buffer.sputc(c);
      unbuffered << c;
      perdure::checkpoint();
    }
    std::ifstream other("c.txt");
    std::string text;
    other >> text;
    std::cout << text << ' ' << other.is_open() << '\n';
  }
  wide();
}
