// Values between people and a suspended program: the JSON that `perdure resume -p` hands in, and what a yield hands
// out.
#pragma once

#include <perdure/detail/execution.hpp>

#include <string>

namespace perdure::host {

/// Builds the value that a suspended yield waits for out of JSON text; `json` null: no value was given. Throws
/// bad_setting, with the type that is expected, when they do not fit; nothing was changed then.
void hand_in_json(detail::execution &, const std::string *json);

/// Builds the value that a plain build's yield returns: zero, an empty string. Throws perdure::error for other types.
void hand_in_nothing(detail::execution &);

/// The yielded value for a message; empty if there is none.
std::string yielded_text(const detail::execution &);

} // namespace perdure::host
