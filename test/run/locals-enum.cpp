// RUN: %triple %s
// Enum locals, parameters and results: plain, scoped, with a type of their own, in a class, unnamed, as flags.
#include <perdure/perdure.hpp>

#include <iostream>
#include <map>
#include <vector>

enum Plain { first, second = 10, third };
enum class Scoped : unsigned char { off, on = 200 };
enum { unnamed_constant = 42 };

struct Job {
  enum class State { idle, running, done };
  State state = State::idle;
  Plain plain = third;
};

RESUMABLE Scoped flip(Scoped s) {
  perdure::checkpoint();
  return s == Scoped::off ? Scoped::on : Scoped::off;
}

RESUMABLE Plain next(Plain p) {
  perdure::checkpoint();
  return p == first ? second : third;
}

RESUMABLE Job::State advance(Job &job) {
  Job::State old = job.state;
  perdure::checkpoint();
  job.state = old == Job::State::idle ? Job::State::running : Job::State::done;
  return old;
}

RESUMABLE int main() {
  Plain p = first;
  Scoped s = Scoped::off;
  auto number = unnamed_constant;
  for (int i = 0; i < 3; ++i) {
    std::cout << p << ' ' << int(s) << ' ';
    p = next(p);
    s = flip(s);
  }
  std::cout << number << '\n';
  Job job;
  std::vector<Job::State> seen;
  while (job.state != Job::State::done) seen.push_back(advance(job));
  perdure::checkpoint();
  for (Job::State state : seen) std::cout << int(state);
  std::cout << job.plain << '\n';
  std::map<Scoped, Plain> m{{flip(Scoped::on), next(first)}, {flip(Scoped::off), next(second)}};
  Plain array[2] = {second, first};
  perdure::checkpoint();
  for (auto [k, v] : m) std::cout << int(k) << v << ' ';
  std::cout << array[0] << array[1] << '\n';
}
