#pragma once
#include "../base.hpp"
typedef Small Num;
