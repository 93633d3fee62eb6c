// For a program that runs resumable functions but is not compiled by perdurec itself: include it before anything else
// of perdure in each file that calls start() or hands values in. Without it the values and arguments that such a file
// passes cannot be saved. It is heavier to compile than <perdure/perdure.hpp>.
#pragma once

#if defined(PERDURE_PERDURE_HPP) && !defined(PERDURE_SERIALISES)
#error "include <perdure/hosting.hpp> before <perdure/perdure.hpp>"
#endif
#ifndef PERDURE_SERIALISES
#define PERDURE_SERIALISES 1
#endif
#include <perdure/detail/describe.hpp>
#include <perdure/detail/io_serialized.hpp>
#include <perdure/detail/layout.hpp>
#include <perdure/perdure.hpp>
