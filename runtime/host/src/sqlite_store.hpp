// The store in a SQLite file. Its interface is host::store; see sqlite_store.cpp.
#pragma once

#include <perdure/host/store.hpp>

namespace perdure::host {

std::unique_ptr<store> open_sqlite_store(const std::string &url, const std::string &path, missing);

} // namespace perdure::host
