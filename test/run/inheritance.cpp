// RUN: %triple %s
// Objects with several bases, virtual ones among them, owned and pointed to through each of them.
#include <perdure/perdure.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

struct Named {
  std::string name;
  explicit Named(std::string n) : name(std::move(n)) {}
  virtual ~Named() = default;
  virtual std::string title() const { return name; }
};

struct Counted {
  int count = 1;
  virtual ~Counted() = default;
  virtual int total() const = 0;
};

class Both : public Named, public Counted {
public:
  explicit Both(std::string n) : Named(std::move(n)) {}
  std::string title() const override { return "both " + name; }
  int total() const override { return count * 10; }
};

struct Device {
  int id;
  explicit Device(int i) : id(i) {}
  virtual ~Device() { std::cout << "~Device " << id << '\n'; }
  virtual const char *kind() const { return "device"; }
};
struct Reader : virtual Device {
  int reads = 1;
  explicit Reader(int i) : Device(i) {}
  virtual int work() { return ++reads; }
};
struct Writer : virtual Device {
  int writes = 2;
  explicit Writer(int i) : Device(i) {}
  virtual int write() { return writes *= 2; }
};
struct Disk : Reader, Writer {
  std::string label = "a label long enough for the heap";
  explicit Disk(int i) : Device(i), Reader(0), Writer(0) {}
  const char *kind() const override { return "disk"; }
  int work() override { return reads + writes; }
};

struct Plain {
  int n = 5;
};
struct Above : virtual Plain {
  int a = 6;
};

RESUMABLE int pause(int x) {
  perdure::checkpoint();
  return x;
}

RESUMABLE void several() {
  Both local("local");
  Named *named = &local;
  Counted &counted = local;
  std::vector<std::unique_ptr<Counted>> all;
  all.push_back(std::make_unique<Both>("owned by its second base"));
  pause(0);
  std::cout << named->title() << ' ' << counted.total() << ' ' << all[0]->total() << '\n';
  pause(0);
  std::cout << dynamic_cast<Named &>(*all[0]).title() << ' ' << (dynamic_cast<Both *>(named) == &local) << '\n';
}

RESUMABLE void diamonds() {
  Disk local(1);
  Device *device = &local;
  Writer &writer = local;
  std::unique_ptr<Device> owned = std::make_unique<Disk>(2);
  std::shared_ptr<Reader> shared = std::make_shared<Disk>(3);
  Above above;
  Plain *plain = &above;
  for (int k = 0; k < 3; ++k) {
    std::cout << pause(writer.write()) << ' ' << device->kind() << device->id << ' ' << owned->kind() << owned->id
              << ' ' << shared->work() << ' ' << shared->id << ' ' << local.label << ' ' << ++plain->n << above.n
              << above.a << '\n';
  }
  std::cout << dynamic_cast<Disk &>(*owned).label << '\n';
}

RESUMABLE int main() {
  several();
  diamonds();
}
