// Names that a body moved out of its function or template no longer sees: they are declared again at its start.
#pragma once

#include "Model.h"
#include "Tokens.h"

#include "clang/AST/DeclCXX.h"

namespace perdure {

class Statics;
struct HoistedTypes;

/// `using T = int;` and `constexpr int n = 3;` for the template parameters of an instance and of the functions and
/// classes around it. `own`: those of `f` itself, too.
void aliasTemplateParameters(const clang::FunctionDecl *f, const clang::ASTContext &context, Function &into,
                             bool own = true);
/// Where there is no place for a declaration, in a constructor's initialisers: their names, replaced.
void spellTemplateParameters(const clang::FunctionDecl *f, TokenRange where, const SourceText &text,
                             const clang::ASTContext &context, Changes &into);
/// Types and static locals of the functions around a lambda that its body uses.
void aliasLocalNames(const clang::CXXMethodDecl *call, const Statics &statics, const clang::ASTContext &context,
                     Function &into);

/// Static locals that the local classes among these name: of the function that they are written in, or of one around.
std::vector<const clang::VarDecl *> staticsNamedIn(const HoistedTypes &types);

} // namespace perdure
