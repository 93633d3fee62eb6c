// The SQLite store: what it keeps, what it refuses, and that a refused operation changes nothing.

#include "scratch.hpp"

#include <perdure/error.hpp>
#include <perdure/host/store.hpp>

#include <sqlite3.h>

#include <random>
#include <thread>

namespace {

using namespace perdure::host;
using perdure::store_error;

struct store_test : testing::Test {
  scratch::directory here;
  std::string file = here / "s.db";
  std::string url = "sqlite:" + file;

  std::unique_ptr<store> open(missing policy = missing::create) { return open_store(url, policy); }

  record sample(const std::string &id) {
    record r;
    r.id = id;
    r.started = {"/bin/prog", {"prog", "a b", "", "c\n"}, "/tmp"};
    r.owner = this_process();
    return r;
  }

  void sql(const std::string &text) {
    sqlite3 *db = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(db, text.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
  }
};

/// The message of the store_error that `f` throws; a failure if it throws none.
template <class F> std::string refusal(F f) {
  try {
    f();
  } catch (const store_error &e) {
    return e.what();
  }
  ADD_FAILURE() << "nothing was refused";
  return {};
}

bool mentions(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

std::string bytes_with_everything() {
  std::string bytes;
  for (int k = 0; k < 256; ++k) bytes += char(k);
  return bytes;
}

TEST_F(store_test, keeps_a_record_and_its_image) {
  time_point wake = time_point(std::chrono::microseconds(1'700'000'000'123'456));
  {
    auto s = open();
    record r = sample("f1");
    r.state = state::sleeping;
    r.wake = wake;
    claim c = s->create(r, bytes_with_everything(), "sleep");
    EXPECT_EQ(c.epoch, 1u);
  }
  auto s = open(missing::fail);
  std::optional<record> r = s->find("f1");
  ASSERT_TRUE(r);
  EXPECT_EQ(r->started.program, "/bin/prog");
  EXPECT_EQ(r->started.arguments, (std::vector<std::string>{"prog", "a b", "", "c\n"}));
  EXPECT_EQ(r->started.directory, "/tmp");
  EXPECT_EQ(r->state, state::sleeping);
  EXPECT_EQ(r->wake, wake);
  EXPECT_EQ(r->owner, this_process());
  EXPECT_EQ(r->latest, 1u);
  EXPECT_EQ(s->image("f1"), bytes_with_everything());
  EXPECT_FALSE(s->find("f2"));
}

TEST_F(store_test, numbers_images_and_keeps_the_last_ones) {
  auto s = open();
  s->keep = 3;
  claim c = s->create(sample("f1"), "image 1", "checkpoint");
  for (int k = 2; k <= 10; ++k)
    EXPECT_EQ(s->save(c, "image " + std::to_string(k), "checkpoint", state::running, std::nullopt), unsigned(k));
  std::vector<entry> history = s->history("f1");
  ASSERT_EQ(history.size(), 3u);
  EXPECT_EQ(history.front().number, 8u);
  EXPECT_EQ(history.back().number, 10u);
  EXPECT_EQ(history.back().bytes, 8u);
  EXPECT_EQ(s->image("f1", 9), "image 9");
  EXPECT_EQ(s->image("f1"), "image 10");
  EXPECT_TRUE(mentions(refusal([&] { s->image("f1", 7); }), "no image 7"));
  s->keep = 0;
  for (int k = 11; k <= 40; ++k) s->save(c, "x", "checkpoint", state::running, std::nullopt);
  EXPECT_EQ(s->history("f1").size(), 33u);
}

TEST_F(store_test, keeps_sixteen_images_unless_told) {
  auto s = open();
  claim c = s->create(sample("f1"), "1", "checkpoint");
  for (int k = 2; k <= 20; ++k) s->save(c, "x", "checkpoint", state::running, std::nullopt);
  EXPECT_EQ(s->history("f1").size(), 16u);
}

TEST_F(store_test, fences_the_process_that_had_it_before) {
  auto first = open();
  claim old_claim = first->create(sample("f1"), "image 1", "checkpoint");
  auto second = open();
  claim new_claim = second->take("f1", "elsewhere:1:1");
  EXPECT_EQ(new_claim.epoch, 2u);
  second->save(new_claim, "image 2", "checkpoint", state::running, std::nullopt);

  EXPECT_TRUE(mentions(refusal([&] { first->save(old_claim, "stale", "checkpoint", state::running, {}); }),
                       "another process has resumed it (epoch 2, this process has 1)"));
  EXPECT_TRUE(mentions(refusal([&] { first->finish(old_claim, state::done, 0, ""); }), "epoch 2"));
  EXPECT_EQ(second->image("f1"), "image 2");
  EXPECT_EQ(second->find("f1")->state, state::running);
  EXPECT_EQ(second->find("f1")->latest, 2u);
}

TEST_F(store_test, an_id_is_taken_once) {
  auto s = open();
  s->create(sample("f1"), "image 1", "checkpoint");
  EXPECT_TRUE(mentions(refusal([&] { s->create(sample("f1"), "other", "checkpoint"); }), "'f1' already"));
  EXPECT_EQ(s->image("f1"), "image 1");
}

TEST_F(store_test, what_is_over_is_not_given_out) {
  auto s = open();
  claim c = s->create(sample("f1"), "image 1", "checkpoint");
  s->finish(c, state::done, 7, "");
  EXPECT_EQ(s->find("f1")->exit_code, 7);
  EXPECT_TRUE(mentions(refusal([&] { s->take("f1", "me"); }), "done (exit code 7)"));
  EXPECT_EQ(s->find("f1")->epoch, 1u);
  EXPECT_EQ(s->take("f1", "me", true).epoch, 2u);

  s->create(sample("f2"), "image 1", "checkpoint");
  s->cancel("f2");
  EXPECT_EQ(s->find("f2")->state, state::cancelled);
  EXPECT_TRUE(mentions(refusal([&] { s->take("f2", "me"); }), "cancelled"));
}

TEST_F(store_test, cancelling_and_removing_fence_too) {
  auto s = open();
  claim c = s->create(sample("f1"), "image 1", "checkpoint");
  s->cancel("f1");
  EXPECT_TRUE(mentions(refusal([&] { s->save(c, "x", "checkpoint", state::running, {}); }), "was cancelled"));
  s->remove("f1");
  EXPECT_TRUE(mentions(refusal([&] { s->save(c, "x", "checkpoint", state::running, {}); }), "was removed"));
  EXPECT_TRUE(s->list().empty());
  EXPECT_TRUE(mentions(refusal([&] { s->history("f1"); }), "no execution 'f1'"));
}

TEST_F(store_test, forks_any_image) {
  auto s = open();
  claim c = s->create(sample("f1"), "image 1", "checkpoint");
  s->save(c, "image 2", "checkpoint", state::running, {});
  s->fork("f1", 1, "copy");
  EXPECT_EQ(s->image("copy"), "image 1");
  EXPECT_EQ(s->find("copy")->state, state::suspended);
  EXPECT_EQ(s->find("copy")->started.arguments, sample("x").started.arguments);
  refusal([&] { s->fork("f1", 1, "copy"); });
  refusal([&] { s->fork("f1", 9, "other"); });
  EXPECT_FALSE(s->find("other"));
  EXPECT_EQ(s->list().size(), 2u);
}

TEST_F(store_test, says_when_there_is_none) {
  EXPECT_TRUE(mentions(refusal([&] { open(missing::fail); }), "there is no store"));
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_EQ(open(missing::nothing), nullptr);
  EXPECT_TRUE(mentions(refusal([&] { open_store("sqlite:" + (here / "no/such/dir.db").string(), missing::create); }),
                       "cannot be opened"));
  EXPECT_TRUE(mentions(refusal([&] { open_store("sqlite:" + here.path().string(), missing::create); }), "not a file"));
  for (const char *bad : {"", "sqlite:", "perdure.db", "redis:x"})
    EXPECT_TRUE(mentions(refusal([&] { open_store(bad, missing::create); }), "is not a store")) << bad;
}

TEST_F(store_test, refuses_what_is_not_its_own) {
  scratch::write(file, "This is a text file, long enough to be mistaken for the header of something else.\n");
  EXPECT_TRUE(mentions(refusal([&] { open(); }), "is not a Perdure store"));
  EXPECT_EQ(scratch::read(file).substr(0, 4), "This");

  std::filesystem::remove(file);
  sql("CREATE TABLE somebody (elses TEXT)");
  std::string before = scratch::read(file);
  EXPECT_TRUE(mentions(refusal([&] { open(); }), "another program"));
  EXPECT_EQ(scratch::read(file), before);

  std::filesystem::remove(file);
  open();
  sql("PRAGMA user_version = 99");
  EXPECT_TRUE(mentions(refusal([&] { open(); }), "format 99"));
}

TEST_F(store_test, an_empty_file_becomes_a_store) {
  scratch::write(file, "");
  open()->create(sample("f1"), "image", "checkpoint");
  EXPECT_EQ(open(missing::fail)->image("f1"), "image");
}

// Damage is either refused or harmless, and never crashes.
TEST_F(store_test, damage_is_a_store_error) {
  {
    auto s = open();
    claim c = s->create(sample("f1"), std::string(30'000, 'x'), "checkpoint");
    for (int k = 0; k < 5; ++k) s->save(c, std::string(30'000, 'y'), "checkpoint", state::running, {});
  }
  std::string good = scratch::read(file);
  std::mt19937 random(7);
  int refused = 0;
  for (int round = 0; round < 300; ++round) {
    std::string bad = good;
    if (round % 3 == 0)
      bad.resize(random() % bad.size());
    else
      for (int k = 0; k < 200; ++k) bad[random() % (round % 3 == 1 ? 8192 : bad.size())] = char(random());
    scratch::write(file, bad);
    std::filesystem::remove(file + "-wal");
    std::filesystem::remove(file + "-shm");
    try {
      auto s = open(missing::fail);
      for (const record &r : s->list()) {
        s->history(r.id);
        s->image(r.id);
      }
      claim c = s->take("f1", "me");
      s->save(c, "new", "checkpoint", state::running, {});
    } catch (const store_error &) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 100);
}

TEST_F(store_test, many_may_create_it_at_once) {
  std::vector<std::thread> threads;
  for (int k = 0; k < 8; ++k)
    threads.emplace_back([&, k] {
      auto s = open();
      claim c = s->create(sample("f" + std::to_string(k)), "1", "checkpoint");
      for (int n = 0; n < 10; ++n) s->save(c, "x", "checkpoint", state::running, {});
    });
  for (std::thread &t : threads) t.join();
  auto s = open(missing::fail);
  EXPECT_EQ(s->list().size(), 8u);
  for (const record &r : s->list()) EXPECT_EQ(r.latest, 11u) << r.id;
}

TEST(ids, are_checked) {
  for (const char *good : {"f1", "a.b-c_D", "0"}) EXPECT_TRUE(valid_id(good)) << good;
  for (const char *bad : {"", "-x", ".x", "a b", "a/b", "a@1", "a\n"}) EXPECT_FALSE(valid_id(bad)) << bad;
  EXPECT_TRUE(valid_id(new_id()));
  EXPECT_NE(new_id(), new_id());
}

TEST(owners, tell_the_living_from_the_dead) {
  EXPECT_TRUE(may_be_alive(this_process()));
  EXPECT_TRUE(may_be_alive("another-machine:1:1"));
  std::string mine = this_process();
  EXPECT_FALSE(may_be_alive(mine + "0")); // same pid, started at another time
  EXPECT_FALSE(may_be_alive(""));
  EXPECT_FALSE(may_be_alive("nonsense"));
}

} // namespace
