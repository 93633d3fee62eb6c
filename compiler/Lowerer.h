// The state of lowering one function; shared by LowerStatements.cpp and LowerExpressions.cpp only.
#pragma once

#include "Discover.h"
#include "Hoist.h"
#include "Lower.h"
#include "Statics.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

#include <map>

namespace perdure {

class Lowerer {
public:
  Lowerer(const clang::FunctionDecl *definition, const Program &program, const Hoist &hoist, const Statics &statics,
          clang::ASTContext &context, SourceText &text, const std::string &identifier);
  Lowered run();

private:
  using Pieces = std::vector<Fragment::Piece>;
  struct Full { // a full expression: what happens before its value is known, and the value
    Nodes steps;
    Fragment value;
    bool slots = false;
    bool passed = false; ///< a goto or a case leads to what follows, without the value
  };
  struct Target { // what break and continue mean here
    LabelId breaks = none, continues = none;
  };

  const clang::FunctionDecl *D;
  const Program &P;
  const Hoist &H;
  const Statics &S;
  clang::ASTContext &C;
  SourceText &T;
  Lowered Out;
  Function &F;
  llvm::DenseSet<const clang::Stmt *> Suspending; ///< contains a suspending call
  llvm::DenseSet<const clang::Stmt *> Marked;     ///< must be taken apart: Suspending, and what contains Lift
  llvm::DenseSet<const clang::Stmt *> Lift;       ///< temporaries that are alive while something is suspended
  llvm::DenseSet<const clang::VarDecl *> Escaping;
  llvm::DenseSet<const clang::VarDecl *> Modified; ///< by the current full expression
  llvm::DenseMap<const clang::VarDecl *, VariableId> Variables;
  llvm::DenseMap<const clang::LabelDecl *, LabelId> UserLabels;
  std::vector<std::pair<const clang::LabelDecl *, TokenRange>> Gotos;
  std::vector<Target> Targets;
  std::map<std::string, int> Ordinals; ///< of callees, for the points' keys
  int Temporaries = 0;
  const clang::VarDecl *Named = nullptr; ///< what every `return` names, built in the result's place
  Nodes *Now = nullptr;                  ///< where the current full expression's steps go
  int Branch = 0;                        ///< conditional branches of the full expression around the current step
  std::vector<VariableId> Maybes;        ///< temporaries that a branch may not have built
  bool Brings = false;                   ///< names come from elsewhere in parts of the function
  bool Slots = false;                    ///< the current full expression has temporaries to destroy

  // LowerStatements.cpp
  void sequence(llvm::ArrayRef<const clang::Stmt *> statements, Nodes &out);
  void statement(const clang::Stmt *s, Nodes &out);
  bool redeclares(llvm::ArrayRef<const clang::Stmt *> statements, const std::set<VariableId> &uses) const;
  void block(const clang::Stmt *s, Nodes &out);
  void declarations(const clang::DeclStmt *s, Nodes &out);
  void bringsNames(const clang::DeclStmt *s, Node &node);
  void declare(const clang::VarDecl *v, Nodes &out, const clang::DeclStmt *whole);
  void declareOne(const clang::VarDecl *v, Nodes &out, const clang::DeclStmt *whole);
  static bool callsGet(const clang::DecompositionDecl *v);
  void bindByGet(const clang::VarDecl *v, VariableId whole, Nodes &out);
  void buildStatic(const clang::VarDecl *v, const Statics::Building &building, Nodes &out);
  Full initialiserOf(const clang::Expr *initialiser, TokenRange r);
  void condition(const clang::Stmt *init, const clang::VarDecl *variable, Nodes &out);
  void lowerIf(const clang::IfStmt *s, Nodes &out);
  void lowerLoop(const clang::Stmt *loop, const clang::VarDecl *variable, const clang::Expr *test,
                 const clang::Expr *step, const clang::Stmt *body, bool isDo, Nodes init, Nodes &out);
  void lowerRangeFor(const clang::CXXForRangeStmt *s, Nodes &out);
  VariableId lowerRange(const clang::CXXForRangeStmt *s, const std::string &number, Nodes &out);
  void walkWithCursor(const clang::CXXForRangeStmt *s, VariableId range, Node &loop, Nodes &out);
  void extendElement(const clang::VarDecl *element, VariableId id);
  bool ownIterators(const clang::CXXForRangeStmt *s) const;
  void implied(const clang::Expr *e, Fragment text, VariableId variable, unsigned line, Nodes &out);
  void walkWithIterators(const clang::CXXForRangeStmt *s, VariableId range, Node &loop, Nodes &out);
  void lowerSwitch(const clang::SwitchStmt *s, Nodes &out);
  void lowerReturn(const clang::ReturnStmt *s, Nodes &out);
  void lowerTry(const clang::CXXTryStmt *s, Nodes &out);
  void expressionStatement(const clang::Expr *e, Nodes &out);
  bool isPlain(const clang::Stmt *s) const;
  bool entered(const clang::Stmt *s) const; ///< a label inside it is a target from outside
  Node plain(TokenRange r, llvm::ArrayRef<const clang::Stmt *> statements, std::vector<Edit> edits = {});
  VariableId addVariable(const clang::VarDecl *v, clang::QualType type);
  VariableId addVariable(const clang::VarDecl *v) { return addVariable(v, v->getType()); }
  void addParameter(const clang::ParmVarDecl *p);
  Variable describe(clang::QualType type, std::string name, clang::SourceLocation at) const;
  VariableId newVariable(clang::QualType type, std::string name, clang::SourceLocation at);
  LabelId newLabel(std::string name, bool user = false);
  LabelId userLabel(const clang::LabelDecl *label);
  void exits(const clang::Stmt *s, std::vector<Edit> &edits, bool inLoop, bool inSwitch, TokenRange inside);
  void findShadows();
  Pieces returned(const clang::Expr *value, Pieces text);
  void declareExtended(const clang::VarDecl *v, VariableId id, const clang::Expr *initialiser, TokenRange r,
                       Init::Form form, Node node, Nodes &out);
  const clang::VarDecl *namedResult() const;
  bool isNamedTail(llvm::ArrayRef<const clang::Stmt *> statements) const;
  Node namedTail(llvm::ArrayRef<const clang::Stmt *> statements);
  const clang::Expr *returnedValue(const clang::ReturnStmt *s) const;
  Exit returnExit(const clang::ReturnStmt *s);

  // LowerExpressions.cpp
  Full full(const clang::Expr *e);
  Fragment settled(Full value, clang::QualType held, const std::string &wrap, clang::SourceLocation at, unsigned line,
                   Nodes &out);
  /// The same, built into a variable of class type; what follows in the expression's own scope is in `steps`.
  Full fullInto(const clang::Expr *e, VariableId into);
  Pieces lower(const clang::Expr *e);
  VariableId built(const clang::Expr *e, clang::QualType type, clang::SourceLocation at);
  Pieces materialised(const clang::MaterializeTemporaryExpr *e);
  Pieces compose(const clang::Expr *e, std::vector<Edit> edits);
  using Arguments = llvm::DenseSet<const clang::Expr *>;
  std::vector<Edit> operands(llvm::ArrayRef<const clang::Expr *> ordered, bool suspendsItself, bool deferrable,
                             const Arguments &lent = {});
  Pieces call(const clang::CallExpr *e, VariableId into, bool discarded, bool tail = false);
  void aside(const clang::Expr *e, Fragment &text) const;
  Pieces rewritten(const clang::CXXRewrittenBinaryOperator *e);
  bool implied(const clang::CXXMemberCallExpr *conversion) const;
  Pieces converted(const clang::Expr *e, Pieces text) const;
  Full conditionOf(const clang::Expr *test, const clang::VarDecl *variable);
  Pieces suspend(const clang::CallExpr *e, Fragment text, VariableId into, bool discarded, bool tail);
  void guardMaybes();
  void defaultArguments(const clang::CallExpr *e, std::vector<Edit> &edits);
  void into(const clang::Expr *e, VariableId variable);
  Pieces logical(const clang::BinaryOperator *e);
  Pieces conditional(const clang::ConditionalOperator *e);
  Pieces hold(const clang::Expr *e, Pieces text);
  void discard(const clang::Expr *e);
  void discardOperand(const clang::Expr *e);
  bool markTemporaries(const clang::Expr *e);
  bool unchanging(const clang::VarDecl *v) const;
  bool stable(const clang::Expr *e) const;
  bool silent(const clang::Expr *e) const;
  VariableId newTemporary(clang::QualType type, bool slot, clang::SourceLocation at);
  Pieces use(VariableId temporary) const;
  Fragment fragment(Pieces pieces, const clang::Stmt *s);
  void collectUses(const clang::Stmt *s, std::set<VariableId> &uses) const;
  void functionNames(const clang::Stmt *s, std::vector<Edit> &edits) const;
  void noteTemporaries(Fragment &f) const; ///< adds the temporaries that its text names to its uses
  void collectModified(const clang::Stmt *s);
  void problem(clang::SourceLocation at, std::string message, std::string remedy);
  int addPoint(const clang::CallExpr *e, VariableId result, bool tail);
  void safePoint(unsigned line, Nodes &out);
  bool suspends(const clang::Expr *e) const { return P.suspends(e); }
  bool suspending(const clang::Stmt *s) const { return Suspending.count(s) != 0; }
  bool marked(const clang::Stmt *s) const { return Marked.count(s) != 0; }

  // LowerParts.cpp
  bool inParts(const clang::Expr *e) const;
  bool intoParts(const clang::Expr *e, VariableId whole);

  // LowerLent.cpp
  /// A call whose by-value arguments of class type this frame lends; `callee` is what is called instead.
  struct Lending {
    std::string callee; ///< empty: a function pointer, the call's own callee
    std::string pointer, type;
    std::string object; ///< member functions: what the object is converted to, "const C &"
    Arguments arguments;
  };
  std::optional<Lending> lending(const clang::CallExpr *e) const;
  std::string nameForLending(const clang::FunctionDecl *f) const;
  Pieces lentCall(const clang::CallExpr *e, const Lending &how, const std::vector<Edit> &edits);
  Pieces lend(const clang::Expr *argument);
  std::string selfText() const;

  friend class UseCollector;
};

/// Is an object of this type passed by value an object of the caller's, which the callee is given the address of?
bool passedByAddress(clang::QualType type);
/// Without parentheses, implicit casts and the nodes that only mark temporaries.
const clang::Expr *bare(const clang::Expr *e);
/// The expression that builds the object that `e` is: `T x{f()}` is what f() returns.
const clang::Expr *builder(const clang::Expr *e);
/// Behind implicit casts, conversions by constructors that only copy, and the nodes that only mark temporaries.
const clang::Expr *written(const clang::Expr *e);
void withoutArrow(std::vector<Fragment::Piece> &text);
Node blockOf(Nodes children, unsigned line);
inline Node bindOf(VariableId variable) {
  Node node;
  node.kind = Node::Bind;
  node.variable = variable;
  return node;
}
bool isInitializerList(clang::QualType type);
inline Fragment::Piece piece(std::string text) { return {std::move(text), std::nullopt}; }

} // namespace perdure
