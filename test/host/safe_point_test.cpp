// Programs that never ask for an image: timers, SIGTERM, stress at safe points; and that such a program ends as a plain
// one does, in whatever process.

#include "scratch.hpp"

#include <perdure/host/store.hpp>

#include <algorithm>
#include <csignal>

namespace {

using perdure::host::state;
using scratch::outcome;

struct safe_point_test : testing::Test {
  scratch::directory here;

  /// Runs a shell command in which $P is the perdure command and $L the program. `terminate PROGRAM...` sends SIGTERM
  /// to a program when it has printed a line, and gives its exit code.
  outcome run(const std::string &command) {
    return scratch::shell(here,
                          "P='" PERDURE "'; L='" POLLED "'\n"
                          "terminate() { rm -f lines.txt; \"$@\" > lines.txt & pid=$!\n"
                          "  until [ -s lines.txt ]; do sleep 0.01; done; kill $pid; wait $pid; }\n"
                          "ready() { until grep -qs ready ready.txt; do sleep 0.01; done; cat ready.txt >&2; }\n" +
                              command);
  }
  std::optional<perdure::host::record> find(const std::string &id) {
    auto s = perdure::host::open_store("sqlite:" + (here / "perdure.db").string(), perdure::host::missing::nothing);
    return s ? s->find(id) : std::nullopt;
  }
  std::string lines() { return scratch::read(here / "lines.txt"); }
};

std::string numbers(int n) {
  std::string all;
  for (int k = 0; k < n; ++k) all += std::to_string(k) + "\n";
  return all;
}

#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

TEST_F(safe_point_test, a_program_by_itself_is_a_plain_program) {
  EXPECT_EQ(run("$L print 3").out, numbers(3));
  EXPECT_EQ(run("terminate $L print 100000").code, 128 + SIGTERM);
  EXPECT_FALSE(std::filesystem::exists(here / "perdure.db"));
}

TEST_F(safe_point_test, stress_counts_safe_points) {
  outcome o = run("$P stress -- $L count 50");
  EXPECT_EQ(o.out, "50\n");
  EXPECT_HAS(o.err, "stress: 50 images, 50 restores, ");
  EXPECT_HAS(run("$P stress --every 7 -- $L count 50").err, "stress: 7 images, 7 restores, ");
  EXPECT_HAS(run("$P stress --every 7 --max 3 -- $L count 50").err, "stress: 3 images, 3 restores, ");
  EXPECT_HAS(run("$P stress --in-process -- $L count 50").err, "stress: 50 images, 50 restores, ");
  EXPECT_HAS(run("$P stress --every 51 -- $L count 50").err, "stress: 0 images, 0 restores, ");
}

TEST_F(safe_point_test, safe_points_inside_regions_wait) {
  outcome o = run("$P stress -- $L region 5");
  EXPECT_EQ(o.code, 0);
  EXPECT_HAS(o.err, "stress: 5 images") << "the three inside each region do not count";
}

TEST_F(safe_point_test, callbacks_that_nobody_announced_are_not_cut_off) {
  for (const char *how : {"", "$P stress -- ", "$P stress --in-process -- ", "PERDURE_ID=f1 PERDURE_EVERY=1ms "}) {
    outcome o = run("rm -f perdure.db; " + std::string(how) + "$L hidden 4");
    EXPECT_EQ(o.code, 0) << how << o.err;
    EXPECT_EQ(o.out, "0123\n1123\n1223\n1233\n") << how << o.err;
  }
  EXPECT_HAS(run("$P stress -- $L hidden 4").err, "stress: 4 images")
      << "the comparisons and the handlers do not count";
  outcome o = run("PERDURE_ID=f1 $L asks 1");
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_HAS(o.out, "perdure::checkpoint() was called by compare_and_ask (");
  EXPECT_HAS(o.out, ") while qsort");
  EXPECT_HAS(o.out, " (libc.so.6) is on the stack, which cannot be suspended: move the call out of it");
  EXPECT_FALSE(find("f1"));
}

TEST_F(safe_point_test, sigterm_saves_and_ends) {
  outcome o = run("terminate $P run --id f1 -- $L print 100000");
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_HAS(o.err, "execution 'f1' is suspended by SIGTERM; go on with: perdure resume f1");
  EXPECT_EQ(find("f1")->state, state::suspended);
  EXPECT_HAS(run("$P history f1").out, "SIGTERM");
  std::string before = lines();
  o = run("terminate $P resume f1");
  EXPECT_EQ(o.code, 0) << o.err;
  std::string all = before + lines();
  EXPECT_EQ(all, numbers(int(std::count(all.begin(), all.end(), '\n')))) << "nothing twice, nothing lost";
}

TEST_F(safe_point_test, a_loop_ends_with_sigterm) {
  EXPECT_EQ(run("terminate $P run --loop --id f1 -- $L print 100000").code, 0);
  EXPECT_EQ(find("f1")->state, state::suspended);
}

TEST_F(safe_point_test, the_timer_makes_images) {
  outcome o = run("$P run --id f1 --every 20ms -- $L print 60");
  EXPECT_EQ(o.out, numbers(60));
  EXPECT_EQ(o.err, "");
  EXPECT_GE(find("f1")->latest, 3u);
  EXPECT_EQ(find("f1")->exit_code, 0);
  EXPECT_HAS(run("$P history f1").out, "timer");
  EXPECT_EQ(run("at=$($P history f1 | sed -n '2s/ .*//p'); $P resume f1 --at $at --every 20ms | tail -n 1").out,
            "59\n");
  o = run("PERDURE_EVERY=20ms PERDURE_ID=f2 $L print 20");
  EXPECT_EQ(o.out, numbers(20));
  EXPECT_GE(find("f2")->latest, 1u);
}

TEST_F(safe_point_test, a_read_is_not_interrupted) {
  outcome o = run("(ready; sleep 0.3; echo line) | { $P run --id f1 -- $L read 2 <&3 2>ready.txt &\n"
                  "ready; kill $!; wait $!; } 3<&0");
  EXPECT_EQ(o.code, 0);
  EXPECT_EQ(o.out, "line\n") << "the program waits for its input, and is saved then";
  EXPECT_EQ(run("$P resume f1 </dev/null").out, "(end)\n");
  o = run("rm ready.txt; sleep 2 | { $P run --id f2 -- $L read 2 <&3 2>ready.txt &\n"
          "ready; kill $!; sleep 0.1; kill $!; wait $!; } 3<&0");
  EXPECT_EQ(o.code, 128 + SIGTERM) << "the second one ends it";
}

TEST_F(safe_point_test, own_handlers_come_first) {
  outcome o = run("$P run --id f1 -- $L own-sigterm 60 2>ready.txt & ready; kill $!; wait $!");
  EXPECT_EQ(o.out, "signals 1\n");
  EXPECT_FALSE(find("f1")) << "no image was made";
  run("terminate sh -c \"trap '' TERM; exec $P run --id f2 -- $L print 60\"");
  EXPECT_EQ(lines(), numbers(60)) << "started with the signal ignored, it stays ignored";
}

TEST_F(safe_point_test, a_child_that_the_program_forks_dies_of_sigterm) {
  // The child says its number and polls for ever.
  outcome o = run("$P run --id f1 -- $L fork 200 > lines.txt & pid=$!\n"
                  "until [ -s lines.txt ]; do sleep 0.01; done; child=$(cat lines.txt)\n"
                  "kill $child; sleep 0.1; if kill -0 $child 2>/dev/null && ! grep -q '^State:.Z' /proc/$child/status\n"
                  "then kill -9 $child; echo 'it lives'; fi\n"
                  "kill $pid; wait $pid");
  EXPECT_EQ(o.code, 0);
  EXPECT_EQ(o.out, "");
  EXPECT_EQ(find("f1")->state, state::suspended);
  EXPECT_EQ(find("f1")->latest, 1u);
}

TEST_F(safe_point_test, what_cannot_be_saved_is_told_and_does_no_harm) {
  outcome o = run("$P run --id f1 --every 20ms -- $L unsaved 130");
  EXPECT_EQ(o.code, 0);
  EXPECT_HAS(o.err, "perdure: warning: no image could be made in work(int, int) (polled.cpp:7): moody is in no mood");
  EXPECT_EQ(o.err.find("warning"), o.err.rfind("warning")) << "once, not each time\n" << o.err;
  EXPECT_GE(find("f1")->latest, 1u) << "later it could be saved";
  o = run("$P run --id f2 -- $L unsaved 200 2>ready.txt & ready; kill $!; wait $!");
  EXPECT_EQ(o.code, 0) << "it was saved as soon as that was possible";
  EXPECT_EQ(find("f2")->state, state::suspended);
  o = run("$P stress -- $L unsaved 5");
  EXPECT_EQ(o.code, 3);
  EXPECT_HAS(o.err, "perdure: error: stress: no image could be made in work(int, int) (polled.cpp:7): moody");
}

TEST_F(safe_point_test, threads_do_not_get_lost) {
  outcome o = run("$P run --id f1 --every 20ms -- $L threads 60");
  EXPECT_EQ(o.code, 0);
  EXPECT_HAS(o.err,
             "the process has 1 more thread, and an image holds only the one that runs main; the program goes on");
  EXPECT_GE(find("f1")->latest, 1u) << "the timer's own thread does not count, and the other one ends";
  o = run("$P stress -- $L threads 60");
  EXPECT_EQ(o.code, 3);
  EXPECT_HAS(o.err, "perdure: error: stress: no image could be made in work(int, int)");
}

TEST_F(safe_point_test, a_program_ends_as_a_plain_one) {
  for (const char *how : {"", "$P stress -- ", "$P stress --in-process -- "}) {
    outcome o = run(std::string(how) + "$L handlers 4");
    EXPECT_EQ(o.code, 4) << how;
    EXPECT_EQ(o.out, "signals 1\nlast registered\nfirst registered\n") << how;
    o = run(std::string(how) + "$L handlers 5");
    EXPECT_EQ(o.code, 77) << how;
    EXPECT_EQ(o.out, "signals 1\nown terminate handler\n") << how;
    o = run(std::string(how) + "$L quick 3");
    EXPECT_EQ(o.code, 3) << how;
    EXPECT_EQ(o.out, "quick\n") << how;
    o = run(std::string(how) + "$L destructors 3");
    EXPECT_EQ(o.out, "~static\n") << "once, by the process that the program ends in: " << how;
    o = run(std::string(how) + "$L noexcept 3");
    EXPECT_EQ(o.code, 128 + SIGABRT) << how;
    EXPECT_HAS(o.err, "terminate called after throwing an instance of 'int'");
    o = run(std::string(how) + "$L throw 0");
    EXPECT_EQ(o.code, 128 + SIGABRT) << how;
    EXPECT_EQ(o.out, "") << "what nobody catches unwinds nothing: " << how;
    EXPECT_HAS(o.err, "terminate called after throwing an instance of 'std::runtime_error'\n  what():  boom");
  }
}

TEST_F(safe_point_test, ends_are_recorded) {
  run("terminate $P run --id f1 -- $L print 100000; $P resume f1 >more.txt & pid=$!\n"
      "until [ -s more.txt ]; do sleep 0.01; done; kill -9 $pid; wait $pid");
  EXPECT_EQ(find("f1")->state, state::running) << "killed: to be resumed";
  run("$P run --id f2 --every 5ms -- $L quick 20000000");
  EXPECT_EQ(find("f2")->state, state::done);
  run("PERDURE_EVERY=5ms PERDURE_ID=f3 $L throw 20000000");
  EXPECT_EQ(find("f3")->state, state::failed);
  EXPECT_EQ(find("f3")->message, "std::runtime_error: boom");
  run("PERDURE_EVERY=5ms PERDURE_ID=f4 $L handlers 20000000");
  EXPECT_EQ(find("f4")->state, state::done);
  EXPECT_EQ(find("f4")->exit_code, 20000000 & 0xff);
}

} // namespace
