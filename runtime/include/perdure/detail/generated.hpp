// All that generated code needs of the runtime; perdurec puts this include at the top of each file that it writes. What
// users call is not here: <perdure/perdure.hpp> costs as much again, and the user's file includes it if it needs it.
#pragma once

#ifndef PERDURE_INSTRUMENTED
#error "<perdure/detail/generated.hpp> is for files written by perdurec"
#endif

#define PERDURE_SERIALISES 1 // what the primitives are given can be saved
#include <perdure/detail/context.hpp>
#include <perdure/detail/cursor.hpp>
#include <perdure/detail/describe.hpp>
#include <perdure/detail/frame.hpp>
#include <perdure/detail/layout.hpp>
#include <perdure/detail/lend.hpp>
#include <perdure/detail/members.hpp>
#include <perdure/detail/process.hpp>
#include <perdure/detail/safe_point.hpp>
