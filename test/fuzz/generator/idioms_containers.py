"""Idioms: containers, smart and raw pointers, the heap. The language is in writer.py.

What a container may do to its elements is used as the standard promises it: references into a vector live within its
capacity, those into nodes until the node dies. Objects that print live only where the order of their deaths is given.
"""

CONTAINERS = [
    ("vector", 4, """
        std::vector<int> $numbers{~I~, ~I~, ~n~};
        $numbers.push_back(~I~);
        @var ints $numbers
        @3
        @log $numbers.size() << ' ' << $numbers.front() << ' ' << $numbers.back()
    """),
    ("vector-reference", 3, """
        std::vector<int> $items;
        $items.reserve(8);
        $items.push_back(~I~);
        int &$front = $items.front();
        @var int $front
        @2
        $items.push_back(~I~);
        int *$back = &$items.back();
        @var int *$back
        @2
        $items.push_back($front + *$back);
        @log $items[2]
    """),
    ("vector-iterator", 3, """
        std::vector<int> $list{~n~, ~I~, ~n~, ~I~};
        for (auto $it = $list.begin(); $it != $list.end() && fuel-- > 0;) {
        @var int *$it
        @2 loop
        @drop *$it
        if (~B~) {
        $it = $list.erase($it);
        } else {
        *$it = (*$it + ~k~) % 1000;
        ++$it;
        }
        }
        for (int $kept : $list) std::cout << $kept << ' ';
        std::cout << '\\n';
    """),
    ("vector-bool", 1, """
        std::vector<bool> $flags{true, false, ~B~};
        $flags.push_back(~B~);
        @2
        $flags[0] = $flags[2] ^ ~B~;
        @log $flags[0] << $flags[1] << $flags[2] << $flags[3]
    """),
    ("vector-loud", 2, """
        std::vector<Loud> $crowd;
        $crowd.reserve(4);
        $crowd.emplace_back(~I~);
        Loud &$first = $crowd.front();
        @var int $first.id
        @2
        $crowd.emplace_back($first.id + 1);
        @2
        if (~B~) $crowd.pop_back();
        @log $crowd.size() << ' ' << $first.id
    """),
    ("vector-nested", 2, """
        std::vector<std::vector<int>> $rows(2, std::vector<int>(2, ~n~));
        std::vector<int> &$row = $rows[1];
        $row.push_back(~I~);
        @var ints $row
        @2
        $rows[0].swap($row);
        @log $rows[0].size() << $rows[1].size() << ' ' << $rows[0].back()
    """),
    ("vector-strings", 2, """
        std::vector<std::string> $names{~w~, ~S~, ~w~};
        std::string &$middle = $names[1];
        @var std::string $middle
        @2
        std::sort($names.begin(), $names.end());
        for (const std::string &$name : $names) {
        if (fuel-- <= 0) break;
        @var std::string $name const
        @2 loop
        }
        @log $names.front()
    """),
    ("array", 2, """
        std::array<int, 3> $triple{~I~, ~n~, ~I~};
        auto $snapshot = $triple;
        @var ints $triple count=3
        @3
        @log ($snapshot == $triple) << ' ' << $triple[1]
        auto &[$x, $y, $z] = $triple;
        @var int $y binding
        @1
        @log $x + $y + $z
    """),
    ("map", 3, """
        std::map<std::string, int> $ages{{~w~, ~I~}, {"zeal", ~n~}};
        int &$zeal = $ages["zeal"];
        @var int $zeal
        @2
        $ages[~S~] += ~I~;
        $ages.erase("ash");
        for (auto &[$key, $age] : $ages) {
        if (fuel-- <= 0) break;
        @var std::string $key const binding
        @var int $age binding
        @2 loop
        }
        for (const auto &$entry : $ages) std::cout << $entry.first << '=' << $entry.second << ' ';
        std::cout << '\\n';
    """),
    ("map-erase", 2, """
        std::map<int, std::string> $table{{1, ~w~}, {2, ~S~}, {5, ~w~}, {9, "end"}};
        auto $kept = $table.find(9);
        @var std::string $kept->second
        for (auto $it = $table.begin(); $it != $kept && fuel-- > 0;) {
        @var std::string $it->second
        @2 noexit
        @drop $it->second
        if (~B~) {
        $it = $table.erase($it);
        } else {
        ++$it;
        }
        }
        @log $table.size() << $kept->first << $kept->second
    """),
    ("map-of-vectors", 1, """
        std::map<int, std::vector<int>> $groups;
        for (int $n = 0; $n < 4 && fuel-- > 0; ++$n) {
        @var int $n fixed
        auto &$bucket = $groups[$n % 2];
        $bucket.push_back(~I~);
        @var ints $bucket
        @1 loop
        }
        for (auto &[$key, $list] : $groups) {
        std::cout << $key << ':';
        for (int $v : $list) std::cout << ' ' << $v;
        std::cout << '\\n';
        }
    """),
    ("multimap", 1, """
        std::multimap<int, int> $pairs{{1, ~n~}, {1, ~I~}, {2, ~n~}};
        auto [$low, $high] = $pairs.equal_range(1);
        for (; $low != $high && fuel-- > 0; ++$low) {
        @var int $low->second binding
        @2 loop
        }
        @log $pairs.count(1)
    """),
    ("set", 2, """
        std::set<int> $seen{~I~, ~n~, ~I~, 7};
        auto $seven = $seen.find(7);
        for (auto $it = $seen.begin(); $it != $seen.end() && fuel-- > 0;) {
        @var int *$it const
        @2 noexit
        @drop *$it
        if ($it != $seven && ~B~)
        $it = $seen.erase($it);
        else
        ++$it;
        }
        $seen.insert(~I~);
        for (int $member : $seen) std::cout << $member << ' ';
        std::cout << *$seven << '\\n';
    """),
    ("unordered", 2, """
        std::unordered_map<std::string, int> $counts{{"one", ~I~}, {"two", ~n~}};
        int &$one = $counts.at("one");
        @var int $one
        @2
        for (int $more = 0; $more < 3; ++$more) $counts[std::to_string($more)] = $more;
        @1
        for (const auto &$entry : $counts) {
        if (fuel-- <= 0) break;
        @log $entry.first << $entry.second
        @1 loop
        }
        @log $counts.size() << ' ' << $one << $counts.count("two")
    """),
    ("unordered-set", 1, """
        std::unordered_set<int> $ids{~I~, ~I~, 3};
        auto $three = $ids.find(3);
        @2
        $ids.insert(~I~);
        int $sum = 0;
        for (int $id : $ids) $sum += $id;
        @log $sum << ' ' << *$three << ' ' << $ids.size()
    """),
    ("deque", 2, """
        std::deque<int> $queue{~I~};
        int &$origin = $queue.front();
        @var int $origin
        $queue.push_front(~I~);
        @2
        $queue.push_back(~I~);
        @2
        $queue.pop_front();
        @log $queue.size() << ' ' << (&$queue.front() == &$origin) << ' ' << $queue.back()
    """),
    ("list", 2, """
        std::list<int> $chain{~I~, ~n~, ~I~};
        auto $second = std::next($chain.begin());
        @var int *$second
        @2
        $chain.push_front(~I~);
        $chain.splice($chain.end(), $chain, $second);
        @2
        $chain.remove_if([](int x) { return x % 5 == 0 && x > 50; });
        @drop *$second
        for (int $link : $chain) std::cout << $link << ' ';
        std::cout << '\\n';
    """),
    ("list-loud", 1, """
        std::list<Loud> $guests;
        $guests.emplace_back(~I~);
        auto $kept = $guests.begin();
        @var int $kept->id
        $guests.emplace_front(~n~);
        $guests.emplace_back(~I~);
        @2
        $guests.pop_front();
        @1
        @log $guests.size() << ' ' << $kept->id
    """),
    ("forward-list", 1, """
        std::forward_list<int> $slide{~I~, ~n~};
        auto $at = $slide.begin();
        @var int *$at
        @1
        $slide.push_front(~I~);
        @1
        $slide.reverse();
        for (int $v : $slide) std::cout << $v << ' ';
        std::cout << '\\n';
    """),
    ("stack", 2, """
        std::stack<int> $pile;
        for (int $n = 0; $n < ~k~; ++$n) $pile.push($n * ~n~);
        while (!$pile.empty() && fuel-- > 0) {
        int $top = $pile.top();
        $pile.pop();
        @var int $top
        @2 loop
        if ($top % 7 == 1) $pile.push($top / 2);
        }
        @log $pile.size()
    """),
    ("priority-queue", 1, """
        std::priority_queue<int> $heap;
        for (int $v : {~I~, ~n~, ~I~}) $heap.push($v);
        while (!$heap.empty() && fuel-- > 0) {
        int $most = $heap.top();
        $heap.pop();
        @var int $most
        @1 loop
        @log $most
        }
    """),
    ("optional", 3, """
        std::optional<int> $maybe;
        if (~B~) $maybe = ~I~;
        @2
        if ($maybe) {
        @var int *$maybe
        @2
        }
        $maybe.~(reset() ~~ emplace(~n~))~;
        @log $maybe.value_or(-1)
    """),
    ("optional-loud", 1, """
        std::optional<Loud> $visitor;
        if (~B~) $visitor.emplace(~I~);
        @2
        if ($visitor) {
        @log $visitor->twice()
        }
        $visitor.reset();
        @1
    """),
    ("variant", 3, """
        std::variant<int, std::string, Fault> $any = ~I~;
        @1
        if (~B~)
        $any = ~S~;
        else if (~B~)
        $any = Fault(~I~);
        if (int *$number = std::get_if<int>(&$any)) {
        @var int *$number
        @2
        }
        @log $any.index()
        std::visit(
        [&](auto &$held) {
        using Held = std::decay_t<decltype($held)>;
        if constexpr (std::is_same_v<Held, int>) {
        @log "int " << $held
        @1 lambda
        } else if constexpr (std::is_same_v<Held, std::string>) {
        @log "string " << $held
        } else {
        @log "fault " << $held.code
        @1 lambda
        }
        },
        $any);
    """),
    ("tuple", 2, """
        std::tuple<int, std::string, bool> $mixed{~I~, ~S~, ~B~};
        @var int std::get<0>($mixed)
        @var std::string std::get<1>($mixed)
        @2
        auto &[$count, $text, $flag] = $mixed;
        @var int $count binding
        @2
        @log $count << $text << $flag
    """),
    ("tie", 1, """
        int $low = ~I~, $high = ~I~;
        std::tie($low, $high) = std::minmax({$low, $high, ~n~});
        @var int $low
        @var int $high
        @1
        @log $low << ' ' << $high
    """),
    ("pair", 2, """
        std::pair<int, std::string> $pair{~I~, ~S~};
        auto &[$key, $text] = $pair;
        @var int $pair.first
        @var std::string $text binding
        @3
        @log $key << $text
    """),
    ("string-edit", 2, """
        std::string $text = ~S~;
        $text.reserve(40);
        char &$initial = $text.empty() ? $text.append("x").front() : $text.front();
        @2
        $initial = 'Q';
        $text += ~S~;
        @log $text << ' ' << $text.find('Q')
    """),
    ("string-view", 1, """
        const std::string $owner = ~S~ + "-tail";
        std::string_view $view = std::string_view($owner).substr(1);
        @2
        $view.remove_suffix(1);
        @log $view << ' ' << $view.size()
    """),
    ("stream", 1, """
        std::string $line;
        for (int $part : {~I~, ~n~}) {
        $line += std::to_string($part) + ",";
        @1 loop
        }
        @log $line
    """),
]

HEAP = [
    ("unique", 3, """
        auto $owner = std::make_unique<int>(~I~);
        int *$raw = $owner.get();
        @var int *$raw
        @2
        auto $heir = std::move($owner);
        @2
        @log *$heir << ' ' << ($owner == nullptr)
    """),
    ("unique-loud", 3, """
        std::unique_ptr<Loud> $held(new Loud(~I~));
        @var int $held->id
        @2
        @drop $held->id
        if (~B~) $held.reset(new Loud(~I~));
        @1
        if (~B~) $held.reset();
        @log ($held ? $held->twice() : -1)
    """),
    ("unique-array", 1, """
        std::unique_ptr<int[]> $block(new int[4]{~I~, ~n~, ~I~, ~n~});
        int *$inner = &$block[2];
        @var int *$inner
        @2
        @log $block[0] + *$inner
    """),
    ("unique-vector", 2, """
        std::vector<std::unique_ptr<Loud>> $owners;
        $owners.push_back(std::make_unique<Loud>(~I~));
        Loud *$watched = $owners[0].get();
        @var int $watched->id
        @1
        $owners.push_back(std::make_unique<Loud>(~I~));
        std::swap($owners[0], $owners[1]);
        @2
        @log $owners[1]->id << ' ' << ($owners[1].get() == $watched)
    """),
    ("shared", 3, """
        auto $shared = std::make_shared<Loud>(~I~);
        std::weak_ptr<Loud> $watch = $shared;
        @var int $shared->id
        @2
        {
        auto $alias = $watch.lock();
        @var int $alias->id
        @log $alias.use_count()
        @2
        }
        @drop $shared->id
        if (~B~) $shared.reset();
        @1
        @log $watch.use_count() << $watch.expired()
    """),
    ("shared-member", 1, """
        auto $whole = std::make_shared<std::pair<int, int>>(~i~, ~i~);
        std::shared_ptr<int> $half($whole, &$whole->second);
        $whole.reset();
        @var int *$half
        @2
        @log *$half << ' ' << $half.use_count()
    """),
    ("shared-cycle", 1, """
        struct $Person {
        std::string name;
        std::weak_ptr<$Person> parent;
        std::vector<std::shared_ptr<$Person>> children;
        };
        auto $mother = std::make_shared<$Person>();
        $mother->name = ~S~;
        for (int $n = 0; $n < ~k~ && fuel-- > 0; ++$n) {
        auto $child = std::make_shared<$Person>();
        $child->name = std::to_string($n);
        $child->parent = $mother;
        $mother->children.push_back($child);
        @var std::string $child->name
        @1 loop
        }
        @2
        for (auto &$child : $mother->children) {
        @log $child->name << $child->parent.lock()->name << $child.use_count()
        }
    """),
    ("new", 3, """
        int *$cell = new int(~I~);
        try {
        @var int *$cell
        @3 noexit
        } catch (...) {
        delete $cell;
        throw;
        }
        @log *$cell
        delete $cell;
    """),
    ("new-loud", 2, """
        Loud *$lone = new Loud(~I~);
        try {
        @var int $lone->id
        @2 noexit
        } catch (...) {
        delete $lone;
        throw;
        }
        @log $lone->twice()
        delete $lone;
    """),
    ("new-array", 2, """
        int *$block = new int[3]{~I~, ~n~, ~I~};
        int *$past = $block + 3;
        try {
        @var ints $block count=3
        for (int *$at = $block; $at != $past; ++$at) {
        @var int *$at
        @2 noexit
        }
        } catch (...) {
        delete[] $block;
        throw;
        }
        @log $past[-1]
        delete[] $block;
    """),
    ("new-loud-array", 1, """
        std::unique_ptr<Loud[]> $group(new Loud[2]{Loud(~I~), Loud(~n~)});
        Loud *$second = &$group[1];
        @var int $second->id
        @2
        @log $group[0].twice() + $second->id
    """),
    ("linked", 3, """
        Node *$head = nullptr;
        for (int $n = 0; $n < ~k~ + 1; ++$n) $head = new Node{$n * ~k~, $head};
        try {
        for (Node *$at = $head; $at && fuel-- > 0; $at = $at->next) {
        @var int $at->value
        @2 noexit
        }
        $head = reversed($head);
        Node *$second = $head->next;
        @var int $second->value
        @2 noexit
        $second->next = new Node{~I~, $second->next};
        @1 noexit
        } catch (...) {
        destroy($head);
        throw;
        }
        for (Node *$at = $head; $at; $at = $at->next) std::cout << $at->value << ' ';
        std::cout << '\\n';
        destroy($head);
    """),
    ("ring", 1, """
        Node *$ring = new Node{~I~, nullptr};
        $ring->next = new Node{~i~, $ring};
        try {
        Node *$walker = $ring;
        for (int $n = 0; $n < 4 && fuel-- > 0; ++$n) {
        @var int $walker->value
        @1 noexit
        $walker = $walker->next;
        }
        @log $walker->value << ' ' << ($walker == $ring)
        } catch (...) {
        delete $ring->next;
        delete $ring;
        throw;
        }
        delete $ring->next;
        delete $ring;
    """),
    ("tree", 2, """
        {
        Tree $tree;
        for (int $key : {~I~, ~n~, ~I~, ~n~}) {
        if (fuel-- <= 0) break;
        $tree.insert($key);
        @1 loop
        }
        @log $tree.text() << $tree.depth()
        @1
        }
    """),
    ("malloc", 1, """
        int *$raw = static_cast<int *>(std::malloc(2 * sizeof(int)));
        $raw[0] = ~i~;
        $raw[1] = ~n~;
        try {
        @var ints $raw count=2
        @2 noexit
        } catch (...) {
        std::free($raw);
        throw;
        }
        @log $raw[0] + $raw[1]
        std::free($raw);
    """),
]
