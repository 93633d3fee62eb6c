// From a plan to text: the frame, the direct body, the resume body, and the tables that describe them.
//
// Input: a planned Function. Output: three pieces of C++ for the place of the function, and one for the end of the
// file. The direct body is printed from the tree: same control flow, same scopes, plus the flag test and the save
// behind each suspending call. The resume body is printed from the flattened sections. docs/protocol.md shows both for
// one function.
#pragma once

#include "Model.h"
#include "Writer.h"

namespace perdure {

/// The frame struct, and the function's static locals.
std::string emitFrame(const Function &function);
/// From the opening brace to the closing one.
std::string emitDirectBody(const Function &function);
std::string emitResumeBody(const Function &function);
/// The description, for the end of the file; `scope` qualifies the frame's name ("a::").
std::string emitTables(const Function &function, const std::string &scope);

// Shared by the emitters.
std::string initialise(const Function &f, const Variable &v, const std::string &where, const Init &init,
                       const std::string &text);
std::string saveCode(const Function &f, const Point &p, int number, bool direct);
std::string quoted(const std::string &text);
std::string withName(const std::string &declarator, const std::string &name);
int fieldIndex(const Function &f, VariableId v);

} // namespace perdure
