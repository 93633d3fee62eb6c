// Serves checkpoint, sleep and yield of a launched program; see durable.hpp.

#include "durable.hpp"

#include "parameter.hpp"
#include "process_state.hpp"
#include "requests.hpp"
#include "streams.hpp"

#include <perdure/detail/heap_block.hpp>
#include <perdure/detail/image.hpp>
#include <perdure/detail/safe_point.hpp>
#include <perdure/error.hpp>
#include <perdure/perdure.hpp>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <iostream>
#include <limits.h>
#include <optional>
#include <unistd.h>

namespace perdure::host {
namespace {

time_point wake_of(const detail::execution &e) {
  return time_point(std::chrono::duration_cast<time_point::duration>(std::chrono::nanoseconds(e.wanted.wake)));
}

const std::string streams_variable = "PERDURE_STREAMS=";

const std::string directory_variable = "PERDURE_DIRECTORY=";

void enter(const std::string &directory) {
  if (::chdir(directory.c_str()) != 0)
    std::cerr << "perdure: warning: cannot go to '" << directory << "', where the program was: " << std::strerror(errno)
              << std::endl;
}

/// An image of an older format tells it as texts.
void set_environment(std::vector<std::string> definitions) {
  for (char **e = environ; e && *e; ++e)
    if (detail::is_of_process(*e)) definitions.emplace_back(*e);
  ::clearenv();
  for (const std::string &d : definitions)
    if (std::size_t equals = d.find('=', 1); equals != std::string::npos)
      ::setenv(d.substr(0, equals).c_str(), d.c_str() + equals + 1, 1);
}

} // namespace

void flush_output() {
  std::cout.flush();
  std::wcout.flush();
  std::cerr.flush();
  std::clog.flush();
  std::fflush(nullptr);
}

std::vector<std::string> capture_process() {
  std::vector<std::string> all;
  all.push_back(streams_variable + capture_streams());
  char directory[PATH_MAX];
  if (::getcwd(directory, sizeof directory)) all.push_back(directory_variable + directory);
  return all;
}

void restore_process(const std::vector<std::string> &saved) {
  auto value_of = [](const std::string &variable, const std::string &name) -> const char * {
    return variable.compare(0, name.size(), name) == 0 ? variable.c_str() + name.size() : nullptr;
  };
  std::vector<std::string> definitions;
  for (const std::string &variable : saved)
    if (!detail::is_of_process(variable)) definitions.push_back(variable);
  if (!definitions.empty()) set_environment(std::move(definitions));
  for (const std::string &variable : saved)
    if (const char *streams = value_of(variable, streams_variable))
      restore_streams(streams);
    else if (const char *directory = value_of(variable, directory_variable))
      enter(directory);
}

command this_command(char **argv) {
  command c;
  char buffer[PATH_MAX];
  ssize_t length = ::readlink("/proc/self/exe", buffer, sizeof buffer);
  c.program = length > 0 ? std::string(buffer, std::size_t(length)) : std::string(argv[0] ? argv[0] : "");
  for (char **a = argv; *a; ++a) c.arguments.emplace_back(*a);
  if (::getcwd(buffer, sizeof buffer)) c.directory = buffer;
  return c;
}

durable::durable(settings s, stress_run stress, char **argv)
    : settings_(std::move(s)), stress_(stress), argv_(argv), process_(::getpid()) {}

void durable::adopt(std::unique_ptr<store> s, claim c) {
  store_ = std::move(s);
  claim_ = std::move(c);
  if (settings_.keep) store_->keep = *settings_.keep;
}

void durable::save(detail::execution &e, const char *reason, state s, std::optional<time_point> wake) {
  if (::getpid() != process_)
    throw store_error("a process that the program forked cannot save the program's execution: only the parent can");
  flush_output();
  const detail::heap_own_work own;
  e.notes = capture_process();
  capture_handlers(e);
  std::string bytes = detail::encode(e);
  if (store_) {
    store_->save(claim_, bytes, reason, s, wake);
    return;
  }
  std::unique_ptr<store> opened = open_store(settings_.store_url, missing::create);
  record r;
  r.id = settings_.id.empty() ? new_id() : settings_.id;
  r.started = this_command(argv_);
  r.state = s;
  r.owner = this_process();
  r.wake = wake;
  claim c = opened->create(r, bytes, reason);
  e.id = c.id;
  adopt(std::move(opened), std::move(c));
}

void durable::stress_restart(detail::execution &e) {
  flush_output();
  const detail::heap_own_work own; // the program's pointers to memory that this gets lead nowhere
  e.notes = capture_process();
  capture_handlers(e);
  std::string bytes = detail::encode(e);
  ++stress_.images;
  stress_.log_image(bytes.size());
  if (stress_.over()) detail::lower_poll();
  if (!stress_.in_process) stress_.restart(argv_, bytes);
  in_process_image_ = std::move(bytes);
}

/// What people need to go on later.
durable::next durable::suspended(const std::string &why) {
  give_up();
  std::cerr << "perdure: execution '" << claim_.id << "' is suspended" << why << "; go on with: perdure resume "
            << claim_.id;
  if (settings_.store_url != absolute_url(default_store)) std::cerr << " --store " << settings_.store_url;
  return next::stop;
}

durable::next durable::on_checkpoint(detail::execution &e) {
  if (stress_.on()) {
    if (stress_.due()) {
      stress_restart(e);
      return next::stop;
    }
  } else {
    take_timer(); // this image will do
    save(e, "checkpoint", termination_asked() ? state::suspended : state::running, std::nullopt);
    if (termination_asked()) {
      suspended(" by SIGTERM");
      std::cerr << std::endl;
      return next::stop;
    }
  }
  ::new (e.answer_place()) outcome(outcome::saved);
  return next::go_on;
}

durable::next durable::on_sleep(detail::execution &e) {
  time_point wake = wake_of(e);
  if (!std::exchange(resuming_sleep_, false)) {
    if (!stress_.on()) {
      save(e, "sleep", state::sleeping, wake);
    } else if (stress_.due()) {
      stress_restart(e);
      return next::stop;
    }
  }
  if (!sleep_until_or_termination(wake)) {
    if (store_)
      store_->finish(claim_, state::suspended, std::nullopt, "");
    else
      save(e, "sleep", state::suspended, wake);
    suspended(" by SIGTERM");
    std::cerr << std::endl;
    return next::stop;
  }
  if (store_) store_->finish(claim_, state::running, std::nullopt, "");
  return next::go_on;
}

durable::next durable::on_yield(detail::execution &e) {
  if (stress_.on()) {
    // Nobody is there to hand a value in: what a plain build's yield() returns stands for it.
    if (stress_.due()) {
      stress_restart(e);
      return next::stop;
    }
    hand_in_nothing(e);
    return next::go_on;
  }
  save(e, "yield", state::suspended, std::nullopt);
  std::string out = yielded_text(e);
  suspended(out.empty() ? out : " and hands out " + out);
  if (e.wanted.expects) std::cerr << " -p JSON, a value of type " << detail::readable(e.wanted.expects->name);
  std::cerr << std::endl;
  return next::stop;
}

bool durable::wants_image(detail::execution &) noexcept {
  if (stress_.on()) return stress_.due();
  if (::getpid() != process_) { // a child that the program forked is not the execution
    detail::lower_poll();
    return false;
  }
  if (try_again_at_ && std::chrono::steady_clock::now() < *try_again_at_) return false;
  if (termination_asked() || timer_is_due()) return true;
  detail::lower_poll();
  if (termination_asked() || timer_is_due()) detail::raise_poll(); // it came in between
  return false;
}

void durable::postpone(detail::execution &) noexcept {
  if (stress_.on())
    stress_.left = 1; // the next safe point takes its turn
  else
    try_again_at_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(1);
}

durable::next durable::on_safe_point(detail::execution &e) noexcept {
  try {
    // Who calls checkpoint() knows what his threads do; who does not may wait for one that the next process lacks.
    if (unsigned others = other_threads())
      throw error("the process has " + std::to_string(others) + " more thread" + (others == 1 ? "" : "s") +
                  ", and an image holds only the one that runs main");
    if (stress_.on()) {
      stress_restart(e);
      return next::stop;
    }
    detail::lower_poll(); // before the requests are taken: one that comes now raises it again
    take_timer();
    bool terminate = termination_asked();
    save(e, terminate ? "SIGTERM" : "timer", terminate ? state::suspended : state::running, std::nullopt);
    last_warning_.clear();
    if (!terminate) return next::go_on;
    suspended(" by SIGTERM");
    std::cerr << std::endl;
    return next::stop;
  } catch (const std::exception &x) {
    take_timer(); // the next time will do
    return not_saved(e, x.what());
  } catch (...) {
    return not_saved(e, "serialising a value threw something that is no std::exception");
  }
}

bool durable::is_ours() noexcept {
  if (!store_) return true;
  try {
    std::optional<record> r = store_->find(claim_.id);
    return r && r->epoch == claim_.epoch;
  } catch (const std::exception &) {
    return true; // nobody knows: the next image will tell
  }
}

/// The program cannot be told, so whoever runs it is; the last image stays good. A program that is asked to end gets
/// two seconds to come to a point where an image is possible, and ends then as it would without Perdure.
durable::next durable::not_saved(const detail::execution &e, const std::string &why) {
  const detail::frame *f = e.stack;
  std::string where =
      f ? std::string(f->type->name) + " (" + f->type->file + ":" + std::to_string(f->type->points[f->at].line) + ")"
        : std::string("the program");
  if (stress_.on()) {
    std::cerr << "perdure: error: stress: no image could be made in " << where << ": " << why << std::endl;
    exit_code_ = 3;
    return next::stop;
  }
  if (!is_ours()) {
    std::cerr << "perdure: error: " << why << std::endl;
    give_up();
    exit_code_ = 4;
    return next::stop;
  }
  if (why != std::exchange(last_warning_, why))
    std::cerr << "perdure: warning: no image could be made in " << where << ": " << why << "; the program goes on, and "
              << (store_ ? "its last image stays as it was" : "there is no image of it yet") << std::endl;
  if (!termination_asked()) return next::go_on;
  auto now = std::chrono::steady_clock::now();
  if (!give_up_at_) give_up_at_ = now + std::chrono::seconds(2);
  if (now < *give_up_at_) {
    try_again_at_ = now + std::chrono::milliseconds(20);
    detail::raise_poll();
    return next::go_on;
  }
  std::cerr << "perdure: error: SIGTERM ends the program, and no image could be made" << std::endl;
  ::raise(SIGTERM); // its handler has gone with the first one
  return next::go_on;
}

bool durable::is_recorded() const noexcept { return store_ && !finished_ && ::getpid() == process_; }

void durable::finish(state s, std::optional<int> exit_code, const std::string &message) {
  if (!is_recorded()) return;
  finished_ = true;
  store_->finish(claim_, s, exit_code, message);
}

} // namespace perdure::host
