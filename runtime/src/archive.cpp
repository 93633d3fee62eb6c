// The parts of the archives that need not be inline: growth, long counts, refusals, what goes on to the graph.
#include <perdure/detail/archive.hpp>
#include <perdure/detail/graph.hpp>
#include <perdure/detail/value.hpp>
#include <perdure/error.hpp>

#include <algorithm>
#include <memory>
#include <new>

namespace perdure {

namespace detail {

struct helper_list::entry {
  const void *key;
  void *helper;
  void (*destroy)(void *);
  entry *next;
};

void *helper_list::find(const void *key, void *(*make)(), void (*destroy)(void *)) {
  for (entry *e = first_; e; e = e->next)
    if (e->key == key) return e->helper;
  auto fresh = std::make_unique<entry>(entry{key, nullptr, destroy, first_});
  fresh->helper = make();
  first_ = fresh.release();
  return first_->helper;
}

void helper_list::clear() noexcept {
  while (entry *e = first_) {
    first_ = e->next;
    e->destroy(e->helper);
    delete e;
  }
}

} // namespace detail

void oarchive::passed(const void *first, std::size_t size, std::size_t n, detail::pointer_type type) {
  graph_.visited(first, size, n, type);
}
std::uint64_t oarchive::found_owned(const void *object, const detail::object_type *type) {
  return graph_.owned(object, type);
}
void oarchive::found_pointer(const void *p, detail::pointer_type type, detail::target kind, std::size_t bytes) {
  graph_.pointer(p, type, kind, bytes);
}
void oarchive::shared(const void *control, const void *object, const detail::object_type *type, bool weak) {
  count(control ? graph_.shared(control, object, type, weak) + 1 : 0);
}
void oarchive::exception(const void *object, const std::type_info *type) {
  count(object ? graph_.exception(object, type) + 1 : 0);
}
void oarchive::uses_another(const detail::object_type &c) {
  last_class_ = &c;
  graph_.uses(c);
}
void oarchive::needs_same_build() { graph_.same_build = true; }
void oarchive::step_in(std::string_view name) { graph_.enter(name); }
void oarchive::step_in(std::size_t index) { graph_.enter(index); }
void oarchive::step_out() { graph_.leave(); }

void oarchive::grow(std::size_t n) {
  const std::size_t used = std::size_t(at_ - start_);
  const std::size_t wanted = std::max(used + n, std::max<std::size_t>(4096, 2 * used));
  char *fresh = static_cast<char *>(std::realloc(start_, wanted));
  if (!fresh) throw std::bad_alloc();
  start_ = fresh;
  at_ = fresh + used;
  end_ = fresh + wanted;
}

void oarchive::refuse(const std::string &why) { graph_.refuse(why); }

void oarchive::too_deep() {
  depth_ = 0;
  graph_.refuse("holds values nested more than " + std::to_string(detail::deepest_nesting) +
                " deep; let its parts be owned by std::unique_ptr, which has no such limit");
}

struct iarchive::held {
  void *object;
  void (*destroy)(void *);
  held *next;
};

iarchive::iarchive(std::string_view bytes, detail::graph_reader &g) noexcept
    : at_(bytes.data()), end_(bytes.data() + bytes.size()), graph_(g), position_(g) {}

iarchive::~iarchive() {
  while (held *h = held_) {
    held_ = h->next;
    h->destroy(h->object);
    delete h;
  }
  std::free(built_);
}

void iarchive::keep_until_end(void *kept, void (*destroy)(void *)) {
  try {
    held_ = new held{kept, destroy, held_};
  } catch (...) {
    destroy(kept);
    throw;
  }
}

void iarchive::grow_built() {
  const std::size_t room = std::max<std::size_t>(64, 2 * built_room_);
  auto *fresh = static_cast<member *>(std::realloc(static_cast<void *>(built_), room * sizeof(member)));
  if (!fresh) throw std::bad_alloc();
  built_ = fresh;
  built_room_ = room;
}

void iarchive::waits(void *where, detail::pointer_type type, detail::target kind, detail::setter set,
                     std::uint64_t extra) {
  graph_.pointer(where, type, kind, set, extra, {function_, variable_});
}
void iarchive::waits_for_owned(void *where, const std::type_info *part, const detail::object_type *type,
                               detail::setter set, unsigned char how) {
  if (how > 2) refuse("an owner is of an unknown kind");
  graph_.owned(*this, where, part, type, set, how == 2 ? count() + 1 : 0);
}
void iarchive::shared(void *where, detail::pointer_type part, const detail::object_type *type,
                      detail::share_setter set) {
  const std::uint64_t id = count();
  if (id) graph_.shared(*this, where, id - 1, part, type, set);
}
void iarchive::exception(std::exception_ptr *where) {
  const std::uint64_t id = count();
  if (id) graph_.exception(*this, where, id - 1);
}
unsigned iarchive::uses_another(const detail::object_type &c) { return graph_.uses(*this, c); }
void iarchive::afterwards(void *where, void (*action)(iarchive &, void *)) { graph_.afterwards(where, action); }
void iarchive::was_moved(const void *before, const void *now, std::size_t size) noexcept {
  graph_.moved(before, now, size);
}
bool iarchive::has_pointers() const noexcept { return graph_.has_pointers(); }
bool iarchive::is_same_build() const noexcept { return graph_.same_build; }

void iarchive::undo(std::size_t mark) noexcept {
  while (built_count_ > mark) {
    const member &m = built_[--built_count_];
    if (m.part)
      detail::destroy_part(m.object, *m.type);
    else
      detail::destroy_value(m.object, *m.type);
  }
}

std::uint64_t iarchive::long_count(unsigned char first) {
  std::uint64_t n = first & 0x7f;
  for (unsigned shift = 7;; shift += 7) {
    const unsigned char b = byte();
    if (shift == 63 && b > 1) refuse("a count has more than 64 bits");
    n |= std::uint64_t(b & 0x7f) << shift;
    if (b < 0x80) {
      if (b == 0) refuse("a count has leading zeros");
      return n;
    }
  }
}

bool iarchive::knows_room() const noexcept { return graph_.format >= 6; }

void iarchive::refuse(const std::string &why) const {
  std::string where;
  if (variable_) where = std::string("variable '") + variable_ + "' of ";
  if (function_) where += function_;
  throw image_error("the image cannot be loaded: " + (where.empty() ? "" : where + ": ") + why);
}

void iarchive::ends_early() const { refuse("the image ends in the middle of a value"); }

void iarchive::too_deep() const {
  refuse("values are nested more than " + std::to_string(detail::deepest_nesting) + " deep");
}

} // namespace perdure
