#include "detail.hpp"
#include <third.hpp>

RESUMABLE int third(int n) {
  perdure::checkpoint();
  return n / divisor;
}
