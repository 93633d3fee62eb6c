// RUN: %triple %s
// Arrays: of several dimensions, of objects, of pointers, passed and decayed, references to arrays, interior and past-the-end
// pointers, pointers to rows, std::array, new[] in every form, negative indices, arrays in structures that are copied.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

static int cube[2][3][4];
static const char *const names[][2] = {{"one", "eins"}, {"two", "zwei"}, {"three", "drei"}};

struct Log {
  static std::string text;
  char c;
  Log(char c = '?') : c(c) { text += c; }
  ~Log() { text += char(c - 32); }
};
std::string Log::text;

struct Board {
  char cells[3][3];
  int moves[9];
  int made;
};

static int total(const int *p, int n) {
  int s = 0;
  for (const int *end = p + n; p != end; ++p) s += *p;
  return s;
}
static int diagonal(int (*m)[3], int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += m[i][i];
  return s;
}
template <class T, std::size_t N> static std::size_t length(const T (&)[N]) { return N; }
static int (&row(int (&m)[3][3], int i))[3] { return m[i]; }
static Board play(Board b, int at, char who) {
  b.cells[at / 3][at % 3] = who;
  b.moves[b.made++] = at;
  return b;
}
static void fill(int a[], const int n) {
  for (int i = 0; i < n; ++i) a[i] = i ? a[i - 1] * 2 + i : 1;
}

int main() {
  for (int i = 0, n = 0; i < 2; ++i)
    for (int j = 0; j < 3; ++j)
      for (int k = 0; k < 4; ++k) cube[i][j][k] = n++ * (i + 1);
  int *flat = &cube[0][0][0], (*plane)[4] = cube[1];
  std::printf("%d %d %d %d\n", total(flat, 12), plane[2][3], *(*(*(cube + 1) + 1) + 2), (int)(sizeof cube / sizeof **cube));

  int m[3][3] = {{1, 2, 3}, {4, 5}, {7, 8, 9}};
  int(&middle)[3] = row(m, 1);
  middle[2] = 60;
  std::swap(row(m, 0), row(m, 2));
  std::printf("%d %d %d %d\n", diagonal(m, 3), m[1][2], m[0][0], (int)length(m));

  int a[8];
  fill(a, 8);
  int *inside = a + 5, *past = std::end(a), *const begin = a;
  int back = 0;
  while (past != begin) back = back * 3 + *--past;
  inside[-2] += 100;
  std::printf("%d %d %d %d\n", back, a[3], (int)(inside - begin), 2 [a]);

  {
    Log logs[3] = {'a', 'b'};
    auto *heap = new Log[2]{{'x'}, {'y'}};
    Log *single = new Log('s');
    std::unique_ptr<Log[]> owned(new Log[2]);
    owned[1].c = 'o';
    std::swap(logs[0], heap[1]);
    delete[] heap;
    delete single;
    Log::text += '|';
  }
  std::printf("%s\n", Log::text.c_str());

  Board board = {};
  std::memset(board.cells, '.', sizeof board.cells);
  Board history[4];
  for (int i = 0; i < 4; ++i) history[i] = board = play(board, i * 5 % 9, i % 2 ? 'o' : 'x');
  std::printf("%.9s %.9s %d\n", &history[1].cells[0][0], &board.cells[0][0], history[3].moves[3]);

  int **jagged = new int *[4];
  for (int i = 0; i < 4; ++i) {
    jagged[i] = new int[i + 1]();
    for (int j = 1; j < i; ++j) jagged[i][j] = jagged[i - 1][j - 1] + jagged[i - 1][j];
    jagged[i][0] = jagged[i][i] = 1;
  }
  int(*rows)[2] = new int[3][2]{{1, 2}, {3, 4}, {5, 6}};
  rows[1][1] += jagged[3][1];
  std::printf("%d %d %d\n", jagged[3][2], rows[1][1], total(rows[0], 6));
  for (int i = 0; i < 4; ++i) delete[] jagged[i];
  delete[] jagged;
  delete[] rows;

  std::array<std::array<int, 2>, 3> grid{{{1, 2}, {3, 4}, {5, 6}}};
  auto copy = grid;
  std::reverse(copy.begin(), copy.end());
  int *data = copy.front().data();
  data[1] = 99;
  for (auto &r : copy)
    for (int x : r) std::printf("%d ", x);
  std::printf("%d\n", grid < copy);

  for (auto &n : names) std::printf("%s=%s ", n[0], n[1]);
  const char *pointers[] = {names[0][0], names[2][1], "literal"};
  std::sort(std::begin(pointers), std::end(pointers), [](const char *x, const char *y) { return std::strcmp(x, y) < 0; });
  char text[] = "mutable", *p = text;
  for (; *p; ++p) *p ^= 32;
  std::printf("%s %s %s\n", pointers[0], pointers[2], text);
  std::vector<std::array<char, 3>> v(2, {{'a', 'b', 0}});
  v[1][0] = 'z';
  std::printf("%s%s\n", v[0].data(), v[1].data());
}
