// RUN: %triple %s
// A small virtual machine: one switch in a loop, a stack, calls, an assembler; it suspends in instructions.
#include <perdure/perdure.hpp>

#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

enum class Op : unsigned char {
  push,
  add,
  sub,
  mul,
  dup,
  swap,
  over,
  drop,
  jump,
  jump_zero,
  call,
  ret,
  print,
  nap,
  halt
};

struct Instruction {
  Op op;
  long operand;
};

struct Machine {
  std::vector<Instruction> code;
  std::vector<long> stack;
  std::vector<std::size_t> calls;
  std::size_t at = 0;
  unsigned long steps = 0;

  long pop() {
    if (stack.empty()) throw std::underflow_error("stack empty at " + std::to_string(at));
    long v = stack.back();
    stack.pop_back();
    return v;
  }
};

RESUMABLE std::vector<Instruction> assemble(const std::string &source) {
  static const std::map<std::string, Op> names{{"add", Op::add},   {"sub", Op::sub},   {"mul", Op::mul},
                                               {"dup", Op::dup},   {"swap", Op::swap}, {"over", Op::over},
                                               {"drop", Op::drop}, {"ret", Op::ret},   {"print", Op::print},
                                               {"nap", Op::nap},   {"halt", Op::halt}};
  std::vector<std::string> words;
  {
    std::istringstream in(source);
    for (std::string w; in >> w;) words.push_back(w);
  }
  std::map<std::string, long> labels;
  long position = 0;
  for (const std::string &w : words) {
    if (w.back() == ':')
      labels[w.substr(0, w.size() - 1)] = position;
    else
      ++position;
  }
  perdure::checkpoint();
  std::vector<Instruction> code;
  for (const std::string &w : words) {
    if (w.back() == ':') continue;
    auto name = names.find(w);
    if (name != names.end())
      code.push_back({name->second, 0});
    else if (w[0] == '@')
      code.push_back({Op::call, labels.at(w.substr(1))});
    else if (w[0] == '>')
      code.push_back({Op::jump, labels.at(w.substr(1))});
    else if (w[0] == '?')
      code.push_back({Op::jump_zero, labels.at(w.substr(1))});
    else
      code.push_back({Op::push, std::stol(w)});
    if (code.size() % 8 == 0) perdure::checkpoint();
  }
  return code;
}

RESUMABLE void output(long value) {
  perdure::checkpoint();
  std::cout << value << ' ';
}

RESUMABLE long run(Machine &m) {
  for (;;) {
    if (m.at >= m.code.size()) throw std::out_of_range("ran off the end");
    const Instruction i = m.code[m.at++];
    ++m.steps;
    switch (i.op) {
    case Op::push:
      m.stack.push_back(i.operand);
      break;
    case Op::add:
      m.stack.push_back(m.pop() + m.pop());
      break;
    case Op::mul:
      m.stack.push_back(m.pop() * m.pop());
      break;
    case Op::sub: {
      long b = m.pop();
      m.stack.push_back(m.pop() - b);
      break;
    }
    case Op::dup:
      m.stack.push_back(m.stack.back());
      break;
    case Op::over:
      m.stack.push_back(m.stack.at(m.stack.size() - 2));
      break;
    case Op::swap:
      std::swap(m.stack.at(m.stack.size() - 2), m.stack.back());
      break;
    case Op::drop:
      m.pop();
      break;
    case Op::call:
      m.calls.push_back(m.at);
      [[fallthrough]];
    case Op::jump:
      m.at = std::size_t(i.operand);
      break;
    case Op::jump_zero:
      if (m.pop() == 0) m.at = std::size_t(i.operand);
      break;
    case Op::ret:
      m.at = m.calls.back();
      m.calls.pop_back();
      break;
    case Op::print:
      output(m.pop());
      break;
    case Op::nap:
      perdure::checkpoint();
      break;
    case Op::halt:
      perdure::checkpoint();
      return m.stack.empty() ? 0 : m.stack.back();
    }
  }
}

RESUMABLE long execute(const std::string &source) {
  Machine m;
  m.code = assemble(source);
  long r = run(m);
  std::cout << '(' << m.steps << " steps) ";
  return r;
}

RESUMABLE int main() {
  const char *const programs[] = {
      "1 2 3 mul add print 7 halt",
      "5 loop: dup print 1 sub dup ?end >loop end: halt",
      "6 @fact print halt  fact: dup ?one dup 1 sub @fact mul ret  one: drop 1 ret",
      "10 next: dup ?done nap 1 sub dup 3 mul print >next done: print halt",
      "1 add halt",
      "1 2 >nowhere",
      "1 2",
  };
  for (const char *program : programs) {
    try {
      long r = execute(program);
      std::cout << "= " << r << '\n';
    } catch (const std::underflow_error &e) {
      perdure::checkpoint();
      std::cout << e.what() << '\n';
    } catch (const std::exception &) {
      std::cout << "other error\n";
    }
  }
}
