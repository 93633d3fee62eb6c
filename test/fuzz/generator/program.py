"""A whole program: globals, classes and functions in a random order, each using what stands before it, and main.

The work is bounded by fuel: loops and functions take from it, main gives each scene its share.
"""
import re

from . import prelude
from .classes import Classes
from .expressions import WORDS, Expressions
from .rng import Rng
from .scope import Callable, Context, Var
from .statements import CODED, IDIOMS, Statements
from .writer import Templates, Writer

TYPES = ("int", "unsigned", "long", "bool", "std::string")


class Program(Expressions, Templates, Statements, Classes):
    WORDS = WORDS

    def __init__(self, seed, size=2, work=400, without=(), only=()):
        self.rng = Rng(seed)
        self.seed, self.size, self.work = seed, size, work
        self.out = Writer()
        self.counter = self.tag = 0
        self.max_depth = 4
        self.function = "main"
        self.reentered = False  # whether what is being written may be called while it runs
        self.callables, self.classes, self.globals, self.ints = [], {}, [], []
        unknown = [name for name in (*without, *only) if name not in IDIOMS and name not in CODED]
        if unknown:
            raise ValueError(f"no idiom is called {unknown[0]}")
        chosen = lambda name: name not in without and (not only or name in only)
        # Each program prefers some idioms, so that programs differ and what they prefer meets in all ways.
        self.idioms = {n: (w * self.rng.weighted([(3, 0), (3, 1), (2, 4)]), need, t) for n, (w, need, t) in IDIOMS.items() if chosen(n)}
        self.coded = {n: w for n, w in CODED.items() if chosen(n)}

    def text(self):
        """The program's own part, in a namespace."""
        self.write(f"namespace seed_{self.seed} {{")
        self.write("")
        for _ in range(self.rng.between(2, 4)):
            self.define_global()
        self.write("")
        classes = 1 + self.size // 2 + self.rng.below(2)
        functions = 1 + self.size
        items = ["class"] * classes + ["function"] * functions
        self.define_function()
        while items:
            # Classes stand first in the list and are taken rather early, so that functions can use them.
            at = self.rng.below(min(len(items), classes + 2)) if items[0] == "class" else self.rng.below(len(items))
            getattr(self, "define_" + items.pop(at))()
        self.define_run()
        self.write(f"}} // namespace seed_{self.seed}")
        return "\n".join(self.out.lines).replace("{\n\n", "{\n")

    def define_global(self):
        type = self.rng.weighted([(3, "int"), (1, "unsigned"), (1, "std::string"), (1, "ints"), (1, "vector"), (1, "bool")])
        name = self.fresh("shared")
        static = self.rng.pick(("", "static ", ""))
        if type == "ints":
            self.write(f"{static}int {name}[3] = {{{self.rng.below(50)}, {self.rng.below(50)}, 3}};")
            self.globals.append(Var(name, "ints", count=3))
        elif type == "vector":
            self.write(f"{static}std::vector<int> {name}{{{self.rng.below(50)}, {self.rng.below(50)}, 3}};")
            self.globals.append(Var(name, "ints", count=f"{name}.size()"))
            self.globals.append(Var(name, "vector"))
        else:
            value = {"int": str(self.rng.below(50)), "unsigned": f"{self.rng.below(90)}u", "bool": "true", "std::string": f'"{self.rng.pick(WORDS)}"'}[type]
            self.write(f"{static}{type} {name} = {value};")
            self.globals.append(Var(name, type))

    # -- functions ----------------------------------------------------------------------------------------------------

    def define_function(self):
        ret = self.rng.weighted([(6, "int"), (1, "unsigned"), (1, "long"), (1, "bool"), (2, "std::string"), (2, "void")])
        name = self.fresh(self.rng.pick(("wander", "gather", "settle", "follow", "weigh", "carry")))
        params = []
        for _ in range(self.rng.between(0, 3)):
            type = self.rng.weighted([(5, "int"), (1, "unsigned"), (1, "long"), (1, "bool"), (2, "std::string"), (2, "vector"), (3, "class")])
            if type == "class":
                type = self.rng.pick(list(self.classes) or ["int"])
            mode = "ref" if type == "vector" or type in self.classes else self.rng.weighted([(3, "value"), (2, "ref"), (2, "cref")])
            params.append((type, mode, self.fresh(self.rng.pick("abcpq"))))
        throws = self.rng.chance(85)
        shape = self.rng.weighted([(6, "plain"), (2, "recursive"), (2, "mutual" if ret != "void" else "plain"), (2, "try" if throws else "plain")])
        if shape == "mutual":
            other = self.fresh("swing")
            self.write(f"{self.spelled(ret, other, params, throws, True)};")
            self.write("")
            self.callables.append(Callable(other, ret, [("depth", "value")] + [p[:2] for p in params], throws))
            self.function_body(ret, name, params, throws, "recursive")
            self.function_body(ret, other, params, throws, "recursive", known=True)
        else:
            self.function_body(ret, name, params, throws, shape)

    def spelled(self, ret, name, params, throws, deep, defaults={}):
        words = ["int depth"] if deep else []
        for type, mode, p in params:
            text = "std::vector<int>" if type == "vector" else type
            default = f" = {defaults[p]}" if p in defaults else ""
            words.append({"value": f"{text} {p}{default}", "ref": f"{text} &{p}", "cref": f"const {text} &{p}"}[mode])
        return f"{ret} {name}({', '.join(words)}){'' if throws else ' noexcept'}"

    def function_body(self, ret, name, params, throws, shape, known=False):
        self.function, self.tag = name, 0
        deep = self.reentered = shape == "recursive"
        # Default arguments for the last parameters; a function declared before its definition has none.
        defaults = {}
        for type, mode, p in reversed(params):
            if (type, mode) != ("int", "value") or known or self.rng.chance(40):
                break
            defaults[p] = self.rng.below(20)
        me = Callable(name, ret, ([("depth", "value")] if deep else []) + [p[:2] for p in params], throws, optional=len(defaults))
        if deep and not known:
            self.callables.append(me)
        ctx = Context(ret)
        ctx.scopes = [list(self.globals), []]
        ctx.can_throw = throws
        ctx.budget = [self.rng.between(8, 8 + 4 * self.size)]
        head = self.spelled(ret, name, params, throws, deep, defaults)
        self.write(f"{head} {'try ' if shape == 'try' else ''}{{")
        out = "return;" if ret == "void" else f"return {self.default(ret)};"
        if deep:
            self.write(f"if (depth <= 0 || fuel-- <= 0) {out}")
            ctx.add(Var("depth", "depth", const=True))
        else:
            self.write(f"if (fuel-- <= 0) {out}")
        for type, mode, p in params:
            # A reference may be to anything that others change.
            if type == "vector":
                ctx.add(Var(p, "ints", count=f"{p}.size()"))
            ctx.add(Var(p, type, const=mode == "cref", fixed=False))
        while ctx.budget[0] > 0:
            self.statement(ctx)
        if ret != "void":
            self.write(f"return {self.stored(ctx, ret, 2).text};")
        if shape == "try":
            self.write("} catch (const std::exception &error) {")
            self.log("error.what()")
            if self.rng.chance(40):
                self.write("throw;")
            else:
                self.write(out)
        self.write("}")
        self.write("")
        if not deep:
            self.callables.append(me)

    # -- main ---------------------------------------------------------------------------------------------------------

    def define_run(self):
        self.function, self.tag, self.reentered = "run", 0, False
        self.write("void run() {")
        functions = [c for c in self.callables if not c.owner]
        scenes = functions[-6:][::-1]  # the last ones call the others
        share = max(self.work // len(scenes), 10)
        for c in scenes:
            ctx = Context()
            ctx.scopes = [list(self.globals), []]
            ctx.budget = [8]
            self.write(f"fuel = {share};")
            self.write("try {")
            if self.ensure(ctx, c):
                self.write_call(ctx, c)
            self.statements(ctx, 2)
            self.write("} catch (...) {")
            self.write("describe();")
            self.write("}")
            self.write(f"work += {share} - fuel;")
            self.write("")
        self.log(" << ' ' << ".join(v.text for v in self.globals if v.type in TYPES) or '"end"')
        self.write("}")


def whole(seeds, size, work, without=(), only=(), arguments=""):
    """The text of one program that runs several seeds' programs one after the other."""
    bodies = [Program(seed, size, work, without, only).text() for seed in seeds]
    body = "\n\n".join(bodies)
    needed, parts = body, []
    for names, text in reversed(prelude.PARTS):
        if any(re.search(rf"\b{name}\b", needed) for name in names):
            parts.insert(0, text)
            needed += text
    calls = "\n".join(f"  seed_{seed}::run();" for seed in seeds)
    main = f"int main() {{\n{calls}\n  std::cout << \"checksum \" << checksum << \" work \" << work << '\\n';\n}}\n"
    everything = "\n".join(parts) + body + main
    includes = "\n".join(f"#include <{h}>" for h, pattern in prelude.INCLUDES if re.search(pattern, everything))
    head = prelude.HEAD.format(arguments=arguments, includes=includes,
                               ignored="\n".join(f'#pragma GCC diagnostic ignored "-W{w}"' for w in prelude.IGNORED))
    return head + "\n" + "\n".join(parts) + "\n" + body + "\n\n" + main
