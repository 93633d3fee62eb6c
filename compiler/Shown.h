// Classes and enums that a class hides, made public in the text of whole programs.
//
//   class Solver {
//     struct Watcher { ... };           ->   public: struct Watcher { ... }; private:
//     std::vector<Watcher> watchers;
//   };
//
// What a template makes of such a type stands outside of the class, and generated code for it has to name the type.
// Access decides nothing that a correct program does, but where a template asks whether it may name the type.
// Rejected: a public alias beside each, which would have to be found wherever a type is spelled.
#pragma once

#include "Discover.h"
#include "Place.h"

namespace perdure {

/// Edits the text so, and remembers which types are public there.
void showHiddenTypes(const Program &program, clang::ASTContext &context, SourceText &text, Placement &placed);

/// Is it public in the text, whatever the program says? Instances of templates are asked for by their patterns.
bool isShown(const clang::TagDecl *type);

} // namespace perdure
