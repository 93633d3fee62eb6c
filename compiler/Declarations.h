// Questions about declarations that several passes ask: what stands around one, how it is named, where it comes from.
#pragma once

#include "clang/AST/Decl.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SetVector.h"

#include <string>
#include <vector>

namespace perdure {

struct Function;

/// Is it the call operator of a lambda?
bool isLambdaCall(const clang::FunctionDecl *f);
/// The function that a lambda's call operator is written in, through any number of lambdas; `f` itself if it is none.
/// Null: a lambda outside of functions.
const clang::FunctionDecl *functionAround(const clang::FunctionDecl *f);

/// The namespaces around a declaration, outermost first.
std::vector<const clang::NamespaceDecl *> namespacesOf(const clang::DeclContext *context);
/// The innermost namespace around it, or the translation unit.
const clang::DeclContext *namespaceOf(const clang::DeclContext *context);
/// "a::b::" for what stands in namespaces a and b; "" at the top.
std::string scopeOf(const clang::DeclContext *context);
/// "namespace a { namespace b { " and "}}".
std::string openNamespaces(const clang::DeclContext *context);
std::string closeNamespaces(const clang::DeclContext *context);
/// The text for the global namespace, at a place inside of these.
std::string atGlobalScope(const clang::DeclContext *context, const std::string &text);
/// The text beside a declaration: it may have templates, which an extern "C" block does not allow.
std::string withOwnLinkage(const clang::Decl *beside, const std::string &text);
const clang::CXXRecordDecl *outermostClass(const clang::CXXRecordDecl *record);

/// "class Widget;\n", for what stands in front of a class and may name it; empty: no class, or a template's.
std::string announced(const clang::Decl *d);

/// The same for classes that an instance's template arguments are.
std::string announcedArguments(const clang::FunctionDecl *instance);

/// A word for it that generated names can start with: operators are spelled out.
std::string plainName(const clang::FunctionDecl *f);
/// Did a template make it (and the user did not write this one himself)?
bool isInstance(const clang::FunctionDecl *f);
/// Is the type a closure or local class, or made of one? `unnamed`: of one that has no given name.
bool madeOfLocal(clang::QualType type, bool unnamed = false);
/// Is it written inside a class with a result that is deduced and cannot be spelled there?
bool deducesLocal(const clang::FunctionDecl *f);
/// Where the user instantiates it himself; invalid: nowhere.
clang::SourceLocation instantiatedAt(const clang::FunctionDecl *f);
/// "template <> " once for each class template instance around a member, and once for its own template.
std::string specialisedPrefix(const clang::CXXRecordDecl *record);
/// Functions that a definition's body mentions, in order.
llvm::SetVector<const clang::FunctionDecl *> mentioned(const clang::FunctionDecl *definition);
llvm::SetVector<const clang::FunctionDecl *> mentioned(const clang::Expr *initialiser);

/// Visits what the program itself declares, instances of templates included; nothing of system headers.
template <typename Derived> class OwnDeclarations : public clang::RecursiveASTVisitor<Derived> {
public:
  explicit OwnDeclarations(const clang::SourceManager &sources) : SM(sources) {}
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool TraverseDecl(clang::Decl *d) {
    if (!d) return true;
    if (!isa<clang::TranslationUnitDecl, clang::NamespaceDecl, clang::LinkageSpecDecl>(d) &&
        d->getLocation().isValid() && SM.isInSystemHeader(SM.getExpansionLoc(d->getLocation())))
      return true;
    return clang::RecursiveASTVisitor<Derived>::TraverseDecl(d);
  }

protected:
  const clang::SourceManager &SM;
};

/// The destructors that the program's own classes declare, those in function bodies left out; every declaration of one.
std::vector<const clang::CXXDestructorDecl *> ownDestructors(const clang::ASTContext &context);

/// "<int, 3>"
std::string specialisedArguments(const clang::TemplateArgumentList &list, const clang::ASTContext &context);
/// The same: of a function template's instance as it is specialised; empty where none are written.
std::string specialisedArguments(const clang::FunctionDecl *f, const clang::ASTContext &context);
/// Does a using-directive show another template of the name, so that `template <> void f<int>(...)` is ambiguous?
bool hasNamesake(const clang::FunctionDecl *f, const clang::ASTContext &context);

/// GCC unrolls the recursion of a function at -O2 only if it is declared inline; `used` keeps it where other
/// translation units look for it. Halves the time of fib.
std::string inlineDeclaration(const clang::FunctionDecl *d, const Function &f, const clang::ASTContext &context);

/// Is the function an instance for, or a member of, a class that moves out of a function, or does it deal in one, of
/// those that `wanted` says it of? It is asked until it does.
bool madeOfGiven(const clang::FunctionDecl *f, const clang::ASTContext &context,
                 llvm::function_ref<bool(const clang::TagDecl *)> wanted);
/// The function that a lambda, or a member of a local class, is written in; null for all others.
const clang::FunctionDecl *writtenIn(const clang::FunctionDecl *f);

/// Does `declared`, a friend that `record` names, mean the function? Inside of a template, a friend is known by its
/// name.
bool isFriend(const clang::NamedDecl *declared, const clang::FunctionDecl *d, const clang::CXXRecordDecl *record);

} // namespace perdure
