#include "distance.h"

double distance_between(double x1, double y1, double x2, double y2) {
  double class = x1 - x2, new = y1 - y2; /* C only */
  return class * class + new * new;
}
