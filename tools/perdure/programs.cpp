// Starts programs, with exec or posix_spawn; the environment is this process's, with the launcher's variables set anew.

#include "programs.hpp"

#include "settings.hpp"

#include <perdure/error.hpp>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace perdure::cli {
namespace {

/// Pointers into a start_info, as exec wants them.
struct exec_arguments {
  std::vector<std::string> variables;
  std::vector<char *> argv, environment;

  explicit exec_arguments(const start_info &info) {
    for (const std::string &a : info.arguments) argv.push_back(const_cast<char *>(a.c_str()));
    argv.push_back(nullptr);
    namespace names = host::variables;
    for (char **e = environ; *e; ++e) {
      std::string_view name(*e, std::strcspn(*e, "="));
      bool replaced = info.environment.count(std::string(name)) != 0;
      for (const char *own : {names::resume, names::image, names::parameter, names::show, names::stress})
        replaced |= name == own; // never inherited by accident
      if (!replaced) environment.push_back(*e);
    }
    for (const auto &[name, value] : info.environment) variables.push_back(name + "=" + value);
    for (std::string &v : variables) environment.push_back(v.data());
    environment.push_back(nullptr);
  }
};

[[noreturn]] void cannot_start(const start_info &info, int code) {
  throw error("cannot start '" + info.program + "': " + std::strerror(code));
}

void enter(const start_info &info) {
  if (!info.directory.empty() && ::chdir(info.directory.c_str()) != 0)
    throw error("cannot go to '" + info.directory + "', where '" + info.program + "' ran: " + std::strerror(errno));
}

volatile sig_atomic_t child = 0;
volatile sig_atomic_t passed_on = 0;
void pass_on(int signal) {
  passed_on = 1;
  if (child > 0) ::kill(child, signal);
}

} // namespace

void become(const start_info &info) {
  exec_arguments a(info);
  enter(info);
  ::execvpe(info.program.c_str(), a.argv.data(), a.environment.data());
  cannot_start(info, errno);
}

int run_and_wait(const start_info &info) {
  exec_arguments a(info);
  enter(info);
  // A signal that comes before the child's number is known has to wait for it.
  sigset_t held, before;
  ::sigemptyset(&held);
  ::sigaddset(&held, SIGTERM);
  ::sigaddset(&held, SIGHUP);
  ::sigprocmask(SIG_BLOCK, &held, &before);
  struct sigaction action = {};
  action.sa_handler = pass_on;
  ::sigaction(SIGTERM, &action, nullptr);
  ::sigaction(SIGHUP, &action, nullptr);
  ::signal(SIGINT, SIG_IGN); // the terminal sends these to the program itself
  ::signal(SIGQUIT, SIG_IGN);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t defaults;
  ::sigemptyset(&defaults);
  ::sigaddset(&defaults, SIGINT);
  ::sigaddset(&defaults, SIGQUIT);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setsigmask(&attributes, &before);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  pid_t pid;
  int code = ::posix_spawnp(&pid, info.program.c_str(), nullptr, &attributes, a.argv.data(), a.environment.data());
  ::posix_spawnattr_destroy(&attributes);
  child = code ? 0 : pid;
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  if (code) cannot_start(info, code);
  int state = 0;
  while (::waitpid(pid, &state, 0) < 0)
    if (errno != EINTR) throw error(std::string("cannot wait for '") + info.program + "': " + std::strerror(errno));
  child = 0;
  return WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
}

bool was_told_to_end() { return passed_on != 0; }

} // namespace perdure::cli
