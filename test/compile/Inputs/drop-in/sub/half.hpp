#pragma once
#include <perdure/perdure.hpp>

RESUMABLE int half(int n);
