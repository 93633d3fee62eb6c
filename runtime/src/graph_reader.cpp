// The loading half of the graph. While values are built, everything that must wait is written down: pointers, owners of
// objects on the heap, exceptions. When all is there, every pointer is followed before the first is set, so that a
// damaged image leaves nothing behind that would destroy what it does not own.
#include <perdure/detail/archive.hpp>
#include <perdure/detail/c_file.hpp>
#include <perdure/detail/execution.hpp>
#include <perdure/detail/graph.hpp>
#include <perdure/detail/heap.hpp>
#include <perdure/detail/value.hpp>
#include <perdure/permanents.hpp>

#include <cxxabi.h>
#include <dlfcn.h>

#include <cstring>
#include <utility>

namespace perdure::detail {

namespace {

/// A null exception_ptr made to hold an exception object; takes part in its count.
std::exception_ptr holder_of(void *exception) noexcept {
  std::exception_ptr borrowed;
  std::memcpy(static_cast<void *>(&borrowed), &exception, sizeof exception);
  std::exception_ptr counted = borrowed;
  exception = nullptr;
  std::memcpy(static_cast<void *>(&borrowed), &exception, sizeof exception);
  return counted;
}

/// Compares with the program's memory, where a made-up offset may lead between two constants.
#if defined(__clang__) || defined(__GNUC__)
__attribute__((no_sanitize("address"), noinline))
#endif
bool same_bytes(const void *here, std::string_view text) noexcept {
  const auto *p = static_cast<const volatile char *>(here);
  for (const char c : text)
    if (*p++ != c) return false;
  return true;
}

/// The first difference between two lists of "name\ntype\n", in words.
std::string difference(std::string_view saved, std::string_view here) {
  const auto line = [](std::string_view &s) {
    const auto n = s.find('\n');
    const std::string_view l = s.substr(0, n);
    s.remove_prefix(n == s.npos ? s.size() : n + 1);
    return l;
  };
  while (!saved.empty() || !here.empty()) {
    const std::string sn(line(saved)), st(line(saved)), hn(line(here)), ht(line(here));
    const auto type = [](const std::string &t) {
      return t[0] == '&' ? readable(t.c_str() + 1) + " (a reference)" : readable(t.c_str());
    };
    if (sn == hn && st == ht) continue;
    if (sn == hn) return "member '" + sn + "' was " + type(st) + " and is " + type(ht) + " now";
    if (hn.empty()) return "member '" + sn + "' (" + type(st) + ") is gone";
    if (sn.empty()) return "member '" + hn + "' (" + type(ht) + ") is new";
    return "member '" + sn + "' (" + type(st) + ") was where '" + hn + "' (" + type(ht) + ") is now";
  }
  return "its members differ";
}

} // namespace

graph_reader::~graph_reader() {
  for (std::size_t k = objects_.size(); k-- > 0;) {
    object &o = objects_[k];
    if (o.where && !o.taken && !o.owner && !o.exception) release(o);
  }
}

void graph_reader::release(object &o) noexcept {
  if (o.type == &c_file_type) {
    std::fclose(static_cast<std::FILE *>(o.where));
    return;
  }
  if (o.heap) {
    o.heap->destroy(o.type, o.where);
    heap_release(o.heap->memory, o.heap->align, o.origin);
    return;
  }
  if (o.raw) {
    if (o.built) destroy_value(o.where, *o.type);
    heap_release(o.where, 0, o.origin);
    return;
  }
  if (o.built) destroy_value(o.where, *o.type);
  if (o.exceptional)
    __cxxabiv1::__cxa_free_exception(o.where);
  else
    release_object(o.where, *o.type);
}

void graph_reader::read_types(iarchive &a) {
  const std::size_t n = a.count_of(3);
  types_.reserve(n);
  for (std::size_t k = 0; k < n; ++k) {
    type_entry t;
    t.name = a.text();
    t.version = a.count();
    t.members = a.text();
    types_.push_back(t);
    type_index_.emplace(t.name, k);
  }
}

void graph_reader::read_pointers(iarchive &a) {
  const std::size_t n = a.count_of(1);
  if (n == 0) return;
  const std::size_t objects = a.count_of(1);
  std::uint64_t ordinal = 0;
  for (std::size_t k = 0; k < objects; ++k) {
    const std::uint64_t step = a.count();
    if ((k > 0 && step == 0) || ordinal + step < ordinal) a.refuse("the objects that are pointed to are out of order");
    ordinals_.push_back(ordinal += step);
  }
  runs_.resize(objects);
  const std::size_t constants = a.count_of(2);
  for (std::size_t k = 0; k < constants; ++k) {
    saved_constant c{};
    if (format >= 4) c.file = a.count();
    c.offset = a.count();
    c.text = a.text();
    constants_.push_back(c);
  }
  const std::size_t files = a.count_of(2);
  for (std::size_t k = 0; k < files; ++k) {
    saved_file f{};
    f.name = a.text();
    f.build = a.text();
    if (f.build.empty()) a.refuse("a file of the program has no build-id");
    files_.push_back(f);
  }
  for (const saved_constant &c : constants_)
    if (c.file > files) a.refuse("a constant lies in an unknown file");
  const std::size_t targets = a.count_of(2);
  for (std::size_t k = 0; k < targets; ++k) {
    saved_target t{};
    const unsigned char how = a.byte();
    if (how > static_cast<unsigned char>(format < 2 ? how_t::fixed : how_t::number))
      a.refuse("a pointer is of an unknown kind");
    t.how = how_t(how);
    if (t.how == how_t::dangling || t.how == how_t::number) {
      t.target = a.count();
      // With a tracked heap there are numbers that happen to be addresses here: bytes may hold such, too.
      const bool valid = t.how == how_t::dangling ? t.target < (poison_last - poison_first) / 16
                                                  : heap_is_tracked() || mapped_.is_number(t.target);
      if (!valid) a.refuse("a pointer to nothing looks like an address");
    } else if (t.how == how_t::permanent || t.how == how_t::code) {
      t.text = a.text();
    } else {
      t.target = a.count();
      t.index = a.count();
      const std::size_t known = t.how == how_t::constant ? constants_.size() : t.how == how_t::fixed ? files : objects;
      if (t.target >= known) a.refuse("a pointer leads to an unknown object");
      if (t.how == how_t::constant && t.index > constants_[t.target].text.size())
        a.refuse("a pointer leads behind a constant");
    }
    targets_.push_back(t);
  }
  pointers_.reserve(n);
  for (std::size_t k = 0; k < n; ++k) {
    const std::uint64_t t = a.count();
    if (format >= 2 && t % 4 == 1) {
      pointers_.push_back({t / 4, a.count(), true, false});
      continue;
    }
    if (format >= 2 && t % 2) a.refuse("a pointer is of an unknown kind");
    pointers_.push_back({format >= 2 ? t / 4 : t, 0, false, format >= 2 && t % 4 == 2});
    if (pointers_.back().target >= targets) a.refuse("a pointer leads to an unknown target");
  }
}

void graph_reader::begin(iarchive &values, const void *stack) {
  stack_ = stack;
  next_wanted_ = ordinals_.empty() ? std::uint64_t(-1) : ordinals_[0];
  values.want(!ordinals_.empty());
}

void graph_position::record(void *p, std::size_t size, std::size_t n, pointer_type type) {
  static_cast<graph_reader *>(this)->record_run({static_cast<unsigned char *>(p), size, n, type});
}

void graph_reader::record_run(const run &r) {
  runs_[next_target_++] = r;
  next_wanted_ = next_target_ < ordinals_.size() ? ordinals_[next_target_] : std::uint64_t(-1);
}

/// What is set later must stay where it is.
void graph_reader::check_place(const void *where) const {
  if (where >= __builtin_frame_address(0) && where < stack_)
    throw image_error(
        "the image cannot be loaded: a `serialize` loads a pointer into a temporary; pointers are set after "
        "everything is loaded, so load them into their final place");
}

/// The first pointer to a block of the heap makes it the next object.
void graph_reader::announce() {
  const std::size_t k = fixes_.size();
  if (k >= pointers_.size()) return;
  const saved_pointer &p = pointers_[k];
  if (p.on_heap && p.target > objects_.size())
    throw image_error("the image cannot be loaded: a block of the heap has an unknown number");
  if (p.announces || (p.on_heap && p.target == objects_.size())) objects_.emplace_back();
}

void graph_reader::pointer(void *where, pointer_type type, target kind, setter set, std::uint64_t extra,
                           variable_name from) {
  check_place(where);
  announce();
  fixes_.push_back({where, type, kind, set, extra, from});
}

graph_reader::object &graph_reader::known(iarchive &a, std::uint64_t id, bool exceptional) {
  if (id > objects_.size()) a.refuse("an object on the heap has an unknown number");
  if (id == objects_.size()) {
    objects_.emplace_back();
    objects_.back().exceptional = exceptional;
  }
  if (objects_[id].exceptional != exceptional) a.refuse("an object on the heap is an exception in one place only");
  return objects_[id];
}

void graph_reader::owned(iarchive &a, void *where, const std::type_info *part, const object_type *type, setter set,
                         std::uint64_t number) {
  check_place(where);
  if (number > objects_.size()) a.refuse("an owned object has an unknown number");
  owner_fixes_.push_back({where, number ? std::size_t(number - 1) : objects_.size(), part, set, type});
  if (number) {
    if (objects_[number - 1].exceptional) a.refuse("an exception is owned as an object on the heap");
    return;
  }
  objects_.emplace_back();
  objects_.back().expected = type;
}

void graph_reader::shared(iarchive &a, void *where, std::uint64_t id, pointer_type part, const object_type *type,
                          share_setter set) {
  check_place(where);
  known(a, id, false);
  if (type) local_types_.emplace(type->type->name(), type);
  const bool pointed = a.flag();
  share_fixes_.push_back({where, id, pointed ? fixes_.size() : std::size_t(-1), set});
  if (!pointed) return;
  announce();
  fixes_.push_back({nullptr, part, target::object, nullptr, 0, {}});
}

void graph_reader::exception(iarchive &a, std::exception_ptr *where, std::uint64_t id) {
  check_place(where);
  known(a, id, true);
  exception_fixes_.push_back({where, id});
}

unsigned graph_reader::uses(iarchive &a, const object_type &c) {
  const auto found = checked_.find(&c);
  if (found != checked_.end()) return found->second;
  const auto i = type_index_.find(c.type->name());
  if (i == type_index_.end()) a.refuse("the image does not describe the class " + readable(c.type->name()));
  const type_entry &t = types_[i->second];
  const std::string here = schema_of(c);
  if (t.members != here)
    a.refuse("the class " + readable(c.type->name()) +
             " has changed since the image was made: " + difference(t.members, here) +
             "; give it a versioned `serialize`, or resume with the program that saved it");
  if (t.version > c.version())
    a.refuse("the class " + readable(c.type->name()) + " has version " + std::to_string(t.version) +
             " in the image, but this program only knows versions up to " + std::to_string(c.version()));
  checked_.emplace(&c, unsigned(t.version));
  return unsigned(t.version);
}

void graph_reader::afterwards(void *where, void (*action)(iarchive &, void *)) {
  afterwards_.emplace_back(where, action);
}

void graph_reader::moved(const void *before, const void *now, std::size_t size) noexcept {
  const auto *first = static_cast<const unsigned char *>(before);
  const auto shift = [&](auto *&p) {
    auto *q = reinterpret_cast<const unsigned char *>(p);
    if (q >= first && q < first + size)
      p = reinterpret_cast<std::remove_reference_t<decltype(p)>>(
          const_cast<unsigned char *>(static_cast<const unsigned char *>(now) + (q - first)));
  };
  for (std::size_t k = 0; k < next_target_; ++k) shift(runs_[k].first);
  for (fix &f : fixes_) shift(f.where);
  for (owner_fix &f : owner_fixes_) shift(f.where);
  for (share_fix &f : share_fixes_) shift(f.where);
}

const object_type *graph_reader::type_at(iarchive &values, const object &o) {
  const std::uint64_t number = values.count();
  if (number >= types_.size()) values.refuse("an object on the heap is of an unknown type");
  const std::string_view name = types_[number].name;
  if (o.expected && name == o.expected->type->name()) return o.expected;
  if (o.expected)
    values.refuse("an object on the heap is of type " + readable(std::string(name).c_str()) + " where " +
                  readable(o.expected->type->name()) + " belongs");
  const auto local = local_types_.find(name);
  const object_type *type = !o.exceptional && local != local_types_.end() ? local->second : find_object_type(name);
  if (!type || !type->is(object_type::loadable))
    values.refuse("an object on the heap is of type " + readable(std::string(name).c_str()) +
                  ", which this program does not know; register it, or resume with the program that saved it");
  values.loading(type->type->name(), nullptr);
  return type;
}

void graph_reader::load_whole(iarchive &values, std::size_t k) {
  object &o = objects_[k];
  o.type = type_at(values, o);
  const object_type &type = *o.type;
  const bool exceptional = o.exceptional;
  if (&type == &c_file_type) {
    if (exceptional || o.expected) values.refuse("a C file is owned as an object of the program's");
    o.where = reopen_c_file(values);
    o.raw = o.built = true; // nobody's but the program's
    values.visit(o.where, 1, type);
    return;
  }
  void *where = nullptr;
  if (exceptional)
    where = __cxxabiv1::__cxa_allocate_exception(type.size);
  else if (type.align <= 16 && !(type.operations && type.operations->allocate))
    where = place_for(k, type.size, heap_origin::object);
  if (!where) where = allocate_object(type);
  o.where = where;
  restore_at(values, where, type); // adds to objects_
  objects_[k].built = true;
  if (exceptional) {
    __cxxabiv1::__cxa_init_primary_exception(
        where, const_cast<std::type_info *>(type.type),
        type.operations ? reinterpret_cast<void (*)(void *)>(type.operations->destroy) : nullptr);
    objects_[k].exception = holder_of(where);
  } else if (heap_is_tracked()) {
    heap_typed(where, &type, heap_form::single, heap_origin::unknown);
  }
}

void graph_reader::load_objects(iarchive &values) {
  know_scalars();
  for (std::size_t k = 0;;) {
    for (; k < objects_.size(); ++k) {
      const unsigned char what = format < 2 ? 0 : values.byte();
      if (what > 2) values.refuse("an object on the heap is of an unknown kind");
      if (what && (objects_[k].exceptional || (objects_[k].expected && what != 2)))
        values.refuse("a block of the heap is where an owned object belongs");
      what == 0 ? load_whole(values, k) : what == 1 ? load_block(values, k) : load_bytes_head(values, k);
    }
    if (const std::size_t numbers = format < 6 ? 0 : values.count_of(1)) {
      for (std::size_t n = 0; n < numbers; ++n) values.pointer(nullptr, pointer_type_of<void>());
      continue;
    }
    std::size_t views = format < 2 ? 0 : values.count_of(4);
    if (views == 0) break;
    for (; views > 0; --views) load_view(values);
  }
  for (object &o : objects_)
    if (o.heap && !o.type) load_bytes(values, o);
}

void *graph_reader::follow(iarchive &a, const fix &f, std::size_t k, execution &e) {
  if (pointers_[k].on_heap) return follow_heap(a, f, pointers_[k]);
  const saved_target &t = targets_[pointers_[k].target];
  const std::string type = f.type->name();
  switch (t.how) {
  case how_t::image: {
    const run &r = runs_[t.target];
    if (f.kind == target::function) break;
    if (!r.first && !r.n) return nullptr; // where an empty container begins and ends
    if (!r.first) break;
    if (void *p = address_in(r, f.type, t.index)) return p;
    a.refuse("a pointer (" + readable(type.c_str()) + ") leads to an object that such a pointer cannot refer to (" +
             readable(r.type->name()) + ")");
  }
  case how_t::permanent: {
    const char *wanted = type.c_str() + 1;
    if (*wanted == 'K') ++wanted;
    const std::string name(t.text);
    bool other = false;
    for (const permanents *p : {names_, static_cast<const permanents *>(&permanents::standard())}) {
      const auto *known = p ? p->named(name) : nullptr;
      if (known && std::strcmp(known->type, wanted) == 0) return known->address;
      other |= known != nullptr;
    }
    a.refuse("the permanent '" + name +
             (other ? "' has another type here than " + readable(wanted) : "' is unknown here") +
             "; add it before the image is loaded: permanents::standard().add(\"" + name + "\", ...)");
  }
  case how_t::code: {
    if (f.kind != target::function) break;
    const std::string name(t.text);
    if (void *p = dlsym(RTLD_DEFAULT, name.c_str())) return p;
    a.refuse("the function " + readable(name.c_str()) +
             " is not exported here; link the program with -rdynamic, or make it a permanent");
  }
  case how_t::constant: {
    if (f.kind != target::text && f.kind != target::view) break;
    saved_constant &c = constants_[t.target];
    // A text must still end, a view must still be long enough.
    if (f.kind == target::text && (c.text.empty() || c.text.back() != 0 || t.index >= c.text.size())) break;
    if (f.kind == target::view && f.extra > c.text.size() - t.index) break;
    if (!c.storage) {
      if (const void *here = constant_here(c); here && same_bytes(here, c.text)) {
        c.storage = static_cast<char *>(const_cast<void *>(here));
      } else {
        auto &kept = e.texts[std::string(c.text)];
        if (!kept) kept = std::make_unique<std::string>(c.text);
        c.storage = kept->data();
      }
    }
    return c.storage + t.index;
  }
  case how_t::fixed:
    return follow_fixed(a, f, k);
  case how_t::dangling:
    return reinterpret_cast<void *>(poison_first + t.target * 16);
  case how_t::number:
    return reinterpret_cast<void *>(t.target);
  }
  a.refuse("a pointer (" + readable(type.c_str()) + ") leads to something that such a pointer cannot refer to");
}

/// Where the constant should be in this process; null: nowhere that could be read.
const void *graph_reader::constant_here(const saved_constant &c) {
  if (!c.file) return same_build && c.offset ? at_offset_in_program(c.offset, c.text.size()) : nullptr;
  const loaded_file *f = same_file(files_[c.file - 1]);
  if (!f) return nullptr;
  for (const loaded_file::segment &s : f->segments) {
    const std::uint64_t first = std::uint64_t(s.first - f->base), last = std::uint64_t(s.last - f->base);
    if (!s.writable && c.offset >= first && c.offset < last && c.text.size() <= last - c.offset)
      return f->base + c.offset;
  }
  return nullptr;
}

const loaded_file *graph_reader::same_file(saved_file &file) {
  if (loaded_.empty()) loaded_ = loaded_files();
  if (file.sought) return file.here;
  file.sought = true;
  for (const loaded_file &l : loaded_) {
    if (l.name != file.name) continue;
    if (l.build == file.build)
      file.here = &l;
    else
      file.other_build = true;
  }
  return file.here;
}

/// A place in the program itself, or in a shared library: the same in the same build only.
void *graph_reader::follow_fixed(iarchive &a, const fix &f, std::size_t k) {
  const saved_target &t = targets_[pointers_[k].target];
  saved_file &file = files_[t.target];
  const bool function = f.kind == target::function;
  if (!same_file(file)) {
    const std::string name = file.name.empty() ? "the program" : "the library " + std::string(file.name);
    a.refuse(
        "it points to " + std::string(function ? "a function" : "the static storage") + " of " + name + " (" +
        readable(f.type->name()) + "), which is the same only in the build that made the image, and " +
        (file.other_build ? "this is another build" : "this program has not loaded it") +
        "; resume with the program that saved the image, or make what it points to a permanent, before an image is "
        "made: permanents::standard().add(\"name\", " +
        (function ? "function)" : "object)"));
  }
  const loaded_file &here = *file.here;
  for (const loaded_file::segment &s : here.segments)
    if (t.index <= std::uint64_t(s.last - here.base) && here.holds(here.base + t.index, function)) {
      if (f.kind == target::view && f.extra > std::uint64_t(s.last - here.base) - t.index) continue;
      return const_cast<unsigned char *>(here.base + t.index);
    }
  a.refuse("it points behind what " + here.title() + " consists of");
}

void graph_reader::finish(iarchive &values, execution &e) {
  values.loading(nullptr, nullptr);
  if (fixes_.size() != pointers_.size()) values.refuse("the image has another number of pointers than its values");
  if (next_target_ != ordinals_.size()) values.refuse("a pointer leads to an object that does not exist");
  std::vector<void *> targets;
  targets.reserve(fixes_.size());
  for (std::size_t k = 0; k < fixes_.size(); ++k) {
    values.loading(fixes_[k].from.function, fixes_[k].from.variable);
    targets.push_back(follow(values, fixes_[k], k, e));
  }
  values.loading(nullptr, nullptr);
  std::vector<void *> parts;
  parts.reserve(owner_fixes_.size());
  for (const owner_fix &f : owner_fixes_) {
    object &o = objects_[f.id];
    // The beginning of a longer block may be owned as what it is.
    const bool head = o.heap && !o.type && f.type->is(object_type::trivial) && f.type->size <= o.heap->size;
    if (o.heap && !head && (!o.type || o.heap->n != 1 || o.where != o.heap->memory))
      values.refuse("a block of the heap that holds other things than one object is owned as one");
    if (o.taken || std::exchange(o.claimed, true)) values.refuse("an object on the heap has two owners");
    void *part = head ? o.where : part_of(o.where, *o.type->type, *f.part);
    if (!part)
      values.refuse("an object of type " + readable(o.type->type->name()) + " is owned as a " +
                    readable(f.part->name()));
    parts.push_back(part);
  }
  for (const share_fix &f : share_fixes_) {
    object &o = objects_[f.id];
    if (o.claimed || (o.heap && (!o.type || o.heap->n != 1 || o.where != o.heap->memory)) ||
        (o.type && !o.type->is(object_type::deletable)))
      values.refuse("an object on the heap is shared that cannot be");
    if (!o.owner) o.owner = share_object(o.where, *o.type);
  }
  for (std::size_t k = 0; k < owner_fixes_.size(); ++k) {
    const owner_fix &f = owner_fixes_[k];
    f.set(f.where, parts[k], 0);
    objects_[f.id].taken = true;
  }
  for (const share_fix &f : share_fixes_)
    f.set(f.where, objects_[f.id].owner, f.pointer == std::size_t(-1) ? nullptr : targets[f.pointer]);
  for (object &o : objects_)
    if (o.raw) o.taken = true; // the program's own, from now on
  for (const exception_fix &f : exception_fixes_) *f.where = objects_[f.id].exception;
  for (std::size_t k = 0; k < fixes_.size(); ++k) {
    const fix &f = fixes_[k];
    if (f.set)
      f.set(f.where, targets[k], f.extra);
    else if (f.where)
      std::memcpy(f.where, &targets[k], sizeof(void *));
  }
  for (const auto &[where, action] : afterwards_) action(values, where);
  e.reopened = std::move(files_opened_);
}

} // namespace perdure::detail
