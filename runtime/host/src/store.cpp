// What all kinds of stores share: opening by URL, ids, and who owns an execution.

#include <perdure/error.hpp>
#include <perdure/host/store.hpp>

#include "sqlite_store.hpp"

#include <cctype>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <unistd.h>

namespace perdure::host {
namespace {

constexpr std::string_view sqlite = "sqlite:";

std::string host_name() {
  char buffer[256] = {};
  return ::gethostname(buffer, sizeof buffer - 1) == 0 ? buffer : "unknown";
}

/// When a process started, in clock ticks since boot: tells a process from a later one with the same pid. Empty if
/// there is no such process or it has ended.
std::string start_time(long pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  if (!std::getline(in, text)) return {};
  // The second field is the program's name in parentheses, which may itself hold blanks and parentheses.
  std::size_t at = text.rfind(')');
  if (at == std::string::npos || at + 2 >= text.size()) return {};
  char run_state = text[at + 2];
  if (run_state == 'Z' || run_state == 'X') return {};
  for (int field = 3; field <= 22; ++field) {
    at = text.find(' ', at + 1);
    if (at == std::string::npos) return {};
  }
  return text.substr(at + 1, text.find(' ', at + 1) - at - 1);
}

} // namespace

const char *name(state s) noexcept {
  switch (s) {
  case state::running:
    return "running";
  case state::suspended:
    return "suspended";
  case state::sleeping:
    return "sleeping";
  case state::done:
    return "done";
  case state::failed:
    return "failed";
  case state::cancelled:
    return "cancelled";
  }
  return "unknown";
}

std::unique_ptr<store> open_store(const std::string &url, missing policy) {
  if (url.compare(0, sqlite.size(), sqlite) == 0 && url.size() > sqlite.size())
    return open_sqlite_store(url, url.substr(sqlite.size()), policy);
  throw store_error("'" + url + "' is not a store: write sqlite:PATH, for example " + default_store);
}

std::string absolute_url(const std::string &url) {
  if (url.compare(0, sqlite.size(), sqlite) != 0 || url.size() == sqlite.size()) return url;
  return std::string(sqlite) + std::filesystem::absolute(url.substr(sqlite.size())).lexically_normal().string();
}

std::string new_id() {
  static constexpr char letters[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::random_device random;
  std::uniform_int_distribution<int> letter(0, 35);
  std::string id;
  for (int k = 0; k < 12; ++k) id += letters[letter(random)];
  return id;
}

bool valid_id(std::string_view id) noexcept {
  if (id.empty() || id.size() > 200 || id[0] == '-' || id[0] == '.') return false;
  for (unsigned char c : id)
    if (!std::isalnum(c) && !std::strchr("._-", c)) return false;
  return true;
}

std::string this_process() {
  long pid = ::getpid();
  return host_name() + ":" + std::to_string(pid) + ":" + start_time(pid);
}

bool may_be_alive(const std::string &owner) {
  std::size_t second = owner.rfind(':');
  if (second == std::string::npos || second == 0) return false;
  std::size_t first = owner.rfind(':', second - 1);
  if (first == std::string::npos) return false;
  if (owner.substr(0, first) != host_name()) return true;
  long pid = std::atol(owner.substr(first + 1, second - first - 1).c_str());
  return pid > 0 && start_time(pid) == owner.substr(second + 1) && second + 1 < owner.size();
}

} // namespace perdure::host
