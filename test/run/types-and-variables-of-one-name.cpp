// RUN: %triple %s
// FLAGS: --all --safepoints=all
// Parameters that are called like their type, friends that are members, and template parameters that are no integers.
#include <cstdio>
#include <string>
#include <vector>

template <class T> struct graph {
  std::vector<T> nodes;
};
template <class T> int count(const graph<T> &graph) {
  int n = 0;
  for (const T &node : graph.nodes) n += int(node.size());
  return n;
}
struct line {
  int length;
};
struct writer {
  int operator()(const line &line, graph<std::string> graph) {
    for (int i = 0; i < line.length; ++i) graph.nodes.push_back("x");
    return count(graph) + line.length;
  }
};

class student;
class id {
public:
  void set(student *s);
};
class student {
  float grade = 2.5f;
  friend void id::set(student *);
};
void id::set(student *s) {
  for (int i = 0; i < 2; ++i) std::printf("%g\n", double(s->grade) + i);
}

int main() {
  graph<std::string> g{{"a", "bc"}};
  line line{3};
  std::printf("%d %d\n", count(g), writer()(line, g));
  student s;
  id().set(&s);
}
