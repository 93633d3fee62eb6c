// RUN: %triple %s
// STDIN: stdin.txt
// Standard input read before, between and after checkpoints: nothing is read twice and nothing is lost.
#include <perdure/perdure.hpp>

#include <iostream>
#include <string>
#include <vector>

RESUMABLE int parse(const std::string &s) {
  perdure::checkpoint();
  return std::stoi(s);
}

RESUMABLE int main() {
  std::string line;
  int sum = 0;
  std::getline(std::cin, line);
  std::cout << line << '\n';
  while (std::getline(std::cin, line) && line != "end") {
    sum += parse(line);
    perdure::checkpoint();
  }
  int n;
  std::vector<int> rest;
  while (std::cin >> n) rest.push_back(n);
  perdure::checkpoint();
  std::cout << sum << ' ' << rest.size() << ' ' << std::cin.eof() << '\n';
}
