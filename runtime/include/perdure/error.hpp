// What the runtime throws. Each error says what, where and the way out; all derive from perdure::error, so that one
// handler is enough. Header only: plain builds, which link no runtime, use them too.
#pragma once

#include <stdexcept>
#include <string>

namespace perdure {

/// Base of everything the runtime throws.
class error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// An image cannot be read: it is damaged, foreign, or no longer fits this program. Nothing was run.
class image_error : public error {
public:
  using error::error;
};

/// A store cannot be opened, read or written, or another process has taken the execution over.
class store_error : public error {
public:
  using error::error;
};

/// A primitive was called by code that perdurec did not compile.
class not_instrumented : public error {
public:
  using error::error;
};

/// A primitive was called while a function that cannot be suspended stands on the stack between.
class foreign_frame : public error {
public:
  using error::error;
};

/// A value cannot be put into an image. The execution is as it was, and its previous image stays good.
class unserialisable : public error {
public:
  using error::error;
};

} // namespace perdure
