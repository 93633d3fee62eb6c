// From Clang's statements to the small tree of Model.h, desugared only around suspensions.
//
// Input: one resumable definition that Check let pass. Output: its Function with body, variables, labels and points;
// what each variable is (pinned, spilled) and what each point keeps is Plan's.
//
//   total += step(label, i) * 2 + step(label + "!", i + 1);
// becomes
//   Block { Suspend t1_ := step(label, i)
//           Evaluate t2_ := label + "!"                  (a temporary that is alive while the next call is suspended)
//           Suspend t3_ := step(std::move(t2_), i + 1)
//           Plain  total += t1_ * 2 + t3_; }
//
// A statement without a suspension stays one Plain node, whole, as the user wrote it; so does the rest of a block
// behind its last suspension. Desugaring everything into three-address code was rejected: it is slower to compile,
// unreadable, and every construct would have to be understood instead of those around a suspension.
#pragma once

#include "Model.h"
#include "Tokens.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"

namespace perdure {

class Hoist;
class Program;
class Statics;

/// What later passes need of Clang for each variable and point.
struct Origin {
  clang::QualType type;
  clang::SourceLocation location;
};

/// A construct that cannot be made durable, found while lowering.
struct Problem {
  clang::SourceLocation location;
  std::string message;
  std::string remedy;
};

struct Lowered {
  Function function;
  std::vector<Origin> variables;             ///< by VariableId
  std::vector<clang::SourceLocation> points; ///< by point number
  std::vector<Problem> problems;
};

/// `identifier` is the prefix of generated names: unique in the file.
Lowered lower(const clang::FunctionDecl *definition, const Program &program, const Hoist &hoist, const Statics &statics,
              clang::ASTContext &context, SourceText &text, const std::string &identifier);

/// The identity in images of a function or variable; one of internal linkage is told apart by its main file.
std::string mangledName(const clang::NamedDecl *d, clang::ASTContext &context);
/// What kind of result that is, for the runtime's detail::result_kind: "'i', 4".
std::string resultKind(clang::QualType type, const clang::ASTContext &context);
/// A declarator of type `type` with '@' for the name: "int (*@)[3]"; canonical and fully qualified.
std::string declarator(clang::QualType type, const clang::ASTContext &context);
/// A number that a variable always is: "static_cast<int>(3)"; empty: it is none.
std::string constantText(const clang::VarDecl *v, const clang::ASTContext &context);
/// "operator int"; a type that a function's name cannot spell is given a name.
std::string conversionName(const clang::CXXConversionDecl *conversion, const clang::ASTContext &context);
/// A type's text as one specifier, which can stand in front of a name, also where it is one with parts behind the name.
/// `parts`: the characters that tell.
std::string asSpecifier(const std::string &type, const char *parts = "([");
/// "int (*@)[3]" -> "int (*rows)[3]".
std::string named(const std::string &declarator, const std::string &name);

} // namespace perdure
