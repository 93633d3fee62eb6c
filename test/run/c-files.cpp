// RUN: %triple %s
// FLAGS: --all --safepoints=all
// EVERY: 1 3
// CXXFLAGS: -w
// The C library's files that are open when an image is made: written, appended to, read, both; what was put back, the
// end and errors; several pointers to one; in globals, classes, containers, behind void *, closed by a deleter.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <memory>
#include <string>
#include <vector>

static int tick(int n) { return n + 1; }

static FILE *journal;
static void note(const char *text) { std::fprintf(journal, "%d %s\n", tick(1), text); }

static void show(const char *name) {
  FILE *f = std::fopen(name, "r");
  if (!f) {
    std::printf("no %s\n", name);
    return;
  }
  char line[64];
  while (std::fgets(line, sizeof line, f)) std::printf("%s: %s", name, line), tick(1);
  std::printf("%d %d %ld\n", std::feof(f) != 0, std::ferror(f), std::ftell(f));
  std::fclose(f);
}

class File {
public:
  File(const char *name, const char *mode) : file_(std::fopen(name, mode)) {}
  File(const File &) = delete;
  File &operator=(const File &) = delete;
  ~File() {
    if (file_) std::fclose(file_);
  }
  void put(const std::string &text) {
    for (char c : text) std::fputc(c, file_), tick(c);
  }
  FILE *get() const { return file_; }

private:
  FILE *file_;
};

struct Closer {
  void operator()(FILE *f) const { std::fclose(f); }
};

static void put_back() {
  std::FILE *f = std::fopen("a.txt", "r");
  int a = std::fgetc(f), b = std::fgetc(f);
  std::ungetc(b, f);
  tick(1);
  std::printf("%c%c", a, std::fgetc(f));
  std::ungetc('X', f);
  tick(1);
  a = std::fgetc(f);
  b = std::fgetc(f);
  std::printf("%c%c", a, b);
  std::ungetc('1', f);
  std::ungetc('2', f);
  tick(1);
  int n = 0;
  std::printf(" %d", std::fscanf(f, "%d", &n));
  tick(1);
  std::printf(" %d %ld\n", n, std::ftell(f));
  while (std::fgetc(f) != EOF) {}
  tick(1);
  std::printf("%d ", std::feof(f) != 0);
  std::clearerr(f);
  tick(1);
  std::fputc('x', f);
  tick(1);
  std::printf("%d %d\n", std::feof(f) != 0, std::ferror(f) != 0);
  std::rewind(f);
  tick(1);
  const long place = std::ftell(f);
  std::printf("%ld %c\n", place, std::fgetc(f));
  std::fclose(f);
  tick(1);
}

int main() {
  journal = std::fopen("journal.txt", "w");
  note("begin");
  {
    FILE *out = std::fopen("a.txt", "w"), *same = out;
    for (int i = 0; i < 3; ++i) {
      std::fprintf(out, "line %d\n", i);
      tick(1);
      std::fputs("same\n", same);
    }
    std::printf("%d %ld\n", out == same, std::ftell(out));
    std::fclose(same);
    tick(1);
    std::printf("%d\n", out == same);
    out = nullptr;
  }
  show("a.txt");
  put_back();
  {
    FILE *more = std::fopen("a.txt", "a");
    std::printf("%ld\n", std::ftell(more));
    for (int i = 0; i < 3; ++i) std::fprintf(more, "more %d\n", tick(i));
    std::fclose(more);
    FILE *both = std::fopen("a.txt", "r+");
    std::fseek(both, 5, SEEK_SET);
    std::fputc('X', both);
    tick(1);
    std::fseek(both, 0, SEEK_CUR);
    char rest[8] = {};
    std::fread(rest, 1, 5, both);
    tick(1);
    std::printf("%s|%ld\n", rest, std::ftell(both));
    std::fclose(both);
    FILE *plus = std::fopen("a.txt", "a+");
    std::fscanf(plus, "%7s", rest);
    tick(1);
    std::fseek(plus, 0, SEEK_CUR);
    std::fputs("end\n", plus);
    std::printf("%s %ld\n", rest, std::ftell(plus));
    std::fclose(plus);
  }
  show("a.txt");
  {
    File file("b.txt", "w+");
    file.put("some text\n");
    std::setvbuf(file.get(), nullptr, _IONBF, 0);
    file.put("at once\n");
    std::rewind(file.get());
    for (int c; (c = std::fgetc(file.get())) != EOF;) std::putchar(c), tick(c);
    std::unique_ptr<FILE, int (*)(FILE *)> p(std::fopen("c.txt", "w"), &std::fclose);
    std::unique_ptr<FILE, Closer> q(std::fopen("d.txt", "w"));
    for (int i = 0; i < 2; ++i) std::fprintf(p.get(), "p%d\n", tick(i)), std::fprintf(q.get(), "q%d\n", tick(i));
    note("owned");
  }
  show("b.txt");
  show("c.txt");
  show("d.txt");
  {
    std::vector<FILE *> all;
    for (const char *name : {"a.txt", "b.txt", "no/such/file"}) all.push_back(std::fopen(name, "r")), tick(1);
    void *hidden = all[1];
    struct Record {
      char name[12];
      FILE *file;
    } *record = static_cast<Record *>(std::malloc(sizeof(Record)));
    std::strcpy(record->name, "record");
    record->file = all[0];
    char word[16];
    for (FILE *f : all)
      if (f) std::fscanf(f, "%15s", word), std::printf("%s %d\n", word, tick(1));
    std::fscanf(static_cast<FILE *>(hidden), "%15s", word);
    std::printf("%s %d", word, tick(1));
    std::fscanf(record->file, "%15s", word);
    std::printf(" %s %d %d\n", word, hidden == all[1], record->file == all[0]);
    for (FILE *f : all)
      if (f) std::fclose(f);
    tick(1);
    std::free(record);
  }
  {
    FILE *wide = std::fopen("w.txt", "w");
    for (int i = 0; i < 3; ++i) std::fwprintf(wide, L"wide %d\n", tick(i));
    std::fclose(wide);
    wide = std::fopen("w.txt", "r");
    wint_t c, sum = 0;
    while ((c = std::fgetwc(wide)) != WEOF) sum += c + wint_t(tick(0));
    std::printf("%u\n", unsigned(sum));
    std::fclose(wide);
  }
  char *line = nullptr;
  size_t room = 0;
  FILE *f = std::fopen("a.txt", "r");
  while (getline(&line, &room, f) > 0) std::printf("%zu ", std::strlen(line) + std::size_t(tick(0)));
  std::printf("\n");
  std::free(line);
  std::fclose(f);
  FILE *nothing = std::fopen("/dev/null", "w");
  std::fprintf(nothing, "%d", tick(1));
  std::printf("%d %d\n", std::ferror(nothing), tick(1));
  std::fclose(nothing);
  note("end");
  std::fclose(journal);
  show("journal.txt");
}
