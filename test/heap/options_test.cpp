// getopt() and its kin, compared with the C library's: random command lines, all results, orders and messages.
#include <perdure/detail/heap.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <getopt.h>
#include <random>
#include <string>
#include <vector>

namespace {

namespace pd = perdure::detail;
using std::string;

int flag = 0;
const option longs[] = {{"add", no_argument, nullptr, 'a'},        {"added", no_argument, nullptr, 'A'},
                        {"file", required_argument, nullptr, 'f'}, {"filter", optional_argument, nullptr, 1000},
                        {"flag", no_argument, &flag, 7},           {"fold", required_argument, nullptr, 'f'},
                        {"x", no_argument, nullptr, 'x'},          {nullptr, 0, nullptr, 0}};
const char *const words[] = {
    "-a",       "-ab",    "-abc",   "-c",      "-cvalue",  "-dx", "-d",     "--",          "-",
    "word",     "other",  "--add",  "--ad",    "--added",  "--f", "--file", "--file=name", "--filt",
    "--filt=1", "--flag", "--fl=5", "--fold",  "--fo=old", "--q", "-W",     "-Wadd",       "-Wfile=n",
    "-x",       "-z",     "-add",   "-file=q", "-:",       "-b-", "",       "--file=",     "-W;",
    "-af",      "-bcd",   "-fold",  "--=",     "-ac",      "-bW"};
const char *const letters[] = {"abc:d::x", "+abc:d::", "-abc:d::", ":abc:d::W;", "abc:W;", "+:c:", "-:a", "", "f:W;x"};

enum which { plain, by_name, only_by_name };
template <class Short, class Long, class Only>
string read(which w, const std::vector<string> &line, const char *known, Short by_letter, Long by_long, Only by_only) {
  std::vector<string> kept = line;
  std::vector<char *> argv;
  for (string &s : kept) argv.push_back(s.data());
  argv.push_back(nullptr);
  const int argc = int(line.size());
  optind = 0;
  optopt = '!';
  flag = 0;
  string out;
  testing::internal::CaptureStderr();
  for (int c = 0, rounds = 0; c != -1 && rounds < 60; ++rounds) {
    int index = -5;
    c = w == plain     ? by_letter(argc, argv.data(), known)
        : w == by_name ? by_long(argc, argv.data(), known, longs, &index)
                       : by_only(argc, argv.data(), known, longs, &index);
    out += std::to_string(c) + ' ' + std::to_string(index) + ' ' + std::to_string(optind) + ' ' +
           std::to_string(optopt) + ' ' + std::to_string(flag) + ' ' + (optarg ? optarg : "(none)") + '\n';
  }
  for (int k = 0; k < argc; ++k) out += string(argv[std::size_t(k)]) + ' ';
  return out + '\n' + testing::internal::GetCapturedStderr();
}

TEST(Options, AreReadAsByTheCLibrary) {
  std::mt19937 random(5);
  const auto any = [&](auto &from) { return from[random() % std::size(from)]; };
  for (int round = 0; round < 5000; ++round) {
    std::vector<string> line{"program"};
    for (unsigned n = random() % 7; n > 0; --n) line.emplace_back(any(words));
    const char *known = any(letters);
    const which w = which(random() % 3);
    string text;
    for (const string &s : line) text += s + ' ';
    ASSERT_EQ(read(w, line, known, pd::getopt, pd::getopt_long, pd::getopt_long_only),
              read(w, line, known, ::getopt, ::getopt_long, ::getopt_long_only))
        << text << "; " << known << "; " << w;
  }
}

} // namespace
