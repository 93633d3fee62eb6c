// Variables of static storage duration that belong to the image: globals, static members, static locals.
//
// Input: the translation unit, its functions. Output: rows that tell the runtime of each variable (detail/globals.hpp),
// and for static locals a definition outside of their function, because the process that loads an image has to fill
// them in before the function is ever called:
//
//   int next() { static std::string name = make(); ... }
//
//   namespace { namespace next_statics {
//   static perdure::detail::static_slot<std::string> name_slot_;
//   std::string &name() { return name_slot_.get([](void *where_) { ::new (where_) std::string(make()); }); }
//   } }
//   int next() { std::string &name = next_statics::name(); ... }
//
// A member's static locals go into a struct inside its class, as its lambdas do, where they see what the member sees.
// Without --persist-globals a static local moves all the same, since two bodies use it; it gets no row then.
//
// A reference that an initialiser binds when it runs is a pointer, which a new process would bind to an object of its
// own. The slot of a static local holds such a pointer. At namespace scope the reference stays, and the row is of its
// storage, which only the assembler has a name for:
//
//   static std::vector<int> &seen __asm__("perdure_reference_3_") __attribute__((used)) = *new std::vector<int>;
//   static void *reference_3_ __attribute__((alias("perdure_reference_3_")));
//
// Sound, because an image is loaded while no function of the program runs that could have read it before. Rejected: to
// write a pointer wherever the reference is named, since other files and templates name it, too; to restore the
// content into the object that the new process has made, since a reference may lead into a container.
#pragma once

#include "Discover.h"
#include "Tokens.h"

#include <map>
#include <optional>

namespace perdure {

class Derivation;
class Reporter;

class Statics {
public:
  Statics(clang::ASTContext &context, SourceText &text, bool persist) : C(context), T(text), Persist(persist) {}

  /// Static locals that move out of `f`; arguments as for Hoist::prepare. `suspends`: asked of initialisers.
  void prepare(const clang::FunctionDecl *f, const std::string &identifier, const std::string &scope,
               const std::string &owner, const std::string &specialised,
               llvm::function_ref<bool(const clang::Expr *)> suspends);
  /// "next_statics::name()"; empty: it does not move.
  std::string access(const clang::VarDecl *v) const;
  /// How one is built whose initialiser stays in its function, because it names locals or suspends.
  struct Building {
    std::string slot;          ///< "next_statics::name_slot_"
    std::string before, after; ///< around the initialiser's text: "::new (where_) T(" and ")"
  };
  std::optional<Building> building(const clang::VarDecl *v) const;
  /// Their definitions, for the place in front of the function. Asks for the layouts that their rows need.
  std::string definitions(const clang::FunctionDecl *f, Derivation &derivation, Reporter &report);
  /// Makes static locals known in front of the classes that name them. `before`, `behind`: the text around the classes;
  /// the latter has the definitions of those of `f`.
  void announce(const std::vector<const clang::VarDecl *> &locals, const clang::FunctionDecl *f, std::string &before,
                std::string &behind, Reporter &report) const;
  /// Static locals of `f` that move.
  std::vector<const clang::VarDecl *> of(const clang::FunctionDecl *f) const;

  /// Static locals of `f` that belong to the image and stay in it: nobody can reach them from outside.
  std::vector<const clang::VarDecl *> left(const clang::FunctionDecl *f) const;

  /// Rows for globals and static members of the program's own. `befriend` opens a class whose member is private;
  /// `insert` adds text behind a token.
  void globals(const Program &program, Derivation &derivation, Reporter &report,
               llvm::function_ref<void(const clang::CXXRecordDecl *)> befriend,
               llvm::function_ref<void(unsigned, const std::string &)> insert);
  /// The table of all rows, and what it needs, for the global namespace at the end of the file; empty: no rows.
  std::string table() const;

private:
  struct Local {
    const clang::VarDecl *variable = nullptr;
    std::string name;     ///< of its accessor
    bool inPlace = false; ///< its initialiser stays in the function
  };
  struct Group {
    std::string tag, holder, spelled, scope, owner, specialised;
    bool shared = false; ///< of an inline function: one for all translation units
    std::vector<Local> locals;
  };
  /// What a group's definitions stand in, and how an accessor begins.
  static std::string openingOf(const Group &g);
  static std::string closingOf(const Group &g);
  static std::string accessorOf(const Group &g);
  std::string headOf(const Local &l) const; ///< "std::string &name()"

  clang::ASTContext &C;
  SourceText &T;
  bool Persist;
  std::map<const clang::FunctionDecl *, Group> Groups;
  llvm::DenseMap<const clang::VarDecl *, std::string> Access;
  llvm::DenseMap<const clang::VarDecl *, std::string> Slots; ///< of those whose initialiser stays in the function
  std::string Front;                                         ///< of the table
  std::vector<std::string> Rows;                             ///< of the table

  bool persists(const clang::VarDecl *v) const;
  /// What an image has of the variable: of a reference, the pointer that it is made of, or the temporary that lives as
  /// long as it does. Null: a reference to what every process makes in the same way, or to a part of a temporary.
  clang::QualType held(const clang::VarDecl *v) const;
  std::string referenceRow(const clang::VarDecl *v, const std::string &type, const std::string &rest,
                           llvm::function_ref<void(unsigned, const std::string &)> insert, Reporter &report);
  Building buildingIn(const clang::VarDecl *v, std::string slot, bool braces) const;
  bool savable(const clang::VarDecl *v, Derivation &derivation, Reporter &report);
  std::string textOf(TokenRange initialiser, const clang::FunctionDecl *f);
  void bindings(const clang::DecompositionDecl *v, Derivation &derivation, Reporter &report);
};

/// Tokens of a variable's initialiser: behind '=', between the parentheses, or with its braces.
TokenRange initialiserRange(const clang::VarDecl *v, const SourceText &text);
/// How it is initialised. A template's instance forgets the parentheses of `int n(1)` and calls them a braced list.
clang::VarDecl::InitializationStyle initStyle(const clang::VarDecl *v, const SourceText &text);

} // namespace perdure
