#include "sub/half.hpp"
#include <cstdio>

RESUMABLE int main() { std::printf("%s %d\n", NAME, half(8)); }
