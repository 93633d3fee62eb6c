// Open files: what images hold of them, and what loading them does to the files - nothing, until the execution runs.
#include "frames.hpp"

#include <perdure/detail/c_file.hpp>
#include <perdure/detail/files.hpp>
#include <perdure/detail/io_directory.hpp>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace {

using namespace image_test;
using std::string;
namespace fs = std::filesystem;

class Files : public testing::Test {
protected:
  Files() {
    string name = (fs::temp_directory_path() / "perdure-files-XXXXXX").string();
    if (!::mkdtemp(name.data())) std::abort();
    here_ = name;
  }
  ~Files() override { fs::remove_all(here_); }

  string operator()(const char *name) const { return (here_ / name).string(); }
  void write(const char *name, const string &text) const { std::ofstream((*this)(name)) << text; }
  string read(const char *name) const {
    std::ifstream in((*this)(name));
    return string(std::istreambuf_iterator<char>(in), {});
  }
  static std::ptrdiff_t descriptors() {
    return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
  }

private:
  fs::path here_;
};

using File = std::unique_ptr<FILE, int (*)(FILE *)>;

TEST_F(Files, GoOnWhereTheyWere) {
  using V = variables<std::ofstream, std::ifstream, std::fstream, std::ostream *, std::filebuf, std::wofstream>;
  write("in", "1 2 3");
  stack s;
  auto &f = s.push<V>();
  f.build<0>((*this)("out"), std::ios::app) << "before " << std::hex;
  int n = 0;
  f.build<1>((*this)("in")) >> n;
  f.build<2>();
  f.build<3>(&f.get<0>());
  f.build<4>().open((*this)("buffer"), std::ios::out);
  f.get<4>().sputn("abc", 3);
  f.build<5>((*this)("wide")) << L"w";
  stack t = s.reloaded();
  EXPECT_EQ(read("out"), "before ") << "what was buffered is written";
  auto &g = t.at<V>();
  *g.get<3>() << 255 << std::flush;
  EXPECT_EQ(read("out"), "before ff");
  g.get<1>() >> n;
  EXPECT_EQ(n, 2);
  EXPECT_EQ(g.get<1>().tellg(), 3);
  EXPECT_FALSE(g.get<2>().is_open());
  g.get<4>().sputc('d');
  g.get<4>().close();
  EXPECT_EQ(read("buffer"), "abcd");
  g.get<5>() << L"w" << std::flush;
  EXPECT_EQ(read("wide"), "ww");
}

TEST_F(Files, OfTheCLibrary) {
  using V = variables<FILE *, FILE *, File, void *>;
  write("in", "text");
  stack s;
  auto &f = s.push<V>();
  FILE *const out = std::fopen((*this)("out").c_str(), "w");
  std::fputs("one", out);
  f.build<0>(out);
  f.build<1>(out);
  f.build<2>(std::fopen((*this)("in").c_str(), "r"), &std::fclose);
  EXPECT_EQ(std::fgetc(f.get<2>().get()), 't');
  std::ungetc('T', f.get<2>().get());
  f.build<3>(out);
  stack t = s.reloaded();
  auto &g = t.at<V>();
  EXPECT_EQ(read("out"), "one");
  ASSERT_EQ(g.get<0>(), g.get<1>());
  EXPECT_EQ(g.get<3>(), g.get<0>());
  EXPECT_NE(g.get<0>(), out);
  std::fputs("two", g.get<0>());
  char word[8] = "";
  EXPECT_EQ(std::fscanf(g.get<2>().get(), "%7s", word), 1);
  EXPECT_EQ(word, string("Text"));
  std::fclose(g.get<0>());
  std::fclose(out);
  EXPECT_EQ(read("out"), "onetwo");
}

TEST_F(Files, AreCutTogetherAndOnlyWhenItRuns) {
  using V = variables<std::ofstream, std::ofstream, std::ifstream>;
  stack s;
  auto &f = s.push<V>();
  f.build<0>((*this)("log"), std::ios::app) << "first ";
  f.build<1>((*this)("log"), std::ios::app) << "second ";
  write("in", "input");
  f.build<2>((*this)("in"));
  const string image = s.image();
  f.get<0>() << "later" << std::flush;
  write("in", "input that has grown");
  stack t = stack::load(image);
  EXPECT_EQ(read("log"), "first second later");
  pd::cut_files(t.execution().reopened);
  EXPECT_EQ(read("log"), "first second ");
  EXPECT_EQ(read("in"), "input that has grown") << "who only reads changes nothing";
}

TEST_F(Files, MustBeThere) {
  using V = variables<std::ofstream>;
  stack s;
  s.push<V>().build<0>((*this)("log")) << "four";
  const string image = s.image();
  const auto says = [&](const char *text) {
    const string error = error_of<perdure::image_error>([&] { stack::load(image); });
    EXPECT_NE(error.find("variable 'a' of work(int): the file '" + (*this)("log") + "'"), string::npos) << error;
    EXPECT_NE(error.find(text), string::npos) << error;
  };
  write("log", "fou");
  says("had 4 bytes then and has 3 now; put it back");
  fs::remove((*this)("log"));
  says("cannot be opened: No such file or directory; put it back");
  fs::create_directory((*this)("log"));
  says("cannot be opened: Is a directory");
  fs::remove((*this)("log"));
  fs::create_symlink("/dev/null", (*this)("log"));
  says("is something else now");
}

string sealed(string image) {
  const std::uint64_t sum = XXH3_64bits(image.data(), image.size() - 8);
  std::memcpy(&image[image.size() - 8], &sum, sizeof sum);
  return image;
}

TEST_F(Files, InDirectories) {
  using V = variables<fs::directory_iterator, fs::recursive_directory_iterator, fs::directory_iterator,
                      const fs::directory_entry *>;
  fs::create_directories((*this)("sub/deep"));
  write("sub/deep/file", "x");
  stack s;
  auto &f = s.push<V>();
  f.build<0>((*this)("sub") + "//");
  auto &all = f.build<1>((*this)("."));
  while (all->path().filename() != "file") ++all;
  f.build<2>();
  f.build<3>(&*f.get<0>());
  {
    stack t = s.reloaded();
    auto &g = t.at<V>();
    EXPECT_EQ(g.get<0>()->path(), (*this)("sub") + "//deep");
    EXPECT_EQ(g.get<1>()->path(), (*this)("./sub/deep/file"));
    EXPECT_EQ(g.get<1>().depth(), 2);
    EXPECT_EQ(g.get<2>(), fs::directory_iterator());
    EXPECT_EQ(g.get<3>(), &*g.get<0>());
    EXPECT_EQ(++g.get<0>(), fs::directory_iterator());
  }
  const string image = s.image();
  fs::remove((*this)("sub/deep/file"));
  const string error = error_of<perdure::image_error>([&] { stack::load(image); });
  EXPECT_NE(error.find("has no entry 'file' any more"), string::npos) << error;
}

TEST_F(Files, SurviveDamage) {
  using V = variables<std::ofstream, FILE *, std::ifstream, File>;
  write("in", "some input");
  stack s;
  auto &f = s.push<V>();
  f.build<0>((*this)("out")) << "output";
  FILE *const more = std::fopen((*this)("more").c_str(), "w+");
  std::fputs("more", more);
  f.build<1>(more);
  f.build<2>((*this)("in"));
  f.build<3>(std::fopen((*this)("in").c_str(), "r"), &std::fclose);
  std::ungetc('x', f.get<3>().get());
  const string image = s.image();
  const auto before = descriptors();
  const auto known = pd::open_c_files();
  int loaded = 0, refused = 0;
  for (std::size_t k = 24; k + 8 < image.size(); ++k)
    for (int change : {1, 2, 0x40, 0x80, 0xff}) {
      string bad = image;
      bad[k] = char(bad[k] ^ change);
      try {
        stack t = stack::load(sealed(bad));
        ++loaded;
      } catch (const perdure::image_error &) {
        ++refused;
      }
      // The damage may have led the raw pointer elsewhere: its file is the program's, who has lost it.
      for (const void *file : pd::open_c_files())
        if (!known.count(file)) std::fclose(static_cast<FILE *>(const_cast<void *>(file)));
    }
  EXPECT_GT(refused, 100);
  EXPECT_GT(loaded, 100);
  EXPECT_EQ(descriptors(), before);
  EXPECT_EQ(read("out"), "output");
  EXPECT_EQ(read("more"), "more");
  std::fclose(more);
}

} // namespace
