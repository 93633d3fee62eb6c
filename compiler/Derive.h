// Serialisation of the user's types: can a variable be saved in an image, and if it can, the layouts that the
// runtime needs for it.
//
// Input: types from Clang's AST. Output: a verdict for each, and the text of the layout<T> specialisations of all of
// them, one for each class that has no `serialize` of its own:
//
//   struct Job { int n; private: std::string name; };
//
//   // user.cpp:3
//   template struct perdure::detail::reveal<perdure::detail::nth_member<Job, 1>, &Job::name>;
//   template <> struct perdure::detail::layout<Job> {
//     static constexpr const char *name = "Job";
//     template <class V, class T> static void members(V &v, T &x) {
//       v.member("n", x.n);
//       v.member("name", member_of<1>(x));
//     }
//   };
//
// `members` deduces T instead of naming the class: inside perdure::detail a user's `point` would be ours, and a private
// nested class cannot be named there at all. docs/protocol.md lists what a visitor `v` is asked.
//
// Rejected: to generate a `serialize` in the user's class (touches the source), to save trivially copyable classes
// as raw bytes (pointers inside would be saved as addresses, and a new build could not match members by name), and
// to accept a type that owns what no member shows (it would come back silently broken).
#pragma once

#include <clang/AST/PrettyPrinter.h>
#include <clang/AST/Type.h>
#include <clang/Basic/SourceLocation.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace perdure {

/// Whether a variable can be saved; if not, what in it cannot, in the user's terms.
struct Verdict {
  bool savable = true;
  std::string path;            ///< from the variable to the culprit: ".input.stream", "[].owner"; empty: itself
  std::string type;            ///< the culprit's type, as the user wrote it
  std::string reason;          ///< a predicate of the culprit: "is a file stream"
  std::string remedy;          ///< one line: "close it before the suspension, or make it permanent"
  clang::SourceLocation where; ///< the member or class that is the culprit; invalid when it is the variable
};

/// Collects, over one file, the types that must be saved.
class Derivation {
public:
  /// Makes an instance of a class template that nobody has needed yet; false: the type stays incomplete.
  using Completer = std::function<bool(clang::QualType)>;
  /// `display` prints types in verdicts. The context must outlive the derivation. `trackedHeap`: the program runs with
  /// the tracked heap, so that raw pointers may own what they point to.
  Derivation(clang::ASTContext &context, const clang::PrintingPolicy &display, Completer complete,
             bool trackedHeap = false);
  ~Derivation();
  Derivation(const Derivation &) = delete;
  Derivation &operator=(const Derivation &) = delete;

  /// Can a variable of this type be saved? If so, remembers the layouts that it needs, those of classes behind
  /// pointers and references and of classes derived from polymorphic ones included. What lies behind a raw pointer
  /// or reference never makes a type unsavable: who owns it is known only when an image is made.
  Verdict need(clang::QualType type);

  /// Whatever the user's code throws may be held by a handler while an image is made: remembers layouts for these
  /// types, and makes them known by name. One that cannot be saved is no error here, because nobody knows what is
  /// thrown when: saving an image that holds it is.
  void needThrown();

  /// Bytes are saved that objects may have been placed in.
  void needRoom();
  /// The text calls what stands in for the library's functions for raw memory.
  void needRawMemory();

  /// The layouts of all that was needed, for the global namespace at the end of the file: members before the classes
  /// that contain them, otherwise in the order of the calls. Empty when none is needed.
  std::string text() const;

  /// What the generated file must include for the saved types, sorted: "perdure/detail/io_std.hpp".
  std::vector<std::string> headers() const;

private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The type as valid C++ in the global namespace; only for a type that unspellable() has no objection to.
std::string spell(clang::QualType type, const clang::ASTContext &context);

/// Why no declaration outside can name the type: it, or one of its template arguments, is a lambda, unnamed, local to
/// a function, or not accessible. A predicate, as Verdict::reason; nothing when it can be spelled.
/// `member`: it is named by a member of a class, which may name what is private around it.
std::optional<std::string> unspellable(clang::QualType type, bool member = false);

} // namespace perdure
