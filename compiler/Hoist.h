// Types that a function makes for itself, local classes and lambdas, as classes that generated code can name.
//
// A frame has to name the types of its fields, and a resume body the closure whose captures it uses. So both move in
// front of the function: into a namespace `f_types`, or, for a member, into a struct of that kind inside its class,
// where they see what the member sees. A lambda becomes an aggregate with its captures as members under the captured
// names, so that its body needs no change:
//
//   auto add = [x, &sum](int y) { sum += x + y; };
//
//   namespace f_types {
//   struct lambda_1 {
//     PERDURE_RESUMABLE_CLOSURE
//     int x;
//     int &sum;
//     void operator()(int y) const;
//   };
//   }
//   auto add = f_types::lambda_1{x, sum};
//
// Input: the functions of the program. Output: given names (Names.h), the classes' text, and what stands for a lambda
// or a local class's definition in the function's own text (Changes). Rejected: to keep the lambda and name it by
// decltype of a function that makes it: nothing outside can name its captures.
#pragma once

#include "Discover.h"
#include "Tokens.h"

#include "clang/AST/ExprCXX.h"

#include <map>

namespace perdure {

struct Capture {
  std::string name; ///< of the member
  const clang::FieldDecl *field = nullptr;
  const clang::LambdaCapture *source = nullptr;
  const clang::Expr *init = nullptr;
};

/// One local class or lambda that moves.
struct HoistedType {
  const clang::TagDecl *type = nullptr;
  const clang::LambdaExpr *lambda = nullptr; ///< null: a local class or enum
  std::string name;                          ///< inside the holder, or inside `wrapper`
  std::string wrapper;                       ///< "Node_2_": around a class whose name another one in the holder has
  std::vector<Capture> captures;

  /// As the holder knows it.
  std::string inHolder() const { return wrapper.empty() ? name : wrapper + "::" + name; }
};

/// All that moves out of one function, or out of the initialiser of a variable, inner types before outer ones.
struct HoistedTypes {
  std::string holder;  ///< as the function's text names it: "f_types", "perdure_closure_<f_types>"
  std::string spelled; ///< in the global namespace
  std::string owner;   ///< the class that the function is a member of; empty: none
  std::string tag;     ///< "f_types"
  std::string identifier;
  std::string specialised;
  std::vector<HoistedType> types;
};

/// The definitions of such types, all between `open` and `close`, or, if they can stand apart, each.
struct HoistedText {
  std::string open, close;
  std::vector<std::string> parts; ///< their names, and one by one; or all at once; none: nothing moves
};

/// A lambda's call operator, or the instances of a generic one.
std::vector<const clang::CXXMethodDecl *> callOperators(const clang::LambdaExpr *lambda);

class Hoist {
public:
  Hoist(const Program &program, clang::ASTContext &context, SourceText &text);

  /// Gives names to what moves out of `f`, a function or a variable at namespace scope, lambdas in lambdas included.
  /// `scope`, `owner`, `specialised`: as in Function.
  void prepare(const clang::Decl *f, const std::string &identifier, const std::string &scope, const std::string &owner,
               const std::string &specialised);
  /// What moves out of `f`; null: nothing.
  const HoistedTypes *of(const clang::Decl *f) const;
  const HoistedType *find(const clang::TagDecl *type) const;
  /// All that moves out of the same place; null: it does not move.
  const HoistedTypes *around(const clang::TagDecl *type) const;
  /// What stands for the lambda: "f_types::lambda_1{x, sum}".
  std::string instead(const clang::LambdaExpr *lambda, const clang::FunctionDecl *in) const;
  /// The same in parts; those with `init` stand for that expression's own text.
  struct Part {
    std::string text;
    const clang::Expr *init = nullptr;
  };
  std::vector<Part> parts(const clang::LambdaExpr *lambda, const clang::FunctionDecl *in) const;
  /// What stands for the definition of a local class: "using f_types::Node;".
  std::string instead(const clang::TagDecl *type) const;
  /// The classes' definitions, for the place in front of the function. `changes`: of a local class's own text. `whole`:
  /// the call operator of a lambda that stays a template.
  HoistedText definitions(const HoistedTypes &types, llvm::function_ref<Changes(const clang::TagDecl *)> changes,
                          llvm::function_ref<std::string(const HoistedType &)> whole) const;

  /// Why a lambda stays a lambda; empty: it becomes a class.
  static std::string whyNot(const clang::LambdaExpr *lambda);
  /// Does its call operator stay a template, inside the class, in which nothing suspends? It has a parameter pack,
  /// which has no name outside of templates.
  static bool staysTemplate(const clang::LambdaExpr *lambda);
  /// "template <class... a1_> auto operator()(a1_... xs) const": the header of such a call operator. `changes`: of its
  /// text.
  std::string templateHeader(const clang::LambdaExpr *lambda, Changes changes) const;

private:
  const Program &P;
  clang::ASTContext &C;
  SourceText &T;
  std::map<const clang::Decl *, HoistedTypes> ByFunction;
  llvm::DenseMap<const clang::TagDecl *, std::pair<const HoistedTypes *, size_t>> ByType;

  void collect(const clang::Stmt *s, HoistedTypes &into);
  std::string closureText(const HoistedType &type, llvm::function_ref<std::string(const HoistedType &)> whole) const;
  std::string callText(const HoistedType &type, const clang::CXXMethodDecl *call, unsigned index) const;
};

/// The closure's member that holds the object of the function around it.
inline constexpr const char *selfName = "object_";

/// "int f(int x, const S &s) const noexcept": a function's declarator with canonical types; `name` instead of its own.
/// `asDeclared`: a result that is deduced stays so. `behind`: what follows each parameter.
std::string functionHeader(const clang::FunctionDecl *f, const std::string &name, const clang::ASTContext &context,
                           bool parameterNames, bool asDeclared = false,
                           llvm::function_ref<std::string(const clang::ParmVarDecl *)> behind = nullptr);

} // namespace perdure
