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

/// The frame struct, and the resume body's declaration.
std::string emitFrame(const Function &function);
/// From the opening brace to the closing one.
std::string emitDirectBody(const Function &function);
std::string emitResumeBody(const Function &function);
/// "void f_resume(perdure::detail::frame *self_)".
std::string resumeHead(const Function &function);
/// The description, for the end of the file.
std::string emitTables(const Function &function);
/// The frame's name at the end of the file, and its definition of description().
std::string frameAlias(const Function &function);
std::string emitDescription(const Function &function);

// Shared by the emitters.
std::string initialise(const Function &f, const Variable &v, const std::string &where, const Init &init,
                       const std::string &text);
/// The frame's name inside the function's own bodies.
std::string frameName(const Function &f);
std::string quoted(const std::string &text);
/// An initialiser in braces, for a place behind a type's name: a macro may hold the braces.
std::string braced(const std::string &text);
std::string withName(const std::string &declarator, const std::string &name);
/// A pinned variable's slot: "frame_->l", or where an element lies in the slot of its whole. `frame`: "frame_->".
std::string slotOf(const Function &f, const Variable &v, const std::string &frame = "frame_->");
int fieldIndex(const Function &f, VariableId v);

} // namespace perdure
