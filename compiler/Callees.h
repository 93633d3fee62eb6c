// Which functions each function of a program refers to: what two texts of one program are compared by.
#pragma once

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"

#include <map>
#include <set>
#include <string>

namespace perdure {

struct Callees {
  /// By function, or by variable with an initialiser: the functions that it refers to, instances of templates under the
  /// names of what they are instances for, whether a pack gave the arguments or numbered parameters.
  std::map<std::string, std::multiset<std::string>> of;
  std::map<std::string, std::string> plain; ///< "space::Class::f", without arguments, by those names
};

/// Of all that the program itself defines, instances included.
Callees calleesOf(clang::ASTContext &context);
/// The plain names of functions that refer to something else in `after` than in `before`, and of what they refer to.
/// What only `after` has is none: nothing that `before` has refers to it.
std::set<std::string> differences(const Callees &before, const Callees &after);
/// "space::Class::f"
std::string plainPath(const clang::NamedDecl *d);

} // namespace perdure
