// perdure-c++ as the compiler of projects that know nothing of it: make, CMake, configure.

#include "scratch.hpp"

#include <csignal>

namespace {

using scratch::outcome;

struct projects_test : testing::Test {
  scratch::directory here;

  /// Runs a shell command in a directory of its own, with $CXX the drop-in compiler over $PERDURE_CXX, $P the perdure
  /// command and $projects the projects.
  outcome run(const std::string &command, const std::string &host = "g++") {
    return scratch::shell(here, "export CXX='" PERDURE_CXX_DRIVER "' PERDURE_CXX='" + host +
                                    "' LC_ALL=C; P='" PERDURE "'; projects='" PROJECTS "'\n"
                                    "unset PERDURE_FLAGS MAKEFLAGS MAKELEVEL\n" +
                                    command);
  }
  void expect_same_under_stress(const std::string &program, int least) {
    outcome plain = run(program + " 9");
    EXPECT_EQ(plain.code, 0) << plain.err;
    EXPECT_EQ(plain.out, "two  words, 9 cities, length 103, last city 7\n");
    outcome stressed = run("$P stress -- " + program + " 9");
    EXPECT_EQ(stressed.out, plain.out) << stressed.err;
    int images = 0;
    EXPECT_EQ(std::sscanf(stressed.err.c_str(), "stress: %d images", &images), 1) << stressed.err;
    EXPECT_GE(images, least);
  }
};

#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

TEST_F(projects_test, make) {
  for (const char *host : {"g++", "clang++-19"}) {
    outcome o = run("rm -rf make; cp -r $projects/make . && cd make && make -j2 DEFINES=-DANNOTATED", host);
    ASSERT_EQ(o.code, 0) << o.out << o.err;
    EXPECT_EQ(run("cd make && ls -A | grep perdure").out, "") << "nothing is left over";
    expect_same_under_stress("make/circuit", 8);
    EXPECT_EQ(run("cd make && make DEFINES=-DANNOTATED | grep -c -- -c").out, "0\n") << "all is up to date";
    o = run("cd make && touch city.hpp && make -n DEFINES=-DANNOTATED | grep -o '[a-z]*[.]cpp' | sort");
    EXPECT_EQ(o.out, "city.cpp\nmain.cpp\nroute.cpp\n") << "the dependency files know the user's files";
  }
}

TEST_F(projects_test, cmake) {
  outcome o = run("cmake -S $projects/cmake -B build -G Ninja -DCMAKE_CXX_COMPILER=$CXX -DCMAKE_BUILD_TYPE=Debug "
                  "-DCMAKE_CXX_FLAGS=-DANNOTATED && cmake --build build -j2");
  ASSERT_EQ(o.code, 0) << o.out << o.err;
  EXPECT_HAS(o.out, "The CXX compiler identification is GNU");
  expect_same_under_stress("build/circuit", 8);
  EXPECT_EQ(run("find build -name '*.perdure.cpp'").out, "");
  EXPECT_HAS(run("ninja -C build -n").out, "no work to do");
  EXPECT_HAS(scratch::read(here / "build/compile_commands.json"), "main.cpp");
}

TEST_F(projects_test, unmodified_sources) {
  outcome o = run("export PERDURE_FLAGS='--all --safepoints=all'; cp -r $projects/make . && cd make && make -j2");
  ASSERT_EQ(o.code, 0) << o.out << o.err;
  expect_same_under_stress("make/circuit", 30);
  o = run("cd make && ./circuit 9 && ls -A | grep -c perdure");
  EXPECT_EQ(o.out, "two  words, 9 cities, length 103, last city 7\n0\n") << "by itself it leaves nothing";
}

TEST_F(projects_test, configure) {
  outcome o = run("$projects/configure/configure");
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_EQ(o.out, "C++ compiler works: yes\nexecutables: yes\nsuffix of object files: o\naccepts -g: yes\n"
                   "version: yes\ncos in -lm: yes\nmissing: no\npreprocessor: yes\nstandard input: yes\n"
                   "questions: yes\ndependencies: yes\n")
      << o.err;
}

/// One source that includes a header, in a directory with a blank.
const char *const odd_sources = "mkdir -p 'od d' && cd 'od d' && printf '#include <perdure/perdure.hpp>\\n"
                                "#include \"a b.hpp\"\\n#include <cstdio>\\nRESUMABLE int main() { "
                                "perdure::checkpoint(); std::puts(TEXT); return number(); }\\n' > 'm $n.cpp' && "
                                "printf '#pragma once\\ninline int number() { return 5; }\\n' > 'a b.hpp' && ";

TEST_F(projects_test, names_that_need_quotes) {
  outcome o = run(std::string(odd_sources) + R"($CXX -DTEXT="\"it's so\"" -MD -c 'm $n.cpp' && )"
                                             "$CXX 'm $n.o' -o 'p q' && './p q'");
  EXPECT_EQ(o.out, "it's so\n") << o.err;
  EXPECT_EQ(o.code, 5);
  EXPECT_HAS(scratch::read(here / "od d/m $n.d"), "m\\ $$n.cpp");
  EXPECT_HAS(scratch::read(here / "od d/m $n.d"), "a\\ b.hpp");
}

TEST_F(projects_test, other_forms) {
  outcome o = run(std::string(odd_sources) +
                  "mv 'm $n.cpp' m.cpp; set -e\n"
                  "$CXX -DTEXT='\"1\"' m.cpp; ./a.out || test $? = 5\n"
                  "$CXX -DTEXT='\"2\"' -flto -O2 m.cpp -om; ./m || test $? = 5\n"
                  "$CXX -DTEXT='\"3\"' -fsyntax-only m.cpp; test ! -e m.o\n"
                  "$CXX -DTEXT='\"4\"' -Wp,-MD,old.d -c m.cpp; grep -q 'm.cpp' old.d\n"
                  "! grep -q perdure.cpp old.d\n"
                  "echo '#include <string>' > pre.hpp\n"
                  "$CXX -x c++-header -o pre.hpp.gch pre.hpp\n"
                  "$CXX -DTEXT='\"5\"' -include pre.hpp m.cpp -o pch; ./pch || test $? = 5\n"
                  "$CXX --perdure=--func -DTEXT='\"6\"' -c m.cpp -o func.o\n"
                  "if $CXX func.o -o func 2>/dev/null && ./func 2>/dev/null; then exit 1; fi\n"
                  "mkdir elsewhere; cp m.cpp 'a b.hpp' elsewhere; cd elsewhere; echo keep > .m.o.txt\n"
                  "$CXX -DTEXT='\"7\"' -c m.cpp -o ../seven.o; $CXX ../seven.o -o s\n"
                  "./s || test $? = 5; ls -A | grep -v perdure.db\n"
                  "echo 'int twice(int x) { return 2 * x; }' > lib.cpp\n"
                  "$CXX -fPIC -shared lib.cpp -o libtwice.so\n"
                  "printf 'int twice(int);\\nint main() { return twice(4); }' > user.cpp\n"
                  "$CXX user.cpp -L. -ltwice -Wl,-rpath,. -o user; ./user || test $? = 8\n");
  EXPECT_EQ(o.code, 0) << o.out << o.err;
  EXPECT_EQ(o.out, "1\n2\n5\n7\n.m.o.txt\na b.hpp\nm.cpp\ns\n") << o.err;
}

TEST_F(projects_test, what_cannot_be_rewritten_is_refused) {
  outcome o = run("echo 'int main() {}' > a.cpp; g++ -E a.cpp -o a.ii; $CXX -c a.ii");
  EXPECT_EQ(o.code, 2);
  EXPECT_HAS(o.err, "perdure-c++: error: 'a.ii' is preprocessed already");
  EXPECT_EQ(run("$CXX -E -x c++ a.cpp | grep -c main").out, "1\n");
  o = run(
      "cp -r $projects/make . && cd make && sed -i 's/DURABLE static/static/' route.cpp && make DEFINES=-DANNOTATED");
  EXPECT_EQ(o.code, 2) << "make stops at the error";
  EXPECT_HAS(o.err, "route.cpp:");
  EXPECT_FALSE(std::filesystem::exists(here / "make/route.o"));
  o = run("$CXX a.cpp", "no-such-compiler");
  EXPECT_EQ(o.code, 2);
  EXPECT_HAS(o.err, "perdure-c++: error: cannot run 'no-such-compiler'");
}

TEST_F(projects_test, older_standards_are_raised) {
  const std::string source =
      "printf '#include <cstdio>\\nint main() { for (int i = 0; i < 3; ++i) std::puts(\"x\"); }\\n' > old.cpp && "
      "export PERDURE_FLAGS='--all --safepoints=all'; ";
  for (const char *standard : {"-std=c++11", "-std=gnu++98", "--std=c++14", "-ansi"}) {
    outcome o = run(source + "$CXX " + standard + " old.cpp -o old && ./old && $P stress -- ./old");
    EXPECT_EQ(o.code, 0) << o.err;
    EXPECT_EQ(o.out, "x\nx\nx\nx\nx\nx\n");
    EXPECT_HAS(o.err, std::string("note: ") + standard + " becomes -std=");
  }
  outcome o = run(source + "$CXX -std=c++20 -c old.cpp && $CXX -std=c++11 -E old.cpp | grep -c puts");
  EXPECT_EQ(o.err, "") << "what is new enough, or not rewritten, stays as it is";
}

TEST_F(projects_test, a_cache_behind_it) {
  if (run("command -v ccache").code != 0) GTEST_SKIP() << "ccache is not installed";
  outcome o =
      run("export CCACHE_DIR=$PWD/cache; cp -r $projects/make . && cd make\n"
          "make DEFINES=-DANNOTATED && ccache -z && rm *.o *.a circuit && make DEFINES=-DANNOTATED >/dev/null && "
          "ccache --print-stats | grep -E 'cache_hit|cache_miss'",
          "ccache g++");
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_HAS(o.out, "cache_miss\t0") << o.out;
}

} // namespace
