// Classes whose destructors another file defines.
#pragma once
#include <cstdio>
#include <memory>
#include <string>

class Hidden { // a pointer to what only its own file knows
public:
  explicit Hidden(int start);
  Hidden(const Hidden &other);
  Hidden &operator=(const Hidden &) = delete;
  ~Hidden();
  void add(const std::string &word);
  std::string text() const;

private:
  struct Parts;
  Parts *parts;
};

class Kept { // the same with a smart pointer
public:
  Kept();
  ~Kept();
  int next();

private:
  struct Parts;
  std::unique_ptr<Parts> parts;
};

class Callback { // untyped
public:
  explicit Callback(int (*f)(int));
  ~Callback();
  int operator()(int x) const;

private:
  void *target;
  int *calls;
};
