// What the writer and the reader share: the function that runs as a coroutine.
#pragma once

#include <perdure/perdure.hpp>

RESUMABLE void foo();
