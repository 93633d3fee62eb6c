// The types that an image may name for exceptions and for objects behind base class pointers.
#pragma once

namespace perdure::detail {

/// Makes the standard exceptions and what else is often thrown known; once.
void register_standard_exceptions() noexcept;

} // namespace perdure::detail
