#include "InFront.h"

#include "Declarations.h"
#include "Names.h"

#include "clang/AST/DeclCXX.h"

#include <functional>

using namespace clang;

namespace perdure {

InFront::InFront(const Hoist &hoist, const Decl *function, const ASTContext &context)
    : H(hoist), C(context), Own(function ? hoist.of(function) : nullptr) {}

/// The types that a class has members of.
static std::vector<QualType> membersOf(const HoistedType &t) {
  std::vector<QualType> out;
  for (const Capture &c : t.captures)
    if (c.field) out.push_back(c.field->getType());
  const auto *record = dyn_cast<CXXRecordDecl>(t.type);
  if (t.lambda || !record || !record->hasDefinition()) return out;
  for (const FieldDecl *f : record->fields()) out.push_back(f->getType());
  for (const CXXBaseSpecifier &b : record->bases()) out.push_back(b.getType());
  return out;
}

bool InFront::madeOfOwn(const FunctionDecl *instance) const {
  if (!Own) return false;
  return madeOfGiven(instance, C, [&](const TagDecl *tag) {
    const HoistedTypes *of = H.around(tag);
    return of && (of == Own || NeedsOwn.count(of));
  });
}

void MovedText::wrap(const std::string &open, const std::string &close) {
  for (std::string *text : {&before, &behind})
    if (!text->empty()) *text = open + *text + close;
  types.open = open + types.open;
  types.close += close;
}

void InFront::add(std::vector<Item> &to, const MovedText &moved, const Item &like) {
  if (!moved.before.empty()) to.push_back({moved.before, like.behind});
  for (size_t k = 0; k < moved.types.parts.size(); ++k) {
    to.push_back(like);
    to.back().text = moved.types.parts[k];
    to.back().part = k;
    to.back().open = moved.types.open;
    to.back().close = moved.types.close;
  }
  if (!moved.behind.empty()) to.push_back({moved.behind, like.behind});
}

void InFront::addTypes(const FunctionDecl *instance, const MovedText &moved) {
  const bool behind = madeOfOwn(instance);
  const HoistedTypes *types = H.of(instance);
  if (behind && types) NeedsOwn.insert(types);
  add(Items, moved, {"", behind, types, instance});
}

void InFront::add(std::string text, bool behind) {
  if (!text.empty()) Items.push_back({std::move(text), behind});
}

std::string InFront::text(const MovedText &own, llvm::function_ref<std::string(const std::string &)> global) const {
  std::vector<Item> items;
  for (const Item &i : Items)
    if (!i.behind) items.push_back(i);
  const size_t ownBegin = items.size();
  add(items, own, {"", false, Own});
  const size_t ownEnd = items.size();
  for (const Item &i : Items)
    if (i.behind) items.push_back(i);

  // In this order, but what a class is made of first.
  std::vector<size_t> order;
  std::vector<bool> done(items.size());
  std::function<void(size_t)> place;
  const auto need = [&](const TagDecl *tag) {
    const HoistedTypes *of = H.around(tag);
    for (size_t k = 0; of && k < items.size(); ++k)
      if (items[k].types == of &&
          (items[k].part == 0 || of->types[items[k].part - 1].type->getCanonicalDecl() == tag->getCanonicalDecl()))
        place(k);
    return false; // all of them
  };
  place = [&](size_t k) {
    if (done[k]) return;
    done[k] = true;
    const Item &i = items[k];
    if (i.instance) madeOfGiven(i.instance, C, need);
    const bool apart = i.part > 0 || (k + 1 < items.size() && items[k + 1].types == i.types && items[k + 1].part > 0);
    for (size_t t = 0; i.types && t < i.types->types.size(); ++t)
      if (!apart || t + 1 == i.part)
        for (QualType member : membersOf(i.types->types[t])) anyGivenName(member, need);
    order.push_back(k);
  };
  for (size_t k = 0; k < items.size(); ++k) place(k);

  std::string out;
  for (size_t n = 0; n < order.size();) {
    const Item &first = items[order[n]];
    const bool isOwn = order[n] >= ownBegin && order[n] < ownEnd;
    std::string text = first.open;
    do text += items[order[n]].text;
    while (++n < order.size() && first.types && items[order[n]].types == first.types);
    text += first.close;
    out += isOwn ? text : global(text);
  }
  return out;
}

} // namespace perdure
