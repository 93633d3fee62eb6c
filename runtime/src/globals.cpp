// The register of persistent variables, and the life of static_slots; see detail/globals.hpp.
#include <perdure/detail/globals.hpp>

#include "globals_table.hpp"

#include <perdure/detail/exit_functions.hpp>
#include <perdure/detail/image.hpp>
#include <perdure/detail/value.hpp>
#include <perdure/error.hpp>

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

extern "C" {
extern void *__dso_handle;
int __cxa_thread_atexit(void (*)(void *), void *, void *) noexcept;
void __lsan_ignore_object(const void *) __attribute__((weak)); ///< there is a leak checker
}

namespace perdure::detail {

bool program_is_launched = false;

namespace {

const globals_registration *tables = nullptr; // filled before main, by one thread

/// Slots are built once in a program's life: one lock for all of them will do.
struct building {
  std::mutex mutex;
  std::condition_variable ended;
};
building &all() noexcept {
  static auto *const b = new building; // never destroyed: slots may be built while the process ends
  return *b;
}

std::atomic<std::uint32_t> last_thread{0};
std::uint32_t this_thread() noexcept {
  static thread_local std::uint32_t number = 0;
  return number ? number : number = ++last_thread;
}

} // namespace

globals_registration::globals_registration(const global_variable *r, std::size_t n) noexcept
    : rows(r), count(n), next(tables) {
  tables = this;
}

bool slot_state::begin() {
  auto &b = all();
  std::unique_lock lock(b.mutex);
  for (;;) {
    if (built()) return false;
    if (__atomic_load_n(&order_, __ATOMIC_RELAXED) == 0) break;
    if (__atomic_load_n(&builder_, __ATOMIC_RELAXED) == this_thread())
      throw error("the initialiser of a static local variable comes by its own declaration again");
    b.ended.wait(lock);
  }
  __atomic_store_n(&order_, 1, __ATOMIC_RELAXED);
  __atomic_store_n(&builder_, this_thread(), __ATOMIC_RELAXED);
  return true;
}

void slot_state::end(bool done, void (*destroy)(void *), void *where, bool of_thread, std::uint32_t order) noexcept {
  if (done && !order) order = next_in_order();
  {
    auto &b = all();
    const std::lock_guard lock(b.mutex);
    __atomic_store_n(&order_, done ? order : 0, __ATOMIC_RELEASE);
    b.ended.notify_all();
  }
  if (!done || !destroy) return;
  struct ending {
    slot_state *slot;
    void (*destroy)(void *);
    void *where;
    static void run(void *p) {
      const std::unique_ptr<ending> e(static_cast<ending *>(p));
      // An image may have told meanwhile that it is not built, and the program may have built it again.
      if (__atomic_exchange_n(&e->slot->order_, 0, __ATOMIC_SEQ_CST) > 1) e->destroy(e->where);
    }
  };
  auto *e = new ending{this, destroy, where};
  if (of_thread)
    __cxa_thread_atexit(&ending::run, e, &__dso_handle);
  else
    add_ending(order, &ending::run, e);
}

void globals_access::mark_built(const global_variable &v, std::uint32_t order) noexcept {
  order_passed(order);
  v.state()->end(true, v.at_exit, v.address(), v.of_thread(), order);
}
void globals_access::mark_unbuilt(const global_variable &v) noexcept {
  __atomic_store_n(&v.state()->order_, 0, __ATOMIC_RELEASE);
}

std::vector<const global_variable *> all_globals() {
  std::vector<const global_variable *> rows;
  std::set<const void *> known; // inline variables are in the tables of several files
  for (const globals_registration *t = tables; t; t = t->next)
    for (std::size_t k = 0; k < t->count; ++k) {
      const global_variable &v = t->rows[k];
      if (known.insert(v.address()).second) rows.push_back(&v);
    }
  return rows;
}

globals_loader::globals_loader() : all_(all_globals()), used_(all_.size()) {}

const global_variable *globals_loader::find(std::string_view mangled) {
  for (std::size_t k = 0; k < all_.size(); ++k)
    if (!used_[k] && mangled == all_[k]->mangled) {
      used_[k] = true;
      return all_[k];
    }
  return nullptr;
}

void globals_loader::load(const global_variable &v, std::uint64_t order, iarchive &a) {
  void *where = v.address();
  const bool was_built = !v.has_slot() || v.state()->built();
  aside_.push_back({&v, nullptr, order, was_built, false});
  if (was_built) {
    auto bytes = std::make_unique<unsigned char[]>(v.size);
    std::memcpy(bytes.get(), where, v.size);
    aside_.back().bytes = std::move(bytes);
  }
  if (v.has_slot() && !order) return;
  restore_at(a, where, *v.what);
  aside_.back().built = true;
}

globals_loader::~globals_loader() {
  if (kept_) return;
  for (std::size_t k = aside_.size(); k-- > 0;) {
    const aside &x = aside_[k];
    if (x.built) destroy_value(x.variable->address(), *x.variable->what);
    if (x.bytes) std::memcpy(x.variable->address(), x.bytes.get(), x.variable->size);
  }
}

void globals_loader::keep() noexcept {
  static auto *const former = new std::vector<std::unique_ptr<unsigned char[]>>; // reachable, never destroyed
  kept_ = true;
  std::vector<const aside *> slots;
  for (aside &x : aside_) {
    if (x.variable->has_slot()) {
      if (x.was_built && !x.built) globals_access::mark_unbuilt(*x.variable);
      if (!x.was_built && x.built) slots.push_back(&x);
    }
    // What initialisers of this process allocated belongs to nobody now; a leak checker would take it for lost.
    if (x.bytes && (x.variable->what->needs_destroying() || &__lsan_ignore_object))
      former->push_back(std::move(x.bytes));
  }
  std::sort(slots.begin(), slots.end(), [](const aside *x, const aside *y) { return x->order < y->order; });
  for (const aside *x : slots) globals_access::mark_built(*x->variable, std::uint32_t(x->order));
}

} // namespace perdure::detail
