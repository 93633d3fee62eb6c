// 200 SIGKILLs at random moments never lose an image that was reported as saved, never tear one, and never leave a
// store that cannot be opened.

#include "scratch.hpp"

#include <perdure/host/store.hpp>

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <random>
#include <spawn.h>
#include <thread>

namespace {

using namespace perdure::host;

/// Starts the writer with its output in a pipe; kills it after a while; gives the last number that it said.
unsigned long run_and_kill(const std::string &url, std::chrono::microseconds after, bool &torn) {
  int pipe_ends[2];
  if (::pipe2(pipe_ends, O_CLOEXEC) != 0) std::abort();
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
  const char *argv[] = {STORE_WRITER, url.c_str(), "f1", nullptr};
  pid_t pid = 0;
  if (::posix_spawn(&pid, STORE_WRITER, &actions, nullptr, const_cast<char **>(argv), environ) != 0) std::abort();
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(pipe_ends[1]);

  std::string said;
  std::thread reader([&] {
    char buffer[4096];
    for (ssize_t n; (n = ::read(pipe_ends[0], buffer, sizeof buffer)) > 0;) said.append(buffer, std::size_t(n));
  });
  std::this_thread::sleep_for(after);
  ::kill(pid, SIGKILL);
  int state = 0;
  ::waitpid(pid, &state, 0);
  reader.join();
  ::close(pipe_ends[0]);
  EXPECT_TRUE(WIFSIGNALED(state)) << "the writer ended by itself: " << said;
  torn = said.find("torn") != std::string::npos;

  said.resize(said.rfind('\n') == std::string::npos ? 0 : said.rfind('\n')); // the last line may be cut
  std::size_t at = said.rfind('\n');
  return said.empty() ? 0 : std::strtoul(said.c_str() + (at == std::string::npos ? 0 : at + 1), nullptr, 10);
}

TEST(crash, two_hundred_kills_lose_nothing) {
  scratch::directory here;
  std::string url = "sqlite:" + (here / "s.db").string();
  std::mt19937 random(std::random_device{}());
  std::uniform_int_distribution<int> moment(0, 60'000); // from before the store is opened to a hundred images later
  unsigned long reported = 0, progress = 0;
  for (int kill = 0; kill < 200; ++kill) {
    bool torn = false;
    unsigned long last = run_and_kill(url, std::chrono::microseconds(moment(random)), torn);
    ASSERT_FALSE(torn) << "kill " << kill;
    if (last > reported) ++progress;
    reported = std::max(reported, last);
    auto s = open_store(url, missing::nothing);
    std::optional<record> r = s ? s->find("f1") : std::nullopt;
    if (!reported) continue; // killed before the first image
    ASSERT_TRUE(r) << "kill " << kill;
    ASSERT_GE(r->latest, reported) << "kill " << kill;
    ASSERT_LE(r->latest, reported + 1) << "kill " << kill;
    ASSERT_EQ(s->image("f1").substr(0, std::to_string(r->latest).size() + 1), std::to_string(r->latest) + " ");
  }
  EXPECT_GT(progress, 20u) << "the kills came too early to test anything";
}

} // namespace
