#include "half.hpp"

RESUMABLE int half(int n) {
  perdure::checkpoint();
  return n / 2;
}
