// The project is built twice by the tests: annotated, and as it is, under perdurec's --all.
#pragma once

#ifdef ANNOTATED
#include <perdure/perdure.hpp>
#define DURABLE RESUMABLE
#define SAVE_HERE perdure::checkpoint()
#else
#define DURABLE
#define SAVE_HERE static_cast<void>(0)
#endif
