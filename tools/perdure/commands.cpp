// The subcommands: they read and change the store themselves, and leave everything about frames and values to the
// program whose execution it is, which alone knows its types: it is started with an environment that says what to do.

#include "commands.hpp"

#include "programs.hpp"
#include "settings.hpp"
#include "stress.hpp"

#include <perdure/detail/image.hpp>
#include <perdure/error.hpp>
#include <perdure/host/store.hpp>
#include <perdure/image.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <optional>
#include <sys/mman.h>
#include <unistd.h>

namespace perdure::cli {
namespace {

namespace fs = std::filesystem;
namespace names = host::variables;
using host::missing;
using host::record;
using host::state;
using host::store;

std::string store_url(const options &o) {
  const char *variable = std::getenv(names::store);
  // Programs may be started in another directory.
  return host::absolute_url(!o.store.empty() ? o.store : variable && *variable ? variable : host::default_store);
}

std::unique_ptr<store> open(const options &o) { return host::open_store(store_url(o), missing::fail); }

record need(store &s, const std::string &id) {
  std::optional<record> r = s.find(id);
  if (!r)
    throw store_error("the store '" + s.url() + "' has no execution '" + id + "': perdure list shows what it has");
  return *r;
}

std::string time_text(host::time_point t) {
  std::time_t seconds = std::chrono::system_clock::to_time_t(t);
  std::tm parts;
  char buffer[32];
  return std::strftime(buffer, sizeof buffer, "%Y-%m-%d %H:%M:%S", ::localtime_r(&seconds, &parts)) ? buffer : "";
}

std::string quoted(const std::string &word) {
  bool plain = !word.empty();
  for (unsigned char c : word) plain = plain && (std::isalnum(c) || std::strchr("_-./=:,+@%", c));
  if (plain) return word;
  std::string text = "'";
  for (char c : word) c == '\'' ? text += "'\\''" : text += c;
  return text + "'";
}

std::string command_text(const host::command &c) {
  std::string text = quoted(c.program);
  for (std::size_t k = 1; k < c.arguments.size(); ++k) text += " " + quoted(c.arguments[k]);
  return text;
}

/// What people want to know: whether the process that runs it is there, and what it waits for.
std::string state_text(const record &r) {
  bool in_process = r.state == state::running || r.state == state::sleeping;
  std::string text = in_process && !host::may_be_alive(r.owner) ? "interrupted" : name(r.state);
  if (r.state == state::sleeping && r.wake) text += " (sleeps until " + time_text(*r.wake) + ")";
  if (r.state == state::done && r.exit_code) text += " (exit code " + std::to_string(*r.exit_code) + ")";
  if (r.state == state::failed && !r.message.empty()) text += " (" + r.message + ")";
  return text;
}

/// A program given on the command line, made independent of the working directory.
std::string absolute_program(const std::string &program) {
  return program.find('/') == std::string::npos ? program : fs::absolute(program).lexically_normal().string();
}

/// How to start the program of a record, or the one given instead.
start_info start_of(const record &r, const options &o) {
  start_info info{r.started.program, r.started.arguments, r.started.directory, {}};
  if (!o.program.empty()) info = {absolute_program(o.program[0]), o.program, r.started.directory, {}};
  info.environment[names::store] = store_url(o);
  return info;
}

[[noreturn]] void start_or_explain(const start_info &info, const std::string &way_out) {
  try {
    become(info);
  } catch (const error &e) {
    throw error(std::string(e.what()) + "; name another build of the program: " + way_out + " -- PROGRAM");
  }
}

void require_program(const options &o, const char *command) {
  if (o.program.empty())
    throw bad_usage{std::string("perdure ") + command + " needs a program: perdure " + command +
                    " [options] -- PROGRAM ARGUMENTS..."};
}

std::string with_number(const std::string &id, std::uint64_t number) {
  return number ? id + "@" + std::to_string(number) : id;
}

/// How to start the program of an image in a file: the one that made it, or the one given instead. The program's
/// arguments and directory are in the image.
start_info start_of_file(const std::string &file, const options &o) {
  if (!o.program.empty()) return {absolute_program(o.program[0]), o.program, "", {}};
  std::string program = detail::program_of(image::from_file(file).bytes());
  if (program.empty() || program[0] != '/')
    throw bad_usage{"the image in '" + file + "' was not made under perdure run: name its program: -- PROGRAM"};
  return {program, {program}, "", {}};
}

void print_table(const std::vector<std::vector<std::string>> &rows) {
  std::vector<std::size_t> widths;
  for (const auto &row : rows)
    for (std::size_t k = 0; k < row.size(); ++k) {
      if (widths.size() <= k) widths.push_back(0);
      widths[k] = std::max(widths[k], row[k].size());
    }
  for (const auto &row : rows) {
    std::string line;
    for (std::size_t k = 0; k < row.size(); ++k)
      line += k + 1 == row.size() ? row[k] : row[k] + std::string(widths[k] - row[k].size() + 2, ' ');
    std::cout << line << '\n';
  }
}

nlohmann::json to_json(const record &r) {
  auto seconds = [](host::time_point t) { return std::chrono::duration<double>(t.time_since_epoch()).count(); };
  nlohmann::json j = {{"id", r.id},
                      {"state", name(r.state)},
                      {"alive", host::may_be_alive(r.owner)},
                      {"program", r.started.program},
                      {"arguments", r.started.arguments},
                      {"directory", r.started.directory},
                      {"epoch", r.epoch},
                      {"image", r.latest},
                      {"created", seconds(r.created)},
                      {"updated", seconds(r.updated)}};
  if (r.wake) j["wake"] = seconds(*r.wake);
  if (r.exit_code) j["exit_code"] = *r.exit_code;
  if (!r.message.empty()) j["message"] = r.message;
  return j;
}

std::string dump(const nlohmann::json &j) { return j.dump(2, ' ', false, nlohmann::json::error_handler_t::replace); }

} // namespace

namespace {

/// Passes --every on. Throws bad_setting.
void set_timer(start_info &info, const options &o) {
  if (o.every.empty()) return;
  host::parse_duration("--every", o.every);
  info.environment[names::every] = o.every;
}

} // namespace

int run(const options &o) {
  require_program(o, "run");
  std::string id = o.id;
  if (id.empty()) {
    id = host::new_id();
    std::cerr << "perdure: execution " << id << std::endl;
  } else if (!host::valid_id(id)) {
    throw bad_usage{"'" + id + "' is not an id: use letters, digits, '.', '_' and '-'"};
  }
  std::string url = store_url(o);
  if (auto s = host::open_store(url, missing::nothing); s && s->find(id))
    throw store_error("the store '" + url + "' has an execution '" + id + "' already: resume it (perdure resume " + id +
                      "), remove it (perdure rm " + id + ") or choose another id");
  start_info info{o.program[0], o.program, "", {{names::store, url}, {names::id, id}}};
  set_timer(info, o);
  if (!o.loop) become(info);

  int code = run_and_wait(info);
  for (;;) {
    auto s = host::open_store(url, missing::nothing);
    std::optional<record> r = s ? s->find(id) : std::nullopt;
    if (code != 0 || !r || r->state != state::suspended || was_told_to_end()) return code;
    s.reset();
    start_info again = start_of(*r, options{});
    again.environment = {{names::store, url}, {names::resume, id}};
    set_timer(again, o);
    code = run_and_wait(again);
  }
}

int resume(const options &o) {
  if (o.id.empty() == o.file.empty()) throw bad_usage{"perdure resume needs either an id or --image FILE"};
  start_info info;
  if (!o.file.empty()) {
    if (o.at) throw bad_usage{"--at chooses an image of an execution in a store; --image FILE names one already"};
    info = start_of_file(o.file, o);
    info.environment[names::image] = fs::absolute(o.file).string();
    info.environment[names::store] = store_url(o);
  } else {
    auto s = open(o);
    info = start_of(need(*s, o.id), o);
    info.environment[names::resume] = with_number(o.id, o.at);
  }
  if (o.parameter) info.environment[names::parameter] = *o.parameter;
  set_timer(info, o);
  start_or_explain(info, "perdure resume " + (o.file.empty() ? o.id : "--image " + o.file));
}

int list(const options &o) {
  auto s = host::open_store(store_url(o), missing::nothing);
  std::vector<record> all = s ? s->list() : std::vector<record>();
  if (o.json) {
    nlohmann::json j = nlohmann::json::array();
    for (const record &r : all) j.push_back(to_json(r));
    std::cout << dump(j) << '\n';
    return 0;
  }
  std::vector<std::vector<std::string>> rows = {{"ID", "IMAGE", "UPDATED", "PROGRAM", "STATE"}};
  for (const record &r : all)
    rows.push_back({r.id, std::to_string(r.latest), time_text(r.updated), command_text(r.started), state_text(r)});
  print_table(rows);
  return 0;
}

int show(const options &o) {
  start_info info;
  auto s = host::open_store(store_url(o), missing::nothing);
  std::optional<record> r = s && host::valid_id(o.id) ? s->find(o.id) : std::nullopt;
  if (r) {
    std::uint64_t number = o.at ? o.at : r->latest;
    for (const host::entry &e : s->history(o.id))
      if (e.number == number)
        std::cout << o.id << ": " << state_text(*r) << "; image " << number << " (" << e.reason << ", " << e.bytes
                  << " bytes, " << time_text(e.created) << ") of " << command_text(r->started) << std::endl;
    info = start_of(*r, o);
    info.environment[names::resume] = with_number(o.id, o.at);
  } else if (fs::exists(o.id)) {
    info = start_of_file(o.id, o);
    info.environment[names::image] = fs::absolute(o.id).string();
  } else {
    throw store_error("there is neither an execution '" + o.id + "' in the store '" + store_url(o) +
                      "' nor a file of that name");
  }
  s.reset();
  info.environment[names::show] = "1";
  start_or_explain(info, "perdure show " + o.id);
}

int history(const options &o) {
  auto s = open(o);
  std::vector<host::entry> all = s->history(o.id);
  std::vector<std::vector<std::string>> rows = {{"IMAGE", "BYTES", "MADE", "BY"}};
  nlohmann::json j = nlohmann::json::array();
  for (const host::entry &e : all) {
    rows.push_back({std::to_string(e.number), std::to_string(e.bytes), time_text(e.created), e.reason});
    j.push_back({{"number", e.number}, {"bytes", e.bytes}, {"reason", e.reason}, {"made", time_text(e.created)}});
  }
  if (o.json)
    std::cout << dump(j) << '\n';
  else
    print_table(rows);
  return 0;
}

int fork(const options &o) {
  std::string copy = o.new_id.empty() ? host::new_id() : o.new_id;
  if (!host::valid_id(copy)) throw bad_usage{"'" + copy + "' is not an id: use letters, digits, '.', '_' and '-'"};
  open(o)->fork(o.id, o.at, copy);
  std::cout << copy << '\n';
  return 0;
}

int cancel(const options &o) {
  open(o)->cancel(o.id);
  return 0;
}

int remove(const options &o) {
  open(o)->remove(o.id);
  return 0;
}

int export_image(const options &o) {
  image(open(o)->image(o.id, o.at)).to_file(o.file);
  return 0;
}

int import_image(const options &o) {
  start_info info = start_of_file(o.file, o);
  std::string id = o.new_id.empty() ? host::new_id() : o.new_id;
  if (!host::valid_id(id)) throw bad_usage{"'" + id + "' is not an id: use letters, digits, '.', '_' and '-'"};
  image bytes = image::from_file(o.file);
  record r;
  r.id = id;
  r.started = {info.program, info.arguments, fs::current_path().string()};
  r.state = state::suspended;
  host::open_store(store_url(o), missing::create)->create(r, bytes.bytes(), "import");
  std::cout << id << '\n';
  return 0;
}

int stress(const options &o) {
  require_program(o, "stress");
  host::stress_run run;
  run.every = o.stride;
  run.max = o.max;
  run.in_process = o.in_process;
  run.log = host::anonymous_file("perdure-stress"); // inherited by every process of the run
  if (run.log < 0) throw error("cannot make an anonymous file: " + std::string(std::strerror(errno)));
  start_info info{o.program[0], o.program, "", {{names::stress, run.text()}}};
  int code = run_and_wait(info);
  std::cerr << host::stress_summary::read(run.log).text() << std::endl;
  return code;
}

} // namespace perdure::cli
