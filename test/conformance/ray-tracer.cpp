// RUN: %triple %s
// A tiny ray tracer: vectors with operators, spheres and a plane behind an interface, shadows and one reflection; the
// picture in characters.
// EVERY: 7
#include <cmath>
#include <cstdio>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

struct Vec {
    double x = 0, y = 0, z = 0;
    constexpr Vec operator+(Vec o) const { return {x + o.x, y + o.y, z + o.z}; }
    constexpr Vec operator-(Vec o) const { return {x - o.x, y - o.y, z - o.z}; }
    constexpr Vec operator*(double f) const { return {x * f, y * f, z * f}; }
    constexpr Vec operator-() const { return {-x, -y, -z}; }
    constexpr double dot(Vec o) const { return x * o.x + y * o.y + z * o.z; }
    Vec unit() const { return *this * (1 / std::sqrt(dot(*this))); }
};

struct Ray {
    Vec from, to;
    Vec at(double t) const { return from + to * t; }
};

struct Material {
    double colour, mirror;
};

struct Hit {
    double t;
    Vec point, normal;
    const Material *material;
};

class Shape {
public:
    explicit Shape(Material m) : material_(m) {}
    virtual ~Shape() = default;
    virtual std::optional<Hit> hit(const Ray &ray) const = 0;

protected:
    Material material_;
};

class Sphere final : public Shape {
public:
    Sphere(Vec centre, double radius, Material m) : Shape(m), centre_(centre), radius_(radius) {}
    std::optional<Hit> hit(const Ray &ray) const override {
        Vec o = ray.from - centre_;
        double b = o.dot(ray.to), c = o.dot(o) - radius_ * radius_, d = b * b - c;
        if (d < 0) return {};
        double t = -b - std::sqrt(d);
        if (t < 1e-4) return {};
        Vec p = ray.at(t);
        return Hit{t, p, (p - centre_) * (1 / radius_), &material_};
    }

private:
    Vec centre_;
    double radius_;
};

class Floor final : public Shape {
public:
    Floor(double height, Material even, Material odd) : Shape(even), odd_(odd), height_(height) {}
    std::optional<Hit> hit(const Ray &ray) const override {
        if (ray.to.y > -1e-4) return std::nullopt;
        double t = (height_ - ray.from.y) / ray.to.y;
        Vec p = ray.at(t);
        bool odd = (int(std::floor(p.x)) + int(std::floor(p.z))) & 1;
        return Hit{t, p, {0, 1, 0}, odd ? &odd_ : &material_};
    }

private:
    Material odd_;
    double height_;
};

class Scene {
public:
    template <class S, class... Args> void add(Args... args) { shapes_.push_back(std::make_unique<S>(args...)); }
    double colour(const Ray &ray, int depth = 0) const {
        auto hit = nearest(ray);
        if (!hit) return 0.1 + 0.1 * ray.to.y;
        double light = 0.15;
        Vec to_light = light_.unit();
        if (!nearest({hit->point + hit->normal * 1e-3, to_light}))
            light += 0.85 * std::fmax(0.0, hit->normal.dot(to_light));
        double c = hit->material->colour * light;
        if (hit->material->mirror > 0 && depth < 2) {
            Vec r = ray.to - hit->normal * (2 * hit->normal.dot(ray.to));
            c += hit->material->mirror * colour({hit->point + r * 1e-3, r}, depth + 1);
        }
        return c;
    }
    mutable int rays = 0;

private:
    std::optional<Hit> nearest(const Ray &ray) const {
        ++rays;
        std::optional<Hit> best;
        for (const auto &s : shapes_)
            if (auto h = s->hit(ray); h && h->t > 0 && (!best || h->t < best->t)) best = h;
        return best;
    }
    std::vector<std::unique_ptr<Shape>> shapes_;
    Vec light_{-2, 3, -2};
};

int main() {
    Scene scene;
    scene.add<Sphere>(Vec{-0.8, 0, 3}, 1.0, Material{0.9, 0.2});
    scene.add<Sphere>(Vec{0.9, -0.3, 2.2}, 0.6, Material{0.5, 0.5});
    scene.add<Floor>(-1.0, Material{0.8, 0}, Material{0.2, 0});
    const int width = 15, height = 6;
    double sum = 0;
    for (int row = 0; row < height; ++row) {
        char line[width + 1] = "";
        for (int column = 0; column < width; ++column) {
            Vec to{(column - width / 2) / 7.0, (height / 2 - row) / 3.5 - 0.1, 1.3};
            double c = scene.colour({{0, 0, 0}, to.unit()});
            sum += c;
            int i = int(c * 10);
            line[column] = " .:-=+*#%@"[i < 0 ? 0 : i > 9 ? 9 : i];
        }
        std::puts(line);
    }
    std::printf("%.6f by %d rays\n", sum, scene.rays);
}
