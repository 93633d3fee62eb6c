// The out-of-line half of what generated functions call, and the register of their descriptions.
#include <cstdio>
#include <cstdlib>
#include <perdure/detail/frame.hpp>

#include <perdure/detail/execution.hpp>
#include <perdure/detail/functions.hpp>
#include <perdure/detail/safe_point.hpp>
#include <perdure/error.hpp>

#include "native_stack.hpp"

#include <cxxabi.h>
#include <dlfcn.h>

#include <atomic>
#include <cstring>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace perdure::detail {

// What a function of class type "returns" while it unwinds: it gets the hidden pointer to the result, builds nothing
// there, and returns the pointer, as the ABI asks.
extern "C" void *perdure_nothing(void *result) noexcept { return result; }

alignas(4096) unsigned char nowhere[4096];

variable_place place_of(frame *f, unsigned k) {
  variable_place v;
  f->type->look(f, k, v);
  return v;
}

namespace {
std::uint64_t &live_word(const frame *f, unsigned k) noexcept {
  auto *words = reinterpret_cast<unsigned char *>(const_cast<frame *>(f)) + f->type->live_at;
  return reinterpret_cast<std::uint64_t *>(words)[k / 64];
}
} // namespace

bool is_live(const frame *f, unsigned k) noexcept { return f->type->live_at && live_word(f, k) >> (k % 64) & 1; }

void set_live(frame *f, unsigned k, bool live) noexcept {
  if (!f->type->live_at) return;
  const std::uint64_t bit = std::uint64_t(1) << (k % 64);
  live ? live_word(f, k) |= bit : live_word(f, k) &= ~bit;
}

// No variable of an empty frame is built, and zeros are an exception_ptr to nothing.
frame *create_frame(const function &type, arena &memory) {
  void *raw = memory.allocate(type.size, type.align);
  // Frames are small, and their memory comes in granules of 16 bytes: quicker than a call of memset.
  auto *at = static_cast<std::uint64_t *>(raw), *const end = at + (type.size + 15) / 16 * 2;
  do {
    at[0] = at[1] = 0;
    at += 2;
    asm("" : "+r"(at)); // or it becomes that call
  } while (at != end);
  auto *f = ::new (raw) frame;
  f->type = &type;
  return f;
}

void release_frame(frame *f) noexcept {
  const function &type = *f->type;
  for (unsigned k = 0; type.handles && k < type.field_count; ++k)
    if (type.fields[k].kind == field::exception) {
      const variable_place v = place_of(f, k);
      destroy_value(v.at, *v.type);
    }
  cx.memory->release(f, type.size, type.align);
}

frame *capture(const function &type, unsigned point) {
  frame *f = create_frame(type, *cx.memory);
  f->at = point;
  append(f);
  return f;
}

void end_frame(frame *f) noexcept {
  if (f->type->live_at) destroy_all(f);
  release_frame(f);
}

void suspend(frame *f, unsigned k) noexcept {
  f->at = k;
  const function *type = f->type;
  const point &p = type->points[k];
  for (unsigned i = 0; i < p.live_count; ++i) {
    unsigned k_field = p.live[i];
    field::kind_t kind = type->fields[k_field].kind;
    if (((kind == field::pinned || kind == field::in_result) && int(k_field) != p.result) || kind == field::exception)
      set_live(f, k_field, true);
  }
  append(f);
}

void destroy_all(frame *f, unsigned from) noexcept {
  const function *type = f->type;
  for (unsigned k = type->field_count; k-- > from;) {
    field::kind_t kind = type->fields[k].kind;
    if (kind != field::value && kind != field::reference && is_live(f, k)) {
      set_live(f, k, false);
      const variable_place v = place_of(f, k);
      destroy_value(v.at, *v.type);
      if (kind == field::exception) ::new (v.at) std::exception_ptr();
    }
  }
}

void destroy_thrown(frame *f, unsigned from) noexcept {
  // The beginning of what the Itanium C++ ABI keeps for each thread. The resume body has caught the exception already.
  struct globals {
    void *caught;
    unsigned uncaught;
  };
  auto *counts = reinterpret_cast<globals *>(abi::__cxa_get_globals());
  ++counts->uncaught;
  destroy_all(f, from);
  --counts->uncaught;
}

void rethrow_pending() {
  cx.throwing = false;
  std::exception_ptr thrown = std::move(cx.current->pending);
  cx.current->pending = nullptr;
  std::rethrow_exception(std::move(thrown));
}

void lost_suspension(const frame *inside, const char *where) {
  std::fprintf(
      stderr,
      "perdure: error: a suspension of %s was lost on its way to %s: a function between them is not RESUMABLE and "
      "called it through a pointer. Mark that function RESUMABLE. The last image is still good.\n",
      inside ? inside->type->name : "a resumable function", where);
  std::abort();
}

void no_such_point(const frame *f) {
  throw error(std::string(f->type->name) + " (" + f->type->file + "): has no suspension point " +
              std::to_string(f->at) + "; the frame is damaged, or files of different builds were linked together");
}

namespace {

// Function-local, because registrations run before main in any order.
struct function_register {
  std::mutex mutex;
  std::unordered_map<std::string_view, std::vector<const function *>> by_name;
};

function_register &functions() {
  static auto *r = new function_register; // never destroyed: images may be loaded by destructors of static objects
  return *r;
}

} // namespace

// Constant-initialised: registrations run before main in any order.
static std::atomic<bool> some_leave_by_return{false};

void throw_unwind() {
  if (!some_leave_by_return.load(std::memory_order_relaxed)) throw unwind{};
}

registration::registration(const function *const *described, std::size_t count, leaving how) {
  if (how == leaving::by_return) some_leave_by_return.store(true, std::memory_order_relaxed);
  function_register &r = functions();
  std::lock_guard lock(r.mutex);
  for (std::size_t i = 0; i < count; ++i) {
    const function *f = described[i];
    auto &same = r.by_name[f->mangled];
    // An inline function of a header is described in every file that includes it: any one will do.
    bool known = false;
    for (const function *other : same) known = known || std::string_view(other->file) == f->file;
    if (!known) same.push_back(f);
  }
}

bool any_safe_points() noexcept {
  constexpr std::string_view key = "perdure::detail::safe_point#";
  function_register &r = functions();
  std::lock_guard lock(r.mutex);
  for (const auto &[name, same] : r.by_name)
    for (const function *f : same)
      for (unsigned k = 1; k < f->point_count; ++k)
        if (f->points[k].key && std::string_view(f->points[k].key).substr(0, key.size()) == key) return true;
  return false;
}

bool is_resumable(std::string_view mangled) noexcept {
  function_register &r = functions();
  std::lock_guard lock(r.mutex);
  return r.by_name.count(mangled) != 0;
}

bool has_resumable_functions(const void *base) noexcept {
  function_register &r = functions();
  std::lock_guard lock(r.mutex);
  // One function of each name is enough: a library of which all functions are described elsewhere too is as foreign to
  // the walk as before, and only waits longer.
  for (const auto &[name, same] : r.by_name)
    for (const function *f : same) {
      Dl_info info;
      if (::dladdr(f, &info) && info.dli_fbase == base) return true;
    }
  return false;
}

const function *find_function(std::string_view mangled, std::string_view file) noexcept {
  function_register &r = functions();
  std::lock_guard lock(r.mutex);
  auto found = r.by_name.find(mangled);
  if (found == r.by_name.end()) return nullptr;
  // One function of that name is the one that is meant, even if its file has been renamed since.
  if (found->second.size() == 1) return found->second.front();
  for (const function *f : found->second)
    if (f->file == file) return f;
  return nullptr;
}

} // namespace perdure::detail
