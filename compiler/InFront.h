// What stands in front of a function, and in which order: the classes that move out of it, and the instances of
// templates that it leads to, with the classes that move out of these. Instances are made of classes, and classes have
// members that only an instance made:
//
//   auto a = [=](int x) { ... };           a class of the function's own
//   auto both = compose(a, a);             an instance made of it, and the class that moves out of that
//   auto c = [=](int x) { both(x); };      another class of its own, with that one as a member
#pragma once

#include "Hoist.h"

#include <set>
#include <string>
#include <vector>

namespace perdure {

/// What moves out of one function.
struct MovedText {
  std::string before, behind; ///< declarations of its static locals
  HoistedText types;
  bool empty() const { return before.empty() && behind.empty() && types.parts.empty(); }
  /// Puts all of it inside of something.
  void wrap(const std::string &open, const std::string &close);
};

class InFront {
public:
  /// `function`: or a variable with an initialiser.
  InFront(const Hoist &hoist, const clang::Decl *function, const clang::ASTContext &context);

  /// All texts are for the global namespace. What moves out of an instance:
  void addTypes(const clang::FunctionDecl *instance, const MovedText &moved);
  /// Its declaration or definition; behind all classes if it is made of one of the function's own.
  void add(const clang::FunctionDecl *instance, std::string text) { add(std::move(text), madeOfOwn(instance)); }
  void add(std::string text, bool behind);

  bool empty() const { return Items.empty(); }
  /// All, with what moves out of the function itself, where it belongs; `global`: text at global scope.
  std::string text(const MovedText &own, llvm::function_ref<std::string(const std::string &)> global) const;
  /// The same where the function has none.
  std::string text() const {
    return text({}, [](const std::string &all) { return all; });
  }

private:
  struct Item {
    std::string text;
    bool behind = false;                           ///< needs the function's own classes
    const HoistedTypes *types = nullptr;           ///< null: a declaration or definition
    const clang::FunctionDecl *instance = nullptr; ///< that they move out of; null: of the function itself
    size_t part = 0;                               ///< 0: their names, or all at once; else one class
    std::string open = {}, close = {};
  };
  const Hoist &H;
  const clang::ASTContext &C;
  const HoistedTypes *Own;                 ///< null: none
  std::set<const HoistedTypes *> NeedsOwn; ///< of instances that are made of the function's own classes
  std::vector<Item> Items;

  static void add(std::vector<Item> &to, const MovedText &moved, const Item &like);
  bool madeOfOwn(const clang::FunctionDecl *instance) const;
};

} // namespace perdure
