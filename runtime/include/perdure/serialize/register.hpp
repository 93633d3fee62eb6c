// Types that images name: exceptions, and classes behind pointers to their bases. Call these once, before an
// image with such objects is saved or loaded.
#pragma once

#include <perdure/detail/io_serialized.hpp>

namespace perdure {

/// An exception of this class can be held by a handler while an image is made.
template <class T> void register_exception() { detail::add_object_type(&detail::object_type_of<std::remove_cv_t<T>>); }

/// An object of this class can be owned through a smart pointer to one of its bases.
template <class T> void register_type() { detail::add_object_type(&detail::object_type_of<std::remove_cv_t<T>>); }

} // namespace perdure
