// The graph of objects in an image: who owns what, and where pointers lead.
//
// A pointer is never written as an address. Saving and loading pass the same objects in the same order, so an object
// is known by its number in that order, and a pointer by the number of the object, an index (an array's, a vector's
// or a string's elements are passed as one run; the index may be one past its end) and nothing else. Which objects are
// pointed to is unknown while they are written, and most images hold no pointers at all; hence nothing is recorded
// while values are written. Only when pointers came along, a second pass over the same objects finds their targets: it
// compares each object with the sorted addresses that are wanted. Rejected: to record every object as it is written (it
// doubles the cost of a frame), and to write pointers as offsets (they tie an image to one build).
//
// Objects on the heap (unique_ptr, shared_ptr, exceptions) are queued and written after everything else, so that a
// list of a million nodes needs no native stack.
//
// Matching is by address and type: an object, its first base and its first member share an address. A pointer to a base
// class finds the derived object through the classes' run-time type information, when it is saved and when it is
// loaded.
//
// What lies outside of the image: a permanent goes by its name, a text by its content, an exported function by its
// symbol; all of them survive a new build. What is left of the program itself - globals, static locals, constant
// tables, other functions - goes by the file that it lies in (the program or a shared library), that file's build-id
// and an offset: it is the same thing in the same build, wherever that is loaded, and refused in every other. The
// pointer is restored, not what it points to: a global has the value that it has in the process that loads the image.
// Pointers to the heap and to stacks that nothing in the image owns are refused when they are saved.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <unordered_map>
#include <vector>

namespace perdure {
class iarchive;
class oarchive;
class permanents;

namespace detail {

class execution;

/// What a pointer points to, by &typeid(T *): T itself may be incomplete.
using pointer_type = const std::type_info *;
template <class T> pointer_type pointer_type_of() noexcept { return &typeid(std::remove_cv_t<T> *); }
/// The pointee of such a type; null if it is void.
const std::type_info *pointee_of(pointer_type) noexcept;

/// Where a pointer may lead.
enum class target : unsigned char {
  object,   ///< to an object of the image or a permanent
  text,     ///< also to a zero-terminated constant of the program
  view,     ///< also to a constant of known size
  function, ///< to code
};

using setter = void (*)(void *where, void *target, std::uint64_t extra);
using share_setter = void (*)(void *where, const std::shared_ptr<void> &owner, void *target);

/// A class that an image must describe, because its members or its version may change between builds.
struct class_type {
  const std::type_info *type;
  unsigned version;                ///< BOOST_CLASS_VERSION, for a class with a `serialize`
  const std::string &(*members)(); ///< "name\ntype\n..." for a class with a layout; null for others
};

/// An object on the heap or an exception, as far as the graph handles it.
struct object_type {
  const std::type_info *type;
  const class_type *description;
  std::size_t size, align;
  void (*save)(oarchive &, const void *);
  void (*restore)(iarchive &, void *where);
  void (*destroy)(void *) noexcept;
  void *(*allocate)();
  void (*release)(void *) noexcept;
  std::shared_ptr<void> (*share)(void *); ///< becomes the owner of an allocated and built object
};

/// Makes a type known by name, for objects whose dynamic type only the image tells.
void add_object_type(const object_type *) noexcept;
const object_type *find_object_type(std::string_view name) noexcept;

/// The address of the `to` part of an object of class `from`; null if `to` is no public unambiguous base of it.
void *part_of(void *object, const std::type_info &from, const std::type_info &to) noexcept;

/// The part of an exception_ptr that the standard does not show.
void *object_of(const std::exception_ptr &) noexcept;

/// What a saved pointer is: the number of an object, a permanent's or a symbol's name, a text, or a place in the
/// program.
enum class how_t : unsigned char { image, permanent, code, constant, fixed };

/// Where in an image a value belongs, for messages: a variable and its function, or null.
struct variable_name {
  const char *function = nullptr, *variable = nullptr;
};

/// How well an object fits a pointer, by address and type; a better one wins.
enum class fit : unsigned char { none, bytes, start, end, base, exact };

/// An object of the image, or a run of them side by side.
struct run {
  unsigned char *first;
  std::size_t size, n;
  pointer_type type;
};
/// Does a pointer of that type fit into the run, and at which index?
fit fit_of(const void *p, pointer_type type, const run &r, std::uint64_t &index) noexcept;
/// The other way round: the address; null if a pointer of that type cannot lead there.
void *address_in(const run &r, pointer_type type, std::uint64_t index) noexcept;

/// The bytes of the program's constants: where they may be read; null if `p` is not among them.
const unsigned char *end_of_constants(const void *p) noexcept;
/// The offset of an address in the running program's file; 0 if it lies elsewhere.
std::uint64_t offset_in_program(const void *p) noexcept;
const void *at_offset_in_program(std::uint64_t offset, std::size_t bytes) noexcept;
/// Tells the builds of a program apart; empty if it was linked without.
std::string_view build_id() noexcept;

/// The program or a shared library in memory.
struct loaded_file {
  struct segment {
    const unsigned char *first, *last;
    bool writable, code;
  };
  std::string name;  ///< without its directory; empty: the program itself
  std::string build; ///< its build-id; empty: it was linked without
  const unsigned char *base = nullptr;
  std::vector<segment> segments;

  /// Is that address the file's, or one past the end of what it holds? Functions lie in its code only.
  bool holds(const void *p, bool function) const noexcept;
  std::string title() const; ///< for messages
};
/// Does every process of this build hold a built object there before the program's code can look? Constants and
/// objects at namespace scope, not static locals with a dynamic initialiser.
bool built_in_every_process(const loaded_file &file, const void *p);
/// All that is loaded now, the program first.
std::vector<loaded_file> loaded_files();

/// Collects, while values are saved, what the graph of an image consists of.
class graph_writer {
public:
  explicit graph_writer(const permanents *names) noexcept : names_(names) {}

  // Called through oarchive.
  void visited(const void *p, std::size_t size, std::size_t n, pointer_type type);
  void pointer(const void *p, pointer_type type, target kind, std::size_t bytes);
  void owned(const void *object, const object_type *type);
  std::uint64_t shared(const void *control, const void *object, const object_type *type, bool weak);
  std::uint64_t exception(const void *object, const std::type_info *type);
  void uses(const class_type &c);
  void enter(std::string_view name);
  void enter(std::size_t index);
  void leave();

  // Called by the writer of the image, in this order; `pass` saves all values that are not on the heap.
  void save_objects(oarchive &); ///< what the queue holds, and what comes to it meanwhile
  template <class Pass> void try_to_write(oarchive &a, Pass &&pass) {
    begin(a, writing);
    pass();
    save_objects(a);
    keep_values(a);
    if (pointers_.empty()) return;
    if (sort_wanted()) {
      begin(a, finding);
      pass();
      save_objects(a);
    }
    if (!resolve()) throw refused{"points to nothing that the image owns"};
  }
  template <class Pass> void write(oarchive &a, Pass &&pass) {
    stack_ = __builtin_frame_address(0);
    try {
      try_to_write(a, pass);
    } catch (const refused &r) { // do it all again, keeping track of where we are
      why_ = r.why;
      begin(a, tracing);
      pass();
      save_objects(a);
      refuse();
    }
  }
  /// After `write`: names for what pointers lead to, as `main().v[2]`. For printing.
  template <class Pass> void name_targets(oarchive &a, Pass &&pass) {
    naming_ = true;
    begin(a, tracing);
    pass();
    save_objects(a);
  }
  const std::string *name_of(const void *p, pointer_type type) const noexcept;
  /// The end of the constant memory around `p`: the program's, or a text kept since an image was loaded; null if none.
  const unsigned char *constant_end(const void *p) const noexcept;
  void keeps(const void *text, std::size_t bytes) {
    kept_.push_back({static_cast<const unsigned char *>(text), static_cast<const unsigned char *>(text) + bytes});
  }

  std::string_view values() const noexcept { return {values_.get(), values_size_}; }
  void write_types(oarchive &) const;
  void write_pointers(oarchive &) const;
  /// Throws unserialisable if the path is known, else what makes `write` find it.
  [[noreturn]] void refuse(const std::string &why) const;
  [[noreturn]] void refuse() const { refuse(why_); }

  bool same_build = false;
  bool lenient = false; ///< for printing: pointers that lead nowhere are no error

private:
  enum pass_t : unsigned char { writing, finding, tracing };
  struct refused {
    std::string why;
  };
  struct place {
    const void *address;
    pointer_type type;
    target kind;
    std::size_t bytes;
  };
  struct wanted {
    place what;
    fit found = fit::none;
    how_t how = how_t::image;
    std::uint64_t target = 0; ///< the object's number, the constant's, or the file's
    std::uint64_t index = 0;  ///< in the object's run; or the constant's or the file's byte
    std::uint32_t text = 0;   ///< in texts_: the name of a permanent or of a function; for printing, of the place
  };
  struct constant {
    const unsigned char *first, *last;
  };
  struct queued {
    const void *object;
    const object_type *type;
    bool strong; ///< something in the image keeps it alive
    bool saved;
    std::string path; ///< to whoever refers to it first; only while tracing
  };

  void begin(oarchive &, pass_t);
  void keep_values(oarchive &);
  bool sort_wanted(); ///< false if no pointer can lead into the image
  bool resolve_outside(wanted &);
  void resolve_fixed(wanted &);
  const loaded_file *file_of(const wanted &);
  void gather_constants();
  bool resolve();
  std::size_t type_number(const class_type &);

  const permanents *names_;
  pass_t pass_ = writing;
  bool naming_ = false;
  std::uint64_t ordinal_ = 0;            ///< of the next object to be visited
  std::size_t next_pointer_ = 0;         ///< while tracing
  std::vector<place> pointers_;          ///< in the order they were saved
  std::vector<std::uint32_t> target_of_; ///< for each: index into wanted_
  std::vector<wanted> wanted_;           ///< sorted by address
  std::vector<const void *> addresses_;
  std::size_t unresolved_ = std::size_t(-1); ///< the first pointer that leads nowhere
  std::vector<constant> constants_, kept_;
  std::vector<loaded_file> files_;      ///< of the process; empty until a pointer needs them
  std::vector<std::size_t> used_files_; ///< those that pointers lead into
  std::vector<std::uint64_t> ordinals_; ///< of the objects that are pointed to, ascending
  std::vector<queued> queue_;
  std::unordered_map<const void *, std::uint64_t> ids_; ///< of shared objects and exceptions
  std::vector<const class_type *> types_;
  std::unordered_map<const std::type_info *, std::size_t> type_index_;
  std::vector<std::string> texts_;
  std::string path_, why_;
  std::unique_ptr<char[], void (*)(void *)> values_{nullptr, std::free};
  std::size_t values_size_ = 0;
  std::vector<std::size_t> steps_; ///< lengths of path_ before each step
  const void *stack_ = nullptr;    ///< objects below are temporaries of a `serialize`
};

/// Puts the graph of an image together again.
class graph_reader {
public:
  explicit graph_reader(const permanents *names) noexcept : names_(names) {}
  graph_reader(const graph_reader &) = delete;
  graph_reader &operator=(const graph_reader &) = delete;
  ~graph_reader(); ///< destroys the objects that nothing owns yet

  // Called through iarchive.
  void visited(void *p, std::size_t size, std::size_t n, pointer_type type) {
    if (__builtin_expect(ordinal_++ == next_wanted_, false)) record(p, size, n, type);
  }
  void pointer(void *where, pointer_type type, target kind, setter set, std::uint64_t extra, variable_name from = {});
  void owned(void *where, const std::type_info *part, const object_type *type, setter set);
  void shared(iarchive &, void *where, std::uint64_t id, pointer_type part, const object_type *type, share_setter set);
  void exception(iarchive &, std::exception_ptr *where, std::uint64_t id);
  unsigned uses(iarchive &, const class_type &c);
  void afterwards(void *where, void (*action)(iarchive &, void *));
  bool has_pointers() const noexcept { return !pointers_.empty(); }
  void moved(const void *before, const void *now, std::size_t size) noexcept;

  // Called by the reader of the image, in this order.
  void read_types(iarchive &);
  void read_pointers(iarchive &);
  void begin(iarchive &values, const void *stack);
  void load_objects(iarchive &values);
  /// Sets all pointers; everything is owned by its owner afterwards. `texts` keeps restored constants.
  void finish(iarchive &values, execution &);

  bool same_build = false; ///< this very program made the image

private:
  struct type_entry {
    std::string_view name;
    std::uint64_t version;
    std::string_view members;
  };
  struct saved_target {
    how_t how;
    std::uint64_t target, index;
    std::string_view text;
  };
  struct saved_constant {
    std::uint64_t offset;
    std::string_view text;
    char *storage = nullptr;
  };
  struct saved_file {
    std::string_view name, build;
    bool sought = false;
    const loaded_file *here = nullptr; ///< null: not loaded, or another build
    bool other_build = false;
  };
  struct fix {
    void *where;
    pointer_type type;
    target kind;
    setter set;
    std::uint64_t extra;
    variable_name from;
  };
  struct object {
    const object_type *expected = nullptr; ///< by whoever refers to it; null: whatever the image says
    const object_type *type = nullptr;
    void *where = nullptr;             ///< raw storage until built
    bool built = false, taken = false; ///< taken: its owner will destroy it
    bool exceptional = false;
    std::shared_ptr<void> owner;
    std::exception_ptr exception;
  };
  struct owner_fix {
    void *where;
    std::size_t id;
    const std::type_info *part;
    setter set;
  };
  struct share_fix {
    void *where;
    std::size_t id, pointer; ///< pointer: its number, or none
    share_setter set;
  };
  struct exception_fix {
    std::exception_ptr *where;
    std::size_t id;
  };

  void record(void *p, std::size_t size, std::size_t n, pointer_type type);
  void check_place(const void *where) const;
  object &known(iarchive &, std::uint64_t id, bool exceptional);
  void load_object(iarchive &, object &);
  void *follow(iarchive &, const fix &, std::size_t k, execution &);
  void *follow_fixed(iarchive &, const fix &, std::size_t k);

  const permanents *names_;
  std::uint64_t ordinal_ = 0, next_wanted_ = std::uint64_t(-1);
  std::size_t next_target_ = 0;
  std::vector<std::uint64_t> ordinals_; ///< of the objects that are pointed to, ascending
  std::vector<run> runs_;               ///< those objects
  std::vector<saved_constant> constants_;
  std::vector<saved_file> files_;
  std::vector<loaded_file> loaded_; ///< of the process; empty until a pointer needs them
  std::vector<saved_target> targets_;
  std::vector<std::uint32_t> pointers_; ///< for each pointer: index into targets_
  std::vector<fix> fixes_;
  std::vector<type_entry> types_;
  std::unordered_map<std::string_view, std::size_t> type_index_;
  std::unordered_map<const class_type *, unsigned> checked_;
  std::vector<object> objects_;
  std::unordered_map<std::string_view, const object_type *> local_types_;
  std::vector<owner_fix> owner_fixes_;
  std::vector<share_fix> share_fixes_;
  std::vector<exception_fix> exception_fixes_;
  std::vector<std::pair<void *, void (*)(iarchive &, void *)>> afterwards_;
  const void *stack_ = nullptr;
};

} // namespace detail
} // namespace perdure
