// Braced lists of objects around a suspension: `Loud trio[] = {Loud(1), Loud(f()), Loud(3)};`. Nothing is moved there,
// so each element of class type is built in its final place when its turn comes. Until all are there, each is a
// variable of its own (Variable::whole), which lies in the slot of the whole and is saved and destroyed by itself; then
// they become the whole (Node::Adopt).
#include "Lowerer.h"

using namespace clang;

namespace perdure {

namespace {
/// One element that is initialised by an expression of its own.
struct Leaf {
  std::string place; ///< "[1].left"
  QualType type;
  const Expr *init; ///< null: there is none, its value is zero or what its default constructor makes
};

constexpr uint64_t most = 256;

const InitListExpr *listIn(const Expr *e) {
  e = bare(e);
  while (const auto *cast = dyn_cast<CXXFunctionalCastExpr>(e)) e = bare(cast->getSubExpr());
  const auto *list = dyn_cast<InitListExpr>(e);
  if (list && !list->isSemanticForm() && list->getSemanticForm()) list = list->getSemanticForm();
  return list && (list->getType()->isRecordType() || list->getType()->isConstantArrayType()) ? list : nullptr;
}

bool isEmpty(const Expr *e) {
  if (isa<ImplicitValueInitExpr>(e)) return true;
  const auto *construct = dyn_cast<CXXConstructExpr>(bare(e));
  return construct && construct->getNumArgs() == 0 && !isa<CXXTemporaryObjectExpr>(construct);
}

/// Is there more to its end than that of its members?
bool endsItself(QualType type) {
  const auto *record = type->getAsCXXRecordDecl();
  const CXXDestructorDecl *d = record && record->hasDefinition() ? record->getDestructor() : nullptr;
  return d && d->isUserProvided();
}

bool collectLeaves(const InitListExpr *list, const std::string &place, const ASTContext &C, std::vector<Leaf> &out) {
  auto add = [&](const Expr *init, QualType type, const std::string &at) {
    if (out.size() >= most || !init || isa<CXXDefaultInitExpr, DesignatedInitUpdateExpr, NoInitExpr>(init))
      return false;
    if (const auto *inner = dyn_cast<InitListExpr>(init); inner && !type->isScalarType()) {
      if (!inner->isSemanticForm() && inner->getSemanticForm()) inner = inner->getSemanticForm();
      if (!endsItself(type)) return collectLeaves(inner, at, C, out);
      // There is nothing to destroy before all of it is built.
      out.push_back({at, type.getUnqualifiedType(), inner->getNumInits() ? init : nullptr});
      return true;
    }
    if (type->isArrayType() || type->isReferenceType()) return false;
    out.push_back({at, type.getUnqualifiedType(), isEmpty(init) ? nullptr : init});
    return true;
  };
  if (const ConstantArrayType *array = C.getAsConstantArrayType(list->getType())) {
    const uint64_t size = array->getSize().getZExtValue();
    if (size > most || list->isStringLiteralInit()) return false;
    for (uint64_t k = 0; k < size; ++k)
      if (!add(k < list->getNumInits() ? list->getInit(unsigned(k)) : list->getArrayFiller(), array->getElementType(),
               place + "[" + std::to_string(k) + "]"))
        return false;
    return true;
  }
  const auto *record = list->getType()->getAsCXXRecordDecl();
  if (!record || record->isUnion() || record->getNumBases() || !record->isAggregate()) return false;
  unsigned k = 0;
  for (const FieldDecl *field : record->fields()) {
    if (field->isBitField() || !field->getIdentifier() || k >= list->getNumInits() ||
        !add(list->getInit(k++), field->getType(), place + "." + field->getNameAsString()))
      return false;
  }
  return true;
}

/// Can it be seen when one is moved?
bool showsMoves(QualType type, const ASTContext &C) { return type->isRecordType() && !type.isTriviallyCopyableType(C); }
bool isText(QualType type) {
  const auto *record = type->getAsCXXRecordDecl();
  return record && record->isInStdNamespace() && record->getName() == "basic_string";
}
} // namespace

/// Does `e` list objects of which one would have to be moved into its place, because of a suspension?
bool Lowerer::inParts(const Expr *e) const {
  const InitListExpr *list = listIn(e);
  if (!list || !suspending(list)) return false;
  std::vector<Leaf> leaves;
  if (!collectLeaves(list, "", C, leaves)) return false;
  bool early = false;
  for (const Leaf &leaf : leaves) {
    if (!leaf.init) {
      early = early || (showsMoves(leaf.type, C) && !leaf.type->getAsCXXRecordDecl()->isInStdNamespace());
      continue;
    }
    if (early && suspending(leaf.init)) return true;
    if (!showsMoves(leaf.type, C) || isText(leaf.type) || !leaf.init->isPRValue()) continue;
    const auto *c = dyn_cast<CallExpr>(bare(leaf.init));
    if (c && suspends(c)) return true;
    early = true;
  }
  return false;
}

bool Lowerer::intoParts(const Expr *e, VariableId whole) {
  if (!inParts(e)) return false;
  const InitListExpr *list = listIn(e);
  if (!C.hasSameUnqualifiedType(list->getType(), Out.variables[whole].type)) return false;
  std::vector<Leaf> leaves;
  collectLeaves(list, "", C, leaves);
  int last = -1;
  for (int k = 0; k < int(leaves.size()); ++k)
    if (leaves[k].init && suspending(leaves[k].init)) last = k;
  for (int k = 0; k + 1 < int(leaves.size()); ++k)
    if (leaves[k].init) markTemporaries(leaves[k].init);
  auto part = [&](const Leaf &leaf, bool alone) {
    const bool slots = Slots;
    const int branch = std::exchange(Branch, alone ? Branch : 0);
    VariableId id = newTemporary(leaf.type, true, leaf.init ? leaf.init->getExprLoc() : e->getExprLoc());
    Branch = branch;
    F.variables[id].whole = whole;
    F.variables[id].place = leaf.place;
    if (!alone) {
      Slots = slots;
    } else if (Branch == 0) {
      F.variables[id].maybe = true;
      Now->push_back(bindOf(id));
    }
    return id;
  };
  auto build = [&](const Leaf &leaf, Pieces text) { // nothing is suspended until the whole is there
    Node node;
    node.kind = Node::Construct;
    node.variable = part(leaf, false);
    bool braces = !text.empty() && llvm::StringRef(text[0].text).starts_with("{");
    node.init.text = fragment(std::move(text), leaf.init);
    node.init.form = braces || !leaf.init ? Init::List : Init::Direct;
    if (!leaf.init) node.init.text.pieces = {piece("{}")};
    Now->push_back(std::move(node));
  };
  std::vector<std::pair<int, Pieces>> waiting;
  for (int k = 0; k < int(leaves.size()); ++k) {
    const Leaf &leaf = leaves[k];
    if (showsMoves(leaf.type, C)) {
      if (leaf.init && leaf.init->isPRValue()) {
        into(leaf.init, part(leaf, true));
      } else {
        VariableId id = part(leaf, true);
        Node node;
        node.kind = Node::Construct;
        node.variable = id;
        node.init.form = leaf.init ? Init::Direct : Init::List;
        if (leaf.init)
          node.init.text = fragment(marked(leaf.init) ? lower(leaf.init) : compose(leaf.init, {}), leaf.init);
        else
          node.init.text.pieces = {piece("{}")};
        Now->push_back(std::move(node));
      }
    } else if (k > last) {
      build(leaf, !leaf.init ? Pieces{} : marked(leaf.init) ? lower(leaf.init) : compose(leaf.init, {}));
    } else {
      Pieces text = !leaf.init ? Pieces{} : marked(leaf.init) ? lower(leaf.init) : compose(leaf.init, {});
      if (leaf.init && k < last && !stable(leaf.init)) text = hold(leaf.init, std::move(text));
      waiting.push_back({k, std::move(text)});
    }
    if (k == last)
      for (auto &[earlier, text] : waiting) build(leaves[earlier], std::move(text));
  }
  Node adopt;
  adopt.kind = Node::Adopt;
  adopt.variable = whole;
  Now->push_back(std::move(adopt));
  return true;
}

} // namespace perdure
