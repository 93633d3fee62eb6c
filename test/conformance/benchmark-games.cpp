// RUN: %triple %s
// The benchmark games in small: n-body, fannkuch, spectral norm, mandelbrot, binary trees, k-nucleotide, reverse
// complement, fasta, each as its own namespace.
// EVERY: 13
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace nbody {
const double pi = 3.141592653589793, solar_mass = 4 * pi * pi, year = 365.24;

struct Body {
    double x[3], v[3], mass;
};

static Body bodies[] = {
    {{0, 0, 0}, {0, 0, 0}, solar_mass},
    {{4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01},
     {1.66007664274403694e-03 * year, 7.69901118419740425e-03 * year, -6.90460016972063023e-05 * year},
     9.54791938424326609e-04 * solar_mass},
    {{8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01},
     {-2.76742510726411899e-03 * year, 4.99852801234917238e-03 * year, 2.30417297573763929e-05 * year},
     2.85885980666130812e-04 * solar_mass},
};
const int n = sizeof bodies / sizeof *bodies;

double energy() {
    double e = 0;
    for (int i = 0; i < n; ++i) {
        Body &b = bodies[i];
        e += 0.5 * b.mass * (b.v[0] * b.v[0] + b.v[1] * b.v[1] + b.v[2] * b.v[2]);
        for (int j = i + 1; j < n; ++j) {
            double d2 = 0;
            for (int k = 0; k < 3; ++k) d2 += (b.x[k] - bodies[j].x[k]) * (b.x[k] - bodies[j].x[k]);
            e -= b.mass * bodies[j].mass / std::sqrt(d2);
        }
    }
    return e;
}

void advance(double dt) {
    for (Body *a = bodies; a != bodies + n; ++a)
        for (Body *b = a + 1; b != bodies + n; ++b) {
            double d[3], d2 = 0;
            for (int k = 0; k < 3; ++k) d[k] = a->x[k] - b->x[k], d2 += d[k] * d[k];
            double magnitude = dt / (d2 * std::sqrt(d2));
            for (int k = 0; k < 3; ++k) {
                a->v[k] -= d[k] * b->mass * magnitude;
                b->v[k] += d[k] * a->mass * magnitude;
            }
        }
    for (Body &b : bodies)
        for (int k = 0; k < 3; ++k) b.x[k] += dt * b.v[k];
}

void run() {
    double p[3] = {};
    for (Body &b : bodies)
        for (int k = 0; k < 3; ++k) p[k] += b.v[k] * b.mass;
    for (int k = 0; k < 3; ++k) bodies[0].v[k] = -p[k] / solar_mass;
    std::printf("%.9f\n", energy());
    for (int i = 0; i < 10; ++i) advance(0.01);
    std::printf("%.9f\n", energy());
}
} // namespace nbody

namespace fannkuch {
void run(int n) {
    std::vector<int> perm1(n), perm(n), count(n);
    for (int i = 0; i < n; ++i) perm1[i] = i;
    int flips_max = 0, checksum = 0, r = n, number = 0;
    for (;;) {
        for (; r != 1; --r) count[r - 1] = r;
        perm = perm1;
        int flips = 0;
        for (int k; (k = perm[0]) != 0; ++flips) std::reverse(perm.begin(), perm.begin() + k + 1);
        flips_max = std::max(flips_max, flips);
        checksum += number % 2 == 0 ? flips : -flips;
        for (;;) {
            if (r == n) {
                std::printf("%d\nPfannkuchen(%d) = %d\n", checksum, n, flips_max);
                return;
            }
            int first = perm1[0];
            for (int i = 0; i < r; ++i) perm1[i] = perm1[i + 1];
            perm1[r] = first;
            if (--count[r] > 0) break;
            ++r;
        }
        ++number;
    }
}
} // namespace fannkuch

namespace spectral {
inline double A(int i, int j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

template <bool transposed> void times(const std::vector<double> &v, std::vector<double> &out) {
    for (std::size_t i = 0; i < v.size(); ++i) {
        out[i] = 0;
        for (std::size_t j = 0; j < v.size(); ++j) out[i] += (transposed ? A(j, i) : A(i, j)) * v[j];
    }
}
void run(int n) {
    std::vector<double> u(n, 1), v(n), t(n);
    for (int i = 0; i < 4; ++i) {
        times<false>(u, t);
        times<true>(t, v);
        times<false>(v, t);
        times<true>(t, u);
    }
    double vbv = 0, vv = 0;
    for (int i = 0; i < n; ++i) vbv += u[i] * v[i], vv += v[i] * v[i];
    std::printf("%.9f\n", std::sqrt(vbv / vv));
}
} // namespace spectral

namespace mandelbrot {
void run(int w, int h) {
    for (int y = 0; y < h; ++y) {
        unsigned bits = 0;
        for (int x = 0; x < w; ++x) {
            double cr = 2.0 * x / w - 1.5, ci = 2.0 * y / h - 1, zr = 0, zi = 0;
            int i = 0;
            while (i < 12 && zr * zr + zi * zi < 4) {
                double t = zr * zr - zi * zi + cr;
                zi = 2 * zr * zi + ci;
                zr = t;
                ++i;
            }
            bits = bits << 1 | (i == 12);
        }
        std::printf("%04x ", bits);
    }
    std::printf("\n");
}
} // namespace mandelbrot

namespace trees {
struct Tree {
    std::unique_ptr<Tree> left, right;
    int check() const { return left ? left->check() + 1 + right->check() : 1; }
};
std::unique_ptr<Tree> make(int depth) {
    auto t = std::make_unique<Tree>();
    if (depth > 0) {
        t->left = make(depth - 1);
        t->right = make(depth - 1);
    }
    return t;
}
void run(int most) {
    auto kept = make(most);
    for (int depth = 2; depth <= most; depth += 2) {
        int rounds = 1 << (most - depth), check = 0;
        for (int i = 0; i < rounds; ++i) check += make(depth)->check();
        std::printf("%d trees of depth %d check: %d\n", rounds, depth, check);
    }
    std::printf("kept tree of depth %d check: %d\n", most, kept->check());
}
} // namespace trees

namespace dna {
static unsigned seed = 42;
double random(double most) {
    seed = (seed * 3877 + 29573) % 139968;
    return most * seed / 139968;
}
std::string fasta(int n) {
    static const struct {
        char c;
        double p;
    } genes[] = {{'a', 0.30}, {'c', 0.20}, {'g', 0.25}, {'t', 0.25}};
    std::string s;
    while (n-- > 0) {
        double r = random(1);
        for (auto &g : genes)
            if ((r -= g.p) < 0) {
                s += g.c;
                break;
            }
    }
    return s;
}
void run() {
    std::string s = fasta(60);
    std::printf(">random\n%s\n", s.c_str());
    for (int length : {1, 2}) {
        std::map<std::string, int> counts;
        for (std::size_t i = 0; i + length <= s.size(); ++i) ++counts[s.substr(i, length)];
        std::vector<std::pair<int, std::string>> order;
        for (auto &[k, c] : counts) order.emplace_back(-c, k);
        std::sort(order.begin(), order.end());
        for (std::size_t i = 0; i < order.size() && i < 4; ++i)
            std::printf("%s %.3f\n", order[i].second.c_str(), -100.0 * order[i].first / double(s.size() - length + 1));
    }
    char *p = &s[0], *q = p + s.size();
    auto complement = [](char c) {
        const char *from = "acgt", *to = "TGCA";
        return to[std::strchr(from, c) - from];
    };
    while (p < q) {
        char c = complement(*p);
        *p++ = complement(*--q);
        *q = c;
    }
    std::printf("%s\n", s.c_str());
}
} // namespace dna

int main() {
    nbody::run();
    fannkuch::run(5);
    spectral::run(5);
    mandelbrot::run(16, 10);
    trees::run(4);
    dna::run();
}
