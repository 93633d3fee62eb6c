#pragma once
#include "a.hpp"
#include "base.hpp"
typedef A Alias;
