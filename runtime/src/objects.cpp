// Objects of a type that is known at run time: how they are saved, built, loaded over, printed and destroyed.
//
// Input: the table of a type (object_type), which generated code states as data. Output: values in an archive, objects
// in raw storage, text. One switch over the ways for each of the questions; classes with a layout go by a table of
// their members, made when the first one comes along.
#include <perdure/detail/io.hpp>

#include <perdure/detail/access.hpp>
#include <perdure/detail/graph.hpp>
#include <perdure/detail/io_words.hpp>
#include <perdure/detail/refused.hpp>
#include <perdure/detail/value.hpp>
#include <perdure/error.hpp>

#include "object_bytes.hpp"
#include "owners.hpp"
#include "scalars.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <vector>

namespace perdure::detail {

namespace {

/// The object that is being asked for its members: members are named and placed, never read.
struct collection {
  member_table &into;
  const unsigned char *object;
  std::size_t size;
};
thread_local collection *collecting = nullptr;

const void *at(const void *object, std::size_t offset) noexcept {
  return static_cast<const unsigned char *>(object) + offset;
}
void *at(void *object, std::size_t offset) noexcept { return static_cast<unsigned char *>(object) + offset; }

const member_table &make_table(const object_type &t) {
  static auto *const mutex = new std::recursive_mutex; // a value may be shown while the process ends
  const std::lock_guard lock(*mutex);
  const class_layout &l = *t.operations->layout;
  if (*l.known) return **l.known;
  auto table = std::make_unique<member_table>();
  const auto align = std::align_val_t(t.align);
  void *nobody = ::operator new(t.size, align);
  std::memset(nobody, 0, t.size);
  collection all{*table, static_cast<const unsigned char *>(nobody), t.size};
  collection *const outer = std::exchange(collecting, &all);
  member_collector v;
  if (l.virtual_bases) l.virtual_bases(v, nobody);
  table->virtual_bases = table->members.size();
  l.members(v, nobody);
  collecting = outer;
  ::operator delete(nobody, align);
  for (const member_entry &m : table->members) {
    const bool refers = m.kind == member_entry::reference;
    table->schema.append(m.name).append(refers ? "\n&" : "\n").append(m.type->type->name()).append("\n");
  }
  table->refusal = refusal_of(t.type->name());
  __atomic_store_n(l.known, table.get(), __ATOMIC_RELEASE);
  return *table.release(); // as lasting as the class
}

} // namespace

const member_table &members_of(const object_type &t) {
  if (const member_table *known = __atomic_load_n(t.operations->layout->known, __ATOMIC_ACQUIRE)) return *known;
  return make_table(t);
}

namespace {

/// Of a bool that may never have been set: then it is neither true nor false.
unsigned char truth_of(const void *p) noexcept {
  unsigned char b;
  std::memcpy(&b, p, 1);
  return b != 0;
}

// The padding of a long double holds garbage: only the value is written, so that equal executions have equal images.
constexpr std::size_t long_double_size =
    sizeof(long double) == 16 && __LDBL_MANT_DIG__ == 64 ? 10 : sizeof(long double);

/// A pointer to a member function. One to a data member is an offset, one to a virtual function a place in a table:
/// right for the same build only. A pointer to another member function is code, as a function pointer.
struct member_pointer_parts {
  std::uintptr_t code;
  std::ptrdiff_t adjustment;
};

/// libstdc++'s std::vector with std::allocator.
struct vector_parts {
  unsigned char *first, *last, *room;
};

const void *pointer_at(const void *p) noexcept {
  const void *to;
  std::memcpy(&to, p, sizeof to);
  return to;
}

[[noreturn, gnu::cold]] void refuse_unknown(const object_type &t) {
  throw error("objects of type " + readable(t.type->name()) + " cannot be part of an image");
}

[[gnu::cold]] void refuse_class(oarchive &a, const object_type &t, const char *why) {
  a.refuse("is an object of type " + readable(t.type->name()) + ", which cannot be saved: it " + why +
           "; give it a serialize member, make it permanent, or end its life before the safe point");
}

// ---- saving ----

enum extent { whole, part };

void save_members(oarchive &a, const void *x, const object_type &t, extent e) {
  const nesting<oarchive> n(a);
  a.uses(t);
  if (t.is(object_type::is_empty)) a.byte(0);
  const member_table &table = members_of(t);
  if (__builtin_expect(table.refusal != nullptr, false)) refuse_class(a, t, table.refusal);
  for (std::size_t k = e == whole ? 0 : table.virtual_bases; k < table.members.size(); ++k) {
    const member_entry &m = table.members[k];
    const void *where = at(x, m.offset);
    switch (m.kind) {
    case member_entry::member:
      a.enter(m.name);
      save_at(a, where, *m.type);
      a.leave();
      break;
    case member_entry::base:
      save_at(a, where, *m.type);
      break;
    case member_entry::part:
      a.visit(where, 1, *m.type);
      save_members(a, where, *m.type, part);
      break;
    case member_entry::reference:
      a.enter(m.name);
      save_value(a, where, *m.type);
      a.leave();
      break;
    case member_entry::elsewhere:
      a.enter(m.name);
      save_at(a, &no_members, *m.type);
      a.leave();
      break;
    }
  }
}

void save_parts(oarchive &a, const void *x, const object_type &t) {
  if (t.is(object_type::is_empty)) a.byte(0);
  for (const member_entry &m : members_of(t).members) {
    a.enter(m.name);
    if (m.kind == member_entry::reference)
      save_value(a, at(x, m.offset), *m.type);
    else
      save_at(a, at(x, m.offset), *m.type);
    a.leave();
  }
}

void save_member_pointer(oarchive &a, const void *p, const object_type &t) {
  if (t.size != sizeof(member_pointer_parts)) {
    a.needs_same_build();
    return a.put(p, t.size);
  }
  member_pointer_parts m;
  std::memcpy(&m, p, sizeof m);
  const bool is_virtual = m.code & 1;
  a.byte(is_virtual);
  if (is_virtual)
    a.put(&m.code, sizeof m.code);
  else
    a.function(reinterpret_cast<void *>(m.code), t.type);
  a.put(&m.adjustment, sizeof m.adjustment);
  if (is_virtual || m.adjustment) a.needs_same_build();
}

// ---- building ----

void restore_members(iarchive &a, void *where, const object_type &t, extent e);

void set_tables(iarchive &a, void *where, const class_layout &l) {
  if (!l.vtable) return;
  const auto *table = static_cast<const void *const *>(l.vtable());
  if (!table) a.refuse("no file of this program constructs objects of this class");
  constexpr table_pointer usual = {0, 2};
  const table_pointer *first = l.tables ? l.tables : &usual;
  for (std::size_t k = 0; k < (l.tables ? l.table_count : 1); ++k) {
    const void *functions = table + first[k].entry;
    std::memcpy(at(where, first[k].offset), &functions, sizeof functions);
  }
}

void restore_member(iarchive &a, void *where, const object_type &t) {
  restore_at(a, where, t);
  if (t.needs_destroying()) a.built(where, t);
}
void restore_part(iarchive &a, void *where, const object_type &t) {
  a.visit(where, 1, t);
  restore_members(a, where, t, part);
  if (t.needs_destroying()) a.built(where, t, true);
}

void restore_entries(iarchive &a, void *x, const member_table &table, std::size_t from) {
  for (std::size_t k = from; k < table.members.size(); ++k) {
    const member_entry &m = table.members[k];
    void *where = at(x, m.offset);
    switch (m.kind) {
    case member_entry::member:
    case member_entry::base:
      restore_member(a, where, *m.type);
      break;
    case member_entry::part:
      restore_part(a, where, *m.type);
      break;
    case member_entry::reference:
      restore_value(a, where, *m.type);
      break;
    case member_entry::elsewhere:
      restore_at(a, &no_members, *m.type);
      break;
    }
  }
}

/// A part that fails takes the earlier ones with it.
void restore_all(iarchive &a, void *where, const object_type &t, const member_table &table, std::size_t from) {
  if (!t.needs_destroying()) return restore_entries(a, where, table, from);
  const std::size_t mark = a.mark();
  try {
    restore_entries(a, where, table, from);
  } catch (...) {
    a.undo(mark);
    throw;
  }
  a.keep(mark);
}

void restore_members(iarchive &a, void *where, const object_type &t, extent e) {
  const nesting<iarchive> n(a);
  a.uses(t);
  if (t.is(object_type::is_empty)) a.byte();
  const member_table &table = members_of(t);
  restore_all(a, where, t, table, e == whole ? 0 : table.virtual_bases);
}

void restore_array(iarchive &a, void *where, const object_type &t) {
  std::size_t built = 0;
  try {
    restore_run_at(a, where, t.count, built, *t.element);
  } catch (...) {
    destroy_run(where, built, *t.element);
    throw;
  }
}

void restore_member_pointer(iarchive &a, void *where, const object_type &t) {
  if (t.size != sizeof(member_pointer_parts)) return a.get(where, t.size);
  member_pointer_parts m{};
  if (a.flag()) {
    a.get(&m.code, sizeof m.code);
    std::memcpy(where, &m, sizeof m);
  } else {
    std::memcpy(where, &m, sizeof m);
    a.pointer(where, t.type, target::function);
  }
  a.get(&m.adjustment, sizeof m.adjustment);
  std::memcpy(static_cast<char *>(where) + sizeof m.code, &m.adjustment, sizeof m.adjustment);
}

// ---- strings and vectors ----

// Both keep their capacity: iterators and pointers that the program knows to be valid after reserve() stay so.

/// The usual room for a text: in the string itself, or just enough.
std::size_t usual_capacity(std::size_t size) noexcept {
  static const std::size_t inside = std::string().capacity();
  return std::max(size, inside);
}
[[noreturn, gnu::cold]] void refuse_room(iarchive &a) { a.refuse("a capacity is larger than any memory"); }
constexpr std::uint64_t most_room = std::uint64_t(1) << 36; // bytes

void save_string(oarchive &a, const std::string &s) {
  const bool roomy = s.capacity() != usual_capacity(s.size());
  a.count(std::uint64_t(s.size()) << 1 | roomy);
  if (roomy) a.count(s.capacity());
  a.visit(s.data(), s.capacity() + 1); // pointers to the closing zero are common
  a.put(s.data(), s.size());
}
/// What an image tells of a string before its text: its length, and a string with its capacity.
std::pair<std::size_t, std::string> string_of(iarchive &a) {
  const std::uint64_t head = a.count(), n = head >> 1, room = head & 1 ? a.count() : n;
  if (n > a.left()) a.refuse("a text is longer than what is left of the image");
  if (room < n || room > most_room) refuse_room(a);
  std::string s(std::size_t(room), '\0'); // just as long: whatever grows makes room for more
  s.resize(std::size_t(n));
  return {std::size_t(n), std::move(s)};
}
void read_text(iarchive &a, std::string &s, std::size_t n) {
  a.visit(s.data(), s.capacity() + 1);
  a.get(s.data(), n);
}
void load_string(iarchive &a, std::string &s) {
  auto [n, made] = string_of(a);
  s = std::move(made);
  read_text(a, s, n);
}
void restore_string(iarchive &a, void *where) {
  auto [n, made] = string_of(a);
  read_text(a, *::new (where) std::string(std::move(made)), n);
}

void save_vector(oarchive &a, const void *p, const object_type &t) {
  const nesting<oarchive> n(a);
  vector_parts v;
  std::memcpy(&v, p, sizeof v);
  const std::size_t count = std::size_t(v.last - v.first) / t.element->size;
  a.count(count);
  a.count(std::size_t(v.room - v.last) / t.element->size);
  save_run_at(a, v.first, count, *t.element);
  if (v.room != v.last) a.visit(v.first, std::size_t(v.room - v.first) / t.element->size, *t.element);
}

void fill_vector(iarchive &a, void *where, const object_type &t) {
  const nesting<iarchive> deeper(a);
  const object_type &element = *t.element;
  const std::size_t n = a.count_of(element.is(object_type::bulk) ? element.size : 1);
  const std::uint64_t spare = a.count();
  if (n > std::size_t(PTRDIFF_MAX) / element.size || spare > most_room / element.size) refuse_room(a);
  const std::size_t room = n + std::size_t(spare);
  vector_parts v{};
  if (room > 0) v.first = static_cast<unsigned char *>(allocate_bytes(room * element.size, element.align));
  std::size_t built = 0;
  try {
    restore_run_at(a, v.first, n, built, element);
    if (spare > 0 && a.knows_room()) a.visit(v.first, room, element);
  } catch (...) {
    destroy_run(v.first, built, element);
    if (room > 0) release_bytes(v.first, element.align);
    throw;
  }
  v.last = v.first + n * element.size;
  v.room = v.first + room * element.size;
  std::memcpy(where, &v, sizeof v);
}

// ---- printing ----

void print_members(printer &p, const void *x, const object_type &t, extent e) {
  const printer::level n(p);
  const member_table &table = members_of(t);
  p.out("{");
  bool first = true;
  for (std::size_t k = e == whole ? 0 : table.virtual_bases; k < table.members.size(); ++k) {
    const member_entry &m = table.members[k];
    p.out(first ? "" : ", ").out(m.name).out(" = ");
    first = false;
    if (m.kind == member_entry::part)
      print_members(p, at(x, m.offset), *m.type, part);
    else
      print_value(p, m.kind == member_entry::elsewhere ? &no_members : at(x, m.offset), *m.type);
  }
  p.out("}");
}

void print_parts(printer &p, const void *x, const object_type &t) {
  const char *before = "{";
  const auto &parts = members_of(t).members;
  if (parts.empty()) p.out(before);
  for (const member_entry &m : parts) {
    p.out(before);
    print_value(p, at(x, m.offset), *m.type);
    before = ", ";
  }
  p.out("}");
}

void print_run(printer &p, const void *first, std::size_t n, const object_type &element) {
  const auto *at = static_cast<const unsigned char *>(first);
  struct iterator {
    const unsigned char *p;
    std::size_t size;
    bool operator!=(const iterator &b) const { return p != b.p; }
    iterator &operator++() { return p += size, *this; }
    const unsigned char *operator*() const { return p; }
  };
  p.list(iterator{at, element.size}, iterator{at + n * element.size, element.size},
         [&](const unsigned char *e) { print_value(p, e, element); });
}

void print_array(printer &p, const void *x, const object_type &t) {
  if (*t.element->type != typeid(char)) return print_run(p, x, t.count, *t.element);
  const auto *text = static_cast<const char *>(x);
  p.quoted({text, ::strnlen(text, t.count)});
}

template <class N> N number_at(const void *p) noexcept {
  N n;
  std::memcpy(&n, p, sizeof n);
  return n;
}

void print_scalar(printer &p, const void *x, const object_type &t) {
  switch (t.number) {
  case number_kind::signed_integer:
    switch (t.size) {
    case 1:
      return p.number(static_cast<long long>(number_at<std::int8_t>(x)));
    case 2:
      return p.number(static_cast<long long>(number_at<std::int16_t>(x)));
    case 4:
      return p.number(static_cast<long long>(number_at<std::int32_t>(x)));
    case 8:
      return p.number(static_cast<long long>(number_at<std::int64_t>(x)));
    default:
      return p.number(static_cast<long double>(number_at<__int128>(x)));
    }
  case number_kind::unsigned_integer:
    switch (t.size) {
    case 1:
      return p.number(static_cast<unsigned long long>(number_at<std::uint8_t>(x)));
    case 2:
      return p.number(static_cast<unsigned long long>(number_at<std::uint16_t>(x)));
    case 4:
      return p.number(static_cast<unsigned long long>(number_at<std::uint32_t>(x)));
    case 8:
      return p.number(static_cast<unsigned long long>(number_at<std::uint64_t>(x)));
    default:
      return p.number(static_cast<long double>(number_at<unsigned __int128>(x)));
    }
  case number_kind::floating:
    return p.number(t.size == sizeof(float) ? static_cast<long double>(number_at<float>(x))
                                            : static_cast<long double>(number_at<double>(x)));
  case number_kind::character:
    switch (t.size) {
    case 1:
      return p.character(number_at<std::uint8_t>(x));
    case 2:
      return p.character(number_at<std::uint16_t>(x));
    default:
      return p.character(number_at<std::uint32_t>(x));
    }
  case number_kind::truth:
    return p.number(static_cast<unsigned long long>(truth_of(x)));
  }
}

} // namespace

void member_collector::add(member_entry::kind_t kind, const char *name, const void *where, const object_type &t) {
  collection &all = *collecting;
  const auto *p = static_cast<const unsigned char *>(where);
  std::size_t offset = std::size_t(p - all.object);
  if (p < all.object || p > all.object + all.size) {
    kind = member_entry::elsewhere;
    offset = 0;
  } else if (kind == member_entry::base && t.how == way::laid_out) {
    kind = member_entry::part;
  }
  all.into.members.push_back({kind, name, offset, &t});
}

std::string schema_of(const object_type &t) { return t.how == way::laid_out ? members_of(t).schema : std::string(); }

// ---- one object ----

void save_value(oarchive &a, const void *p, const object_type &t) {
  switch (t.how) {
  case way::scalar:
    if (t.number == number_kind::truth) return a.byte(truth_of(p));
    return put_small(a, p, t.size);
  case way::raw:
    return a.put(p, t.size);
  case way::boolean:
    return a.byte(truth_of(p));
  case way::long_double:
    return a.put(p, long_double_size);
  case way::null:
  case way::empty:
    return a.byte(0);
  case way::pointer:
    return a.pointer(pointer_at(p), t.leads_to);
  case way::text:
    return a.characters(pointer_at(p), t.leads_to, 0);
  case way::function:
    return a.function(pointer_at(p), t.type);
  case way::member_pointer:
    return save_member_pointer(a, p, t);
  case way::array:
    return save_run_at(a, p, t.count, *t.element);
  case way::laid_out:
    return save_members(a, p, t, whole);
  case way::parts:
    return save_parts(a, p, t);
  case way::string:
    return save_string(a, *static_cast<const std::string *>(p));
  case way::vector:
    return save_vector(a, p, t);
  case way::custom:
  case way::serialized:
    return t.operations->save(a, p);
  case way::unknown:
    refuse_unknown(t);
  }
}

void save_at(oarchive &a, const void *p, const object_type &t) {
  a.visit(p, 1, t);
  save_value(a, p, t);
}

void restore_value(iarchive &a, void *where, const object_type &t) {
  switch (t.how) {
  case way::scalar:
    if (t.number == number_kind::truth) {
      ::new (where) bool(a.flag());
      return;
    }
    return get_small(a, where, t.size);
  case way::raw:
    return a.get(where, t.size);
  case way::boolean:
    ::new (where) bool(a.flag());
    return;
  case way::long_double:
    std::memset(where, 0, sizeof(long double));
    return a.get(where, long_double_size);
  case way::null:
    a.byte();
    ::new (where) std::nullptr_t();
    return;
  case way::empty:
    a.byte(); // no bytes to build: what lies there may be a neighbour's
    return;
  case way::pointer:
    ::new (where) void *(nullptr);
    a.pointer(where, t.leads_to, target::object);
    return;
  case way::text:
    ::new (where) void *(nullptr);
    a.pointer(where, t.leads_to, target::text);
    return;
  case way::function:
    ::new (where) void *(nullptr);
    a.pointer(where, t.type, target::function);
    return;
  case way::member_pointer:
    return restore_member_pointer(a, where, t);
  case way::array:
    return restore_array(a, where, t);
  case way::laid_out:
    // Programs compare and hash such objects as bytes, after a memset.
    if (t.is(object_type::trivial) && !t.is(object_type::is_empty)) std::memset(where, 0, t.size);
    set_tables(a, where, *t.operations->layout);
    restore_members(a, where, t, whole);
    set_tables(a, where, *t.operations->layout); // the members are nobody's, but a class that is a base with a
                                                 // `serialize` has set its own
    return;
  case way::parts:
    if (t.is(object_type::is_empty)) a.byte();
    return restore_all(a, where, t, members_of(t), 0);
  case way::string:
    return restore_string(a, where);
  case way::vector:
    return fill_vector(a, where, t);
  case way::custom:
  case way::serialized:
    return t.operations->restore(a, where);
  case way::unknown:
    refuse_unknown(t);
  }
}

void restore_at(iarchive &a, void *where, const object_type &t) {
  a.visit(where, 1, t);
  restore_value(a, where, t);
}

static void load_entries(iarchive &a, void *x, const object_type &t, extent e) {
  const member_table &table = members_of(t);
  for (std::size_t k = e == whole ? 0 : table.virtual_bases; k < table.members.size(); ++k) {
    const member_entry &m = table.members[k];
    void *where = at(x, m.offset);
    switch (m.kind) {
    case member_entry::member:
    case member_entry::base:
      load_at(a, where, *m.type);
      break;
    case member_entry::part: {
      a.visit(where, 1, *m.type);
      const nesting<iarchive> n(a);
      a.uses(*m.type);
      if (m.type->is(object_type::is_empty)) a.byte();
      load_entries(a, where, *m.type, part);
      break;
    }
    case member_entry::reference:
      restore_value(a, where, *m.type);
      break;
    case member_entry::elsewhere:
      restore_at(a, &no_members, *m.type);
      break;
    }
  }
}

/// The old object ends before the new one is built.
static void replace(iarchive &a, void *x, const object_type &t) {
  if (!t.needs_destroying()) return restore_value(a, x, t);
  if (!t.operations->construct)
    a.refuse("an object of type " + readable(t.type->name()) + " cannot be loaded over an old value");
  destroy_value(x, t);
  try {
    restore_value(a, x, t);
  } catch (...) {
    t.operations->construct(x);
    throw;
  }
}

void load_value(iarchive &a, void *x, const object_type &t) {
  switch (t.how) {
  case way::array:
    return load_run_at(a, x, t.count, *t.element);
  case way::laid_out: {
    const nesting<iarchive> n(a);
    a.uses(t);
    if (t.is(object_type::is_empty)) a.byte();
    return load_entries(a, x, t, whole);
  }
  case way::parts:
    if (t.is(object_type::is_empty)) a.byte();
    return load_entries(a, x, t, whole);
  case way::string:
    return load_string(a, *static_cast<std::string *>(x));
  case way::vector:
    destroy_value(x, t);
    std::memset(x, 0, t.size); // an empty one
    return fill_vector(a, x, t);
  case way::custom:
  case way::serialized:
    if (t.operations->load) return t.operations->load(a, x);
    return replace(a, x, t);
  default:
    return restore_value(a, x, t);
  }
}

void load_at(iarchive &a, void *x, const object_type &t) {
  a.visit(x, 1, t);
  load_value(a, x, t);
}

void print_value(printer &p, const void *x, const object_type &t) {
  if (p.enough()) return;
  switch (t.how) {
  case way::scalar:
    return print_scalar(p, x, t);
  case way::raw:
    return p.save_binary(x, t.size);
  case way::boolean:
    p.out(truth_of(x) ? "true" : "false");
    return;
  case way::long_double:
    return p.number(number_at<long double>(x));
  case way::null:
    p.out("nullptr");
    return;
  case way::empty:
    p.out("{}");
    return;
  case way::pointer:
    return p.pointer(pointer_at(x), t.leads_to, false);
  case way::text:
    return p.pointer(pointer_at(x), t.leads_to, *t.leads_to == typeid(char *));
  case way::function:
    return p.code(pointer_at(x));
  case way::member_pointer: {
    // Itanium C++ ABI: a null pointer to data is -1, one to a function has no code.
    const auto first = number_at<std::intptr_t>(x);
    const bool null = t.size == sizeof(member_pointer_parts) ? first == 0 : first == -1;
    p.out(null ? "nullptr" : "a pointer to member");
    return;
  }
  case way::array:
    return print_array(p, x, t);
  case way::laid_out:
    return print_members(p, x, t, whole);
  case way::parts:
    return print_parts(p, x, t);
  case way::string:
    return p.quoted(*static_cast<const std::string *>(x));
  case way::vector: {
    const auto v = number_at<vector_parts>(x);
    const std::size_t n = std::size_t(v.last - v.first) / t.element->size;
    print_run(p, v.first, n, *t.element);
    return p.size(n);
  }
  case way::custom:
  case way::serialized:
    return t.operations->print(p, x);
  case way::unknown:
    p.out("an object of ").out(readable(t.type->name()));
    return;
  }
}

// ---- objects side by side ----

/// May a program use such an array as memory for objects of any type? One of bytes, or of words for their alignment.
static bool may_be_memory(const object_type &t, std::size_t n) noexcept {
  return t.how == way::scalar && (t.size == 1 || t.size == sizeof(void *)) && n >= 2 * sizeof(void *) / t.size;
}
static void get_bulk(iarchive &a, void *first, std::size_t n, const object_type &t) {
  if (may_be_memory(t, n) && a.graph().format >= 5)
    return restore_memory(a, static_cast<unsigned char *>(first), n * t.size);
  a.get(first, n * t.size);
}

void save_run_at(oarchive &a, const void *first, std::size_t n, const object_type &t) {
  a.visit(first, n, t);
  if (may_be_memory(t, n)) return save_memory(a, static_cast<const unsigned char *>(first), n * t.size);
  if (t.is(object_type::bulk)) return a.put(first, n * t.size);
  const auto *p = static_cast<const unsigned char *>(first);
  for (std::size_t k = 0; k < n; ++k, p += t.size) {
    a.enter(k);
    save_value(a, p, t);
    a.leave();
  }
}

void restore_run_at(iarchive &a, void *first, std::size_t n, std::size_t &built, const object_type &t) {
  a.visit(first, n, t);
  if (t.is(object_type::bulk)) {
    get_bulk(a, first, n, t);
    built = n;
    return;
  }
  auto *p = static_cast<unsigned char *>(first) + built * t.size;
  for (; built < n; ++built, p += t.size) restore_value(a, p, t);
}

void load_run_at(iarchive &a, void *first, std::size_t n, const object_type &t) {
  a.visit(first, n, t);
  if (t.is(object_type::bulk)) return get_bulk(a, first, n, t);
  auto *p = static_cast<unsigned char *>(first);
  for (std::size_t k = 0; k < n; ++k, p += t.size) load_value(a, p, t);
}

// ---- the ends and beginnings of objects ----

void destroy_value(void *p, const object_type &t) noexcept {
  if (t.how == way::array)
    destroy_run(p, t.count, *t.element);
  else if (t.operations && t.operations->destroy)
    t.operations->destroy(p);
}

void destroy_run(void *first, std::size_t n, const object_type &t) noexcept {
  if (!t.needs_destroying()) return;
  while (n > 0) destroy_value(static_cast<unsigned char *>(first) + --n * t.size, t);
}

void destroy_part(void *x, const object_type &t) noexcept {
  const member_table &table = members_of(t);
  for (std::size_t k = table.virtual_bases; k < table.members.size(); ++k) {
    const member_entry &m = table.members[k];
    if (m.kind == member_entry::part)
      destroy_part(at(x, m.offset), *m.type);
    else if (m.kind != member_entry::elsewhere)
      destroy_value(at(x, m.offset), *m.type);
  }
}

void restoring_members::add(void *where, const object_type &t) { restore_member(a, where, t); }
void restoring_members::add_base(void *where, const object_type &t) {
  t.how == way::laid_out ? restore_part(a, where, t) : restore_member(a, where, t);
}
void save_base(oarchive &a, const void *x, const object_type &t) {
  a.visit(x, 1, t);
  t.how == way::laid_out ? save_members(a, x, t, part) : save_value(a, x, t);
}
void print_base(printer &p, const void *x, const object_type &t) {
  t.how == way::laid_out ? print_members(p, x, t, part) : print_value(p, x, t);
}

} // namespace perdure::detail
