// What is said when a primitive cannot do its work, and the tables of root frames.
#include "native_stack.hpp"

#include <perdure/perdure.hpp>

namespace perdure::detail {

void refuse_uninstrumented(const char *primitive, const caller &c) {
  throw not_instrumented(std::string("perdure::") + primitive + " was called by " + c.text() +
                         ", which is not compiled by perdurec: mark the function RESUMABLE and compile the file with "
                         "perdurec or perdure-c++ (or with -DPERDURE_PLAIN to run without suspensions)");
}

void check_request(const char *primitive, const caller &c) {
  if (!cx.current)
    throw error(std::string("perdure::") + primitive + " was called by " + c.text() +
                " outside of an execution: call the resumable function through perdure::start(), or from a main that "
                "is RESUMABLE");
  if (cx.unwinding) lost_suspension(cx.outermost, c.function);
  std::string foreign;
  if (cx.foreign)
    foreign = cx.foreign;
  else if (cx.current->server) // it makes images, beside which the search costs nothing
    foreign = foreign_caller(cx.current->native_base);
  if (foreign.empty()) return;
  throw foreign_frame(std::string("perdure::") + primitive + " was called by " + c.text() + " while " + foreign +
                      " is on the stack, which cannot be suspended: move the call out of it");
}

void ask(request::kind_t kind, const value_type *expects, const char *primitive, const char *function, const char *file,
         int line) {
  raise(may_suspend(primitive, {function, file, line}), kind, expects);
}

void refuse_persisted(std::string_view key, const char *expected, const char *got) {
  refuse_value(("persist(\"" + std::string(key) + "\"): the value kept under this key").c_str(), got, expected);
}

void refuse_persist(const caller &c) {
  throw error("perdure::persist() was called by " + c.text() +
              " outside of an execution: there is nothing that the value could belong to");
}

void refuse_unsaved(const char *what) {
  throw unserialisable(
      std::string("the arguments of ") + what +
      " cannot be saved, because the file that called start() is not compiled by perdurec: compile it with "
      "perdurec, or include <perdure/hosting.hpp> first in it");
}

root_tables::root_tables(const char *signature, const char *const *types, std::size_t count)
    : name("start(" + readable(signature) + ")"), mangled(std::string("perdure::start ") + signature) {
  texts.reserve(count * 2);
  for (std::size_t i = 0; i < count; ++i) {
    texts.push_back("argument " + std::to_string(i + 1));
    texts.push_back(types[i]);
    // An argument given as std::ref(x) is not built.
    fields.push_back({texts[2 * i].c_str(), texts[2 * i + 1].c_str(), 0, field::maybe});
    live.push_back(std::uint16_t(i));
  }
  points[0] = {};
  points[1] = {"the root function", 0, live.data(), std::uint16_t(count), tail_result};
  made = {};
  made.name = name.c_str();
  made.mangled = mangled.c_str();
  made.file = "<perdure/perdure.hpp>";
  made.fields = fields.data();
  made.field_count = std::uint16_t(count);
  made.points = points.data();
  made.point_count = 2;
}

} // namespace perdure::detail
