"""Random statements: the simple ones, and the choice among the idioms."""
from .idioms_containers import CONTAINERS, HEAP
from .idioms_control import CONTROL, EXCEPTIONS, LIFETIME
from .idioms_functions import LAMBDAS, TEMPLATES
from .idioms_more import GRAPHS, LESSER, OWN
from .scope import IDENTIFIER, SCALARS, Var

# name: (weight, what is needed: "" or "throw", text)
IDIOMS = {}
for need, group in (("", CONTROL), ("", LIFETIME), ("throw", EXCEPTIONS), ("", CONTAINERS), ("", HEAP), ("", LAMBDAS), ("", TEMPLATES),
                    ("", GRAPHS), ("", OWN), ("", LESSER)):
    for name, weight, text in group:
        IDIOMS[name] = (weight, need, text)

# Written in Python, in Statements below or in classes.py.
CODED = {
    "object": 6, "object-base": 5, "object-temporary": 2, "zoo": 4, "object-heap": 3, "object-cast": 2, "object-copy": 2,
    "object-method": 1, "lambda-this": 3, "return": 4, "rethrow": 4, "jump": 6, "call": 14,
}


class Statements:
    """Needs Templates, Expressions and Classes."""

    def statements(self, ctx, count):
        """Writes at least one statement."""
        for _ in range(count):
            self.statement(ctx)
            if ctx.budget[0] <= 0:
                break

    def statement(self, ctx):
        ctx.budget[0] -= 1
        if ctx.budget[0] <= 0 or ctx.depth >= self.max_depth or self.rng.chance(38):
            self.simple(ctx)
            return
        choices = [(w, n) for n, (w, need, _) in self.idioms.items() if w and (not need or ctx.can_throw)]
        choices += [(w, n) for n, w in self.coded.items() if self.coded_possible(ctx, n)]
        name = self.rng.weighted(choices)
        if name in self.coded:
            getattr(self, "do_" + name.replace("-", "_"))(ctx)
        else:
            self.template(ctx, self.idioms[name][2])

    def coded_possible(self, ctx, name):
        if name == "return":
            return ctx.ret is not None
        if name == "rethrow":
            return ctx.in_catch and ctx.can_throw
        if name == "jump":
            return ctx.can_break or ctx.can_continue or bool(ctx.labels)
        if name == "lambda-this":
            return bool(ctx.of("this"))
        if name.startswith("object") or name == "zoo":
            return self.class_possible(ctx, name)
        return True

    # -- one line ----------------------------------------------------------------------------------------------------

    def simple(self, ctx):
        kind = self.rng.weighted([(6, "declare"), (6, "assign"), (3, "compound"), (2, "step"), (3, "log"), (3, "mix"), (6, "call"),
                                  (2, "jump"), (1, "return"), (1, "throw")])
        if kind == "jump" and not self.coded_possible(ctx, "jump") or kind == "return" and not ctx.ret:
            kind = "assign"
        if kind == "throw" and (not ctx.can_throw or self.rng.chance(50)):
            kind = "call"
        getattr(self, "do_" + kind)(ctx)

    def do_declare(self, ctx):
        type = self.rng.weighted([(5, "int"), (2, "unsigned"), (1, "long"), (1, "bool"), (2, "std::string")])
        const = self.rng.chance(25)
        name = self.fresh({"int": "value", "unsigned": "mask", "long": "sum", "bool": "flag", "std::string": "text"}[type])
        value = self.stored(ctx, type, 3)
        self.write(f"{'const ' if const else ''}{type} {name} = {value.text};")
        if type == "int":
            self.ints.append(name)
        ctx.add(Var(name, type, const=const))

    def writable(self, ctx):
        there = [v for v in ctx.all() if v.type in SCALARS and not v.const]
        if not there:
            return None
        return self.rng.pick(there[-6:] if self.rng.chance(70) else there)

    def do_assign(self, ctx):
        v = self.writable(ctx)
        if not v:
            return self.do_declare(ctx)
        value = self.stored(ctx, v.type, 3).text
        if value == v.text:
            return self.do_declare(ctx)
        self.write(f"{v.text} = {value};")

    def do_compound(self, ctx):
        v = self.writable(ctx)
        if not v or v.type == "bool":
            return self.do_log(ctx)
        if v.type == "std::string":
            self.write(f'if ({v.text}.size() < 12) {v.text} += {self.stored(ctx, v.type, 1, False).text};')
        elif v.type == "unsigned":
            e = self.expression(ctx, "unsigned", 2, False)
            self.write(f"{v.text} {self.rng.pick(['+=', '^=', '*=', '-='])} {e.text};")
        else:
            e = self.expression(ctx, "int", 2, False)
            small = e.text if e.bound <= 100 else f"{e.inner} % 100"
            self.write(f"{v.text} {self.rng.pick(['+=', '-='])} {small};")

    def do_step(self, ctx):
        v = self.writable(ctx)
        if not v or v.type in ("bool", "std::string"):
            return self.do_mix(ctx)
        text = f"({v.text})" if v.text.startswith("*") else v.text
        self.write(self.rng.pick(["++{};", "{}++;", "--{};"]).format(text))

    def do_log(self, ctx):
        there = [v for v in ctx.all() if v.type in SCALARS]
        if not there:
            return self.do_mix(ctx)
        self.log(" << ' ' << ".join(self.rng.pick(there).text for _ in range(self.rng.between(1, 2))))

    def do_mix(self, ctx):
        self.directive(ctx, "@mix " + self.int_expression(ctx, 2, False).text)

    def do_call(self, ctx):
        candidates = [c for c in self.callables if (ctx.can_throw or not c.throws) and self.callable_here(ctx, c)]
        if not candidates:
            return self.do_assign(ctx)
        c = self.rng.pick(candidates[-8:] if self.rng.chance(60) else candidates)
        self.write_call(ctx, c)

    def write_call(self, ctx, c):
        text = self.call_of(ctx, c, 2).text
        if c.ret == "void" or self.rng.chance(25):
            self.write(text + ";")
        elif self.rng.chance(40):
            self.log(text)
        else:
            name = self.fresh("result")
            self.write(f"{c.ret} {name} = {text};")
            ctx.add(Var(name, c.ret))

    def do_throw(self, ctx):
        if "throw" in self.idioms:
            self.template(ctx, self.idioms["throw"][2])
        else:
            self.do_log(ctx)

    def do_rethrow(self, ctx):
        self.write(f"if ({self.bool_expression(ctx, 2, True).text}) throw;")

    def do_return(self, ctx):
        condition = self.bool_expression(ctx, 2, True).text
        if ctx.ret == "void":
            self.write(f"if ({condition}) return;")
        else:
            self.write(f"if ({condition}) return {self.stored(ctx, ctx.ret, 2).text};")

    def do_jump(self, ctx):
        ways = ["break"] * ctx.can_break + ["continue"] * ctx.can_continue + [f"goto {x}" for x in ctx.labels[-2:]]
        self.write(f"if ({self.bool_expression(ctx, 2, True).text}) {self.rng.pick(ways)};")

    def do_lambda_this(self, ctx):
        mine = [v.text for v in ctx.all() if v.text.endswith("_") and IDENTIFIER.match(v.text) and v.type in SCALARS]
        level = next(text for text in mine if text.startswith("level_"))
        self.template(ctx, f"""
            auto $inside = [this](int x) {{
            @var int x
            @2 lambda only:x,{','.join(mine)}
            return ({level} + x) % 1000;
            }};
            @log $inside(~I~)
            @1
            $inside(~n~);
        """)

    # -- what a call needs --------------------------------------------------------------------------------------------

    def ensure(self, ctx, c):
        """Declares what a call of `c` needs and is not there. False when it cannot."""
        wanted = list(c.params)
        if c.owner:
            wanted.append((c.owner, "ref"))
        for type, mode in wanted:
            if self.argument_possible(ctx, type, mode):
                continue
            if type == "vector":
                self.template(ctx, "std::vector<int> $vec{~n~, ~n~, ~n~};\n@var vector $vec\n@var ints $vec")
            elif type in SCALARS:
                self.template(ctx, f"{type} $arg = ~{dict(int='i', unsigned='u', long='l', bool='b').get(type, 's')}~;\n@var {type} $arg")
            else:
                if not self.concrete(type):
                    return False
                self.declare_object(ctx, self.rng.pick(self.concrete(type)))
        return True
