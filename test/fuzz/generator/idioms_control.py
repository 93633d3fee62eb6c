"""Idioms: control flow, exceptions, objects of local lifetime. The language is in writer.py."""

CONTROL = [
    ("if", 6, """
        if (~B~) {
        @3
        }
    """),
    ("if-else", 4, """
        if (~B~) {
        @2
        } else if (~B~) {
        @2
        } else {
        @2
        }
    """),
    ("if-init", 2, """
        if (int $got = ~I~; $got > ~n~) {
        @var int $got
        @2
        } else {
        @var int $got
        @log $got
        @2
        }
    """),
    ("for", 5, """
        for (int $i = 0; $i < ~k~ && fuel-- > 0; ++$i) {
        @var int $i fixed
        @3 loop
        }
    """),
    ("for-two", 2, """
        for (int $i = 0, $j = ~k~; $i < $j && fuel-- > 0; ++$i, --$j) {
        @var int $i fixed
        @var int $j fixed
        @log $i << ' ' << $j
        @2 loop
        }
    """),
    ("for-call", 2, """
        for (int $n = ~I~ % 3, $turn = 0; $turn < 3 && (~B~ || $turn < ~k~) && fuel-- > 0; $turn += 1 + ($n > 1)) {
        @var int $turn fixed
        @var int $n fixed
        @2 loop
        }
    """),
    ("for-for", 2, """
        for (int $row = 0; $row < ~k~ && fuel-- > 0; ++$row) {
        @var int $row fixed
        Loud $outer($row);
        for (int $column = $row; $column < 3 && fuel-- > 0; ++$column) {
        @var int $column fixed
        if (~B~) ~(continue ~~ break)~;
        Loud $inner($row * 10 + $column);
        @var int $inner.id
        @2 loop
        }
        if (~B~) break;
        @1 loop
        }
    """),
    ("while", 3, """
        int $left = ~k~;
        while ($left-- > 0 && fuel-- > 0) {
        @var int $left const
        @3 loop
        }
    """),
    ("while-declare", 1, """
        int $rounds = ~k~;
        while (int $now = $rounds > 0 && fuel-- > 0 ? $rounds-- : 0) {
        @var int $now fixed
        @2 loop
        }
    """),
    ("do", 2, """
        int $tries = 0;
        do {
        @var int $tries const
        @3 loop
        } while (++$tries < ~k~ && fuel-- > 0 && (~B~ || $tries < 2));
        @log $tries
    """),
    ("for-ever", 1, """
        for (int $step = 0;;) {
        if (++$step > ~k~ || fuel-- <= 0) break;
        @var int $step const
        @2 loop
        }
    """),
    ("range-array", 2, """
        int $cells[] = {~I~, ~I~, ~n~};
        for (int &$cell : $cells) {
        @var int $cell
        $cell += ~k~;
        @2 loop
        }
        @var ints $cells count=3
    """),
    ("range-list", 2, """
        for (int $each : {~I~, ~n~, ~I~}) {
        if (fuel-- <= 0) break;
        @var int $each
        @2 loop
        }
    """),
    ("range-string", 1, """
        std::string $word = ~S~;
        for (char &$letter : $word) {
        if ($letter >= 'a' && $letter < 'z') ++$letter;
        if (fuel-- <= 0) break;
        }
        @var std::string $word
        @log $word
    """),
    ("range-temporary", 1, """
        for (int $value : std::vector<int>{~I~, ~I~}) {
        @var int $value
        @2 loop
        }
    """),
    ("switch", 4, """
        switch (~I~ % 4) {
        case 0:
        @2 switch block
        break;
        case 1:
        @1 switch block
        [[fallthrough]];
        case -1: {
        Loud $cased(~n~);
        @2 switch block
        break;
        }
        case 2:
        @1 switch block
        ~([[fallthrough]] ~~ break)~;
        default:
        @2 switch block
        }
    """),
    ("switch-default-first", 2, """
        switch (const int $which = ~I~; $which % 3) {
        default:
        @var int $which fixed
        @1 switch block
        [[fallthrough]];
        case 1:
        @2 switch block
        break;
        case 2:
        @log $which
        }
    """),
    ("switch-in-loop", 2, """
        for (unsigned $state = ~n~u % 4u, $steps = 0; $steps < 5u && fuel-- > 0; ++$steps) {
        switch ($state) {
        case 0u:
        $state = ~(1u ~~ 2u)~;
        @1 block
        continue;
        case 1u:
        $state = static_cast<unsigned>(~I~) % 4u;
        @2 loop block
        break;
        case 2u:
        if (~B~) $state = 0u;
        [[fallthrough]];
        default:
        ++$state;
        $state %= 4u;
        }
        @var unsigned $state const
        @1 loop
        }
    """),
    ("switch-string", 1, """
        enum class $Mode { calm, brisk, wild };
        const $Mode $mode = ~B~ ? $Mode::calm : ~B~ ? $Mode::brisk : $Mode::wild;
        switch ($mode) {
        case $Mode::calm:
        @1 switch block
        break;
        case $Mode::brisk: {
        @2 switch block
        break;
        }
        case $Mode::wild:
        @1 switch block
        }
    """),
    ("goto-again", 2, """
        {
        int $attempts = 0;
        $again:
        Loud $attempt($attempts);
        @var int $attempts const
        @2
        if (++$attempts < ~k~ && fuel-- > 0 && ~B~) goto $again;
        }
    """),
    ("goto-out", 3, """
        {
        for (int $i = 0; $i < 3 && fuel-- > 0; ++$i) {
        @var int $i fixed
        Loud $held($i);
        for (int $j = 0; $j < 2 && fuel-- > 0; ++$j) {
        @var int $j fixed
        if (~B~ && $i + $j > 1) goto $out;
        @2 loop label:$out
        }
        }
        @1 label:$out
        }
        $out:
        @log "out"
    """),
    ("goto-next", 1, """
        for (int $i = 0; $i < ~k~ && fuel-- > 0; ++$i) {
        @var int $i fixed
        {
        Loud $body(~n~);
        for (int $guard = 0; $guard < 2; ++$guard) {
        if (~B~) goto $next;
        @1 loop label:$next
        }
        }
        @1 loop block
        $next:
        @log $i
        }
    """),
    ("goto-machine", 1, """
        {
        int $pc = 0;
        $first:
        if (++$pc > 4 || fuel-- <= 0) goto $last;
        @2 label:$last block
        if (~B~) goto $first;
        goto $middle;
        $middle:
        @1 block
        if (~B~ && $pc < 3) goto $first;
        $last:
        @log $pc
        }
    """),
    ("logical", 3, """
        const bool $both = (~B~ && ~B~) || ~B~;
        @var bool $both const
        @log $both
    """),
    ("conditional", 2, """
        int $chosen = ~B~ ? ~I~ : ~B~ ? ~I~ : ~i~;
        @var int $chosen
        @log $chosen
    """),
    ("conditional-reference", 2, """
        int $left = ~i~, $right = ~i~;
        (~B~ ? $left : $right) += ~k~;
        int &$either = ~B~ ? $left : $right;
        @var int $either
        @2
        @log $left << ' ' << $right
    """),
    ("comma", 1, """
        int $last = (~I~, ~I~, ~n~);
        $last = (++$last, $last + ~k~);
        @var int $last
        @log $last
    """),
    ("shift-chain", 2, """
        std::cout << "chain " << ~I~ << ' ' << ~S~ << ' ' << ~I~ << '\\n';
    """),
    ("braced", 2, """
        struct $Pair {
        int first, second;
        std::string name;
        };
        $Pair $pair{~I~, ~I~, ~S~};
        @var int $pair.first
        @var int $pair.second
        @var std::string $pair.name
        @2
        auto [$a, $b, $c] = $pair;
        @var int $a binding
        @var std::string $c binding
        @log $a << $b << $c
    """),
    ("shadow", 1, """
        int $same = ~I~;
        {
        @var int $same
        @1
        @drop $same
        std::string $same = ~S~;
        @var std::string $same
        @2
        @log $same
        }
        @log $same
    """),
    ("bits", 1, """
        struct $Bits {
        unsigned low : 3;
        signed high : 5;
        bool flag : 1;
        };
        $Bits $bits{static_cast<unsigned>(~I~) & 7u, ~I~ % 16, ~B~};
        @2
        $bits.high = ($bits.high + ~n~) % 15;
        @log $bits.low << ' ' << $bits.high << ' ' << $bits.flag
    """),
    ("floating", 1, """
        double $ratio = ~I~ / 4.0;
        @2
        $ratio = $ratio * 0.5 + ~i~;
        @log $ratio
        @mix static_cast<long>($ratio)
    """),
    ("static-local", 2, """
        static int $calls = ~n~;
        static const std::string $label = ~S~;
        $calls = ($calls + 1) % 1000;
        @var int $calls
        @log $calls << $label
        @2
    """),
    ("static-loud", 1, """
        static Loud $once(~I~);
        @var int $once.id
        @2
        @log $once.id
    """),
    ("static-table", 1, """
        static std::vector<int> $memo(4, ~n~);
        @var ints $memo
        @2
    """),
]

LIFETIME = [
    ("loud", 5, """
        Loud $object(~I~);
        @var int $object.id
        @2
    """),
    ("loud-block", 3, """
        {
        Loud $first(~I~);
        Loud $second($first.id + 1);
        @var int $first.id
        @var int $second.id
        @3
        }
    """),
    ("loud-copy", 2, """
        Loud $original(~I~);
        Loud $copy = $original;
        @var int $copy.id
        @1
        Loud $moved = std::move($copy);
        @2
        $original = $moved;
        @log $original.id
    """),
    ("loud-temporary", 3, """
        int $value = Loud(~I~).twice() + ~f~;
        @var int $value
        @log $value
    """),
    ("loud-temporary-call", 3, """
        const int $total = Loud(~n~).add(~I~).add(~I~).id;
        @log $total
    """),
    ("loud-extended", 3, """
        const Loud &$bound = Loud(~I~);
        @var int $bound.id const
        @2
        @log $bound.id
    """),
    ("loud-extended-rvalue", 1, """
        Loud &&$bound = Loud(~I~);
        @var int $bound.id
        @2
        @log $bound.id
    """),
    ("loud-condition", 2, """
        if (Loud(~n~).twice() > ~I~ && Loud(~n~).twice() > ~I~) {
        @2
        }
    """),
    ("loud-discarded", 1, """
        (Loud(~n~), Loud(~n~)).add(~I~);
    """),
    ("loud-array", 1, """
        Loud $trio[] = {Loud(~I~), Loud(~I~), Loud(~n~)};
        @var int $trio[1].id
        @2
    """),
    ("loud-aggregate", 1, """
        struct $Holder {
        Loud a;
        int between;
        Loud b;
        };
        $Holder $holder{Loud(~I~), ~I~, Loud(~I~)};
        @var int $holder.a.id
        @var int $holder.between
        @2
    """),
    ("loud-by-value", 1, """
        int $taken = take_loud(Loud(~I~));
        @log $taken
        Loud $given(~n~);
        take_loud($given);
        @1
        take_loud(std::move($given));
    """),
    ("loud-returned", 2, """
        const Loud $made = make_loud(~I~);
        @var int $made.id const
        @2
        @log make_loud($made.id).twice()
    """),
    ("reference", 3, """
        int $value = ~I~;
        int &$reference = $value;
        @var int $reference
        @2
        @log $value
    """),
    ("pointer", 3, """
        int $target = ~I~, $other = ~I~;
        int *$pointer = &$target;
        int **$pointer_to = &$pointer;
        @var int *$pointer
        @2
        *$pointer_to = &$other;
        @var int **$pointer_to
        @2
        @log $target << ' ' << $other
    """),
    ("pointer-walk", 2, """
        int $row[] = {~I~, ~I~, ~n~, ~i~};
        for (int *$at = $row, *$end = $row + 4; $at != $end && fuel-- > 0; ++$at) {
        @var int *$at
        @2 loop
        }
        @var ints $row count=4
    """),
    ("pointer-to-member", 2, """
        struct $Record {
        int width = 2;
        int height = 3;
        int scaled(int by) const { return (width + height) * by % 1000; }
        int grown(int by) { return width = (width + by) % 1000; }
        };
        $Record $record{~I~, ~n~};
        int $Record::*$field = ~B~ ? &$Record::width : &$Record::height;
        int ($Record::*$method)(int) = &$Record::grown;
        @var int ($record.*$field)
        @2
        @log ($record.*$method)(~I~) << ' ' << $record.width
        @log $record.scaled(~k~)
    """),
    ("function-pointer", 2, """
        int (*$operation)(int) = ~B~ ? &halve : &bump;
        @1
        int $result = $operation(~I~);
        int (*$table[])(int) = {&bump, &halve, &chatty};
        for (auto *$entry : $table) {
        $result = $entry($result) % 1000;
        @1 loop
        }
        @var int $result
        @log $result
    """),
    ("grid", 2, """
        int $grid[2][3] = {{~I~, ~n~, ~I~}, {~n~, ~i~}};
        for (auto &$line : $grid) {
        for (int &$spot : $line) {
        @var int $spot
        $spot = ($spot + ~k~) % 1000;
        if (fuel-- > 0 && ~B~) {
        @1 loop
        }
        }
        }
        int *$corner = &$grid[1][2];
        @var int *$corner
        @2
        @log $grid[0][0] << ' ' << $grid[1][2]
    """),
    ("c-string", 1, """
        char $buffer[16] = ~w~;
        char *$end = $buffer;
        while (*$end && fuel-- > 0) {
        if (*$end == 'e') *$end = 'E';
        ++$end;
        @1
        }
        @log $buffer << ' ' << ($end - $buffer)
    """),
    ("union", 1, """
        struct $Either {
        bool whole;
        union {
        int number;
        unsigned bits;
        };
        };
        $Either $either{true, {~I~}};
        @2
        if (~B~) {
        $either.whole = false;
        $either.bits = ~u~;
        }
        if ($either.whole) {
        @log $either.number
        } else {
        @log $either.bits
        }
    """),
    ("local-class", 2, """
        struct $Meter {
        int level;
        Loud mark;
        explicit $Meter(int start) : level(start), mark(start) {}
        int raise(int by) {
        if (fuel-- <= 0) return level;
        level = (level + by) % 1000;
        @var int level
        @2 lambda only:level
        return level;
        }
        };
        $Meter $meter{~I~};
        @var int $meter.level
        @log $meter.raise(~I~)
        @2
        @log $meter.raise(~k~)
    """),
]

EXCEPTIONS = [
    ("throw", 4, """
        if (~B~) throw ~(Fault(~I~) ~~ DeepFault(~I~) ~~ ~I~ ~~ std::runtime_error(~w~) ~~ std::string(~w~) ~~ ~w~)~;
    """),
    ("throw-nested-call", 1, """
        if (~B~) throw_somehow(~I~);
    """),
    ("try-reference", 4, """
        try {
        Loud $inside(~n~);
        @3
        if (~B~) throw DeepFault(~I~);
        @1
        } catch (Fault &$fault) {
        $fault.code += 1;
        @var int $fault.code
        @2 catch
        @log $fault.what() << $fault.code
        } catch (const std::exception &$error) {
        @log $error.what()
        @1 catch
        }
    """),
    ("try-value", 3, """
        try {
        @2
        if (~B~) throw ~I~;
        @1
        } catch (int $number) {
        @var int $number
        @2 catch
        } catch (const std::string &$text) {
        @var std::string $text const
        @log $text
        }
    """),
    ("try-all", 4, """
        try {
        @3
        } catch (...) {
        Loud $handler(~n~);
        describe();
        @2 catch
        }
    """),
    ("try-c-string", 1, """
        try {
        if (~B~) throw ~w~;
        @2
        } catch (const char *$text) {
        @log $text
        @2 catch
        }
    """),
    ("try-sliced", 1, """
        try {
        if (~B~) throw DeepFault(~I~);
        @2
        } catch (Fault $copy) {
        $copy.code = ~I~;
        @var int $copy.code
        @2 catch
        @log $copy.what() << $copy.code
        }
    """),
    ("try-nested", 3, """
        try {
        try {
        Loud $deep(~n~);
        @2
        throw Fault(~I~);
        } catch (const Fault &$inner) {
        @var int $inner.code const
        @2 catch
        if (~B~) throw;
        if (~B~) throw DeepFault($inner.code + 1);
        }
        @1
        } catch (const Fault &$outer) {
        @var int $outer.code const
        @log $outer.what() << $outer.code
        @1 catch
        }
    """),
    ("try-in-catch", 2, """
        try {
        throw Fault(~I~);
        } catch (const Fault &$first) {
        try {
        @2 catch
        if (~B~) throw std::runtime_error("second");
        } catch (const std::runtime_error &$second) {
        @log $second.what() << $first.code
        @1 catch
        }
        @log $first.code
        }
    """),
    ("try-in-loop", 3, """
        for (int $round = 0; $round < ~k~ && fuel-- > 0; ++$round) {
        @var int $round fixed
        try {
        Loud $guard($round);
        if (~B~) continue;
        @2 loop
        if ($round == 1) throw $round;
        if (~B~) break;
        } catch (int $caught) {
        @var int $caught
        @2 loop catch
        if (~B~) break;
        }
        @1 loop
        }
    """),
    ("try-saved", 1, """
        std::exception_ptr $saved;
        try {
        throw DeepFault(~I~);
        } catch (...) {
        $saved = std::current_exception();
        @1 catch
        }
        @2
        try {
        if ($saved) std::rethrow_exception($saved);
        } catch (const DeepFault &$again) {
        @log $again.what() << $again.code
        @1 catch
        }
    """),
    ("try-nested-exception", 1, """
        try {
        try {
        throw Fault(~I~);
        } catch (...) {
        @1
        std::throw_with_nested(std::runtime_error("outer"));
        }
        } catch (const std::exception &$outer) {
        @log $outer.what()
        try {
        std::rethrow_if_nested($outer);
        } catch (const Fault &$inner) {
        @var int $inner.code const
        @1 catch
        @log $inner.code
        }
        }
    """),
    ("try-goto", 1, """
        {
        try {
        Loud $scoped(~n~);
        if (~B~) goto $over;
        @2 label:$over
        throw ~n~;
        } catch (int) {
        if (~B~) goto $over;
        @1 label:$over catch
        }
        @1
        }
        $over:
        @log "over"
    """),
    ("constructor-throws", 1, """
        try {
        Fragile $fragile(~I~);
        @var int $fragile.part.id
        @2
        } catch (const Fault &$broken) {
        @log $broken.code
        @1 catch
        }
    """),
]
