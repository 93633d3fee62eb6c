// getopt() and its kin, as glibc documents them, with all that they keep from call to call in variables of the image:
// where they are in a word of several options, and which words they have passed that are no options; see
// detail/heap.hpp. The variables that <unistd.h> shows (optind, optarg, ...) are the C library's.
#include <perdure/detail/globals.hpp>
#include <perdure/detail/heap.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <getopt.h>
#include <iterator>
#include <utility>

namespace perdure::detail {

namespace {

enum : int { permute, in_order, options_first };

char *rest = nullptr;             ///< of the word that is being read; null or "": none
int passed = 0, passed_end = 0;   ///< words that are no options, behind which the options were
int order = permute, started = 0; ///< started: the first call was there
int letter_or_value = 0;          ///< what optopt is after each call, whatever the program made of it

constexpr global_variable rows[] = {
    global("optind", "int", "optind", 0, ::optind),
    global("optarg", "char *", "optarg", 0, ::optarg),
    global("opterr", "int", "opterr", 0, ::opterr),
    global("optopt", "int", "optopt", 0, ::optopt),
    global("getopt()::rest", "char *", "perdure_getopt_rest", 0, rest),
    global("getopt()::passed", "int", "perdure_getopt_passed", 0, passed),
    global("getopt()::passed_end", "int", "perdure_getopt_passed_end", 0, passed_end),
    global("getopt()::order", "int", "perdure_getopt_order", 0, order),
    global("getopt()::started", "int", "perdure_getopt_started", 0, started),
    global("getopt()::optopt", "int", "perdure_getopt_optopt", 0, letter_or_value),
};
const globals_registration registered(rows, std::size(rows));

bool is_option(const char *word) noexcept { return word[0] == '-' && word[1]; }

/// One call.
class reading {
public:
  reading(int argc, char *const *argv, const char *letters, const ::option *longs, int *index, bool only)
      : argc_(argc), argv_(argv), letters_(letters), longs_(longs), index_(index), only_(only) {}

  int next() {
    const int c = found();
    ::optopt = letter_or_value;
    return c;
  }

private:
  static constexpr int has_option = -2;

  int found() {
    if (argc_ < 1) return -1;
    ::optarg = nullptr;
    start();
    const bool starts_with_colon = *letters_ == ':';
    missing_ = starts_with_colon ? ':' : '?';
    loud_ = ::opterr && !starts_with_colon;
    if (!rest || !*rest) {
      if (const int end = next_word(); end != has_option) return end;
      char *word = argv_[::optind];
      if (longs_ && word[1] == '-') {
        rest = word + 2;
        return named("--");
      }
      if (longs_ && only_ && (word[2] || !std::strchr(letters_, word[1]))) {
        rest = word + 1;
        if (const int found = named("-"); found != -1) return found;
      }
      rest = word + 1;
    }
    return letter();
  }

  void start() {
    const bool fresh = ::optind == 0 || !started;
    if (fresh) {
      if (::optind == 0) ::optind = 1;
      passed = passed_end = ::optind;
      rest = nullptr;
      order = *letters_ == '-'                                     ? in_order
              : *letters_ == '+' || std::getenv("POSIXLY_CORRECT") ? options_first
                                                                   : permute;
      started = 1;
    }
    if (*letters_ == '-' || *letters_ == '+') ++letters_;
  }

  /// Options that lie behind words that are none go before them.
  static void exchange(char *const *argv) {
    auto **words = const_cast<char **>(argv);
    std::rotate(words + passed, words + passed_end, words + ::optind);
    passed += ::optind - passed_end;
    passed_end = ::optind;
  }

  int next_word() {
    passed_end = std::min(passed_end, ::optind); // the program may have changed optind
    passed = std::min(passed, ::optind);
    if (order == permute) {
      if (passed != passed_end && passed_end != ::optind)
        exchange(argv_);
      else if (passed_end != ::optind)
        passed = ::optind;
      while (::optind < argc_ && !is_option(argv_[::optind])) ++::optind;
      passed_end = ::optind;
    }
    if (::optind != argc_ && std::strcmp(argv_[::optind], "--") == 0) {
      ++::optind;
      if (passed != passed_end && passed_end != ::optind)
        exchange(argv_);
      else if (passed == passed_end)
        passed = ::optind;
      passed_end = ::optind = argc_;
    }
    if (::optind == argc_) {
      if (passed != passed_end) ::optind = passed;
      return -1;
    }
    if (is_option(argv_[::optind])) return has_option;
    if (order == options_first) return -1;
    ::optarg = argv_[::optind++];
    return 1;
  }

  int letter() {
    const char c = *rest++;
    const char *known = std::strchr(letters_, c);
    if (!*rest) ++::optind;
    if (!known || c == ':' || c == ';') {
      if (loud_) std::fprintf(stderr, "%s: invalid option -- '%c'\n", argv_[0], c);
      letter_or_value = c;
      return '?';
    }
    const bool names = known[0] == 'W' && known[1] == ';' && longs_;
    if (!names && known[1] != ':') return c;
    if (known[1] == ':' && known[2] == ':') { // may have one, in the same word
      if (*rest) {
        ::optarg = rest;
        ++::optind;
      }
    } else if (*rest) {
      ::optarg = rest;
      if (!names) ++::optind;
    } else if (::optind == argc_) {
      if (loud_) std::fprintf(stderr, "%s: option requires an argument -- '%c'\n", argv_[0], c);
      letter_or_value = c;
      rest = nullptr;
      return missing_;
    } else {
      ::optarg = names ? argv_[::optind] : argv_[::optind++];
    }
    rest = nullptr;
    if (!names) return c;
    rest = std::exchange(::optarg, nullptr);
    only_ = false;
    return named("-W ");
  }

  /// An option by its name, of which the beginning is enough if no other begins so. -1: it may be a letter.
  int named(const char *prefix) {
    const std::size_t length = std::strcspn(rest, "=");
    const auto begins = [&](const ::option &o) { return std::strncmp(o.name, rest, length) == 0; };
    const ::option *found = nullptr;
    for (const ::option *o = longs_; o->name && !found; ++o)
      if (begins(*o) && std::strlen(o->name) == length) found = o;
    const bool whole = found != nullptr;
    for (const ::option *o = longs_; o->name && !found; ++o)
      if (begins(*o)) found = o;
    const auto competes = [&](const ::option &o) {
      return !whole && &o != found && begins(o) &&
             (only_ || found->has_arg != o.has_arg || found->flag != o.flag || found->val != o.val);
    };
    bool ambiguous = false;
    for (const ::option *o = longs_; o->name; ++o) ambiguous |= competes(*o);
    if (ambiguous) {
      if (loud_) {
        std::fprintf(stderr, "%s: option '%s%s' is ambiguous; possibilities:", argv_[0], prefix, rest);
        for (const ::option *o = longs_; o->name; ++o)
          if (o == found || competes(*o)) std::fprintf(stderr, " '%s%s'", prefix, o->name);
        std::fputc('\n', stderr);
      }
      return refuse(0);
    }
    if (!found) {
      if (only_ && argv_[::optind][1] != '-' && std::strchr(letters_, *rest)) return -1;
      if (loud_) std::fprintf(stderr, "%s: unrecognized option '%s%s'\n", argv_[0], prefix, rest);
      return refuse(0);
    }
    const char *value = rest[length] ? rest + length + 1 : nullptr;
    if (value && !found->has_arg) {
      if (loud_) std::fprintf(stderr, "%s: option '%s%s' doesn't allow an argument\n", argv_[0], prefix, found->name);
      return refuse(found->val);
    }
    ++::optind;
    rest = nullptr;
    if (value) {
      ::optarg = const_cast<char *>(value);
    } else if (found->has_arg == required_argument) {
      if (::optind == argc_) {
        if (loud_) std::fprintf(stderr, "%s: option '%s%s' requires an argument\n", argv_[0], prefix, found->name);
        letter_or_value = found->val;
        return missing_;
      }
      ::optarg = argv_[::optind++];
    }
    if (index_) *index_ = int(found - longs_);
    if (!found->flag) return found->val;
    *found->flag = found->val;
    return 0;
  }

  int refuse(int option) {
    rest = nullptr;
    ++::optind;
    letter_or_value = option;
    return '?';
  }

  int argc_;
  char *const *argv_;
  const char *letters_;
  const ::option *longs_;
  int *index_;
  bool only_, loud_ = true;
  int missing_ = '?';
};

} // namespace

int getopt(int argc, char *const *argv, const char *letters) {
  return reading(argc, argv, letters, nullptr, nullptr, false).next();
}
int getopt_long(int argc, char *const *argv, const char *letters, const void *longs, int *index) {
  return reading(argc, argv, letters, static_cast<const ::option *>(longs), index, false).next();
}
int getopt_long_only(int argc, char *const *argv, const char *letters, const void *longs, int *index) {
  return reading(argc, argv, letters, static_cast<const ::option *>(longs), index, true).next();
}

} // namespace perdure::detail
