// RUN: %triple %s
// A goto, or a case, into a branch or a loop whose condition suspends: no jump passes what the condition needs.
#include <iostream>
#include <perdure/perdure.hpp>

RESUMABLE int step(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE int into_if(int x) {
  int sum = x, rounds = 0;
  if (x == 0) goto inside;
again:
  if (step(step(sum) + 1) * step(2) > 7) {
    sum += 100;
  inside:
    sum += step(10);
    if (++rounds < 3) goto again;
  } else {
    sum += step(1);
    if (sum == 3) goto other;
  }
  if (step(sum) % 2) {
    ++sum;
  } else {
  other:
    sum += step(1000);
  }
  return sum;
}

RESUMABLE int into_while(int x) {
  int sum = 0;
  if (x > 4) goto middle;
  while (step(x) + step(1) < 8) {
    sum += step(10);
  middle:
    sum += step(1);
    ++x;
  }
  return sum;
}

RESUMABLE int into_do(int x) {
  int sum = 0;
  if (x > 1) goto middle;
  do {
    sum += step(10);
  middle:
    sum += step(1);
    ++x;
  } while (step(x) + step(1) < 5);
  return sum;
}

RESUMABLE int into_for(int x) {
  int sum = 0;
  if (x > 1) goto middle;
  for (; step(x) + step(1) < 5; x += step(1) * step(1)) {
    sum += step(10);
  middle:
    sum += step(1);
  }
  return sum;
}

RESUMABLE int into_switch(int x) {
  int sum = 0;
  if (x == 9) goto middle;
  switch (step(x) + step(1)) {
  case 1:
    sum += step(1);
    break;
  middle:
  case 2:
    sum += step(10);
  default:
    sum += step(100);
  }
  return sum;
}

RESUMABLE int device(int n) {
  int sum = 0, left = (n + 2) / 3;
  switch (step(n) % 3) {
  case 0:
    do {
      sum += step(1);
      if (step(n) + step(sum) > 100) {
      case 2:
        sum += step(10);
      }
    case 1:
      sum += step(100);
    } while (step(--left) + step(0) > 0);
  }
  return sum;
}

RESUMABLE int main() {
  for (int x = 0; x < 5; ++x) std::cout << into_if(x) << ' ';
  std::cout << into_while(0) << ' ' << into_while(5) << ' ' << into_while(9) << '\n';
  std::cout << into_do(0) << ' ' << into_do(2) << ' ' << into_do(9) << '\n';
  std::cout << into_for(0) << ' ' << into_for(2) << ' ' << into_for(9) << '\n';
  std::cout << into_switch(0) << ' ' << into_switch(1) << ' ' << into_switch(2) << ' ' << into_switch(9) << '\n';
  for (int n = 1; n < 8; ++n) std::cout << device(n) << ' ';
  std::cout << '\n';
}
