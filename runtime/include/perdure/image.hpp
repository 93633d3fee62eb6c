// The bytes of a captured execution.
#pragma once

#include <perdure/error.hpp>

#include <string>
#include <utility>

namespace perdure {

/// An execution as bytes: what save() makes and load() reads. Whether the bytes are an image is found out by load().
class image {
public:
  image() = default;
  explicit image(std::string bytes) noexcept : bytes_(std::move(bytes)) {}

  const std::string &bytes() const noexcept { return bytes_; }
  bool empty() const noexcept { return bytes_.empty(); }

  /// Reads a file. Throws image_error if it cannot be read.
  static image from_file(const std::string &path);

  /// Writes a file: whole and on the disk when it returns, or, if it throws image_error, as it was before.
  void to_file(const std::string &path) const;

  friend bool operator==(const image &a, const image &b) noexcept { return a.bytes_ == b.bytes_; }
  friend bool operator!=(const image &a, const image &b) noexcept { return a.bytes_ != b.bytes_; }

private:
  std::string bytes_;
};

} // namespace perdure
