// The reader of images. Untrusted bytes: the checksum finds damage, and beyond it every length, number and name is
// checked before it is used, so that an image made with bad intent is refused, too. Whatever fails, what was built is
// destroyed, and the execution is empty again.
#include <perdure/detail/image.hpp>

#include <perdure/detail/describe.hpp>
#include <perdure/detail/execution.hpp>
#include <perdure/detail/functions.hpp>
#include <perdure/detail/graph.hpp>
#include <perdure/detail/io_string.hpp>
#include <perdure/detail/io_vector.hpp>
#include <perdure/error.hpp>

#include "globals_table.hpp"
#include "image_format.hpp"
#include "scalars.hpp"

#include <algorithm>
#include <cstring>

namespace perdure::detail {

namespace {

constexpr std::uint32_t elsewhere = std::uint32_t(-1);

/// A function at a point, as this program has it.
struct entry {
  struct variable {
    std::uint16_t field;
    bool maybe;
    bool keeps;                      ///< destroyed by its frame
    bool whole;                      ///< an object of its own; a reference or an exception is nobody's
    std::uint32_t offset = 0;        ///< `elsewhere`: in the place of the function's result
    const object_type *is = nullptr; ///< null: not known yet
  };
  const function *type;
  std::uint32_t at;
  std::vector<variable> variables; ///< in the image's order
};

std::string place(const function &f) { return std::string(f.name) + " (" + f.file + ')'; }

const char *const way_out = "; resume with the program that saved the image, or start again";

class decoder {
public:
  decoder(std::string_view image, execution &e) : execution_(e), graph_(e.names), head_(checked(image), graph_) {
    graph_.format = static_cast<unsigned char>(image[offsetof(preamble, version)]);
  }

  void load();
  std::string program() { return std::string(head_.text()); } ///< instead of load()

private:
  static std::string_view checked(std::string_view image);
  void read_head();
  void read_functions();
  entry read_entry();
  void all_values(iarchive &);
  void value_of(iarchive &, value &);
  void arguments(iarchive &);
  void globals(iarchive &);
  void find_result(frame *);
  void frame_of(iarchive &);
  void undo() noexcept;

  execution &execution_;
  globals_loader globals_; ///< destroyed behind the graph
  graph_reader graph_;
  iarchive head_;
  std::vector<entry> entries_;
};

[[noreturn]] void refuse(const std::string &why) { throw image_error("the image cannot be loaded: " + why); }

/// The body of an undamaged image made by a program of this ABI.
std::string_view decoder::checked(std::string_view image) {
  preamble start;
  if (image.size() < sizeof start + sizeof(std::uint64_t)) refuse("it is too short to be an image");
  std::memcpy(&start, image.data(), sizeof start);
  const preamble here = preamble::of_this_program(image.size());
  if (std::memcmp(start.magic, here.magic, sizeof start.magic) != 0) refuse("it is not an image of an execution");
  if (start.version == 0 || start.version > here.version)
    refuse("its format has version " + std::to_string(start.version) + ", this program reads versions up to " +
           std::to_string(here.version));
  if (start.of_long != here.of_long || start.of_pointer != here.of_pointer ||
      start.of_long_double != here.of_long_double || start.of_wchar != here.of_wchar ||
      start.big_endian != here.big_endian)
    refuse("it was made on another kind of machine: the sizes of types or the byte order differ");
  if (start.size != here.size)
    refuse("it has " + std::to_string(image.size()) + " bytes instead of " + std::to_string(start.size) +
           ": it was cut off or damaged");
  std::uint64_t sum;
  std::memcpy(&sum, image.data() + image.size() - sizeof sum, sizeof sum);
  if (sum != checksum(image.substr(0, image.size() - sizeof sum))) refuse("its checksum is wrong: it is damaged");
  if (start.spare[0] || start.spare[1]) refuse("its header is damaged");
  return image.substr(sizeof start, image.size() - sizeof start - sizeof sum);
}

void decoder::read_head() {
  const std::string program(head_.text());
  const std::string_view build = head_.text();
  graph_.same_build = !build.empty() && build == build_id();
  if (head_.flag() && !graph_.same_build)
    refuse("it holds pointers to members, which only the very build of '" + program + "' that made it can load" +
           way_out);
  read_functions();
  graph_.read_types(head_);
  graph_.read_pointers(head_);
  if (graph_.format >= 6) graph_.read_places(head_);
}

void decoder::read_functions() {
  const std::size_t n = head_.count_of(6);
  entries_.reserve(n);
  for (std::size_t k = 0; k < n; ++k) entries_.push_back(read_entry());
}

entry decoder::read_entry() {
  const std::string mangled(head_.text()), name(head_.text()), file(head_.text()), key(head_.text());
  const std::uint64_t line = head_.count();
  const function *f = find_function(mangled, file);
  if (!f) refuse("this program has no resumable function " + name + " (" + file + ')' + way_out);
  entry e{f, 0, {}};
  for (unsigned k = 1; k < f->point_count && !e.at; ++k)
    if (key == f->points[k].key) e.at = k;
  if (!e.at)
    refuse("function " + place(*f) + " no longer has the suspension point '" + key + "' (line " + std::to_string(line) +
           " then)" + way_out);
  const point &p = f->points[e.at];

  std::vector<bool> there(f->field_count);
  const std::size_t n = head_.count_of(3);
  for (std::size_t k = 0; k < n; ++k) {
    const std::string variable(head_.text()), type(head_.text());
    const bool maybe = head_.flag();
    const std::string what = "function " + place(*f) + ": variable '" + variable + "' of type " + type;
    // Shadowed variables share a name: the next one of the name and type that is not taken yet.
    unsigned at = 0, same_name = f->field_count;
    for (; at < f->field_count; ++at) {
      if (there[at] || variable != f->fields[at].name) continue;
      if (same_name == f->field_count) same_name = at;
      const bool live = std::find(p.live, p.live + p.live_count, at) != p.live + p.live_count && int(at) != p.result;
      if (type == f->fields[at].type && live) break;
    }
    if (at == f->field_count) {
      if (same_name == f->field_count) refuse(what + " is gone" + way_out);
      if (type != f->fields[same_name].type)
        refuse(what + " has the type " + f->fields[same_name].type + " now" + way_out);
      refuse(what + " is not alive at '" + key + "' any more" + way_out);
    }
    if (maybe && f->fields[at].kind != field::maybe) refuse(what + " was perhaps not built, but must be now" + way_out);
    there[at] = true;
    const field::kind_t kind = f->fields[at].kind;
    e.variables.push_back({std::uint16_t(at), maybe, kind != field::value && kind != field::reference,
                           kind != field::reference && kind != field::exception});
  }
  for (unsigned i = 0; i < p.live_count; ++i) {
    const unsigned k = p.live[i];
    if (!there[k] && int(k) != p.result && f->fields[k].kind != field::maybe)
      refuse("function " + place(*f) + ": variable '" + f->fields[k].name + "' of type " + f->fields[k].type +
             ", needed at '" + key + "', is new" + way_out);
  }
  return e;
}

void decoder::value_of(iarchive &a, value &v) {
  const std::string name(a.text());
  if (name.empty()) return;
  const value_type *t = find_value_type(name);
  if (!t) a.refuse("a value has the type " + readable(name.c_str()) + ", which this program does not know" + way_out);
  void *where = v.prepare(*t);
  if (!a.flag()) return;
  if (!t->object)
    a.refuse("a value is of a type that only a file compiled with perdurec can describe" + std::string(way_out));
  restore_at(a, where, *t->object);
  v.built();
}

void decoder::arguments(iarchive &a) {
  auto &args = execution_.arguments;
  const std::size_t n = a.count_of(1);
  args.strings.reserve(n);
  for (std::size_t k = 0; k < n; ++k) {
    args.strings.push_back(std::make_unique<std::string>());
    load_object(a, *args.strings.back());
  }
  args.pointers.resize(a.count_of(1));
  load_run(a, args.pointers.data(), args.pointers.size());
  if (!args.pointers.empty() && args.pointers.back()) a.refuse("argv does not end with a null pointer");
  for (std::size_t left = a.count_of(1); left > 0; --left) execution_.notes.emplace_back(a.text());
  if (graph_.format >= 4) execution_.environment.load(a);
}

/// Where the variables of such frames lie.
static void look_for(entry &e, frame *f) {
  for (entry::variable &v : e.variables) {
    const variable_place to = place_of(f, v.field);
    v.offset = to.kept_at ? elsewhere
                          : std::uint32_t(static_cast<unsigned char *>(to.at) - reinterpret_cast<unsigned char *>(f));
    v.is = to.type;
  }
}

/// What lies in the place of a function's result needs it now: the frame's caller is there already.
void decoder::find_result(frame *f) {
  const frame *waiting = f->caller;
  while (waiting && waiting->type->points[waiting->at].result == tail_result) waiting = waiting->caller;
  const int result = waiting ? waiting->type->points[waiting->at].result : no_result;
  const std::type_info *type =
      result < 0 ? nullptr : place_of(const_cast<frame *>(waiting), unsigned(result)).type->type;
  const value_type *whole = waiting ? nullptr : execution_.result.type();
  for (unsigned k = 0; k < f->type->field_count; ++k) {
    if (f->type->fields[k].kind != field::in_result) continue;
    const variable_place v = place_of(f, k);
    if (type ? *type != *v.type->type : !whole || std::string_view(whole->name) != v.type->type->name())
      refuse("the result of function " + place(*f->type) + " is not what its caller waits for");
    *v.kept_at = execution_.result_place(f->caller);
  }
}

void decoder::frame_of(iarchive &a) {
  const std::uint64_t number = a.count();
  if (number >= entries_.size()) a.refuse("a frame is of an unknown function");
  entry &e = entries_[number];
  const function &type = *e.type;
  frame *f = create_frame(type, execution_.memory);
  f->caller = execution_.stack;
  f->at = e.at;
  if (__builtin_expect(type.names_result, false)) find_result(f);
  execution_.stack = f;
  for (const entry::variable &v : e.variables) {
    a.loading(type.name, type.fields[v.field].name);
    if (v.maybe && !a.flag()) continue;
    if (!v.is) look_for(e, f);
    void *where = v.offset == elsewhere ? place_of(f, v.field).at : reinterpret_cast<unsigned char *>(f) + v.offset;
    if (v.whole && v.is->is(object_type::bulk)) { // most of them are scalars
      a.visit(where, 1, *v.is);
      get_small(a, where, v.is->size);
    } else {
      v.whole ? restore_at(a, where, *v.is) : restore_value(a, where, *v.is);
    }
    if (v.keeps) set_live(f, v.field, true);
  }
}

void decoder::globals(iarchive &a) {
  for (std::size_t left = a.count_of(4); left > 0; --left) {
    const std::string mangled(a.text()), name(a.text()), type(a.text());
    const std::uint64_t order = a.count();
    const global_variable *v = globals_.find(mangled);
    const std::string what = "the variable '" + name + "' of type " + type;
    if (!v) a.refuse(what + " is gone" + way_out);
    if (type != v->type) a.refuse(what + " has the type " + v->type + " now" + way_out);
    if (!order && v->reference && !v->has_slot()) continue; // as this process has bound it
    if (v->has_slot() != (order != 1))
      a.refuse(what + " was built when the program started in one of the two builds, and later in the other" + way_out);
    a.loading("the program", v->name);
    globals_.load(*v, v->has_slot() ? order : 1, a);
  }
}

void decoder::all_values(iarchive &a) {
  auto &w = execution_.wanted;
  const unsigned char kind = a.byte();
  if (kind > request::safe_point) a.refuse("the request that it waits for is unknown");
  w.kind = request::kind_t(kind);
  const std::string expects(a.text());
  w.expects = expects.empty() ? nullptr : find_value_type(expects);
  if (!expects.empty() && !w.expects)
    a.refuse("it waits for a value of type " + readable(expects.c_str()) + ", which this program does not know" +
             way_out);
  a.get(&w.wake, sizeof w.wake);
  a.loading("the yielded value", nullptr);
  value_of(a, w.out);
  a.loading("the result", nullptr);
  value_of(a, execution_.result);
  for (std::size_t left = a.count_of(2); left > 0; --left) {
    std::string key(a.text());
    a.loading("a persisted value", nullptr);
    auto [i, fresh] = execution_.persisted.try_emplace(std::move(key));
    if (!fresh) a.refuse("two persisted values have the same key");
    value_of(a, i->second);
  }
  if (graph_.format >= 2) {
    const std::uint64_t number = a.count();
    if (number > 0xffff) a.refuse("errno has a value that no error has");
    execution_.error_number = int(number);
    globals(a);
  }
  a.loading("argv", nullptr);
  arguments(a);
  for (std::size_t left = a.count_of(1); left > 0; --left) frame_of(a);
  a.loading("an object on the heap", nullptr);
  graph_.load_objects(a);
}

void decoder::undo() noexcept {
  {
    const activation active(execution_);
    for (frame *f = execution_.stack; f; f = f->caller) destroy_all(f);
  }
  execution_.release_frames();
  execution_.wanted.~request();
  ::new (static_cast<void *>(&execution_.wanted)) request();
  execution_.result.reset();
  execution_.persisted.clear();
  execution_.arguments = argument_vector();
  execution_.notes.clear();
  execution_.environment = process_environment();
  execution_.state = status::abandoned;
}

void decoder::load() {
  read_head();
  const std::size_t size = head_.count_of(1);
  if (size != head_.left()) refuse("its parts have other lengths than it says");
  try {
    iarchive values({head_.here(), size}, graph_);
    graph_.begin(values, __builtin_frame_address(0));
    graph_.check_places({head_.here(), size});
    all_values(values);
    if (values.left()) values.refuse("there is more in it than its values");
    graph_.finish(values, execution_);
    globals_.keep();
    execution_.state = execution_.stack ? status::suspended : status::done; // only an ended one has no frames
  } catch (...) {
    undo();
    throw;
  }
}

} // namespace

void decode(std::string_view image, execution &e) {
  if (e.stack) throw error("an image can only be loaded into an execution without frames");
  try {
    decoder(image, e).load();
  } catch (const error &) {
    throw;
  } catch (const std::exception &x) { // thrown by a user's serialize, or there is no memory for what it asks for
    refuse(x.what());
  }
}

std::string program_of(std::string_view image) {
  execution none;
  return decoder(image, none).program();
}

} // namespace perdure::detail
