// Names that generated code gives to types that have none outside: local classes, closures.
//
// They are given before anything is lowered, and looked up wherever a type is spelled (declarator, spell). One table
// for the translation unit: what is asked is a property of the declaration.
#pragma once

#include "clang/AST/Decl.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <set>
#include <string>

namespace perdure {

/// `name` is qualified so that it means the type in the global namespace.
void giveName(const clang::TagDecl *type, std::string name);
/// The same for a closure's member, which holds what the lambda captures.
void giveName(const clang::FieldDecl *member, std::string name);
/// The name that was given to it, or its own.
std::string memberName(const clang::FieldDecl *member);
/// Null: none was given to it.
const std::string *givenName(const clang::TagDecl *type);
/// Is the type, or one that its name is made of, known by a given name?
bool hasGivenName(clang::QualType type);
/// The same, of those that `wanted` says it of, which is asked until it does.
bool anyGivenName(clang::QualType type, llvm::function_ref<bool(const clang::TagDecl *)> wanted);
/// Gives names to the iterators of the std::ranges views in use, which are private: "std::ranges::iterator_t<...>".
void nameViews(clang::ASTContext &context);
/// A type for which hasGivenName holds, in the global namespace.
std::string spellGiven(clang::QualType type, const clang::ASTContext &context);

/// Prefixes for generated names that neither the user nor another function has.
class UniqueNames {
public:
  explicit UniqueNames(clang::IdentifierTable &known) : Known(known) {}
  std::string operator()(const std::string &name);

private:
  clang::IdentifierTable &Known; ///< all identifiers of the file
  std::set<std::string> Taken;
};

/// While one lives, a type whose name begins with that of a variable of the function, or of a member of its class, is
/// spelled with a leading "::": it is looked up where the variable hides it.
class HiddenNames {
public:
  explicit HiddenNames(const clang::FunctionDecl *f);
  HiddenNames(const HiddenNames &) = delete;
  HiddenNames &operator=(const HiddenNames &) = delete;
  ~HiddenNames();
};
/// What is spelled for the global namespace, for any other one, where its names may mean something else.
std::string anywhere(const std::string &spelled, const clang::ASTContext &context);
/// A type as it is spelled in the global namespace, through them.
std::string throughHidden(std::string type);

} // namespace perdure
