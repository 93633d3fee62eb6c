#ifndef DISTANCE_H
#define DISTANCE_H
#ifdef __cplusplus
extern "C" {
#endif
double distance_between(double x1, double y1, double x2, double y2);
#ifdef __cplusplus
}
#endif
#endif
