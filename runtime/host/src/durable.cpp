// Serves checkpoint, sleep and yield of a launched program; see durable.hpp.

#include "durable.hpp"

#include "parameter.hpp"
#include "streams.hpp"

#include <perdure/detail/image.hpp>
#include <perdure/error.hpp>
#include <perdure/perdure.hpp>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <iostream>
#include <limits.h>
#include <thread>
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

bool is_ours(std::string_view variable) { return variable.substr(0, 8) == "PERDURE_"; }

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
  for (char **e = environ; e && *e; ++e)
    if (!is_ours(*e)) all.emplace_back(*e);
  all.push_back(streams_variable + capture_streams());
  char directory[PATH_MAX];
  if (::getcwd(directory, sizeof directory)) all.push_back(directory_variable + directory);
  return all;
}

void restore_process(const std::vector<std::string> &saved) {
  auto value_of = [](const std::string &variable, const std::string &name) -> const char * {
    return variable.compare(0, name.size(), name) == 0 ? variable.c_str() + name.size() : nullptr;
  };
  std::vector<std::string> wanted;
  for (const std::string &variable : saved) {
    if (const char *streams = value_of(variable, streams_variable))
      restore_streams(streams);
    else if (const char *directory = value_of(variable, directory_variable))
      enter(directory);
    else if (!is_ours(variable))
      wanted.push_back(variable);
  }
  for (char **e = environ; e && *e; ++e)
    if (is_ours(*e)) wanted.emplace_back(*e);
  ::clearenv();
  for (const std::string &variable : wanted)
    if (std::size_t equals = variable.find('=', 1); equals != std::string::npos)
      ::setenv(variable.substr(0, equals).c_str(), variable.c_str() + equals + 1, 1);
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
  e.environment = capture_process();
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

bool durable::stress_restart(detail::execution &e) {
  if (!stress_.due()) return false;
  flush_output();
  e.environment = capture_process();
  std::string bytes = detail::encode(e);
  ++stress_.images;
  stress_.log_image(bytes.size());
  if (stress_.in_process) {
    in_process_image_ = std::move(bytes);
    return true;
  }
  stress_.restart(argv_, bytes);
}

durable::next durable::on_checkpoint(detail::execution &e) {
  if (stress_.on()) {
    if (stress_restart(e)) return next::stop;
  } else {
    save(e, "checkpoint", state::running, std::nullopt);
  }
  ::new (e.answer_place()) outcome(outcome::saved);
  return next::go_on;
}

durable::next durable::on_sleep(detail::execution &e) {
  time_point wake = wake_of(e);
  if (!std::exchange(resuming_sleep_, false)) {
    if (!stress_.on())
      save(e, "sleep", state::sleeping, wake);
    else if (stress_restart(e))
      return next::stop;
  }
  std::this_thread::sleep_until(wake);
  if (store_) store_->finish(claim_, state::running, std::nullopt, "");
  return next::go_on;
}

durable::next durable::on_yield(detail::execution &e) {
  if (stress_.on()) {
    // Nobody is there to hand a value in: what a plain build's yield() returns stands for it.
    if (stress_restart(e)) return next::stop;
    hand_in_nothing(e);
    return next::go_on;
  }
  save(e, "yield", state::suspended, std::nullopt);
  give_up();
  std::string out = yielded_text(e);
  std::cerr << "perdure: execution '" << claim_.id << "' is suspended"
            << (out.empty() ? std::string() : " and hands out " + out) << "; go on with: perdure resume " << claim_.id;
  if (settings_.store_url != absolute_url(default_store)) std::cerr << " --store " << settings_.store_url;
  if (e.wanted.expects) std::cerr << " -p JSON, a value of type " << detail::readable(e.wanted.expects->name);
  std::cerr << std::endl;
  return next::stop;
}

void durable::finish(state s, int exit_code, const std::string &message) {
  if (!store_ || finished_ || ::getpid() != process_) return;
  finished_ = true;
  store_->finish(claim_, s, s == state::done ? std::optional<int>(exit_code) : std::nullopt, message);
}

} // namespace perdure::host
