// What the tests of this directory share: a directory that goes with the test, and running commands in it.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace scratch {

/// An empty directory of the test's own.
class directory {
public:
  directory() {
    std::string name = (std::filesystem::temp_directory_path() / "perdure-test-XXXXXX").string();
    if (!::mkdtemp(name.data())) std::abort();
    path_ = name;
  }
  directory(const directory &) = delete;
  directory &operator=(const directory &) = delete;
  ~directory() { std::filesystem::remove_all(path_); }

  std::filesystem::path operator/(const std::string &name) const { return path_ / name; }
  const std::filesystem::path &path() const { return path_; }

private:
  std::filesystem::path path_;
};

inline std::string read(const std::filesystem::path &file) {
  std::ifstream in(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

inline void write(const std::filesystem::path &file, const std::string &text) {
  std::ofstream(file, std::ios::binary) << text;
}

struct outcome {
  int code; ///< exit code, 128 + N after signal N
  std::string out, err;
};

/// Runs a shell command in the directory.
inline outcome shell(const directory &in, const std::string &command) {
  std::string all = "cd '" + in.path().string() + "' && unset PERDURE_STORE PERDURE_ID && { " + command + "\n} >'" +
                    (in / "out.txt").string() + "' 2>'" + (in / "err.txt").string() + "'";
  int state = std::system(all.c_str());
  return {WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state), read(in / "out.txt"), read(in / "err.txt")};
}

} // namespace scratch
