"""Idioms: lambdas, std::function, templates, algorithms. The language is in writer.py."""

LAMBDAS = [
    ("lambda-value", 3, """
        int $base = ~I~;
        auto $plus = [$base](int x) {
        @var int x
        @var int $base const
        @2 lambda only:x,$base
        return ($base + x) % 1000;
        };
        $base = ~n~;
        @var int $base
        @log $plus(~I~) << ' ' << $plus($base)
    """),
    ("lambda-reference", 4, """
        int $total = ~I~;
        auto $add = [&](int x) {
        $total = ($total + x) % 1000;
        @var int x
        @var int $total
        @2 lambda
        return $total;
        };
        $add(~I~);
        @1
        @log $add(~n~)
        @var int $total
    """),
    ("lambda-copies", 2, """
        auto $seen = [=](int x) {
        @var int x
        @2 lambda copies
        return x / 2;
        };
        @log $seen(~I~)
        @1
        @log $seen(~I~)
    """),
    ("lambda-mutable", 3, """
        auto $counter = [n = ~I~]() mutable {
        @var int n
        @2 lambda only:n
        n = (n + 1) % 1000;
        return n;
        };
        @log $counter() << ' ' << $counter()
        auto $twin = $counter;
        $counter();
        @log $counter() << ' ' << $twin()
    """),
    ("lambda-init", 2, """
        auto $greet = [name = ~S~, times = ~n~ % 3](int x) {
        @var std::string name const
        @var int x
        @1 lambda only:x,name
        return name + std::to_string(times + x % 7);
        };
        @log $greet(~I~)
    """),
    ("lambda-nested", 3, """
        int $level = ~I~;
        auto $outer = [&$level](int x) {
        Loud $guard(x % 50);
        auto $inner = [&$level, x](int y) mutable {
        $level = ($level + x + y) % 1000;
        @var int $level
        @var int y
        @2 lambda only:$level,y
        x = 0;
        return $level;
        };
        const int $once = $inner(~n~);
        return $once + $inner(~k~);
        };
        @log $outer(~I~)
        @var int $level
        @1
    """),
    ("lambda-generic", 2, """
        auto $twice = [&](const auto &$thing) {
        @1 lambda
        return $thing + $thing;
        };
        @log $twice(~i~ % 1000) << ' ' << $twice(std::string(~w~))
        @2
        @log $twice(2.5)
    """),
    ("lambda-recursive", 2, """
        auto $depth = [&](auto &self, int n) -> int {
        if (n <= 0 || fuel-- <= 0) return ~k~;
        @var int n
        @1 lambda
        return self(self, n - 1) + 1;
        };
        @log $depth($depth, ~k~)
    """),
    ("lambda-at-once", 2, """
        const int $now = [&] {
        @capture
        Loud $inside(~n~);
        @2 lambda
        return ~I~;
        }();
        @var int $now const
        @log $now
    """),
    ("lambda-returns", 2, """
        auto $make = [](int start) {
        return [start](int by) mutable {
        start = (start + by) % 1000;
        @var int start
        @1 lambda only:start
        return start;
        };
        };
        auto $one = $make(~I~);
        auto $two = $make(~n~);
        $one(~I~);
        @1
        @log $one(1) << ' ' << $two(~I~)
    """),
    ("lambda-returned", 2, """
        auto $counter = make_counter(~I~, ~n~);
        $counter();
        @1
        std::function<int(int)> $adder = make_adder(~I~);
        const auto $shares = $adder;
        @log $counter() << ' ' << $adder(~I~)
        @1
        @log $shares(1) << ' ' << $adder(~k~)
    """),
    ("reference-returned", 2, """
        int $near = ~i~, $far = ~i~;
        pick_of($near, $far, ~B~) += ~k~;
        int &$picked = pick_of($far, $near, ~B~);
        @var int $picked
        @2
        @log $near << ' ' << $far
    """),
    ("lambda-pointer", 1, """
        int (*$plain)(int) = [](int x) {
        @var int x
        @1 lambda only:x
        return x % 100;
        };
        @1
        @log $plain(~I~)
    """),
    ("lambda-owner", 1, """
        auto $box = std::make_unique<Loud>(~I~);
        auto $keeper = [box = std::move($box)](int x) {
        box->add(x % 10);
        @var int box->id
        @1 lambda only:box->id
        return box->id;
        };
        @1
        @log $keeper(~I~) << ' ' << $keeper(1)
    """),
    ("function", 4, """
        std::function<int(int)> $callback = [](int x) { return x + 1; };
        int $scale = ~k~;
        if (~B~)
        $callback = [&$scale](int x) {
        $scale = ($scale + 1) % 1000;
        @var int $scale
        @var int x
        @2 lambda only:$scale,x
        return x * 2 % 1000;
        };
        else if (~B~)
        $callback = &halve;
        @1
        @log $callback(~I~)
        auto $same = $callback;
        @log $same(~I~) << ' ' << $scale
    """),
    ("function-recursive", 1, """
        std::function<int(int)> $self = [&](int n) {
        if (n <= 0 || fuel-- <= 0) return 1;
        @var int n
        @1 lambda
        return n + $self(n - 1);
        };
        @log $self(~k~)
    """),
    ("function-table", 2, """
        std::vector<std::function<int()>> $tasks;
        for (int $n = 0; $n < ~k~ && fuel-- > 0; ++$n) {
        auto $note = std::make_shared<Loud>($n);
        $tasks.push_back([$note, $n] { return $note->twice() + $n; });
        }
        @2
        for (auto &$task : $tasks) {
        if (fuel-- <= 0) break;
        @log $task()
        @1 loop
        }
    """),
    ("function-map", 1, """
        int $memory = 0;
        std::map<std::string, std::function<void(int)>> $commands{
        {"add", [&](int x) { $memory = ($memory + x) % 1000; }},
        {"mark", [&](int x) {
        Loud $mark(x % 100);
        @1 lambda
        $memory = x % 10;
        }},
        };
        for (const char *$word : {"add", "mark", "add", "none"}) {
        auto $found = $commands.find($word);
        if ($found == $commands.end() || fuel-- <= 0) continue;
        $found->second(~I~ % 1000);
        }
        @log $memory
    """),
    ("bind", 1, """
        @log std::bind(&scaled, std::placeholders::_1, ~k~)(~i~ % 1000) << ' ' << std::invoke(&halve, ~I~)
        @1
    """),
]

TEMPLATES = [
    ("sort", 2, """
        std::vector<int> $unsorted{~I~, ~n~, ~I~, ~n~};
        int $compared = 0;
        std::sort($unsorted.begin(), $unsorted.end(), [&$compared](int a, int b) {
        $compared = 1;
        return ~(a < b ~~ a % 10 < b % 10 ~~ a > b)~;
        });
        @var ints $unsorted
        @1
        for (int $v : $unsorted) std::cout << $v << ' ';
        std::cout << $compared << '\\n';
    """),
    ("for-each", 2, """
        std::vector<int> $work{~I~, ~I~, ~n~};
        std::for_each($work.begin(), $work.end(), [&](int &x) {
        @capture
        x = (x + ~k~) % 1000;
        if (fuel-- > 0 && ~B~) {
        @var int x
        @2 lambda
        }
        });
        @var ints $work
    """),
    ("transform", 1, """
        std::vector<int> $from{~n~, ~I~, ~n~};
        std::vector<std::string> $into;
        std::transform($from.begin(), $from.end(), std::back_inserter($into), [](int x) { return std::to_string(x / 2); });
        @1
        @log $into.front() << $into.back() << std::accumulate($from.begin(), $from.end(), 0)
    """),
    ("find-if", 1, """
        std::vector<int> $among{~I~, ~n~, ~n~};
        auto $found = std::find_if($among.begin(), $among.end(), [](int x) { return x > 50; });
        @1
        if ($found != $among.end()) {
        @var int *$found
        @2
        }
        @log ($found - $among.begin()) << ' ' << std::count($among.begin(), $among.end(), ~n~)
    """),
    ("each-template", 3, """
        std::vector<int> $given{~I~, ~n~, ~I~};
        const int $applied = apply_each($given, [&](int x) {
        if (fuel-- > 0) {
        @var int x
        @2 lambda
        }
        return x / 2;
        });
        @log $applied
    """),
    ("larger-template", 2, """
        int $big = larger(~i~ % 1000, ~n~);
        std::string $name = larger(std::string(~w~), ~S~);
        @var int $big
        @var std::string $name
        @log $big << $name
    """),
    ("variadic", 2, """
        int $sum = total(~f~, std::string(~w~), ~I~ % 1000);
        @var int $sum
        @log $sum << ' ' << joined(~w~, ~n~, 'c')
    """),
    ("ring-template", 2, """
        Ring<int, 3> $ring;
        $ring.push(~I~);
        int &$newest = $ring.push(~I~);
        @var int $newest
        @2
        $ring.push($newest % 1000);
        $ring.each([&](int x) {
        @var int x
        @1 lambda
        });
        @log $ring.text()
    """),
    ("ring-loud", 1, """
        Ring<std::string, 2> $texts;
        $texts.push(~S~);
        @1
        $texts.push(~S~);
        @log $texts.text()
    """),
    ("box-deduced", 1, """
        Box $boxed{~I~};
        Box $named{~S~};
        @var int $boxed.content
        @var std::string $named.content
        @2
        $boxed.update([](int x) { return x % 50; });
        @log $boxed.content << $named.content
    """),
    ("countdown-template", 1, """
        @log countdown<3>(~I~ % 100)
    """),
    ("curious", 1, """
        Celsius $warm(~I~ % 100);
        Kelvin $cold(~n~);
        @1
        @log $warm.shown() << ' ' << $cold.shown()
    """),
    ("operators", 2, """
        Vec $v{~I~ % 100, ~n~};
        Vec $w = $v + Vec{~n~, 2} * ~k~;
        @var int $w.x
        @2
        $v += $w;
        $v[~k~ % 2] = ($v[1] + 7) % 1000;
        if ($v == $w || !($v != $w)) ++$v;
        $v++;
        @log $v << ' ' << -$w << ' ' << static_cast<bool>($v) << int($w)
    """),
]
