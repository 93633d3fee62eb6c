// Saves and restores the libraries' hidden state; see library_state.hpp.
//
// glibc gives the state of random() away when another one is set: setstate() returns the array that was in use, and
// notes in its first word, before that, how far the generator is. seed48() does the same for drand48() and its kin.
// Rejected: to count the calls and to make them again (nobody sees the calls).

#include "library_state.hpp"

#include <cfenv>
#include <clocale>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <locale>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace perdure::host {
namespace {

/// Bytes of the state by its type, the remainder of its first word by 5.
constexpr std::size_t state_sizes[] = {8, 32, 64, 128, 256};

std::string hex(const void *p, std::size_t n) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (std::size_t k = 0; k < n; ++k) {
    const unsigned char c = static_cast<const unsigned char *>(p)[k];
    text += digits[c >> 4];
    text += digits[c & 15];
  }
  return text;
}

std::string unhex(const std::string &text) {
  std::string bytes;
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t k = 0; k + 1 < text.size(); k += 2) bytes += char(digit(text[k]) << 4 | digit(text[k + 1]));
  return bytes;
}

std::string random_state() {
  alignas(std::int32_t) char other[8];
  char *state = ::initstate(1, other, sizeof other);
  if (!state) return "-";
  std::int32_t first;
  std::memcpy(&first, state, sizeof first);
  const std::size_t type = std::size_t(first % 5 + 5) % 5;
  const std::string text = hex(state, state_sizes[type]);
  ::setstate(state);
  return text;
}

void set_random_state(const std::string &text) {
  alignas(std::int32_t) static char state[256]; // in use from now on
  const std::string bytes = unhex(text);
  if (bytes.size() < 8 || bytes.size() > sizeof state) return;
  std::int32_t first;
  std::memcpy(&first, bytes.data(), sizeof first);
  if (first < 0 || state_sizes[first % 5] != bytes.size()) return;
  alignas(std::int32_t) char other[8];
  ::initstate(1, other, sizeof other); // `state` may be the one in use: then it must not be written
  std::memcpy(state, bytes.data(), bytes.size());
  ::setstate(state);
}

std::string drand_state() {
  unsigned short zero[3] = {}, state[3];
  std::memcpy(state, ::seed48(zero), sizeof state);
  ::seed48(state);
  return hex(state, sizeof state);
}

void set_drand_state(const std::string &text) {
  const std::string bytes = unhex(text);
  unsigned short state[3];
  if (bytes.size() != sizeof state) return;
  std::memcpy(state, bytes.data(), sizeof state);
  ::seed48(state);
}

/// Has tzset(), or what calls it, told tzname and its kin the local time zone? They say GMT until then.
bool knows_zone() {
  return ::timezone != 0 || ::daylight != 0 || std::strcmp(::tzname[0], "GMT") != 0 ||
         std::strcmp(::tzname[1], "GMT") != 0;
}

} // namespace

std::string capture_library() {
  const char *c = std::setlocale(LC_ALL, nullptr);
  return random_state() + ' ' + drand_state() + ' ' + (c ? c : "C") + ' ' + std::locale().name() + ' ' +
         std::to_string(std::fegetround()) + " - " + (knows_zone() ? '1' : '0') + ' ' + std::to_string(::signgam);
}

void restore_library(const std::string &text) {
  std::istringstream in(text);
  std::string random, drand, c, cpp;
  if (!(in >> random >> drand >> c >> cpp)) return;
  set_random_state(random);
  set_drand_state(drand);
  if (cpp != "*" && cpp != std::locale().name()) {
    try {
      std::locale::global(std::locale(cpp));
    } catch (const std::runtime_error &) { // this machine does not have it
    }
  }
  if (int rounding = 0; in >> rounding && rounding != std::fegetround()) std::fesetround(rounding);
  std::string none; // older images told of the environment here
  if (int zone = 0; in >> none >> zone && zone) ::tzset();
  if (int sign = 0; in >> sign) ::signgam = sign;
  const char *now = std::setlocale(LC_ALL, nullptr);
  if (!now || c != now) std::setlocale(LC_ALL, c.c_str());
}

} // namespace perdure::host
