#pragma once
inline constexpr int divisor = 3;
