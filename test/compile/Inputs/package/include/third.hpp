#pragma once
#include <perdure/perdure.hpp>

RESUMABLE int third(int n);
