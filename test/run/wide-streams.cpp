// RUN: %triple %s
// FLAGS: --all --safepoints=all
// The wide standard streams keep their formats, and standard output its orientation.
#include <cstdio>
#include <cwchar>
#include <iomanip>
#include <iostream>

int work(int n) {
  int s = 0;
  for (int i = 0; i < n; ++i) s += i;
  return s;
}
int main() {
  std::wcout << std::fixed << std::setprecision(3) << std::setw(9) << 1.5 << L"\n";
  for (int i = 0; i < 4; ++i) {
    work(2);
    std::wcout << std::setw(8 + i) << i + 0.25 << L'|' << std::hex << std::setfill(L'.') << i + 20 << std::dec << L"\n";
  }
  std::printf("nothing: the stream is wide\n");
  std::wcerr.setf(std::ios::boolalpha);
  work(1);
  std::wcout << (std::wcerr.flags() & std::ios::boolalpha ? L"set" : L"not set") << std::fwide(stdout, 0) << L"\n";
}
