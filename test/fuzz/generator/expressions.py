"""Random expressions, without undefined behaviour and with one result only.

Signed values stay small: each int or long that is stored is at most STORED in size, each that is read is taken to be at
most READ (a variable may have been added to in a loop), and each expression knows a bound of its own. C++ leaves the order
of many operands open, so an expression that calls something (an impure one) stands beside fixed values only, except where
C++17 gives the order: && || ?: , << braces.
"""

STORED, READ, MOST = 1000, 10**6, 2 * 10**9

WORDS = ("ash", "brook", "cliff", "dune", "elm", "fjord", "grove", "heath", "isle", "jade", "knoll", "loch", "moor", "nook")


class E:
    def __init__(self, text, bound=0, impure=False, binary=False):
        self.text, self.bound, self.impure, self.binary = text, bound, impure, binary

    @property
    def inner(self):
        """As an operand."""
        return f"({self.text})" if self.binary else self.text


class Expressions:
    """Needs self.rng and, for calls, self.callables and self.classes (see program.py)."""

    def expression(self, ctx, type, depth=2, impure=True):
        return {
            "int": self.int_expression,
            "unsigned": self.unsigned_expression,
            "long": self.long_expression,
            "bool": self.bool_expression,
            "std::string": self.string_expression,
        }[type](ctx, depth, impure)

    def stored(self, ctx, type, depth=2, impure=True):
        """The text of a value that may be kept in a variable or returned."""
        e = self.expression(ctx, type, depth, impure)
        if type in ("int", "long") and e.bound > STORED:
            return E(f"{e.inner} % {STORED - 1}", STORED, e.impure, True)
        if type == "std::string" and e.bound > 12:
            return E(f"({e.text}).substr(0, {self.rng.between(4, 12)})", 12, e.impure)
        return e

    def literal(self):
        return E(str(self.rng.weighted([(4, self.rng.between(0, 9)), (2, self.rng.between(10, 99)), (1, 1)])), 99)

    def fixed_int(self, ctx):
        """Beside a call: a literal, or a variable that nobody changes."""
        there = [v for v in ctx.of("int") if v.fixed]
        if there and self.rng.chance(60):
            return E(self.rng.pick(there).text, READ)
        return self.literal()

    def variable(self, ctx, type):
        there = ctx.of(type)
        if type == "int" and self.rng.chance(15):
            element = self.element(ctx)
            if element:
                return element
        if not there:
            return None
        # The newest are the most interesting.
        recent = there[-5:] if self.rng.chance(60) else there
        return E(self.rng.pick(recent).text, READ if type in ("int", "long") else 12)

    def element(self, ctx):
        there = ctx.of("ints")
        if not there:
            return None
        v = self.rng.pick(there)
        index = self.rng.below(2)
        if isinstance(v.count, int):
            return E(f"{v.text}[{self.rng.below(v.count)}]", READ)
        unsigned = ctx.of("unsigned")
        if unsigned and self.rng.chance(50):
            return E(f"{v.text}[{self.rng.pick(unsigned).text} % {v.count}]", READ)
        return E(f"{v.text}[{index}u % {v.count}]", READ)

    # -- calls --------------------------------------------------------------------------------------------------------

    def call(self, ctx, ret, depth):
        """A call of something that returns `ret`, or None."""
        candidates = [c for c in self.callables if c.ret == ret and (ctx.can_throw or not c.throws) and self.callable_here(ctx, c)]
        if not candidates:
            return None
        recent = candidates[-8:] if self.rng.chance(70) else candidates
        return self.call_of(ctx, self.rng.pick(recent), depth)

    def callable_here(self, ctx, c):
        if c.owner and not self.receivers(ctx, c):
            return False
        return all(self.argument_possible(ctx, type, mode) for type, mode in c.params)

    def receivers(self, ctx, c):
        return [v for v in ctx.all() if self.is_a(v.type, c.owner) and (c.const or not v.const)]

    def argument_possible(self, ctx, type, mode):
        if type == "depth":
            return True
        if mode == "ref":
            return bool(ctx.of(type, writable=True)) or any(self.is_a(v.type, type) and not v.const for v in ctx.all())
        if type in ("int", "unsigned", "long", "bool", "std::string"):
            return True
        return any(self.is_a(v.type, type) for v in ctx.all())

    def call_of(self, ctx, c, depth):
        arguments, impure = [], False
        params = c.params
        if c.optional and self.rng.chance(50):
            params = params[: -c.optional]
        for type, mode in params:
            if type == "depth":
                arguments.append("depth - 1" if ctx.of("depth") else str(self.rng.between(2, 4)))
            elif mode == "ref" or type not in ("int", "unsigned", "long", "bool", "std::string"):
                arguments.append(self.rng.pick([v for v in ctx.all() if self.is_a(v.type, type) and not (mode == "ref" and v.const)]).text)
            elif not impure and len(c.params) == 1 and self.rng.chance(25):
                e = self.stored(ctx, type, depth - 1, True)
                impure = e.impure
                arguments.append(e.text)
            else:
                arguments.append(self.stored(ctx, type, min(depth - 1, 1), False).text)
        name = c.name
        if c.owner:
            name = f"{self.rng.pick(self.receivers(ctx, c)).text}.{name}"
        text = f"{name}({', '.join(arguments)})"
        if name.endswith("operator()"):
            text = f"{name[: -len('.operator()')]}({', '.join(arguments)})"
        elif name.endswith("operator[]"):
            text = f"{name[: -len('.operator[]')]}[{', '.join(arguments)}]"
        return E(text, READ, True)

    # -- by type ------------------------------------------------------------------------------------------------------

    def int_expression(self, ctx, depth, impure):
        kinds = [(3, "literal"), (8, "variable")]
        if depth > 0:
            kinds += [(5, "arithmetic"), (2, "divide"), (1, "negate"), (2, "conditional"), (1, "from_unsigned"), (1, "size")]
            if impure:
                kinds += [(7, "call"), (1, "comma")]
        kind = self.rng.weighted(kinds)
        if kind == "variable":
            return self.variable(ctx, "int") or self.literal()
        if kind == "call":
            return self.call(ctx, "int", depth) or self.variable(ctx, "int") or self.literal()
        if kind == "arithmetic":
            op = self.rng.pick("+-*+-")
            a, b = self.operands(ctx, depth, impure)
            if op == "*":
                a = E(f"{a.inner} % 100", 100, a.impure, True) if a.bound > 100 else a
                b = E(f"{b.inner} % 100", 100, b.impure, True) if b.bound > 100 else b
                bound = a.bound * b.bound
            else:
                bound = a.bound + b.bound
            if bound > MOST:
                return a
            return E(f"{a.inner} {op} {b.inner}", bound, a.impure or b.impure, True)
        if kind == "divide":
            a = self.int_expression(ctx, depth - 1, impure)
            k = self.rng.between(2, 17)
            if self.rng.chance(50):
                return E(f"{a.inner} % {k}", k, a.impure, True)
            return E(f"{a.inner} / {k}", a.bound, a.impure, True)
        if kind == "negate":
            a = self.int_expression(ctx, depth - 1, impure)
            return E(f"-({a.text})" if a.binary or a.text.startswith("-") else f"-{a.text}", a.bound, a.impure, True)
        if kind == "conditional":
            return self.conditional(ctx, "int", depth, impure)
        if kind == "from_unsigned":
            a = self.variable(ctx, "unsigned")
            return E(f"static_cast<int>({a.text} % {self.rng.between(5, 99)}u)", 99) if a else self.literal()
        if kind == "size":
            a = self.variable(ctx, "std::string")
            return E(f"static_cast<int>({a.text}.size())", 100) if a else self.literal()
        if kind == "comma":
            a = self.call(ctx, "int", 1)
            if a:
                b = self.int_expression(ctx, depth - 1, impure)
                return E(f"({a.text}, {b.text})", b.bound, True)
        return self.literal()

    def operands(self, ctx, depth, impure):
        a = self.int_expression(ctx, depth - 1, impure)
        if a.impure:
            b = self.fixed_int(ctx)
        else:
            b = self.int_expression(ctx, depth - 1, False)
        return (b, a) if self.rng.chance(40) else (a, b)

    def conditional(self, ctx, type, depth, impure):
        condition = self.bool_expression(ctx, depth - 1, impure)
        a = self.stored(ctx, type, depth - 1, impure)
        b = self.stored(ctx, type, depth - 1, impure)
        text = f"({condition.text}) ? {a.inner} : {b.inner}" if condition.binary else f"{condition.text} ? {a.inner} : {b.inner}"
        return E(f"({text})", max(a.bound, b.bound, STORED if type != "std::string" else 12), condition.impure or a.impure or b.impure)

    def unsigned_expression(self, ctx, depth, impure):
        kind = self.rng.weighted([(2, "literal"), (5, "variable"), (6 if depth > 0 else 0, "binary"), (2 if depth > 0 else 0, "shift"),
                                  (2 if depth > 0 else 0, "from_int"), (3 if depth > 0 and impure else 0, "call")])
        if kind == "variable":
            v = self.variable(ctx, "unsigned")
            if v:
                return v
        elif kind == "call":
            c = self.call(ctx, "unsigned", depth)
            if c:
                return c
        elif kind == "binary":
            a = self.unsigned_expression(ctx, depth - 1, impure)
            b = E(f"{self.rng.between(1, 99)}u") if a.impure else self.unsigned_expression(ctx, depth - 1, False)
            return E(f"{a.inner} {self.rng.pick('+-*^|&+^')} {b.inner}", 0, a.impure, True)
        elif kind == "shift":
            a = self.unsigned_expression(ctx, depth - 1, impure)
            return E(f"{a.inner} {self.rng.pick(['<<', '>>'])} {self.rng.between(1, 7)}", 0, a.impure, True)
        elif kind == "from_int":
            a = self.int_expression(ctx, depth - 1, impure)
            return E(f"static_cast<unsigned>({a.text})", 0, a.impure)
        return E(f"{self.rng.between(0, 200)}u")

    def long_expression(self, ctx, depth, impure):
        v = self.variable(ctx, "long")
        if v and self.rng.chance(40):
            return v
        if depth > 0 and impure and self.rng.chance(25):
            c = self.call(ctx, "long", depth)
            if c:
                return c
        a = self.int_expression(ctx, depth, impure)
        if v and not a.impure and self.rng.chance(50):
            return E(f"{v.text} {self.rng.pick('+-')} {a.inner}", READ + a.bound, False, True)
        return E(f"{a.inner} * {self.rng.between(2, 9)}L", a.bound * 9, a.impure, True)

    def bool_expression(self, ctx, depth, impure):
        kind = self.rng.weighted([(2, "variable"), (6, "compare"), (3 if depth > 0 else 0, "logical"), (1 if depth > 0 else 0, "not"),
                                  (1, "string"), (2 if depth > 0 and impure else 0, "call")])
        if kind == "variable":
            v = self.variable(ctx, "bool")
            if v:
                return v
        elif kind == "call":
            c = self.call(ctx, "bool", depth)
            if c:
                return c
        elif kind == "logical":
            a = self.bool_expression(ctx, depth - 1, impure)
            b = self.bool_expression(ctx, depth - 1, impure)
            if a.text != b.text:
                return E(f"{a.inner} {self.rng.pick(['&&', '||'])} {b.inner}", 0, a.impure or b.impure, True)
            return a
        elif kind == "not":
            a = self.bool_expression(ctx, depth - 1, impure)
            return E(f"!({a.text})", 0, a.impure)
        elif kind == "string":
            v = self.variable(ctx, "std::string")
            if v:
                return E(f"{v.text}.size() > {self.rng.between(1, 7)}", 0, False, True)
        a = self.variable(ctx, "int")
        if a and self.rng.chance(50):
            return E(f"{a.text} % {self.rng.between(2, 5)} {self.rng.pick(['==', '!='])} {self.rng.between(0, 1)}", 0, False, True)
        a, b = self.operands(ctx, max(depth, 1), impure)
        if a.text.isdigit() and b.text.isdigit() or a.text == b.text:
            v = self.variable(ctx, "int")
            if not v:
                return E("checksum % 3 != 0", 0, False, True)
            a, b = v, self.literal()
        return E(f"{a.inner} {self.rng.pick(['<', '>', '<=', '>=', '!='])} {b.inner}", 0, a.impure or b.impure, True)

    def string_expression(self, ctx, depth, impure):
        kind = self.rng.weighted([(3, "literal"), (5, "variable"), (3 if depth > 0 else 0, "append"), (2 if depth > 0 else 0, "number"),
                                  (1 if depth > 0 else 0, "conditional"), (4 if depth > 0 and impure else 0, "call")])
        if kind == "variable":
            v = self.variable(ctx, "std::string")
            if v:
                return v
        elif kind == "call":
            c = self.call(ctx, "std::string", depth)
            if c:
                return E(c.text, 12, True)
        elif kind == "append":
            a = self.string_expression(ctx, depth - 1, impure)
            return E(f'{a.inner} + "{self.rng.pick("-.:/")}{self.rng.pick("xyz")}"', a.bound + 2, a.impure, True)
        elif kind == "number":
            a = self.int_expression(ctx, depth - 1, impure)
            return E(f"std::to_string({a.text})", 11, a.impure)
        elif kind == "conditional":
            return self.conditional(ctx, "std::string", depth, impure)
        return E(f'std::string("{self.rng.pick(WORDS)}")', 5)
