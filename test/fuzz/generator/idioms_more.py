"""Idioms: pointers among objects, ranges and guards of the user's own, lesser std types. The language is in writer.py."""

GRAPHS = [
    ("peers", 2, """
        struct $Item {
        int weight;
        $Item *peer;
        };
        $Item $items[3] = {{~I~, nullptr}, {~n~, nullptr}, {~I~, nullptr}};
        for (int $n = 0; $n < 3; ++$n) $items[$n].peer = &$items[($n + 1) % 3];
        $Item *$walker = $items;
        for (int $steps = 0; $steps < ~k~ && fuel-- > 0; ++$steps) {
        @var int $walker->weight
        @2 loop
        $walker = $walker->peer;
        }
        @log $walker->weight << ' ' << ($walker - $items)
    """),
    ("self-pointer", 2, """
        struct $Knot {
        int value;
        int *inside = &value;
        explicit $Knot(int v) : value(v) {}
        $Knot(const $Knot &other) : value(other.value) {}
        };
        $Knot $knot(~I~);
        @var int *$knot.inside
        @2
        $Knot $second = $knot;
        @var int *$second.inside
        @1
        @log $knot.value << ' ' << $second.value << ($knot.inside == &$knot.value)
    """),
    ("pointers-to-locals", 2, """
        int $one = ~I~, $two = ~I~;
        std::vector<int *> $refs{&$one, &$two, &$one};
        for (int *$ref : $refs) {
        if (fuel-- <= 0) break;
        @var int *$ref
        @2 loop
        *$ref = (*$ref + 1) % 1000;
        }
        @log $one << ' ' << $two
    """),
    ("reference-wrapper", 1, """
        int $left = ~I~, $right = ~n~;
        std::vector<std::reference_wrapper<int>> $both{$left, std::ref($right)};
        std::swap($both[0], $both[1]);
        int &$inner = $both[0].get();
        @var int $inner
        @2
        @log $left << ' ' << $right
    """),
    ("swapped-vectors", 1, """
        std::vector<int> $this{~I~, ~n~};
        std::vector<int> $that(3, ~I~);
        int *$kept = &$this[1];
        auto $iterator = $that.begin() + 1;
        @var int *$kept
        std::swap($this, $that);
        @var int *$iterator
        @2
        std::vector<int> $taken = std::move($that);
        @1
        @log ($kept == &$taken[1]) << ' ' << *$kept << ' ' << ($iterator - $this.begin())
    """),
    ("index", 1, """
        std::vector<std::string> $words{~w~, ~S~, "zinc"};
        std::map<std::string, const std::string *> $index;
        for (const std::string &$word : $words) $index[$word] = &$word;
        @2
        for (const auto &[$key, $at] : $index) {
        if (fuel-- <= 0) break;
        @var std::string $key const binding
        @1 loop
        std::cout << $key << ($at == &$words.back()) << ' ';
        }
        std::cout << '\\n';
    """),
    ("literal-pointer", 1, """
        const char *$start = ~w~;
        const char *$at = $start;
        while (*$at && fuel-- > 0) {
        ++$at;
        @1 loop
        }
        @log $start << ' ' << ($at - $start)
    """),
    ("array-of-strings", 1, """
        std::string $names[2] = {~S~, ~w~};
        std::string *$last = &$names[1];
        @var std::string *$last
        @var std::string $names[0]
        @2
        std::swap($names[0], *$last);
        @log $names[0] << $names[1]
    """),
]

OWN = [
    ("range", 3, """
        for (int $number : Range(~f~ % 5, ~k~)) {
        if (fuel-- <= 0) break;
        @var int $number
        @2 loop
        }
    """),
    ("guard", 2, """
        {
        int $state = ~I~;
        Guard $guard{[&$state] { std::cout << "guard " << $state << '\\n'; }};
        @var int $state
        @3
        }
    """),
    ("handle", 2, """
        Handle<Loud> $handle(new Loud(~I~));
        @var int $handle->id
        @2
        @drop $handle->id
        Handle<Loud> $stolen = std::move($handle);
        @var int $stolen->id
        @1
        @log ($handle ? 1 : 0) << ' ' << (*$stolen).twice()
    """),
    ("deleter", 1, """
        struct $Burial {
        int mark;
        void operator()(int *dead) const {
        std::cout << "buried " << *dead << ' ' << mark << '\\n';
        delete dead;
        }
        };
        std::unique_ptr<int, $Burial> $grave(new int(~I~), $Burial{~n~});
        @var int *$grave
        @2
    """),
    ("shared-this", 1, """
        auto $station = std::make_shared<Station>(~I~);
        auto $again = $station->self();
        @var int $again->signal
        @2
        $station.reset();
        @log $again.use_count() << ' ' << $again->signal
    """),
    ("owner-passed", 2, """
        auto $parcel = std::make_unique<Loud>(~I~);
        @var int $parcel->id
        @1
        @drop $parcel->id
        $parcel = forwarded(std::move($parcel), ~I~);
        @var int $parcel->id
        @1
    """),
    ("returns-struct", 2, """
        auto $split = [&](int x) {
        struct Both {
        int low, high;
        };
        @var int x
        @1 lambda
        return Both{x % 10, x / 10};
        };
        const auto [$low, $high] = $split(~I~);
        @log $low << ' ' << $high
        @1
        auto &&[$less, $more] = $split(~I~);
        @var int $more binding
        @1
    """),
    ("conversion", 1, """
        struct $Metres {
        int length;
        operator int() const {
        if (fuel-- <= 0) return 0;
        return length;
        }
        };
        $Metres $metres{~I~};
        int $sum = $metres + ~f~;
        @var int $sum
        @1
        switch ($metres) {
        case 1:
        @1 block switch
        break;
        default:
        @2 block switch
        }
    """),
    ("constexpr", 1, """
        constexpr int $limit = ~k~;
        int $slots[$limit] = {};
        for (int &$slot : $slots) $slot = ~I~;
        @var ints $slots count=2
        @2
    """),
    ("bad-cast", 1, """
        Fault $fault(~I~);
        std::exception &$error = $fault;
        try {
        @1
        @log dynamic_cast<DeepFault &>($error).code
        } catch (const std::bad_cast &) {
        @log "bad cast " << dynamic_cast<Fault &>($error).code
        @1
        }
    """),
]

LESSER = [
    ("any", 1, """
        std::any $any = ~I~;
        @1
        if (~B~) $any = ~S~;
        if (int *$number = std::any_cast<int>(&$any)) {
        @var int *$number
        @1
        }
        @log $any.has_value() << ' ' << ($any.type() == typeid(int))
    """),
    ("engine", 1, """
        std::~(mt19937 ~~ minstd_rand)~ $engine(~n~u);
        for (int $n = 0; $n < ~k~ && fuel-- > 0; ++$n) {
        int $drawn = static_cast<int>($engine() % 100u);
        @var int $drawn
        @1 loop
        }
        @log $engine() % 1000u
    """),
    ("bitset", 1, """
        std::bitset<12> $bits(~u~);
        @1
        $bits.flip(~k~);
        $bits <<= 1;
        @log $bits << ' ' << $bits.count()
    """),
    ("complex", 1, """
        std::complex<double> $point(~I~, ~k~);
        @1
        $point *= std::complex<double>(0, 1);
        @log $point.real() << ' ' << $point.imag()
    """),
    ("duration", 1, """
        std::chrono::seconds $time(~I~);
        @1
        $time += std::chrono::minutes(~k~);
        @log $time.count() << ' ' << std::chrono::duration_cast<std::chrono::minutes>($time).count()
    """),
    ("reverse", 2, """
        std::vector<int> $steps{~I~, ~n~, ~I~};
        for (auto $it = $steps.rbegin(); $it != $steps.rend() && fuel-- > 0; ++$it) {
        @var int *$it
        @2 loop
        }
        @log $steps.front() << ' ' << *$steps.crbegin()
    """),
    ("string-iterator", 1, """
        std::string $letters = ~S~ + "ab";
        for (std::string::iterator $it = $letters.begin(); $it != $letters.end() && fuel-- > 0; ++$it) {
        if (*$it == 'a') *$it = 'A';
        @1 loop
        }
        @log $letters
    """),
    ("apply", 1, """
        std::apply(
        [&](int a, const std::string &b) {
        @log a << b
        @var int a
        @1 lambda
        },
        std::tuple<int, std::string>{~I~, ~S~});
    """),
    ("accumulate", 1, """
        std::vector<int> $terms{~I~, ~n~, ~n~};
        int $folded = std::accumulate($terms.begin(), $terms.end(), ~k~, [&](int sum, int x) {
        @var int x
        @1 lambda
        return (sum * 2 + x) % 1000;
        });
        @var int $folded
        @log $folded
    """),
    ("nested-containers", 1, """
        std::map<std::string, std::vector<std::pair<int, std::string>>> $library;
        $library["a"].emplace_back(~f~, ~S~);
        $library[~S~].emplace_back(~f~, ~w~);
        auto &$shelf = $library["a"];
        @var int $shelf.front().first
        @var std::string $shelf.front().second
        @2
        for (const auto &$entry : $library) std::cout << $entry.first << ':' << $entry.second.size() << ' ';
        std::cout << '\\n';
    """),
    ("optional-nested", 1, """
        std::optional<std::vector<std::string>> $answers{std::in_place, 2u, ~w~};
        std::string &$first = $answers->front();
        @var std::string $first
        @2
        @log $answers->size() << $answers->back()
    """),
    ("variant-loud", 1, """
        std::variant<std::monostate, Loud, std::vector<int>> $state;
        @1
        if (~B~) $state.emplace<Loud>(~I~);
        @1
        if (~B~) $state = std::vector<int>{~n~, ~I~};
        if (auto *$list = std::get_if<std::vector<int>>(&$state)) {
        @var ints (*$list)
        @1
        }
        @log $state.index()
        $state = std::monostate();
        @1
    """),
    ("string-stream", 1, """
        std::string $parts;
        for (const char *$piece : {"a", "bc", ""}) {
        if (fuel-- <= 0) break;
        $parts.append($piece).push_back('|');
        @1 loop
        }
        @log $parts
    """),
]
