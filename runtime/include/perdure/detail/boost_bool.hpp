// Boost's types for true and false, as boost/mpl/bool_fwd.hpp declares them. Rejected: that header, which includes
// <unistd.h>: its functions - link, access, pause - would hide classes of the program that are called the same.
#pragma once

namespace mpl_ {
template <bool> struct bool_;
typedef bool_<true> true_;
typedef bool_<false> false_;
} // namespace mpl_

namespace boost {
namespace mpl {
using ::mpl_::bool_;
using ::mpl_::false_;
using ::mpl_::true_;
} // namespace mpl
} // namespace boost
