// What the files of several-files.cpp share.
#pragma once

#include <perdure/perdure.hpp>

#include <string>
#include <vector>

struct Shared {
  int count;
  std::vector<std::string> log;
};

RESUMABLE std::string words(int n);
RESUMABLE int numbers(Shared &s);
