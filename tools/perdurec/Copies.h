// A copy of this process that stays as it is until it is asked something: what a compiler has read need not be read
// again for another text that starts the same.
//
// The copy (fork) costs some thousandths of a second, since memory is shared until somebody writes to it. Each question
// is answered by a copy of its own, so that the first one stays as it is. Whoever asks must be able to do without:
// there may be no copy, or it may crash.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace perdure {

using Message = std::vector<std::string>;

class Copies {
public:
  Copies() = default;
  Copies(const Copies &) = delete;
  Copies &operator=(const Copies &) = delete;
  ~Copies() { end(); }

  /// Returns nothing here; the question, in the copy that has to answer it.
  std::optional<Message> make();
  /// The answer; nothing if there is none.
  std::optional<Message> ask(const Message &question);
  void end();
  /// In a copy: its last deed.
  [[noreturn]] void answer(const Message &answer);

private:
  int Socket = -1;
  int Process = 0;
};

} // namespace perdure
