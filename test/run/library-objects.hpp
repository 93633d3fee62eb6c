// A library of templates that calls back: from virtual functions, from destructors, through pointers that it was given.
#pragma GCC system_header
#include <utility>

namespace library {

struct task {
  virtual ~task() {}
  virtual void start() {}
};

template <class T> struct task_for : task {
  T *object;
  explicit task_for(T *o) : object(o) {}
  ~task_for() override { object->left(); }
  void start() override { object->entered(); }
};

/// Starts its task when it begins and ends it when it ends.
class scope {
public:
  scope(scope &&from) : task_(std::exchange(from.task_, nullptr)) {}
  explicit scope(task *t) : task_(t) {}
  ~scope() { delete task_; }
  scope &begin() {
    task_->start();
    return *this;
  }

private:
  task *task_;
};

template <class T> scope enter(T *object) {
  scope s(new task_for<T>(object));
  s.begin();
  return s;
}

/// Calls what it was given when it ends.
class at_end {
public:
  template <class F> explicit at_end(F f) : object_(new F(f)), call_(&call<F>) {}
  ~at_end() { call_(object_); }

private:
  void *object_;
  void (*call_)(void *);
  template <class F> static void call(void *object) {
    (*static_cast<F *>(object))();
    delete static_cast<F *>(object);
  }
};

/// Objects of a class that derives from what their user knows, and is no larger.
struct shape {
  int size = 1;
  virtual ~shape() {}
  virtual const char *name() const { return "shape"; }
};
template <int N> struct polygon : shape {
  const char *name() const override { return N == 3 ? "triangle" : "polygon"; }
};
inline shape *make_shape() { return new polygon<3>; }

/// The same behind classes of which there are no objects.
struct source {
  virtual ~source() {}
  virtual int next() = 0;
};
struct sink {
  int count = 0;
  virtual ~sink() {}
  virtual void put(int) = 0;
};
template <class T> struct pipe : source, sink {
  T last{};
  int next() override { return int(last) + count; }
  void put(int x) override { last = T(x), ++count; }
};
inline source *make_source() { return new pipe<long>; }
inline sink *sink_of(source *s) { return static_cast<pipe<long> *>(s); }

} // namespace library
