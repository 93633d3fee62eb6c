// The launcher: runs a program's main as the root function of an execution. A program that is started by itself runs
// as ever; what its environment says (settings.hpp) makes it go on from an image, show one, or be stressed.
//
// However the program ends - main returns, exit() or quick_exit() is called, an exception leaves main - its end is
// recorded in the store when its output is out. Without a record, nothing is done that a plain program would not do:
// an exception that nobody catches ends the program where it is thrown, by the terminate handler. A process that ends
// otherwise (a signal, abort, _exit, a terminate handler of its own) leaves the execution as it was at its last image,
// to be resumed. A process that ends because its execution goes on in another one ends by _exit: destructors of static
// objects and functions registered with atexit are the execution's, and run where it ends.

#include <perdure/detail/launch.hpp>
#include <perdure/hosting.hpp>

#include "durable.hpp"
#include "parameter.hpp"
#include "process_state.hpp"
#include "requests.hpp"
#include "settings.hpp"
#include "streams.hpp"
#include "stress.hpp"

#include <perdure/detail/files.hpp>
#include <perdure/detail/heap_places.hpp>
#include <perdure/detail/image.hpp>
#include <perdure/detail/safe_point.hpp>
#include <perdure/error.hpp>

#include <cerrno>
#include <cstdlib>
#include <cxxabi.h>
#include <exception>
#include <fcntl.h>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <sys/personality.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace perdure::host {
namespace {

enum exit_codes { usage = 2, bad_image = 3, bad_store = 4 };

int report(int code, const std::string &what) {
  flush_output();
  std::cerr << "perdure: error: " << what << std::endl;
  return code;
}

void warn(const std::string &what) { std::cerr << "perdure: warning: " << what << std::endl; }

/// The exception being handled, as a message of its own.
std::string describe_exception() {
  std::string text = "an exception";
  if (const std::type_info *type = abi::__cxa_current_exception_type()) text = detail::readable(type->name());
  try {
    throw;
  } catch (const std::exception &e) {
    text += std::string(": ") + e.what();
  } catch (...) {}
  return text;
}

/// An execution's variables are never destroyed by the launcher: when the process ends at a yield, or cannot go on,
/// they live on in the image. Kept reachable, so that nothing looks leaked.
std::shared_ptr<detail::execution> keep(std::shared_ptr<detail::execution> e) {
  static auto *const kept = new std::vector<std::shared_ptr<detail::execution>>;
  kept->push_back(e);
  return e;
}

std::shared_ptr<detail::execution> decode(const std::string &bytes) {
  auto e = keep(std::make_shared<detail::execution>());
  detail::decode(bytes, *e);
  return e;
}

/// What runs when an exception leaves main, a noexcept function or a thread: records it, and lets the handler that was
/// there before do what it always does. A handler that the program sets takes its place.
std::function<void(const std::string &)> *on_terminate = nullptr;
std::terminate_handler terminate_before = nullptr;
[[noreturn]] void terminate_recorded() {
  if (auto *record = std::exchange(on_terminate, nullptr); record && abi::__cxa_current_exception_type())
    (*record)(describe_exception());
  if (terminate_before) terminate_before();
  std::abort();
}

/// Ends the process, and not the program.
[[noreturn]] void leave(int code) {
  flush_output();
  ::_exit(code);
}

/// The program's main, as it wants to be called.
struct main_function {
  int (*without)() = nullptr;
  int (*with_arguments)(int, char **) = nullptr;
  int (*with_environment)(int, char **, char **) = nullptr;
};

/// Runs one process's part of a program's execution. Lives as long as the process: exit handlers refer to it.
class launcher {
public:
  launcher(int argc, char **argv, main_function program) : argc_(argc), argv_(argv), program_(program) {}

  int run() {
    try {
      remember_beginning();
      if (const char *starts = std::getenv("PERDURE_STARTS")) starts_ = std::atoi(starts);
      ::unsetenv("PERDURE_STARTS");
      detail::heap_insists(starts_ < most_starts);
      for (char **e = environ; *e; ++e) environment_.emplace_back(*e);
      settings_ = read_settings();
      bool stressed = !settings_.stress.empty();
      if (settings_.every && !stressed && !detail::any_safe_points())
        warn("PERDURE_EVERY has no effect on this program: it was compiled without safe points, so images are made "
             "where it calls checkpoint(), yield() or sleep_for()");
      if (settings_.show) return show();
      stress_run stress;
      if (stressed) stress = stress_run::parse(settings_.stress);
      return stress.on() ? run_stressed(stress) : run_stored();
    } catch (const bad_setting &b) {
      return report(usage, b.what);
    } catch (const detail::place_taken &e) {
      start_again();
      return report(bad_image, e.what());
    } catch (const image_error &e) {
      return report(bad_image, e.what());
    } catch (const store_error &e) {
      return report(bad_store, e.what());
    }
  }

private:
  /// May another process with another layout of its memory be tried? Only a few times. Tells the next one.
  bool may_start_again() {
    if (starts_ >= most_starts) return false;
    environment_.push_back("PERDURE_STARTS=" + std::to_string(starts_ + 1));
    ::setenv("PERDURE_STARTS", std::to_string(starts_ + 1).c_str(), 1);
    if (const int now = ::personality(0xffffffff); now != -1) ::personality(unsigned(now & ~ADDR_NO_RANDOMIZE));
    return true;
  }

  /// The same program, from the beginning. Returns if that is not possible.
  void start_again() {
    if (!may_start_again()) return;
    std::vector<char *> environment;
    environment.reserve(environment_.size() + 1);
    for (std::string &s : environment_) environment.push_back(s.data());
    environment.push_back(nullptr);
    for (int fd : descriptors_of_initialisers()) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::execve("/proc/self/exe", argv_, environment.data());
  }

  int show() {
    detail::keep_files_closed();
    std::string bytes;
    if (settings_.image_file.empty())
      bytes = open_store(settings_.store_url, missing::fail)->image(settings_.resume_id, settings_.resume_number);
    else
      bytes = image::from_file(settings_.image_file).bytes();
    std::string stack = detail::describe_stack(*decode(bytes));
    // The frame below main is the launcher's own.
    if (std::size_t last = stack.rfind("\n#"); last != stack.npos && stack.find("  start(", last) != stack.npos)
      stack.erase(last + 1, std::min(stack.find("\nglobals\n", last), stack.size()) - last);
    std::cout << stack << std::flush;
    return 0;
  }

  int run_stressed(stress_run stress) {
    std::string bytes;
    if (stress.image >= 0) bytes = stress.take_image();
    serve(stress);
    if (bytes.empty()) return start();
    std::shared_ptr<detail::execution> e;
    try {
      e = decode(bytes);
    } catch (const detail::place_taken &) {
      if (may_start_again()) stress.restart(argv_, bytes);
      throw;
    }
    stress.log_restore();
    return go_on(*e, hand_in(*e));
  }

  int run_stored() {
    serve(stress_run());
    if (!settings_.resume_id.empty()) return resume_from_store();
    if (!settings_.image_file.empty()) {
      std::shared_ptr<detail::execution> e = decode(image::from_file(settings_.image_file).bytes());
      return go_on(*e, hand_in(*e));
    }
    if (settings_.parameter) throw bad_setting{"a value can be handed in to a suspended program only"};
    return start();
  }

  void serve(stress_run stress) {
    server_ = new durable(settings_, stress, argv_);
    ::on_exit(
        [](int code, void *self) {
          static_cast<launcher *>(self)->record_end(state::done, code & 0xff, ""); // what a parent gets to see
        },
        this);
    std::at_quick_exit([] { (*on_quick_exit)(); });
    on_quick_exit = new std::function<void()>([this] { record_end(state::done, std::nullopt, "quick_exit"); });
    on_terminate = new std::function<void(const std::string &)>(
        [this](const std::string &what) { record_end(state::failed, std::nullopt, what); });
    terminate_before = std::set_terminate(terminate_recorded);
    remember_terminate_handler();
    if (stress.on() && !stress.over()) detail::raise_poll();
    if (stress.on() || !detail::any_safe_points()) return;
    if (settings_.is_durable) watch_termination();
    if (settings_.every) start_timer(*settings_.every);
  }

  /// Loads the image first and takes the execution over then: an image or a value that does not fit changes nothing.
  int resume_from_store() {
    std::unique_ptr<store> s = open_store(settings_.store_url, missing::fail);
    for (;;) {
      const std::string &id = settings_.resume_id;
      std::optional<record> r = s->find(id);
      std::uint64_t number = settings_.resume_number ? settings_.resume_number : r ? r->latest : 0;
      std::string bytes = s->image(id, number); // throws for an unknown id
      if (r->state == state::cancelled || (r->state == state::done && !settings_.resume_number))
        s->take(id, ""); // throws, and says why
      std::shared_ptr<detail::execution> e = decode(bytes);
      e->id = id;
      bool handed = hand_in(*e);
      if (r->state == state::running || r->state == state::sleeping)
        if (may_be_alive(r->owner) && r->owner != this_process())
          warn("execution '" + id + "' seems to run still, in process " + r->owner +
               " (host:pid:start); it is taken over, and that process will be refused at its next image");
      claim c = s->take(id, this_process(), settings_.resume_number != 0);
      if (!settings_.resume_number && s->find(id)->latest != number) continue; // it was saved in between
      server_->adopt(std::move(s), std::move(c));
      return go_on(*e, handed);
    }
  }

  /// Builds the value that the execution waits for, if it does. Throws bad_setting if the one given does not fit.
  bool hand_in(detail::execution &e) {
    const std::string *parameter = settings_.parameter ? &*settings_.parameter : nullptr;
    if (e.wanted.kind == detail::request::yield) {
      if (server_->stress().on())
        hand_in_nothing(e);
      else
        hand_in_json(e, parameter);
      return true;
    }
    if (parameter) throw bad_setting{"the program waits for no value: resume it without -p"};
    return false;
  }

  int start() {
    std::shared_ptr<detail::execution> e = keep(std::make_shared<detail::execution>());
    e->arguments.assign(argc_, argv_);
    e->environment.adopt();
    e->notes = capture_process();
    e->program = this_command(argv_).program;
    e->server = server_;
    return until_end(e.get(), [this](detail::execution &x) {
      errno = 0; // as main finds it
      const int argc = x.arguments.count();
      char **const argv = x.arguments.pointers.data();
      if (program_.with_environment)
        detail::begin(x, program_.with_environment, argc, argv, x.environment.given());
      else if (program_.with_arguments)
        detail::begin(x, program_.with_arguments, argc, argv);
      else
        detail::begin(x, program_.without);
    });
  }

  int go_on(detail::execution &e, bool handed) {
    prepare(e);
    return until_end(&e, [handed](detail::execution &x) { handed ? x.run_handed() : x.run(); });
  }

  void prepare(detail::execution &e) {
    bool is_new = !server_->stress().in_process;
    e.environment.install();
    restore_handlers(e, is_new);
    if (is_new) restore_process(e.notes);
    if (is_new) open_files_of_initialisers();
    e.program = this_command(argv_).program;
    e.server = server_;
    server_->resuming(e);
  }

  /// Runs. Stressed within the process, goes on with each image's new copy.
  int until_end(detail::execution *e, std::function<void(detail::execution &)> run) {
    for (;;) {
      try { // no handler for all: see terminate_recorded
        run(*e);
      } catch (const image_error &x) {
        record_end(state::failed, bad_image, x.what());
        return report(bad_image, x.what());
      } catch (const store_error &x) {
        server_->give_up(); // the execution stays as it was at its last image
        return report(bad_store, x.what());
      }
      if (e->state != status::suspended) return *static_cast<int *>(e->result.where());
      std::string bytes = server_->take_in_process_image();
      if (bytes.empty()) leave(server_->exit_code());
      server_->stress().log_restore();
      detail::heap_insists(false); // the old blocks are still there
      e = decode(bytes).get();     // kept
      prepare(*e);
      bool handed = hand_in(*e);
      run = [handed](detail::execution &x) { handed ? x.run_handed() : x.run(); };
    }
  }

  void record_end(state s, std::optional<int> code, const std::string &message) noexcept {
    if (!server_->is_recorded()) return;
    flush_output();
    try {
      server_->finish(s, code, message);
    } catch (const std::exception &x) {
      report(bad_store, x.what());
      if (s == state::done) ::_exit(bad_store);
    }
  }

  static inline std::function<void()> *on_quick_exit = nullptr;

  static constexpr int most_starts = 8;
  int argc_;
  char **argv_;
  std::vector<std::string> environment_; ///< as it was found
  int starts_ = 0;                       ///< of this program before, for the sake of its layout in memory
  main_function program_;
  settings settings_;
  durable *server_ = nullptr;
};

} // namespace
} // namespace perdure::host

namespace perdure::detail {
namespace {

int start(int argc, char **argv, perdure::host::main_function program) {
  // Never destroyed, because exit handlers refer to it; reachable, so that it does not look leaked.
  perdure::host::speak();
  program_is_launched = true;
  static auto *const launcher = new perdure::host::launcher(argc, argv, program);
  return launcher->run();
}

} // namespace

int launch(int argc, char **argv, int (*program)()) { return start(argc, argv, {program, nullptr, nullptr}); }

int launch(int argc, char **argv, int (*program)(int, char **)) {
  return start(argc, argv, {nullptr, program, nullptr});
}

int launch(int argc, char **argv, int (*program)(int, char **, char **)) {
  return start(argc, argv, {nullptr, nullptr, program});
}

} // namespace perdure::detail
