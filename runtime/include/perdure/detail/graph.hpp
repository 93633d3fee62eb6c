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
// pointer is restored, not what it points to: a global that the image does not hold (detail/globals.hpp) has the value
// that it has in the process that loads the image.
//
// Where the heap is tracked (detail/heap.hpp), a pointer into a live block is part of the graph, too: the block is
// queued when its first pointer comes along, and the pointer is written as the number in the queue and an index. So
// sharing and cycles cost nothing more, and no second pass is needed for pointers to whole objects. What is in a block:
//   - objects of the type that the new-expression told, or that malloc's result was cast to;
//   - bytes, and in them the objects that were placed there or that typed pointers lead to ("views"). A word of the
//     bytes that looks like an address of a live block is replaced by one that nobody can use: as a pointer it would be
//     wrong in the next process, and nothing says that it is one;
//   - unknown: memory that a library has allocated. As long as an object of the image is there (a vector's elements, a
//     map's node), it is that. Else it is of the type of the pointer that leads there, if any bytes are an object of
//     the type, or if it is as large as the block; else the pointer is refused.
// An object of the image in a block that was taken for another's claims it, and all is written again without that
// block: user-written allocators for containers do that.
//
// A pointer to nothing: in a tracked program dead pointer variables and members that nobody has set yet are saved like
// all others, and must not keep an image from being made. Numbers are kept as they are: where nothing is mapped and no
// block ever was, a program has put them there by itself, markers like (node *)-1, keys, tags. Others - to freed
// memory, to variables of calls that have returned - become addresses from `poison_first` on: not null, nobody's, each
// distinct as the old ones were, and whoever follows one crashes at once instead of reading something else. Refused are
// those to memory that is alive and that nothing tells the content of.
//
// Pointers to open files of the C library's, FILE *, lead to objects of the queue (detail/c_file.hpp), with and without
// a tracked heap.
//
// Without a tracked heap, pointers to memory that nothing in the image owns are refused when they are saved; numbers in
// pointers are kept there, too.
#pragma once

#include <perdure/detail/files.hpp>
#include <perdure/detail/graph_base.hpp>

#include <memory>
#include <perdure/detail/heap_block.hpp>
#include <perdure/detail/heap_places.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace perdure {
class iarchive;
class oarchive;
class permanents;

namespace detail {

class execution;

/// The address of the `to` part of an object of class `from`; null if `to` is no public unambiguous base of it.
void *part_of(void *object, const std::type_info &from, const std::type_info &to) noexcept;

/// What the object at `p` is, of which a pointer to a polymorphic class knows the part of that class: null if there is
/// no such object. `whole`: where all of it begins. Requires: a word can be read at `p`.
const std::type_info *class_of(const void *p, const std::type_info &part, const void *&whole) noexcept;

/// The part of an exception_ptr that the standard does not show.
void *object_of(const std::exception_ptr &) noexcept;

/// What a saved pointer is: the number of an object, a permanent's or a symbol's name, a text, a place in the program,
/// nothing that is there any more, or a number that is no address.
enum class how_t : unsigned char { image, permanent, code, constant, fixed, dangling, number };

/// Restored pointers to nothing: addresses that no process can map, 16 bytes apart.
inline constexpr std::uint64_t poison_first = 0x5dead00000000000, poison_last = 0x5deaf00000000000;
inline bool is_poison(std::uint64_t p) noexcept { return p >= poison_first && p < poison_last; }
/// Values that nothing can lie at: page 0, and what is no address of a user's memory.
inline bool is_no_address(std::uint64_t p) noexcept {
  return (p < 0x10000 || p >= std::uint64_t(1) << 47) && !is_poison(p);
}

/// Makes the builtin types known as types of objects on the heap, without an expression that allocates one.
void know_scalars() noexcept;

/// How well an object fits a pointer, by address and type; a better one wins.
enum class fit : unsigned char { none, pun, padding, bytes, start, end, base, exact };

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
/// The index of what would be before the first element, where a program numbers them from 1.
constexpr std::uint64_t before_first = std::uint64_t(-1);
/// Does the pointer lead there?
bool is_before(const void *p, pointer_type type, const run &r) noexcept;

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
/// Static storage of which the former cannot be told: a library's object, which each process makes for itself.
bool made_by_every_process(const void *p);
/// All that is loaded now, the program first.
std::vector<loaded_file> loaded_files();
/// What is mapped in the process, as of the first question.
class mapped_memory {
public:
  /// Is the address in memory that the program, or a library, has mapped by itself, a file's mappings included? Neither
  /// the program and its libraries, the C library's heap nor this thread's stack is in it.
  bool is_own(std::uintptr_t);
  /// A value in a pointer that no address is or was: nothing is mapped there, and no block of the heap ever was.
  bool is_number(std::uintptr_t);

private:
  struct mapping {
    std::uintptr_t first, last;
    bool own;
  };
  static std::vector<mapping> read();
  const mapping *at(std::uintptr_t);
  std::optional<std::vector<mapping>> all_;
};

/// Collects, while values are saved, what the graph of an image consists of.
class graph_writer {
public:
  explicit graph_writer(const permanents *names) noexcept : names_(names) {}

  // Called through oarchive.
  void visited(const void *p, std::size_t size, std::size_t n, pointer_type type);
  void pointer(const void *p, pointer_type type, target kind, std::size_t bytes);
  /// 0: the object is written later; else its number in the queue + 1: a raw pointer has led to it before.
  std::uint64_t owned(const void *object, const object_type *type);
  std::uint64_t shared(const void *control, const void *object, const object_type *type, bool weak);
  std::uint64_t exception(const void *object, const std::type_info *type);
  void uses(const object_type &c);
  void enter(std::string_view name);
  void enter(std::size_t index);
  void leave();

  // Called by the writer of the image, in this order; `pass` saves all values that are not on the heap.
  void save_objects(oarchive &); ///< what the queue holds, and what comes to it meanwhile
  template <class Pass> void try_to_write(oarchive &a, Pass &&pass) {
    do {
      begin(a, writing);
      pass();
      save_objects(a);
      keep_values(a);
      if (pointers_.empty()) return;
      const bool flagged = gather_flagged();
      if (sort_wanted() || flagged) {
        begin(a, finding);
        pass();
        save_objects(a);
      }
    } while (wants_another_try());
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
  void write_places(oarchive &) const;
  /// Throws unserialisable if the path is known, else what makes `write` find it.
  [[noreturn]] void refuse(const std::string &why) const;
  [[noreturn]] void refuse() const { refuse(why_); }

  bool same_build = false;
  /// Is a word in an array of numbers a pointer? Those in frames may never have been set.
  bool is_pointer(const void *p, const unsigned char *array, std::size_t size);
  bool doubt(bool now) noexcept { return std::exchange(doubtful_, now); } ///< of what is saved next

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
    std::uint32_t item;  ///< 0: unknown; else its number in the queue + 1
    std::uint64_t index; ///< in the item
    std::size_t bytes;
    bool announces = false; ///< it has made its block an object of the image, but leads to something inside
    bool doubtful = false;  ///< it lies in memory that may never have been set
  };
  static constexpr std::uint64_t none_behind = std::uint64_t(-1);
  struct wanted {
    place what;
    fit found = fit::none;
    how_t how = how_t::image;
    std::uint64_t target = 0;           ///< the object's number, the constant's, or the file's
    std::uint64_t index = 0;            ///< in the object's run; or the constant's or the file's byte
    std::uint64_t behind = none_behind; ///< the object that begins behind it
    std::uint32_t text = 0; ///< in texts_: the name of a permanent or of a function; for printing, of the place
    std::uint32_t first_pointer = 0; ///< in pointers_
    bool room = false;               ///< it leads into a block of bytes where nothing is
    void keep(how_t kind, std::uint64_t value) noexcept {
      how = kind;
      target = value;
      found = fit::exact;
    }
  };
  struct constant {
    const unsigned char *first, *last;
    std::size_t file = 0; ///< of a library's: index in used_files_ + 1
  };
  struct queued {
    enum what_t : unsigned char {
      whole, ///< what a smart pointer owns, or an exception
      block, ///< objects that fill a block of the heap
      bytes, ///< a block of bytes; they are written behind the queue
    };
    const void *object;
    const object_type *type; ///< of a block: of its elements
    what_t what;
    bool strong; ///< something in the image keeps it alive
    bool saved;
    std::uint32_t heap; ///< of all but `whole`: index in blocks_
    std::uint32_t path; ///< in paths_: to whoever refers to it first; only while tracing
  };
  /// A block of the tracked heap that is part of the image.
  struct heap_part {
    heap_block block;
    std::uint64_t item;         ///< its number in the queue
    const object_type *type;    ///< of its elements; null: bytes
    bool flagged;               ///< may turn out to be part of something else
    std::uint32_t views;        ///< of bytes: in views_
    std::uint32_t announced_by; ///< in pointers_: the first one that leads there
  };
  /// An object in bytes.
  struct viewed {
    std::uint32_t heap, path; ///< as of queued
    std::size_t offset;
    const object_type *type;
  };
  /// A typed pointer into bytes, until it is clear what is there.
  struct request {
    std::uint32_t heap;
    std::size_t offset;
    const object_type *type;
  };

  void begin(oarchive &, pass_t);
  void keep_values(oarchive &);
  bool sort_wanted(); ///< false if no pointer can lead into the image
  bool resolve_outside(wanted &);
  void resolve_fixed(wanted &);
  const loaded_file *file_of(const void *, bool function);
  const loaded_file *file_of(const wanted &w) { return file_of(w.what.address, w.what.kind == target::function); }
  void gather_constants();
  void gather_c_files();
  bool is_c_file(const void *p, pointer_type type) const;
  std::uint64_t c_file(const void *);
  std::size_t use_file(const loaded_file &); ///< its index in used_files_
  bool resolve();
  std::size_t type_number(const object_type &);
  void save_item(oarchive &, std::size_t k);
  // graph_heap.cpp
  bool on_heap(const void *p, pointer_type type, target kind, place &to);
  bool leads_into(const heap_part &, const void *p, pointer_type type, place &to);
  heap_part *part_at(const void *p, pointer_type type);
  heap_part &add_part(const heap_block &, const object_type *elements, bool flagged);
  bool add_view(std::uint32_t heap, std::size_t offset, const object_type *type);
  void take_requests();
  void save_view(oarchive &, std::size_t k);
  std::uint32_t here(); ///< path_, kept while it is being traced
  void save_block(oarchive &, const queued &);
  void save_bytes(oarchive &, const heap_part &);
  bool find_words();
  void look_at_word(std::uint32_t heap, std::size_t at);
  bool find_numbers(oarchive &);
  bool leads_by_number(std::uintptr_t);
  std::vector<heap_place> places() const;
  std::uint64_t owned_head(const heap_block &, const object_type *);
  static bool keeps_padding(heap_origin, const object_type &) noexcept;
  static void save_padding(oarchive &, const unsigned char *first, std::size_t n, const object_type &,
                           std::size_t end = std::size_t(-1));
  bool gather_flagged();
  void look_for_claims(const unsigned char *first, const unsigned char *last);
  void gather_suspected();
  bool wants_another_try();
  bool resolve_room(const wanted &) const;
  void resolve_dangling(wanted &);
  std::string why_live(const wanted &) const; ///< what to say of a pointer to memory that is alive

  const permanents *names_;
  const bool tracked_ = heap_is_tracked();
  const bool placing_ = heap_has_places(); ///< blocks get their addresses again
  std::vector<heap_part> blocks_;
  std::unordered_map<const void *, std::uint32_t> block_index_;   ///< by the block's first byte
  std::vector<std::map<std::size_t, const object_type *>> views_; ///< by offset
  std::vector<request> requests_;
  std::vector<viewed> view_queue_;                                  ///< whenever the queue is empty, it is their turn
  std::vector<constant> flagged_;                                   ///< ranges of flagged blocks, ascending
  std::vector<std::pair<std::uint32_t, std::size_t>> passed_words_; ///< into blocks that nothing known begins
  std::unordered_set<const void *> as_bytes_;      ///< blocks of objects that pointers with marks lead into
  std::size_t searched_ = 0;                       ///< blocks whose words were looked at
  std::size_t scanned_ = 0;                        ///< bytes of the values in which addresses were sought
  std::vector<std::vector<const void *>> numbers_; ///< which were found there, each time
  std::size_t next_numbers_ = 0;
  std::vector<const unsigned char *> behind_;                      ///< blocks before whose beginning pointers lead
  const unsigned char *own_first_ = nullptr, *own_last_ = nullptr; ///< the block that is being saved
  std::uint32_t pointers_passed_ = 0;                              ///< in this pass
  bool doubtful_ = false;                                          ///< what is being saved may never have been set
  bool adopting_ = false;                                          ///< unknown blocks are taken for what pointers say
  bool again_ = false;
  std::unordered_set<const void *> claimed_;  ///< blocks that hold parts of other objects
  std::vector<constant> suspected_;           ///< blocks of no known type that pointers lead into, ascending
  std::unordered_set<const void *> occupied_; ///< those among them that objects of the image lie in
  std::map<const void *, std::map<std::size_t, const object_type *>> hints_; ///< views that an earlier try has found
  pass_t pass_ = writing;
  bool naming_ = false;
  std::uint64_t ordinal_ = 0;            ///< of the next object to be visited
  std::size_t next_pointer_ = 0;         ///< while tracing
  std::vector<place> pointers_;          ///< in the order they were saved
  std::vector<std::uint32_t> target_of_; ///< for each: index into wanted_
  std::vector<wanted> wanted_;           ///< sorted by address
  std::vector<const void *> addresses_;
  std::size_t unresolved_ = std::size_t(-1); ///< the first pointer that leads nowhere
  std::unordered_set<const void *> c_files_; ///< open ones that are no permanents
  std::vector<constant> constants_, kept_;
  std::vector<loaded_file> files_;      ///< of the process; empty until a pointer needs them
  std::vector<std::size_t> used_files_; ///< those that pointers lead into
  mapped_memory mapped_;
  std::vector<std::uint64_t> ordinals_; ///< of the objects that are pointed to, ascending
  std::vector<queued> queue_;
  std::vector<std::string> paths_;
  std::unordered_map<const void *, std::uint64_t> ids_; ///< of shared objects and exceptions
  std::vector<const object_type *> types_;
  std::unordered_map<const std::type_info *, std::size_t> type_index_;
  std::vector<std::string> texts_;
  std::string path_, why_;
  std::unique_ptr<char[], void (*)(void *)> values_{nullptr, std::free};
  std::size_t values_size_ = 0;
  std::vector<std::size_t> steps_; ///< lengths of path_ before each step
  const void *stack_ = nullptr;    ///< objects below are temporaries of a `serialize`
};

/// Puts the graph of an image together again.
class graph_reader : public graph_position {
public:
  explicit graph_reader(const permanents *names) noexcept : names_(names) {}
  graph_reader(const graph_reader &) = delete;
  graph_reader &operator=(const graph_reader &) = delete;
  ~graph_reader(); ///< destroys the objects that nothing owns yet

  // Called through iarchive.
  void pointer(void *where, pointer_type type, target kind, setter set, std::uint64_t extra, variable_name from = {});
  /// `number`: 0, or that of an object that is known already + 1.
  void owned(iarchive &, void *where, const std::type_info *part, const object_type *type, setter set,
             std::uint64_t number);
  void shared(iarchive &, void *where, std::uint64_t id, pointer_type part, const object_type *type, share_setter set);
  void exception(iarchive &, std::exception_ptr *where, std::uint64_t id);
  unsigned uses(iarchive &, const object_type &c);
  void afterwards(void *where, void (*action)(iarchive &, void *));
  bool has_pointers() const noexcept { return !pointers_.empty(); }
  void moved(const void *before, const void *now, std::size_t size) noexcept;
  void reopened(const reopened_file &f) { files_opened_.push_back(f); } ///< by reopen_file

  // Called by the reader of the image, in this order.
  void read_types(iarchive &);
  void read_pointers(iarchive &);
  void read_places(iarchive &);
  void begin(iarchive &values, const void *stack);
  /// Before anything of them is read. Throws place_taken.
  void check_places(std::string_view values) const;
  void load_objects(iarchive &values);
  /// Sets all pointers; everything is owned by its owner afterwards. `texts` keeps restored constants.
  void finish(iarchive &values, execution &);

  bool same_build = false;  ///< this very program made the image
  unsigned char format = 0; ///< of the image

private:
  struct type_entry {
    std::string_view name;
    std::uint64_t version;
    std::string_view members;
  };
  struct saved_pointer {
    std::uint64_t target;    ///< index into targets_, or an object's number
    std::uint64_t index;     ///< in the object
    bool on_heap, announces; ///< announces: the next object is a block that it leads into
  };
  struct saved_target {
    how_t how;
    std::uint64_t target, index;
    std::string_view text;
  };
  struct saved_constant {
    std::uint64_t file; ///< index into files_ + 1; 0: the program
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
  /// A block of the tracked heap: `object::where` is its first element.
  struct heap_content {
    void *memory = nullptr; ///< the block's first byte
    std::size_t size = 0, align = 0, n = 0, built = 0;
    const object_type *tail = nullptr; ///< an array behind the object
    std::size_t tail_built = 0;
    std::map<std::size_t, std::pair<const object_type *, bool>> views; ///< of bytes, by offset: type, built
    void destroy(const object_type *elements, void *first) noexcept;
  };
  struct object {
    const object_type *expected = nullptr; ///< by whoever refers to it; null: whatever the image says
    const object_type *type = nullptr;
    void *where = nullptr;                     ///< raw storage until built
    bool built = false, taken = false;         ///< taken: its owner will destroy it
    bool exceptional = false, claimed = false; ///< claimed: a smart pointer will own it
    bool raw = false;                          ///< a block of the tracked heap
    heap_origin origin = heap_origin::unknown; ///< of a raw one
    std::shared_ptr<void> owner;
    std::exception_ptr exception;
    std::unique_ptr<heap_content> heap; ///< of a raw one, unless one object of type `type` fills it
  };
  struct owner_fix {
    void *where;
    std::size_t id;
    const std::type_info *part;
    setter set;
    const object_type *type; ///< of the object, as far as the owner knows
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

  friend class graph_position;
  void record_run(const run &r);
  void check_place(const void *where) const;
  void announce();
  object &known(iarchive &, std::uint64_t id, bool exceptional);
  void load_whole(iarchive &, std::size_t k);
  const object_type *type_at(iarchive &, const object &);
  // graph_reader_heap.cpp
  void *memory_for(iarchive &, std::size_t k, std::size_t size, std::size_t align, heap_origin);
  void *place_for(std::size_t k, std::size_t size, heap_origin);
  void load_block(iarchive &, std::size_t k);
  void load_bytes_head(iarchive &, std::size_t k);
  void load_view(iarchive &);
  void load_bytes(iarchive &, object &);
  static void load_padding(iarchive &, unsigned char *first, std::size_t n, const object_type &,
                           std::size_t end = std::size_t(-1));
  void *follow_heap(iarchive &, const fix &, const saved_pointer &);
  void release(object &) noexcept;
  void *follow(iarchive &, const fix &, std::size_t k, execution &);
  const void *constant_here(const saved_constant &);
  const loaded_file *same_file(saved_file &); ///< null: not loaded, or another build
  void *follow_fixed(iarchive &, const fix &, std::size_t k);

  const permanents *names_;
  std::size_t next_target_ = 0;
  std::vector<std::uint64_t> ordinals_; ///< of the objects that are pointed to, ascending
  std::vector<run> runs_;               ///< those objects
  std::vector<saved_constant> constants_;
  std::vector<reopened_file> files_opened_;
  std::vector<saved_file> files_;
  std::vector<loaded_file> loaded_; ///< of the process; empty until a pointer needs them
  mapped_memory mapped_;
  std::vector<heap_place> wishes_; ///< where blocks were, ascending by item
  std::size_t next_wish_ = 0;
  heap_places places_;
  std::vector<saved_target> targets_;
  std::vector<saved_pointer> pointers_;
  std::vector<fix> fixes_;
  std::vector<type_entry> types_;
  std::unordered_map<std::string_view, std::size_t> type_index_;
  std::unordered_map<const object_type *, unsigned> checked_;
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
