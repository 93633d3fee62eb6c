// The worked example of docs/protocol.md and some smaller functions, in the shape that perdurec has to give them, but
// written by hand: tests of the runtime that do not need the compiler. Everything is static: each test file that
// includes this header gets its own copies and registers them under its own names.
#pragma once

#define PERDURE_INSTRUMENTED 1
#include <perdure/detail/generated.hpp>
#include <perdure/detail/io_std.hpp>
#include <perdure/perdure.hpp>

#include <functional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

/// What the functions print.
inline std::ostringstream out_log;
/// Objects of class Loud that are built and not destroyed.
inline int louds = 0;
/// While a killed process is played: destructors run, to free memory, but nobody hears them.
inline bool silent = false;

inline std::string take_log() {
  std::string s = out_log.str();
  out_log.str("");
  return s;
}

struct Loud {
  std::string n;
  explicit Loud(std::string s) : n(std::move(s)) {
    ++louds;
    out_log << "+" << n << ' ';
  }
  Loud(const Loud &) = delete;
  ~Loud() {
    --louds;
    if (!silent) out_log << "-" << n << ' ';
  }
};

// What a user writes.
namespace as_written {

inline std::function<void()> checkpoint;

inline int step(const std::string &label, int i) {
  Loud l(label + "/step");
  if (i % 3 == 2) throw std::runtime_error("bad " + label);
  checkpoint();
  return i + int(label.size());
}

inline int work(std::vector<int> &out, int n) {
  int total = 0;
  for (int i = 0; i < n; ++i) {
    std::string label = "item" + std::to_string(i);
    try {
      total += step(label, i) * 2 + step(label + "!", i + 1);
      out.push_back(total);
    } catch (const std::runtime_error &e) {
      checkpoint();
      out_log << "caught " << e.what() << '\n';
      if (i == 4) throw;
    }
    if (total > 60) return total;
  }
  return -total;
}

inline int top() {
  std::vector<int> out;
  int r = 0;
  try {
    r = work(out, 9);
  } catch (const std::exception &e) {
    out_log << "top " << e.what() << '\n';
    r = -1;
  }
  for (int x : out) out_log << x << ',';
  return r;
}

} // namespace as_written

namespace by_hand {
namespace {

namespace pd = perdure::detail;

// ---- step ----

struct step_frame : pd::frame {
  static constexpr bool pins = true;
  const std::string *label;
  int i;
  pd::slot<Loud> l;
  pd::live_set<3> live;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    switch (k) {
    case 0:
      return v.reference(label);
    case 1:
      return v.value(i);
    case 2:
      return v.pinned(l);
    }
  }
};

int step(const std::string &label, int i) {
  pd::owner<step_frame> frame_;
  [[maybe_unused]] Loud &l = *::new (frame_->l.where()) Loud(label + "/step");
  pd::scope l_scope_(frame_->l);
  if (i % 3 == 2) throw std::runtime_error("bad " + label);
  perdure::checkpoint();
  if (pd::unwinding()) {
    frame_->label = &label;
    frame_->i = i;
    pd::suspend(&*frame_, 1);
    return pd::nothing<int>();
  }
  return i + int(label.size());
}

void step_resume(pd::frame *self_) {
  pd::resumed<step_frame> frame_(self_);
  const std::string *label_ = frame_->label;
  int i = frame_->i;
  switch (frame_->at) {
  case 1:
    goto point_1;
  default:
    pd::no_such_point(self_);
  }
point_1:
  pd::deliver();
  {
    const std::string &label = *label_;
    pd::give<int>(i + int(label.size()));
    return;
  }
}

constexpr pd::field step_fields[] = {{"label", "const std::string &", 22, pd::field::reference},
                                     {"i", "int", 22, pd::field::value},
                                     {"l", "Loud", 23, pd::field::pinned}};
constexpr std::uint16_t step_live_1[] = {0, 1, 2};
constexpr pd::point step_points[] = {{}, {"perdure::checkpoint()#1", 25, step_live_1, 3, pd::no_result}};
constexpr pd::function step_function = pd::describe<step_frame>(
    "step(const std::string &, int)", "_Z4stepRKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEEi", "user.cpp", 22,
    step_fields, step_points, step_resume);
const pd::function *step_frame::description() { return &step_function; }

// ---- work ----

struct work_frame : pd::frame {
  static constexpr bool pins = true;
  std::vector<int> *out;
  int n, total, i;
  pd::slot<std::string> label;
  int t1;
  pd::slot<std::string> tmp;
  std::exception_ptr caught;
  pd::live_set<8> live;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    switch (k) {
    case 0:
      return v.reference(out);
    case 1:
      return v.value(n);
    case 2:
      return v.value(total);
    case 3:
      return v.value(i);
    case 4:
      return v.pinned(label);
    case 5:
      return v.value(t1);
    case 6:
      return v.pinned(tmp);
    case 7:
      return v.exception(caught);
    }
  }
};

int work(std::vector<int> &out, int n) {
  pd::owner<work_frame> frame_;
  auto save = [&](unsigned point, int total, int i) {
    frame_->out = &out;
    frame_->n = n;
    frame_->total = total;
    frame_->i = i;
    pd::suspend(&*frame_, point);
    return pd::nothing<int>();
  };
  int total = 0;
  for (int i = 0; i < n; ++i) {
    std::string &label = *::new (frame_->label.where()) std::string("item" + std::to_string(i));
    pd::scope label_scope_(frame_->label);
    try {
      int t1 = step(label, i);
      if (pd::unwinding()) return save(1, total, i);
      std::string &tmp = *::new (frame_->tmp.where()) std::string(label + "!");
      pd::scope tmp_scope_(frame_->tmp);
      int t2 = step(tmp, i + 1);
      if (pd::unwinding()) {
        frame_->t1 = t1;
        return save(2, total, i);
      }
      total += t1 * 2 + t2;
      out.push_back(total);
    } catch (const std::runtime_error &e) {
      perdure::checkpoint();
      if (pd::unwinding()) {
        frame_->caught = std::current_exception();
        return save(3, total, i);
      }
      out_log << "caught " << e.what() << '\n';
      if (i == 4) throw;
    }
    if (total > 60) return total;
  }
  return -total;
}

void work_resume(pd::frame *self_) {
  pd::resumed<work_frame> frame_(self_);
  work_frame &f = *frame_;
  enum { test = 10, body, after, handler };
  unsigned block = f.at;
  auto end_label = [&] {
    f.live.clear(4);
    pd::destroy(f.label.get());
  };
  for (;;) {
    try {
      switch (block) {
      case test:
        if (!(f.i < f.n)) {
          pd::give<int>(-f.total);
          return;
        }
        ::new (f.label.where()) std::string("item" + std::to_string(f.i));
        f.live.set(4);
        [[fallthrough]];
      case body: {
        block = body;
        int t1 = step(f.label.get(), f.i);
        if (pd::unwinding()) return pd::suspend(&f, 1);
        f.t1 = t1;
        goto second;
      }
      case 1:
        pd::deliver();
        f.t1 = pd::take<int>();
      second:
        block = body;
        ::new (f.tmp.where()) std::string(f.label.get() + "!");
        f.live.set(6);
        {
          int t2 = step(f.tmp.get(), f.i + 1);
          if (pd::unwinding()) return pd::suspend(&f, 2);
          f.total += f.t1 * 2 + t2;
        }
        goto summed;
      case 2:
        pd::deliver();
        f.total += f.t1 * 2 + pd::take<int>();
      summed:
        f.live.clear(6);
        pd::destroy(f.tmp.get());
        f.out->push_back(f.total);
        block = after;
        continue;
      case handler:
        perdure::checkpoint();
        if (pd::unwinding()) return pd::suspend(&f, 3);
        [[fallthrough]];
      case 3:
        block = 3;
        pd::deliver();
        try {
          std::rethrow_exception(f.caught);
        } catch (const std::runtime_error &e) {
          out_log << "caught " << e.what() << '\n';
          if (f.i == 4) throw;
        }
        f.live.clear(7);
        f.caught = nullptr;
        [[fallthrough]];
      case after:
        block = after;
        if (f.total > 60) {
          end_label();
          pd::give<int>(f.total);
          return;
        }
        end_label();
        ++f.i;
        block = test;
        continue;
      default:
        pd::no_such_point(self_);
      }
    } catch (...) {
      if (block != 1 && block != 2 && block != body) throw;
      pd::destroy_all(&f, 5);
      try {
        throw;
      } catch (const std::runtime_error &) {
        f.caught = std::current_exception();
        f.live.set(7);
        block = handler;
      }
    }
  }
}

constexpr pd::field work_fields[] = {{"out", "std::vector<int> &", 29, pd::field::reference},
                                     {"n", "int", 29, pd::field::value},
                                     {"total", "int", 30, pd::field::value},
                                     {"i", "int", 31, pd::field::value},
                                     {"label", "std::string", 32, pd::field::pinned},
                                     {"result of step()", "int", 34, pd::field::value},
                                     {"label + \"!\"", "std::string", 34, pd::field::pinned},
                                     {"e", "std::exception_ptr", 36, pd::field::exception}};
constexpr std::uint16_t work_live_1[] = {0, 1, 2, 3, 4};
constexpr std::uint16_t work_live_2[] = {0, 1, 2, 3, 4, 5, 6};
constexpr std::uint16_t work_live_3[] = {0, 1, 2, 3, 4, 7};
constexpr pd::point work_points[] = {{},
                                     {"step(const std::string &, int)#1", 34, work_live_1, 5, pd::no_result},
                                     {"step(const std::string &, int)#2", 34, work_live_2, 7, pd::no_result},
                                     {"perdure::checkpoint()#1", 37, work_live_3, 6, pd::no_result}};
constexpr pd::function work_function =
    pd::describe<work_frame>("work(std::vector<int> &, int)", "_Z4workRSt6vectorIiSaIiEEi", "user.cpp", 29, work_fields,
                             work_points, work_resume);
const pd::function *work_frame::description() { return &work_function; }

// ---- top ----

struct top_frame : pd::frame {
  static constexpr bool pins = true;
  pd::slot<std::vector<int>> out;
  pd::live_set<1> live;
  static const pd::function *description();
  template <class V> void visit(V &v, unsigned k) {
    switch (k) {
    case 0:
      return v.pinned(out);
    }
  }
};

int top() {
  pd::owner<top_frame> frame_;
  std::vector<int> &out = *::new (frame_->out.where()) std::vector<int>;
  pd::scope out_scope_(frame_->out);
  int r = 0;
  try {
    r = work(out, 9);
    if (pd::unwinding()) {
      pd::suspend(&*frame_, 1);
      return pd::nothing<int>();
    }
  } catch (const std::exception &e) {
    out_log << "top " << e.what() << '\n';
    r = -1;
  }
  for (int x : out) out_log << x << ',';
  return r;
}

void top_resume(pd::frame *self_) {
  pd::resumed<top_frame> frame_(self_);
  int r = 0;
  try {
    pd::deliver();
    r = pd::take<int>();
  } catch (const std::exception &e) {
    out_log << "top " << e.what() << '\n';
    r = -1;
  }
  for (int x : frame_->out.get()) out_log << x << ',';
  pd::give<int>(r);
}

constexpr pd::field top_fields[] = {{"out", "std::vector<int>", 48, pd::field::pinned}};
constexpr std::uint16_t top_live_1[] = {0};
constexpr pd::point top_points[] = {{}, {"work(std::vector<int> &, int)#1", 51, top_live_1, 1, pd::no_result}};
constexpr pd::function top_function =
    pd::describe<top_frame>("top()", "_Z3topv", "user.cpp", 47, top_fields, top_points, top_resume);
const pd::function *top_frame::description() { return &top_function; }

constexpr const pd::function *worked_example[] = {&step_function, &work_function, &top_function};
const pd::registration worked_registration(worked_example, 3);

} // namespace
} // namespace by_hand

/// What the worked example saves beside what the runtime knows.
template <> struct perdure::detail::layout<Loud> {
  static constexpr const char *name = "Loud";
  template <class V, class T> static void members(V &v, T &x) { v.member("n", x.n); }
};
