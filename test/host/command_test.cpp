// The launcher and the `perdure` command over it, as users call them: a shell command, its output, its exit code.

#include "scratch.hpp"

#include <perdure/host/store.hpp>

#include <chrono>
#include <csignal>
#include <random>
#include <sstream>
#include <thread>

namespace {

using scratch::outcome;

struct command_test : testing::Test {
  scratch::directory here;

  /// Runs a shell command in which $P is the perdure command and $L the program.
  outcome run(const std::string &command) {
    return scratch::shell(here, "P='" PERDURE "'; L='" LAUNCHED "'; " + command);
  }
  std::string url() { return "sqlite:" + (here / "perdure.db").string(); }
  std::optional<perdure::host::record> find(const std::string &id) {
    auto s = perdure::host::open_store(url(), perdure::host::missing::nothing);
    return s ? s->find(id) : std::nullopt;
  }
};

#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

TEST_F(command_test, a_program_runs_by_itself) {
  outcome o = run("\"$L\" nothing 7");
  EXPECT_EQ(o.code, 7);
  EXPECT_EQ(o.out + o.err, "");
  EXPECT_FALSE(std::filesystem::exists(here / "perdure.db")) << "no image was made, so no store";
  o = run("cd / && exec -a prog \"$L\" factorial 5 && exit 1; cd -");
  o = run("PERDURE_STORE=sqlite:other.db \"$L\" factorial 5");
  EXPECT_EQ(o.code, 0);
  EXPECT_EQ(o.out, LAUNCHED " 120\n");
  EXPECT_EQ(o.err, "");
  EXPECT_TRUE(std::filesystem::exists(here / "other.db"));
}

TEST_F(command_test, an_end_is_recorded) {
  EXPECT_EQ(run("PERDURE_ID=f1 \"$L\" count 3").out, "0\n1\n2\n");
  EXPECT_EQ(find("f1")->state, perdure::host::state::done);
  EXPECT_EQ(find("f1")->exit_code, 0);
  EXPECT_EQ(find("f1")->latest, 3u);
  EXPECT_EQ(find("f1")->started.program, std::filesystem::canonical(LAUNCHED).string());
  EXPECT_EQ(find("f1")->started.arguments, (std::vector<std::string>{LAUNCHED, "count", "3"}));
  EXPECT_EQ(find("f1")->started.directory, here.path().string());

  outcome o = run("$P run --id f2 -- $L exit 9");
  EXPECT_EQ(o.code, 9);
  EXPECT_EQ(o.out, "exiting");
  EXPECT_EQ(find("f2")->exit_code, 9);

  o = run("$P resume f2");
  EXPECT_EQ(o.code, 4);
  EXPECT_HAS(o.err, "perdure: error: ");
  EXPECT_HAS(o.err, "done (exit code 9)");
  o = run("$P resume f2 --at 1");
  EXPECT_EQ(o.code, 9);
  EXPECT_EQ(o.out, "exiting");
}

TEST_F(command_test, an_exception_ends_a_program_as_ever) {
  outcome o = run("$P run --id f1 -- $L throw");
  EXPECT_EQ(o.code, 128 + SIGABRT);
  EXPECT_HAS(o.err, "terminate called after throwing an instance of 'std::runtime_error'");
  EXPECT_HAS(o.err, "what():  boom");
  EXPECT_EQ(find("f1")->state, perdure::host::state::failed);
  EXPECT_EQ(find("f1")->message, "std::runtime_error: boom");
  o = run("$P run --id f2 -- $L throw-int 3");
  EXPECT_EQ(o.code, 128 + SIGABRT);
  EXPECT_EQ(find("f2")->message, "int");
}

TEST_F(command_test, a_killed_program_is_resumed) {
  outcome o = run("$P run --id f1 -- $L abort");
  EXPECT_EQ(o.code, 128 + SIGABRT);
  EXPECT_EQ(find("f1")->state, perdure::host::state::running);
  EXPECT_HAS(run("$P list").out, "interrupted");
  EXPECT_EQ(run("$P resume f1").code, 128 + SIGABRT);
  EXPECT_EQ(find("f1")->epoch, 2u);

  // The same image, again and again.
  EXPECT_EQ(run("$P run --id f2 -- $L restored 5").out, "saved\n");
  for (int k = 0; k < 3; ++k) {
    o = run("cd / && $P resume f2 --at 1 --store " + url());
    EXPECT_EQ(o.out, "restored\n");
    EXPECT_EQ(o.code, 5);
  }
}

TEST_F(command_test, arguments_and_environment_belong_to_the_image) {
  EXPECT_EQ(run("LAUNCHED=before $P run --id f1 -- $L environment").out, "by itself\n");
  EXPECT_EQ(run("LAUNCHED=after $P resume f1 --at 1").out, "by itself\n");
}

TEST_F(command_test, the_directory_belongs_to_the_image) {
  EXPECT_EQ(run("$L directory > by-itself.txt; test -e perdure.db && cat by-itself.txt").out, "/usr\n")
      << "the store is where the program was started";
  EXPECT_EQ(run("$P run --id f1 -- $L directory").out, "/usr\n");
  EXPECT_EQ(run("$P resume f1 --at 1").out, "/usr\n");
}

TEST_F(command_test, a_forked_child_is_not_the_execution) {
  EXPECT_EQ(run("$P run --id f1 -- $L fork").code, 128 + SIGABRT);
  EXPECT_EQ(find("f1")->state, perdure::host::state::running) << "the child's exit does not count";
}

TEST_F(command_test, standard_streams_belong_to_the_image) {
  scratch::write(here / "in.txt", "one\ntwo\nthree\n");
  scratch::write(here / "other.txt", "four\nfive\n");
  EXPECT_EQ(run("$P run --id f1 -- $L input < in.txt").out, "one\ntwo|three|\n");
  EXPECT_EQ(run("$P resume f1 --at 1 < in.txt").out, "two|three|\n") << "the same file: goes on where it was";
  EXPECT_EQ(run("$P resume f1 --at 1 < other.txt").out, "four|five|\n") << "another file: begins at its beginning";
  EXPECT_EQ(run("$P run --id f2 -- $L format < in.txt").out, "ff 0.333 1\n");
  EXPECT_EQ(run("$P resume f2 --at 1 < /dev/null").out, "ff 0.333 1\n");
}

TEST_F(command_test, yield_ends_the_process_and_takes_a_value) {
  outcome o = run("$P run --id f1 -- $L ask 41");
  EXPECT_EQ(o.code, 0);
  EXPECT_EQ(o.out, "");
  EXPECT_HAS(o.err, "hands out 41");
  EXPECT_HAS(o.err, "perdure resume f1");
  EXPECT_HAS(o.err, "-p JSON");
  EXPECT_EQ(find("f1")->state, perdure::host::state::suspended);
  for (const char *bad : {"", "-p true", "-p '\"x\"'", "-p 3.5", "-p 99999999999", "-p nonsense"}) {
    o = run("$P resume f1 " + std::string(bad));
    EXPECT_EQ(o.code, 2) << bad;
    EXPECT_HAS(o.err, "perdure: error: ");
    EXPECT_EQ(find("f1")->epoch, 1u) << "refused before anything was taken over";
  }
  o = run("$P resume f1 -p -8");
  EXPECT_EQ(o.out, "-7\n");
  EXPECT_EQ(o.code, 0);
  EXPECT_EQ(find("f1")->state, perdure::host::state::done);
}

TEST_F(command_test, sleeping_survives_a_kill) {
  auto begin = std::chrono::steady_clock::now();
  outcome o = run("$P run --id f1 -- $L nap 1500 & sleep 0.3; kill -9 $!; wait $!; $P list");
  EXPECT_HAS(o.out, "interrupted (sleeps until ");
  EXPECT_EQ(run("$P resume f1").code, 0);
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  EXPECT_GT(seconds, 1.5);
  EXPECT_LT(seconds, 2.7) << "the time before the kill counts";
  begin = std::chrono::steady_clock::now();
  EXPECT_EQ(run("$P resume f1 --at 1").code, 0) << "long over: no wait";
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), 1.0);
}

TEST_F(command_test, stress_goes_through_many_processes) {
  outcome o = run("$P stress -- $L count 100");
  std::string want;
  for (int k = 0; k < 100; ++k) want += std::to_string(k) + "\n";
  EXPECT_EQ(o.out, want);
  EXPECT_HAS(o.err, "stress: 100 images, 100 restores, bytes ");
  EXPECT_FALSE(std::filesystem::exists(here / "perdure.db"));
  o = run("$P stress --every 7 --max 5 -- $L count 100");
  EXPECT_EQ(o.out, want);
  EXPECT_HAS(o.err, "stress: 5 images, 5 restores, bytes ");
  o = run("$P stress --in-process -- $L count 100");
  EXPECT_EQ(o.out, want);
  EXPECT_HAS(o.err, "stress: 100 images, 100 restores, bytes ");
  o = run("$P stress -- $L exit 3");
  EXPECT_EQ(o.code, 3);
  EXPECT_EQ(o.out, "exiting");
  o = run("$P stress -- $L throw");
  EXPECT_EQ(o.code, 128 + SIGABRT);
  EXPECT_HAS(o.err, "stress: 1 images, 1 restores");
  EXPECT_EQ(run("$P stress -- $L nap 10").code, 0);
  EXPECT_EQ(run("$P stress -- $L ask 10").out, "1\n") << "as in a plain build, 0 is handed in";
  EXPECT_EQ(run("printf 'a\\nb\\nc\\n' | $P stress -- $L input").out, "a\nb|c|\n")
      << "nothing is read ahead from a pipe";
  scratch::write(here / "in.txt", "a\nb\nc\n");
  EXPECT_EQ(run("$P stress -- $L input < in.txt").out, "a\nb|c|\n");
}

TEST_F(command_test, show_prints_the_stack) {
  run("$P run --id f1 -- $L factorial 3");
  outcome o = run("$P show f1");
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_HAS(o.out, "f1: done (exit code 0); image 1 (checkpoint, ");
  EXPECT_HAS(o.out, "factorial(int) at launched.cpp:5");
  EXPECT_HAS(o.out, "main(int, char **) at launched.cpp:18");
  EXPECT_EQ(find("f1")->epoch, 1u) << "showing takes nothing over";
  run("$P export f1 image.bin");
  EXPECT_HAS(run("$P show image.bin").out, "factorial(int)");
  o = run("$P show nowhere");
  EXPECT_EQ(o.code, 4);
}

TEST_F(command_test, history_fork_export_import) {
  run("$P run --id f1 -- $L count 5");
  EXPECT_HAS(run("$P history f1").out, "checkpoint");
  EXPECT_EQ(run("$P fork f1@4 --id f2").out, "f2\n");
  EXPECT_EQ(run("$P resume f2").out, "3\n4\n");
  EXPECT_EQ(run("$P export f1@5 image.bin && $P resume --image image.bin").out, "4\n");
  EXPECT_EQ(run("$P import image.bin --id f3 && $P resume f3").out, "f3\n4\n");
  EXPECT_EQ(run("$P import image.bin --id f4 -- $L && $P resume f4 -- $L").out, "f4\n4\n");
  EXPECT_HAS(run("$P list --json").out, "\"id\": \"f3\"");
  EXPECT_EQ(run("$P rm f2 && $P rm f2").code, 4);
  EXPECT_EQ(run("$P cancel f1").code, 4) << "it is done";
  EXPECT_FALSE(find("f2"));
}

TEST_F(command_test, a_process_that_was_replaced_is_refused) {
  outcome o = run("export LAUNCHED_PAUSE=400; $P run --id f1 -- $L count 100 >/dev/null & old=$!\n"
                  "until $P list 2>/dev/null | grep -q f1; do sleep 0.05; done\n"
                  "timeout -s KILL 0.3 $P resume f1 >/dev/null\n"
                  "wait $old; echo $?");
  EXPECT_EQ(o.out, "4\n");
  EXPECT_HAS(o.err, "seems to run still");
  EXPECT_HAS(o.err, "another process has resumed it (epoch 2, this process has 1)");
  EXPECT_EQ(find("f1")->state, perdure::host::state::running) << "it can be resumed still";
}

TEST_F(command_test, a_cancelled_program_is_refused) {
  outcome o = run("$P run --id f1 -- $L count 100000 >/dev/null & old=$!\n"
                  "until $P list 2>/dev/null | grep -q f1; do sleep 0.05; done; $P cancel f1; wait $old; echo $?");
  EXPECT_EQ(o.out, "4\n");
  EXPECT_HAS(o.err, "was cancelled");
  EXPECT_EQ(run("$P resume f1").code, 4);
}

TEST_F(command_test, what_cannot_be_used_is_refused) {
  const std::pair<const char *, int> commands[] = {
      {"$P", 2},
      {"$P nonsense", 2},
      {"$P run", 2},
      {"$P run --id 'a b' -- $L", 2},
      {"$P run --every soon -- $L", 2},
      {"$P stress --every 0 -- $L", 2},
      {"$P list -- $L", 2},
      {"$P resume", 2},
      {"$P resume f1@x", 2},
      {"$P resume --image no-such-file", 3},
      {"echo damaged > bad.img; $P resume --image bad.img", 3},
      {"echo damaged > bad.img; $P import bad.img", 3},
      {"$P resume f1", 4},
      {"$P show f1", 4},
      {"$P rm f1", 4},
      {"$P list --store mysql:x", 4},
      {"PERDURE_EVERY=soon $L nothing", 2},
      {"PERDURE_ID=/ $L nothing", 2},
      {"PERDURE_STRESS=x $L nothing", 2},
      {"PERDURE_STORE=sqlite:/no/such/place.db $L count 1", 4},
      {"echo damaged > bad.img; $P resume --image bad.img -- $L", 3},
      {"echo damaged > bad.img; $P show bad.img -- $L", 3},
      {"$P run --id f9 -- $L abort; sqlite3 perdure.db \"update images set bytes = x'00'\"; $P resume f9", 3},
      {"$P run --id f9 -- $L abort", 4}, // the id is taken
      {"PERDURE_ID=f9 $L abort", 4},
      {"printf 'not a database, but long enough to look at .......................' > perdure.db; $P list", 4},
      {"$P run --id f10 -- $L count 1", 4},
  };
  for (const auto &[command, code] : commands) {
    outcome o = run(command);
    EXPECT_EQ(o.code, code) << command << '\n' << o.out << o.err;
    EXPECT_HAS(o.err, "perdure: error: ") << command;
  }
  EXPECT_EQ(run("$P --help").code, 0);
  EXPECT_EQ(run("$P run --help").code, 0);
  EXPECT_HAS(run("$P --version").out, "perdure ");
  EXPECT_EQ(run("rm perdure.db; $P run -- /no/such/program").code, 1);
}

TEST_F(command_test, timer_checkpoints_are_not_ignored_silently) {
  outcome o = run("$P run --every 60s --id f1 -- $L count 2");
  EXPECT_EQ(o.out, "0\n1\n");
  EXPECT_HAS(o.err, "perdure: warning: PERDURE_EVERY");
}

TEST_F(command_test, loop_goes_on_after_each_suspension) {
  outcome o = run("$P run --loop --id f1 -- $L ask 5");
  EXPECT_EQ(o.code, 2) << "it waits for a value";
  EXPECT_HAS(o.err, "waits for a value of type int");
  EXPECT_EQ(run("$P run --loop --id f2 -- $L count 2").out, "0\n1\n");
}

TEST_F(command_test, no_reported_checkpoint_is_lost_by_kills) {
  // Each number is printed after its checkpoint. Killed at random moments, the program prints all of them: a number may
  // come twice (killed after printing), none is left out. There are many, so that a busy machine does not end before
  // the kills.
  std::mt19937 random(std::random_device{}());
  std::uniform_int_distribution<int> moment(1, 60);
  scratch::write(here / "all.txt", "");
  run("$P run --id f1 -- $L count 10000 >> all.txt & pid=$!; until $P list | grep -q f1; do sleep 0.01; done; kill -9 "
      "$pid");
  int kills = 1;
  while (find("f1")->state != perdure::host::state::done && kills < 60) {
    std::string after = std::to_string(moment(random) / 1000.0);
    run("timeout -s KILL " + after + " $P resume f1 >> all.txt");
    ++kills;
  }
  if (find("f1")->state != perdure::host::state::done) run("$P resume f1 >> all.txt");
  EXPECT_GT(kills, 5);
  std::istringstream lines(scratch::read(here / "all.txt"));
  int next = 0;
  for (int number; lines >> number;) {
    ASSERT_TRUE(number == next || number == next - 1) << number << " after " << next - 1;
    next = number + 1;
  }
  EXPECT_EQ(next, 10000);
}

} // namespace
