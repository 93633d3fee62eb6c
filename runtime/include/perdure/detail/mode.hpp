// What depends on how a file is compiled lives in an inline namespace of that name, so that files of different kinds
// can be linked together without two definitions of one function.
#pragma once

#if defined(PERDURE_COMPILER)
#define PERDURE_MODE parsed
#elif defined(PERDURE_INSTRUMENTED)
#define PERDURE_MODE instrumented
#elif defined(PERDURE_SERIALISES)
#define PERDURE_MODE hosting
#else
#define PERDURE_MODE uninstrumented
#endif
