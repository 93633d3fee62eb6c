// Templates with parameter packs, as templates without: for each number of elements that a pack is used with, the same
// template with numbered parameters and its expansions and folds written out, beside the one that the user wrote.
//
// Input: a parsed translation unit. Output: the main file with such templates in it, to be parsed instead; none if
// nothing needs one. Overload resolution prefers them, since a template without a pack is more specialised, and all
// other passes see templates as they know them: `void show(A... a)`, called with two arguments, gets a sister
// `void show(A_0 a_0, A_1 a_1)`. Class templates get partial specialisations.
//
// What is left as it is: templates whose packs no parameter's type tells (nothing would prefer the sister), that come
// out of macros, constexpr ones. The caller compares what the two texts call (Callees.h): templates whose sisters
// change it are left, too; and where the sisters do not compile after all - two templates that are equally good for a
// call - it falls back on the user's text.
//
// Rejected: to expand packs in each instance (one token of the pattern would be many in the instance, and ranges of
// tokens are what all passes know of the text); explicit specialisations (they cannot name lambdas).
#pragma once

#include "Discover.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Tooling/Syntax/Tokens.h"

#include <optional>
#include <set>
#include <string>

namespace perdure {

struct UnpackLimits {
  std::set<std::string> left; ///< plain names of what has to stay as it is: functions, members of classes
  bool classes = true;        ///< class templates, too
};

std::optional<std::string> unpack(clang::CompilerInstance &compiler, const clang::syntax::TokenBuffer &tokens,
                                  const Policy &policy, const UnpackLimits &limits);

/// Does a text look as if it had templates with packs? Those of its headers are not seen; for what saves time only.
bool mayHavePacks(const std::string &text);

} // namespace perdure
