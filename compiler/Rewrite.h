// The public entry: runs the passes in order.
#pragma once

#include "Discover.h"
#include "Includes.h"
#include "Model.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Tooling/Syntax/Tokens.h"

#include <string>

namespace perdure {

struct Options {
  Policy policy;
  bool persistGlobals = false; ///< globals and static locals belong to the image; always so with policy.all
  bool launch = true;          ///< a standalone program: main runs under the launcher (--func: false)
  Transform transform = Transform::RetVal;
  bool report = false; ///< tell what became of each function
  std::string dump;    ///< "functions", "points" or "plan": print and write nothing
};

struct Result {
  bool ok = false;
  std::string text;   ///< the output file
  std::string report; ///< JSON
};

/// Rewrites the main file of a parsed translation unit. Problems are reported through the compiler's diagnostics.
Result rewrite(clang::CompilerInstance &compiler, clang::syntax::TokenBuffer &tokens, const Includes &includes,
               const Options &options);

} // namespace perdure
