// The saving half of the graph: which objects do the pointers lead to? See detail/graph.hpp for the passes.
#include <perdure/detail/archive.hpp>
#include <perdure/detail/c_file.hpp>
#include <perdure/detail/graph.hpp>
#include <perdure/detail/value.hpp>
#include <perdure/permanents.hpp>

#include <perdure/detail/heap_places.hpp>

#include <dlfcn.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <locale>

namespace perdure::detail {

namespace {

/// Bytes of one character of a text pointer's type.
std::size_t character_size(pointer_type t) noexcept {
  const char *n = t->name() + 1;
  if (std::strcmp(n, "w") == 0) return sizeof(wchar_t);
  if (std::strcmp(n, "Ds") == 0) return 2;
  if (std::strcmp(n, "Di") == 0) return 4;
  return 1;
}

/// Behind the zero that ends a text in constant memory, or null if none does.
const unsigned char *end_of_text(const unsigned char *p, std::size_t size, const unsigned char *last) noexcept {
  static constexpr unsigned char zero[4] = {};
  for (; std::size_t(last - p) >= size; p += size)
    if (std::memcmp(p, zero, size) == 0) return p + size;
  return nullptr;
}

/// Numbers things in the order of their first use, so that equal executions have equal images wherever they lie.
class first_uses {
public:
  explicit first_uses(std::size_t n) : number_(n, none) {}
  void use(std::size_t k) {
    if (number_[k] != none) return;
    number_[k] = order_.size();
    order_.push_back(k);
  }
  std::size_t operator[](std::size_t k) const noexcept { return number_[k]; }
  const std::vector<std::size_t> &order() const noexcept { return order_; }

private:
  static constexpr std::size_t none = std::size_t(-1);
  std::vector<std::size_t> number_, order_;
};

} // namespace

void graph_writer::begin(oarchive &a, pass_t pass) {
  pass_ = pass;
  a.look(pass == finding || naming_, pass == tracing);
  ordinal_ = 0;
  next_pointer_ = 0;
  pointers_passed_ = 0;
  queue_.clear();
  ids_.clear();
  blocks_.clear();
  views_.clear();
  paths_.clear();
  block_index_.clear();
  requests_.clear();
  view_queue_.clear();
  searched_ = 0;
  scanned_ = 0;
  next_numbers_ = 0;
  if (pass == writing) numbers_.clear();
  behind_.clear();
  passed_words_.clear();
  own_first_ = own_last_ = nullptr;
  doubtful_ = false;
  path_.clear();
  steps_.clear();
  if (pass != writing) return;
  pointers_.clear();
  gather_c_files();
}

void graph_writer::gather_c_files() {
  c_files_ = open_c_files();
  for (auto i = c_files_.begin(); i != c_files_.end();) {
    const char *type = c_file_type.type->name();
    i = (names_ && names_->at(*i, type)) || permanents::standard().at(*i, type) ? c_files_.erase(i) : std::next(i);
  }
}

/// Streams over memory are not in the C library's list; they are found to be refused.
bool graph_writer::is_c_file(const void *p, pointer_type type) const {
  if (c_files_.count(p)) return true;
  if (!tracked_ || (*type != *c_file_type.pointer && *type != typeid(void *))) return false;
  const heap_block b = heap_find(p);
  return b.alive && !b.type && b.first == p && looks_like_c_file(p, b.size);
}

/// Its number in the queue.
std::uint64_t graph_writer::c_file(const void *p) {
  const auto [i, fresh] = ids_.emplace(p, queue_.size());
  if (fresh) queue_.push_back({p, &c_file_type, queued::whole, true, false, 0, here()});
  return i->second;
}

void graph_writer::keep_values(oarchive &a) {
  values_size_ = a.bytes().size();
  values_.reset(a.release());
}

void graph_writer::visited(const void *p, std::size_t size, std::size_t n, pointer_type type) {
  const std::uint64_t ordinal = ordinal_++;
  if (!p) return;
  const auto *first = static_cast<const unsigned char *>(p), *last = first + size * n;
  if (!flagged_.empty() && !naming_) look_for_claims(first, last);
  if (addresses_.empty()) return;
  if (!suspected_.empty() && first < last) {
    auto i = std::upper_bound(suspected_.begin(), suspected_.end(), first,
                              [](const unsigned char *x, const constant &c) { return x < c.first; });
    if (i != suspected_.begin() && first < (--i)->last) occupied_.insert(i->first);
  }
  const unsigned char *from = first - (n ? size : 0); // before the first one
  if (last < addresses_.front() || from > addresses_.back()) return;
  if (p >= __builtin_frame_address(0) && p < stack_) return; // a temporary of some save()
  const run r{const_cast<unsigned char *>(first), size, n, type};
  for (std::size_t k = std::size_t(std::lower_bound(addresses_.begin(), addresses_.end(), from) - addresses_.begin());
       k < addresses_.size() && addresses_[k] <= last; ++k) {
    wanted &w = wanted_[k];
    if (w.what.kind == target::function || w.how != how_t::image) continue;
    if (naming_) {
      if (w.found != fit::none && w.target == ordinal) {
        w.text = std::uint32_t(texts_.size());
        texts_.push_back(n == 1 && w.index == 0 ? path_ : path_ + '[' + std::to_string(std::int64_t(w.index)) + ']');
      }
      continue;
    }
    if (w.what.address < first) {
      if (is_before(w.what.address, w.what.type, r)) w.behind = ordinal;
      continue;
    }
    std::uint64_t index;
    const fit f = fit_of(w.what.address, w.what.type, r, index);
    if (f <= w.found) continue;
    w.found = f;
    w.target = ordinal;
    w.index = index;
  }
}

void graph_writer::pointer(const void *p, pointer_type type, target kind, std::size_t bytes) {
  place to{p, type, kind, 0, 0, bytes};
  const std::size_t known = queue_.size();
  to.doubtful = doubtful_ || (kind == target::view && bytes == 0);
  if (kind != target::function && is_c_file(p, type)) {
    if (!lenient) to.item = std::uint32_t(c_file(p) + 1);
  } else if (tracked_ && kind != target::function && *type != *c_file_type.pointer) {
    on_heap(p, type, kind, to);
  }
  if (lenient) to.item = 0; // it is to get a name
  to.announces = !to.item && queue_.size() > known;
  ++pointers_passed_;
  if (pass_ == writing)
    pointers_.push_back(to);
  else if (pass_ == tracing && !naming_ && next_pointer_++ == unresolved_)
    refuse();
}

std::uint64_t graph_writer::owned(const void *object, const object_type *type) {
  const heap_block b = tracked_ ? heap_find(object) : heap_block();
  if (b.alive && b.first == object && b.size > type->size && type->is(object_type::trivial)) return owned_head(b, type);
  if (b.alive && b.first == object && (b.size == type->size || block_index_.count(b.first))) {
    if (const auto known = block_index_.find(b.first); known != block_index_.end()) {
      const heap_part &part = blocks_[known->second];
      if (!part.type)
        refuse("owns an object in a block of bytes that other pointers lead into; give the object memory of its own");
      return part.item + 1;
    }
    add_part(b, type, false);
  }
  queue_.push_back({object, type, queued::whole, true, false, 0, here()});
  return 0;
}

std::uint64_t graph_writer::shared(const void *control, const void *object, const object_type *type, bool weak) {
  const auto [i, fresh] = ids_.emplace(control, queue_.size());
  if (fresh) {
    const heap_block b = tracked_ ? heap_find(object) : heap_block();
    if (b.alive && b.first == object && type && (b.size == type->size || block_index_.count(b.first))) {
      if (const auto known = block_index_.find(b.first); known != block_index_.end()) {
        if (!blocks_[known->second].type)
          refuse("owns an object in a block of bytes that other pointers lead into; give the object memory of its own");
        return i->second = blocks_[known->second].item;
      }
      add_part(b, type, false);
    }
    queue_.push_back({object, type, queued::whole, !weak, false, 0, here()});
  } else {
    queued &q = queue_[i->second];
    q.strong |= !weak;
    // Whoever points to a part of the object (shared_ptr's aliasing) knows less of it than who points to the whole.
    if (type && !q.saved && q.what == queued::whole && (!q.type || type->size > q.type->size)) {
      q.object = object;
      q.type = type;
    }
  }
  return i->second;
}

std::uint64_t graph_writer::exception(const void *object, const std::type_info *type) {
  const auto [i, fresh] = ids_.emplace(object, queue_.size());
  if (fresh) {
    // What libstdc++'s own streams throw derives from the public class for an older ABI's sake.
    const bool of_stream = std::string_view(type->name()) == "St13__ios_failure";
    const object_type *known = find_object_type(of_stream ? typeid(std::ios_base::failure).name() : type->name());
    if (!known)
      refuse(
          "holds an exception of type " + readable(type->name()) +
          ", which is not known as a type that can be saved; tell the runtime with perdure::register_exception<...>()");
    queue_.push_back({object, known, queued::whole, true, false, 0, here()});
  }
  return i->second;
}

void graph_writer::uses(const object_type &c) { type_number(c); }

std::size_t graph_writer::type_number(const object_type &c) {
  const auto [i, fresh] = type_index_.emplace(c.type, types_.size());
  if (fresh) types_.push_back(&c);
  return i->second;
}

void graph_writer::save_item(oarchive &a, std::size_t k) {
  queued &q = queue_[k];
  if (!q.type && q.what == queued::whole)
    refuse("shares an object whose type is not known: a shared_ptr<void> alone does not tell it");
  q.saved = true;
  const queued now = q; // the queue grows
  if (pass_ == tracing) {
    path_ = paths_[now.path] + " -> ";
    steps_.clear();
  }
  a.byte(static_cast<unsigned char>(now.what));
  if (now.what != queued::whole) {
    save_block(a, now);
  } else {
    if (!now.type->is(object_type::loadable))
      refuse("is an object of type " + readable(now.type->type->name()) + ", which cannot be saved");
    if (const auto known = block_index_.find(now.object);
        known != block_index_.end() && blocks_[known->second].item == k) {
      own_first_ = static_cast<const unsigned char *>(now.object);
      own_last_ = own_first_ + now.type->size;
    }
    a.count(type_number(*now.type));
    save_at(a, now.object, *now.type);
  }
  own_first_ = own_last_ = nullptr;
  doubtful_ = false;
}

void graph_writer::save_objects(oarchive &a) {
  std::size_t k = 0;
  for (std::size_t viewed = 0;;) {
    for (; k < queue_.size(); ++k) save_item(a, k);
    if (find_numbers(a)) continue;
    take_requests();
    if (view_queue_.size() == viewed) find_words();
    const std::size_t known = view_queue_.size();
    a.count(known - viewed);
    if (known == viewed) break;
    for (; viewed < known; ++viewed) save_view(a, viewed);
  }
  for (const heap_part &part : blocks_)
    if (!part.type) save_bytes(a, part);
  for (const queued &q : queue_) {
    if (q.strong) continue;
    if (pass_ == tracing) path_ = paths_[q.path];
    refuse(
        "is a weak_ptr to an object that only something outside of the image keeps alive; keep a shared_ptr to it in a "
        "variable that is saved, or do not keep the weak_ptr across a suspension");
  }
}

bool graph_writer::sort_wanted() {
  std::vector<std::uint32_t> order;
  for (std::size_t k = 0; k < pointers_.size(); ++k)
    if (!pointers_[k].item) order.push_back(std::uint32_t(k));
  const auto less = [&](std::uint32_t x, std::uint32_t y) {
    const place &a = pointers_[x], &b = pointers_[y];
    if (a.address != b.address) return std::less<>()(a.address, b.address);
    if (a.type != b.type && *a.type != *b.type) return a.type->before(*b.type);
    return a.kind < b.kind;
  };
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t x, std::uint32_t y) { return less(x, y) || (!less(y, x) && x < y); });
  target_of_.resize(pointers_.size());
  wanted_.clear();
  wanted_.reserve(order.size());
  texts_.assign(1, "");
  used_files_.clear();
  for (std::size_t k = 0; k < order.size(); ++k) {
    const place &p = pointers_[order[k]];
    if (wanted_.empty() || less(order[k - 1], order[k])) {
      wanted_.emplace_back();
      wanted_.back().what = p;
      wanted_.back().first_pointer = order[k];
    }
    wanted_.back().what.bytes = std::max(wanted_.back().what.bytes, p.bytes);
    wanted_.back().what.doubtful &= p.doubtful;
    target_of_[order[k]] = std::uint32_t(wanted_.size() - 1);
  }
  bool inside = false;
  addresses_.clear();
  addresses_.reserve(wanted_.size());
  for (wanted &w : wanted_) {
    addresses_.push_back(w.what.address);
    // Functions and constants need no second pass; objects are first looked for in the image.
    inside |= w.what.kind == target::object || !resolve_outside(w);
  }
  gather_constants();
  gather_suspected();
  return inside;
}

/// Permanents, functions and constants.
bool graph_writer::resolve_outside(wanted &w) {
  const char *type = w.what.type->name() + 1;
  if (*type == 'K') ++type;
  if (lenient && c_files_.count(w.what.address)) { // by its file's name, for people
    w.how = how_t::permanent;
    w.text = std::uint32_t(texts_.size());
    texts_.push_back(name_of_c_file(w.what.address));
    w.found = fit::exact;
    return true;
  }
  for (const permanents *p : {names_, static_cast<const permanents *>(&permanents::standard())}) {
    const auto *e = p ? p->at(w.what.address, type) : nullptr;
    if (!e) continue;
    w.how = how_t::permanent;
    w.text = std::uint32_t(texts_.size());
    texts_.push_back(e->name);
    w.found = fit::exact;
    return true;
  }
  if (w.what.kind == target::function) {
    Dl_info info;
    if (dladdr(w.what.address, &info) && info.dli_sname && info.dli_saddr == w.what.address) {
      w.how = how_t::code;
      w.text = std::uint32_t(texts_.size());
      texts_.push_back(info.dli_sname);
      w.found = fit::exact;
    } else {
      resolve_fixed(w);
    }
    return true;
  }
  const auto *last = w.what.kind == target::object ? nullptr : constant_end(w.what.address);
  if (!last) return false;
  const auto *first = static_cast<const unsigned char *>(w.what.address);
  if (w.what.kind == target::view) {
    if (std::size_t(last - first) < w.what.bytes) return false;
  } else {
    const auto *end = end_of_text(first, character_size(w.what.type), last);
    if (!end) return false;
    w.what.bytes = std::size_t(end - first);
  }
  w.how = how_t::constant;
  w.found = fit::exact;
  return true;
}

/// The file of the program that the pointer leads into; null if it leads to the heap or to a stack. One past the end of
/// one segment may be the beginning of another file's: the one that really holds it goes first.
const loaded_file *graph_writer::file_of(const void *address, bool function) {
  if (files_.empty()) files_ = loaded_files();
  const auto *p = static_cast<const unsigned char *>(address);
  const loaded_file *found = nullptr;
  for (const loaded_file &f : files_) {
    if (!f.holds(p, function)) continue;
    for (const loaded_file::segment &s : f.segments)
      if (p >= s.first && p < s.last) return &f;
    found = &f;
  }
  return found;
}

/// A facet of the classic locale: libstdc++ builds them all before anything else, in storage without a name.
static bool is_facet(pointer_type type, const void *p) {
  const std::type_info *of = pointee_of(type);
  return of && part_of(const_cast<void *>(p), *of, typeid(std::locale::facet)) != nullptr;
}

/// What belongs to the program itself: its static storage, and functions that no other file can name.
void graph_writer::resolve_fixed(wanted &w) {
  const loaded_file *f = file_of(w);
  if (!f || f->build.empty()) return;
  if (w.what.kind != target::function && !is_facet(w.what.type, w.what.address) &&
      !built_in_every_process(*f, w.what.address))
    return;
  const auto *p = static_cast<const unsigned char *>(w.what.address);
  w.how = how_t::fixed;
  w.found = fit::exact;
  w.target = use_file(*f);
  w.index = std::uint64_t(p - f->base);
  if (!lenient) return;
  Dl_info info;
  const bool named = dladdr(p, &info) && info.dli_sname && info.dli_saddr == p;
  char offset[32];
  std::snprintf(offset, sizeof offset, "+0x%llx", static_cast<unsigned long long>(w.index));
  w.text = std::uint32_t(texts_.size());
  texts_.push_back(named ? std::string(info.dli_sname) : f->title() + offset);
}

std::size_t graph_writer::use_file(const loaded_file &f) {
  const std::size_t number = std::size_t(&f - files_.data());
  std::size_t k = 0;
  while (k < used_files_.size() && used_files_[k] != number) ++k;
  if (k == used_files_.size()) used_files_.push_back(number);
  return k;
}

/// Pointers into the same text lead into one constant, so that they can still be compared.
void graph_writer::gather_constants() {
  constants_.clear();
  for (wanted &w : wanted_) { // ascending by address
    if (w.how != how_t::constant) continue;
    const auto *first = static_cast<const unsigned char *>(w.what.address), *last = first + w.what.bytes;
    if (constants_.empty() || first > constants_.back().last) constants_.push_back({first, last});
    constant &c = constants_.back();
    c.last = std::max(c.last, last);
    w.target = constants_.size() - 1;
    w.index = std::uint64_t(first - c.first);
  }
  for (constant &c : constants_) {
    if (offset_in_program(c.first)) continue;
    const loaded_file *f = file_of(c.first, false);
    if (f && !f->name.empty() && !f->build.empty()) c.file = use_file(*f) + 1;
  }
}

bool graph_writer::resolve() {
  ordinals_.clear();
  for (wanted &w : wanted_) {
    if (w.found != fit::none) continue;
    if (w.what.kind != target::function && (w.what.kind != target::object || !resolve_outside(w))) resolve_fixed(w);
    if (w.found != fit::none) continue;
    if (!tracked_) {
      if (const auto value = reinterpret_cast<std::uintptr_t>(w.what.address); mapped_.is_number(value))
        w.keep(how_t::number, value);
    } else if ((w.room = !lenient && resolve_room(w))) {
      w.found = fit::exact;
    } else {
      resolve_dangling(w);
    }
    if (w.found == fit::none && w.what.kind == target::view && w.what.bytes == 0) w.keep(how_t::number, 0);
  }
  for (std::size_t k = 0; k < target_of_.size(); ++k) {
    place &p = pointers_[k];
    if (p.item || !wanted_[target_of_[k]].room) continue;
    const heap_part &part = blocks_[block_index_.at(heap_find(p.address).first)];
    p.item = std::uint32_t(part.item + 1);
    p.index = std::uint64_t(static_cast<const unsigned char *>(p.address) - part.block.first);
  }
  for (const wanted &w : wanted_)
    if (w.how == how_t::image && w.found != fit::none && !w.room) ordinals_.push_back(w.target);
  std::sort(ordinals_.begin(), ordinals_.end());
  ordinals_.erase(std::unique(ordinals_.begin(), ordinals_.end()), ordinals_.end());
  unresolved_ = std::size_t(-1);
  if (lenient) return true;
  for (std::size_t k = 0; k < target_of_.size(); ++k) {
    if (pointers_[k].item) continue;
    const wanted &w = wanted_[target_of_[k]];
    if (w.found != fit::none) continue;
    unresolved_ = k;
    std::string type = readable(w.what.type->name());
    const loaded_file *f = file_of(w);
    if (f && !f->build.empty())
      throw refused{"(" + type + ") points to static storage of " + f->title() +
                    " that another process may not have built: a static local with an initialiser that runs (or the "
                    "program is stripped, and it cannot be told). Make it a permanent (permanents::standard().add("
                    "\"name\", object)), or get the reference again after the suspension"};
    if (f)
      throw refused{"(" + type + ") points into " + f->title() +
                    ", which has no build-id that the process that loads the image could know it by: link it with "
                    "-Wl,--build-id, or make what it points to a permanent (permanents::standard().add(\"name\", "
                    "object))"};
    if (tracked_ && w.what.kind != target::function) throw refused{why_live(w)};
    throw refused{w.what.kind == target::function
                      ? "is a pointer to a function (" + type +
                            ") that has no name here: make it a permanent (permanents::standard().add(\"name\", "
                            "function)), or link "
                            "the program with -rdynamic"
                      : "(" + type +
                            ") points to memory that nothing in the image owns: let a variable, a container or a smart "
                            "pointer own "
                            "it, or make it a permanent (permanents::standard().add(\"name\", object))"};
  }
  return true;
}

void graph_writer::refuse(const std::string &why) const {
  if (pass_ != tracing) throw refused{why};
  throw unserialisable("the execution cannot be saved: " + path_ + ' ' + why);
}

void graph_writer::enter(std::string_view name) {
  steps_.push_back(path_.size());
  if (!path_.empty() && path_.back() != ' ') path_ += '.';
  path_ += name;
}
void graph_writer::enter(std::size_t index) {
  steps_.push_back(path_.size());
  path_ += '[' + std::to_string(index) + ']';
}
void graph_writer::leave() {
  path_.resize(steps_.back());
  steps_.pop_back();
}

const std::string *graph_writer::name_of(const void *p, pointer_type type) const noexcept {
  auto k = std::size_t(std::lower_bound(addresses_.begin(), addresses_.end(), p) - addresses_.begin());
  for (; k < addresses_.size() && addresses_[k] == p; ++k) {
    const wanted &w = wanted_[k];
    if (*w.what.type != *type) continue;
    if (w.how == how_t::permanent || w.how == how_t::code || w.how == how_t::fixed) return &texts_[w.text];
    if (w.how == how_t::image && w.found != fit::none) return &texts_[w.text];
  }
  return nullptr;
}

const unsigned char *graph_writer::constant_end(const void *p) const noexcept {
  if (const auto *last = end_of_constants(p)) return last;
  for (const constant &c : kept_)
    if (p >= c.first && p < c.last) return c.last;
  return nullptr;
}

void graph_writer::write_types(oarchive &a) const {
  a.count(types_.size());
  for (const object_type *c : types_) {
    a.text(c->type->name());
    a.count(c->version());
    a.text(schema_of(*c));
  }
}

void graph_writer::write_pointers(oarchive &a) const {
  a.count(pointers_.size());
  if (pointers_.empty()) return;
  a.count(ordinals_.size());
  std::uint64_t before = 0;
  for (const std::uint64_t o : ordinals_) {
    a.count(o - before);
    before = o;
  }
  first_uses targets(wanted_.size()), constants(constants_.size()), files(used_files_.size()), nothings(wanted_.size());
  for (std::size_t k = 0; k < pointers_.size(); ++k)
    if (!pointers_[k].item) targets.use(target_of_[k]);
  for (const std::size_t t : targets.order()) {
    if (wanted_[t].how == how_t::constant) {
      constants.use(wanted_[t].target);
      if (const std::size_t file = constants_[wanted_[t].target].file) files.use(file - 1);
    }
    if (wanted_[t].how == how_t::fixed) files.use(wanted_[t].target);
    if (wanted_[t].how == how_t::dangling) nothings.use(wanted_[t].target);
  }
  a.count(constants.order().size());
  for (const std::size_t k : constants.order()) {
    const constant &c = constants_[k];
    a.count(c.file ? files[c.file - 1] + 1 : 0);
    a.count(c.file ? std::uint64_t(c.first - files_[used_files_[c.file - 1]].base) : offset_in_program(c.first));
    a.text({reinterpret_cast<const char *>(c.first), std::size_t(c.last - c.first)});
  }
  a.count(files.order().size());
  for (const std::size_t k : files.order()) {
    a.text(files_[used_files_[k]].name);
    a.text(files_[used_files_[k]].build);
  }
  a.count(targets.order().size());
  for (const std::size_t t : targets.order()) {
    const wanted &w = wanted_[t];
    a.byte(static_cast<unsigned char>(w.how));
    switch (w.how) {
    case how_t::permanent:
    case how_t::code:
      a.text(texts_[w.text]);
      continue;
    case how_t::image:
      a.count(std::uint64_t(std::lower_bound(ordinals_.begin(), ordinals_.end(), w.target) - ordinals_.begin()));
      break;
    case how_t::constant:
      a.count(constants[w.target]);
      break;
    case how_t::fixed:
      a.count(files[w.target]);
      break;
    case how_t::dangling:
      a.count(nothings[w.target]);
      continue;
    case how_t::number:
      a.count(w.target);
      continue;
    }
    a.count(w.index);
  }
  for (std::size_t k = 0; k < pointers_.size(); ++k) {
    const place &p = pointers_[k];
    if (p.item) {
      a.count(std::uint64_t(p.item - 1) * 4 + 1);
      a.count(p.index);
    } else {
      a.count(std::uint64_t(targets[target_of_[k]]) * 4 + (p.announces ? 2 : 0));
    }
  }
}

/// Where the blocks of the heap are now, and the objects within blocks of a library's that smart pointers own.
std::vector<heap_place> graph_writer::places() const {
  std::vector<heap_place> found;
  if (!placing_) return found;
  std::unordered_set<const void *> shared;
  for (std::size_t k = 0, next = 0; k < queue_.size(); ++k) {
    const queued &q = queue_[k];
    if (next < blocks_.size() && blocks_[next].item == k) {
      const heap_block &b = blocks_[next++].block;
      found.push_back({k, reinterpret_cast<std::uintptr_t>(b.first), b.size});
    } else if (q.what == queued::whole && q.type && reinterpret_cast<std::uintptr_t>(q.object) % 16 == 0) {
      // What make_shared() has made gets its place as a block of its own. One of a kind: parts of it may be shared,
      // too.
      const heap_block b = heap_find(q.object);
      if (!b.alive || block_index_.count(b.first) || !shared.insert(b.first).second) continue;
      if (static_cast<const unsigned char *>(q.object) + q.type->size <= b.first + b.size)
        found.push_back({k, reinterpret_cast<std::uintptr_t>(q.object), q.type->size});
    }
  }
  return found;
}

/// By item: number, place in units of 16 bytes, each as a difference to the one before, and size.
void graph_writer::write_places(oarchive &a) const {
  const std::vector<heap_place> all = places();
  a.count(all.size());
  heap_place before{0, 0, 0};
  for (const heap_place &p : all) {
    const auto by = std::int64_t(p.first / 16) - std::int64_t(before.first / 16);
    a.count(p.item - before.item);
    a.count(std::uint64_t(by) << 1 ^ std::uint64_t(by >> 63));
    a.count(p.size);
    before = p;
  }
}

} // namespace perdure::detail
