#include <cstdio>
#include <third.hpp>

RESUMABLE int main() { std::printf("%s %d\n", NAME, third(9)); }
