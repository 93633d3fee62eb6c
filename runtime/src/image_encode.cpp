// The writer of images. What an image consists of: detail/image.hpp. How values are written: detail/io.hpp; pointers:
// detail/graph.hpp.
#include <perdure/detail/image.hpp>

#include <perdure/detail/execution.hpp>
#include <perdure/detail/functions.hpp>
#include <perdure/detail/graph.hpp>
#include <perdure/detail/io_string.hpp>
#include <perdure/detail/io_vector.hpp>
#include <perdure/error.hpp>

#include "globals_table.hpp"
#include "image_format.hpp"
#include "scalars.hpp"

#include <errno.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_map>

namespace perdure::detail {

/// Throws unserialisable: the file that started the execution cannot save its arguments.
[[noreturn]] void refuse_unsaved(const char *what);

namespace {

constexpr std::uint32_t elsewhere = std::uint32_t(-1);

/// A function at a point, described once in an image.
struct entry {
  const function *type;
  std::uint32_t at;
  struct variable {
    std::uint16_t field;
    bool maybe;
    bool whole;           ///< an object of its own; a reference or an exception is nobody's
    std::uint32_t offset; ///< `elsewhere`: in the place of the function's result
    const object_type *is;
  };
  std::vector<variable> variables; ///< what is saved of its frames
};

class encoder {
public:
  encoder(execution &e, bool with_globals) : execution_(e), graph_(e.names), values_(graph_) {
    if (with_globals && (!e.arguments.pointers.empty() || !program_is_launched)) globals_ = all_globals();
    for (const frame *f = e.stack; f; f = f->caller) frames_.push_back(const_cast<frame *>(f));
    std::reverse(frames_.begin(), frames_.end());
    for (const auto &[key, text] : e.texts) graph_.keeps(text->data(), text->size() + 1);
  }

  std::string image() {
    graph_.write(values_, [this] { all_values(); });
    return assemble();
  }

  /// For printing: names for what pointers lead to, as far as there are any.
  const graph_writer &names() {
    graph_.lenient = true;
    graph_.write(values_, [this] { all_values(); });
    graph_.name_targets(values_, [this] { all_values(); });
    return graph_;
  }

  const std::vector<const global_variable *> &globals_shown() const noexcept { return globals_; }

private:
  void all_values();
  void value_of(const char *what, value &);
  void arguments();
  void globals();
  void frame_of(frame *);
  std::size_t entry_of(frame *);
  void write_functions(oarchive &) const;
  std::string assemble();

  const heap_own_work own_;
  execution &execution_;
  graph_writer graph_;
  oarchive values_;
  std::vector<frame *> frames_;
  std::vector<const global_variable *> globals_;
  std::vector<entry> entries_;
  std::unordered_map<const function *, std::unordered_map<std::uint32_t, std::size_t>> entry_index_;
  const function *last_type_ = nullptr;
  std::uint32_t last_at_ = 0;
  std::size_t last_entry_ = 0;
};

void encoder::value_of(const char *what, value &v) {
  values_.text(v.type() ? v.type()->name : "");
  if (!v.type()) return;
  values_.byte(v.is_built());
  if (!v.is_built()) return;
  values_.enter(what);
  if (!v.type()->object)
    values_.refuse("(" + readable(v.type()->name) +
                   ") is of a type that only a file compiled with perdurec can describe");
  save_at(values_, v.where(), *v.type()->object);
  values_.leave();
}

void encoder::arguments() {
  auto &args = execution_.arguments;
  values_.enter("argv");
  values_.count(args.strings.size());
  for (std::size_t k = 0; k < args.strings.size(); ++k) {
    values_.enter(k);
    save_object(values_, *args.strings[k]);
    values_.leave();
  }
  values_.count(args.pointers.size());
  save_run(values_, args.pointers.data(), args.pointers.size());
  values_.leave();
  values_.count(execution_.notes.size());
  for (const std::string &s : execution_.notes) values_.text(s);
  execution_.environment.save(values_, globals_);
}

/// Is it a reference to what a library has in its static storage, whose value is no part of images? The new process
/// binds it to its own.
static bool is_bound_anew(const global_variable &v) {
  return v.reference && made_by_every_process(*static_cast<void *const *>(v.address()));
}

/// The order of a static local among all that are built, plus one; 0: it is not built, or bound anew; 1: it is no
/// static local.
void encoder::globals() {
  values_.count(globals_.size());
  std::set<std::uint32_t> orders;
  for (const global_variable *v : globals_)
    if (v->has_slot()) orders.insert(v->state()->order());
  for (const global_variable *v : globals_) {
    values_.text(v->mangled);
    values_.text(v->name);
    values_.text(v->type);
    std::uint64_t order = v->has_slot() ? v->state()->order() : 1;
    if (order && is_bound_anew(*v)) order = 0;
    if (order > 1) order = 2 + std::uint64_t(std::distance(orders.begin(), orders.find(std::uint32_t(order))));
    values_.count(order);
    if (!order) continue;
    values_.enter(v->name);
    save_at(values_, v->address(), *v->what);
    values_.leave();
  }
}

std::size_t encoder::entry_of(frame *f) {
  if (f->type == last_type_ && f->at == last_at_) return last_entry_;
  const auto [i, fresh] = entry_index_[f->type].emplace(f->at, entries_.size());
  if (fresh) {
    entries_.push_back({f->type, f->at, {}});
    const point &p = f->type->points[f->at];
    for (unsigned i = 0; i < p.live_count; ++i) {
      const std::uint16_t k = p.live[i];
      if (int(k) == p.result) continue; // it is not built yet
      const variable_place at = place_of(f, k);
      if (at.type->how == way::unknown) refuse_unsaved(f->type->name);
      const field::kind_t kind = f->type->fields[k].kind;
      const auto offset = static_cast<unsigned char *>(at.at) - reinterpret_cast<unsigned char *>(f);
      entries_.back().variables.push_back({k, kind == field::maybe,
                                           kind != field::reference && kind != field::exception,
                                           kind == field::in_result ? elsewhere : std::uint32_t(offset), at.type});
    }
  }
  last_type_ = f->type;
  last_at_ = f->at;
  return last_entry_ = i->second;
}

void encoder::frame_of(frame *f) {
  const std::size_t number = entry_of(f);
  const function &type = *f->type;
  values_.count(number);
  values_.enter(type.name);
  for (const entry::variable &v : entries_[number].variables) {
    values_.enter(type.fields[v.field].name);
    const void *at =
        v.offset == elsewhere ? place_of(f, v.field).at : reinterpret_cast<const unsigned char *>(f) + v.offset;
    bool there = true;
    if (v.maybe) values_.byte(there = is_live(f, v.field));
    if (there && v.whole && v.is->is(object_type::bulk)) { // most of them are scalars
      values_.visit(at, 1, *v.is);
      put_small(values_, at, v.is->size);
    } else if (there)
      v.whole ? save_at(values_, at, *v.is) : save_value(values_, at, *v.is);
    values_.leave();
  }
  values_.leave();
}

void encoder::all_values() {
  values_.byte(static_cast<unsigned char>(execution_.wanted.kind));
  values_.text(execution_.wanted.expects ? execution_.wanted.expects->name : "");
  values_.put(&execution_.wanted.wake, sizeof execution_.wanted.wake);
  value_of("the yielded value", execution_.wanted.out);
  value_of("the result", execution_.result);
  values_.count(execution_.persisted.size());
  for (auto &[key, v] : execution_.persisted) {
    values_.text(key);
    value_of(values_.tracing() ? ("persist(\"" + key + "\")").c_str() : "", v);
  }
  values_.count(std::uint64_t(std::max(0, execution_.error_number)));
  globals();
  arguments();
  values_.count(frames_.size());
  for (frame *f : frames_) frame_of(f);
}

void encoder::write_functions(oarchive &a) const {
  a.count(entries_.size());
  for (const entry &e : entries_) {
    const function &f = *e.type;
    const point &p = f.points[e.at];
    a.text(f.mangled);
    a.text(f.name);
    a.text(f.file);
    a.text(p.key);
    a.count(p.line);
    a.count(e.variables.size());
    for (const entry::variable &v : e.variables) {
      a.text(f.fields[v.field].name);
      a.text(f.fields[v.field].type);
      a.byte(v.maybe);
    }
  }
}

std::string encoder::assemble() {
  oarchive head(graph_);
  head.text(execution_.program.empty() ? program_invocation_short_name : execution_.program);
  head.text(build_id());
  head.byte(graph_.same_build);
  write_functions(head);
  graph_.write_types(head);
  graph_.write_pointers(head);
  graph_.write_places(head);
  head.count(graph_.values().size());

  const std::uint64_t size = sizeof(preamble) + head.bytes().size() + graph_.values().size() + sizeof(std::uint64_t);
  std::string image;
  image.reserve(size);
  const preamble start = preamble::of_this_program(size);
  image.append(reinterpret_cast<const char *>(&start), sizeof start);
  image.append(head.bytes());
  image.append(graph_.values());
  const std::uint64_t sum = checksum(image);
  image.append(reinterpret_cast<const char *>(&sum), sizeof sum);
  return image;
}

} // namespace

std::string encode(execution &e, bool with_globals) { return encoder(e, with_globals).image(); }

std::string describe_stack(execution &e) {
  encoder with_names(e, true);
  const graph_writer *names = nullptr;
  try {
    names = &with_names.names();
  } catch (const error &) {
    // The stack is worth showing even when it could not be saved; pointers have no names then.
  }
  std::string text;
  std::size_t depth = 0;
  for (frame *f = e.stack; f; f = f->caller, ++depth) {
    const function &type = *f->type;
    const point &p = type.points[f->at];
    const std::string number = '#' + std::to_string(depth);
    text += number + std::string(number.size() < 4 ? 4 - number.size() : 1, ' ') + type.name + " at " + type.file +
            ':' + std::to_string(p.line) + '\n';
    for (unsigned i = 0; i < p.live_count; ++i) {
      const unsigned k = p.live[i];
      const field &v = type.fields[k];
      if (int(k) == p.result || (v.kind == field::maybe && !is_live(f, k))) continue;
      printer out(names);
      out.begin();
      const variable_place at = place_of(f, k);
      print_value(out, at.at, *at.type);
      text += std::string("      ") + v.name + ": " + v.type + " = " + out.take() + '\n';
    }
  }
  std::size_t shown = 0;
  for (const global_variable *v : with_names.globals_shown()) {
    if (v->has_slot() && !v->state()->built()) continue;
    if (std::string_view(v->mangled).rfind("perdure_", 0) == 0) continue; // the runtime's own
    if (!shown++) text += "globals\n";
    printer out(names);
    out.begin();
    print_value(out, v->address(), *v->what);
    text += std::string("      ") + v->name + ": " + v->type + " = " + out.take() + '\n';
  }
  return text;
}

} // namespace perdure::detail
