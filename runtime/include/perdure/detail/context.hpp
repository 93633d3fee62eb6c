// The protocol's state: the flag that every suspending call tests, the chain of frames that an unwinding
// collects, and the static description of a resumable function. docs/architecture.md tells the story; this
// header is the part of it that generated code compiles against.
//
// The context is trivially initialised on purpose: a thread_local with a constructor is checked at every
// access, which costs five times the whole suspend-and-resume.
#pragma once

#include <cstddef>
#include <cstdint>

namespace perdure::detail {

class arena;
class execution;
struct frame;
struct function;

/// What one thread is doing. Everything here is trivially initialised and owned by the running execution.
struct context {
  bool unwinding;      ///< the native stack is being turned into frames
  bool throwing;       ///< the frame being resumed must rethrow `current->pending` at its point
  frame *innermost;    ///< first frame of the chain captured by this unwinding
  frame *outermost;    ///< last frame of that chain; its caller is the top of the execution's stack
  arena *memory;       ///< where frames of the running execution live; outside of one, the thread's own; never null
  execution *current;  ///< the running execution; null outside of one
  void *destination;   ///< where the frame being resumed builds its result; null: in `scratch`
  const char *foreign; ///< inside a no-suspend region: the innermost foreign function that made one; else null
  std::uintptr_t lent; ///< the frame that lent its objects to the last call with by-value parameters; see lend.hpp
  std::size_t lent_size;
  alignas(32) unsigned char scratch[32]; ///< results that are not of class type; a vector or `_Complex` is the largest
};

/// In code for an executable the flag is at a fixed distance from the thread's pointer: a test is one instruction, and
/// takes no register that would have to be saved around every call. The runtime is a static library, so `cx` is in
/// there.
#if defined(__PIC__) && !defined(__PIE__)
#define PERDURE_TLS_MODEL "initial-exec"
#else
#define PERDURE_TLS_MODEL "local-exec"
#endif
extern __thread context cx __attribute__((tls_model(PERDURE_TLS_MODEL)));

/// True while the native stack is being turned into frames. Tested after every suspending call.
[[gnu::always_inline]] inline bool unwinding() noexcept { return __builtin_expect(cx.unwinding, false); }

/// One variable of a frame.
struct field {
  const char *name; ///< the user's name, or "result of f()" for a temporary
  const char *type; ///< spelled canonically; a new build matches fields by name and type
  unsigned line;    ///< where it is declared
  enum kind_t : std::uint8_t {
    value,     ///< spilled: copied in at capture
    reference, ///< a reference: stored as a pointer that is never null while live
    pinned,    ///< a slot<T>: built in the frame, destroyed there
    maybe,     ///< a slot<T> that may or may not be built at a point where it is listed
    exception, ///< an exception_ptr: the exception that a handler around the point handles
    in_result, ///< a result_slot<T>: built in the place of the function's result, destroyed with the frame's variables
  } kind;
};

/// What a function gives to its caller, as a number: 'v'oid, 'b'ool, 'i'nteger, 'f'loating, 'p'ointer or reference,
/// 'c'lass, 'o'ther, and the size. 0: nothing is known.
constexpr std::uint32_t result_kind(char kind, std::size_t size) noexcept {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(kind)) << 24 |
         static_cast<std::uint32_t>(size & 0xffffff);
}
/// Can a caller that takes the one go on with the other? It may leave a result that needs no destructor.
constexpr bool fits(std::uint32_t takes, std::uint32_t gives) noexcept {
  return takes == gives || !takes || !gives || (takes >> 24 == 'v' && gives >> 24 != 'c');
}

/// One suspension point.
struct point {
  const char *key; ///< callee and its ordinal, "step(int)#2": names the point across builds
  unsigned line;
  const std::uint16_t *live; ///< indices into function::fields, ascending: what the frame holds here
  std::uint16_t live_count;
  std::int16_t result;          ///< index of the pinned field that the callee's result is built in; none: -1; tail: -2
  const char *callee = nullptr; ///< mangled name of the resumable function that is called; null: not known
  std::uint32_t takes = 0;      ///< what is expected of one that is not known
};
inline constexpr std::int16_t no_result = -1;   ///< void, or a result that travels through context::scratch
inline constexpr std::int16_t tail_result = -2; ///< `return callee();`: the callee builds this call's own result

/// Where a variable of a frame lies and what it is; see detail/functions.hpp.
struct variable_place;

/// Everything that is known of a resumable function without running it. One constant per function.
struct function {
  const char *name;    ///< as in a debugger: "work(std::vector<int>&, int)"
  const char *mangled; ///< its identity in images
  const char *file;    ///< the user's source file
  unsigned line;
  const field *fields;
  std::uint16_t field_count;
  const point *points; ///< points[0] is unused: a point's number is its index
  std::uint16_t point_count;
  void (*resume)(frame *);
  std::uint32_t size, align; ///< of its frames
  std::uint32_t live_at;     ///< offset of the words that tell which pinned variables are built; 0: it pins none
  void (*look)(frame *, unsigned field, variable_place &);
  bool handles = false;      ///< has handlers that can suspend: fields of kind `exception`
  bool names_result = false; ///< has a field of kind `in_result`
  std::uint32_t gives = 0;   ///< its result
};

/// What one call needs to go on. Generated frames derive from it and add their variables.
struct frame {
  const function *type = nullptr;
  frame *caller = nullptr; ///< the next frame outwards, once captured
  std::uint32_t at = 0;    ///< its suspension point
};

/// Appends a frame to the chain that this unwinding captures; called innermost first.
inline void append(frame *f) noexcept {
  f->caller = nullptr;
  if (cx.outermost)
    cx.outermost->caller = f;
  else
    cx.innermost = f;
  cx.outermost = f;
}

/// Throws the exception that the callee of the frame being resumed ended with, if it did.
[[noreturn, gnu::cold]] void rethrow_pending();
[[gnu::always_inline]] inline void deliver() {
  if (__builtin_expect(cx.throwing, false)) rethrow_pending();
}

/// An image named a point that this function does not have: cannot happen after load has checked it.
[[noreturn, gnu::cold]] void no_such_point(const frame *);

/// A suspension passed through a function that does not test the flag: what it did meanwhile was wrong, so the process
/// ends, and the last image stays good. `inside` is the innermost captured frame known, `where` the function behind it.
[[noreturn, gnu::cold]] void lost_suspension(const frame *inside, const char *where);

/// Carries a capture out of the native call of a function that `perdurec -t catch` wrote; the flag is up. Nobody but
/// generated code and start() handles it. One type for all shared libraries of a program.
struct __attribute__((visibility("default"))) unwind {};

/// How the functions of one file leave when they have been captured.
enum class leaving : unsigned char {
  by_return,    ///< they return, and an `unwind` must not come by: nothing would save them
  by_exception, ///< they throw `unwind` where that is allowed, and handle both
};

/// Makes functions known by name, so that an image can be loaded. The functions live in the same
/// translation unit as the registration.
struct registration {
  registration(const function *const *functions, std::size_t count, leaving how = leaving::by_return);
};

/// Throws `unwind`, unless the program has a function that leaves by return: in such a program all do.
void throw_unwind();

} // namespace perdure::detail
