"""Random classes: hierarchies with virtual functions, several bases, virtual bases; and the idioms that use their objects.

Each class has a constructor from an int, tells of its life, and has names of its own for what it brings along, so that
nothing is ambiguous in a class with two bases.
"""
from .scope import Callable, Context, Var

NAMES = ("Heron", "Otter", "Lynx", "Raven", "Stoat", "Plover", "Marten", "Egret", "Badger", "Wren", "Viper", "Tapir")


class Class:
    def __init__(self, name, bases):
        self.name, self.bases = name, bases  # bases: (Class, virtual?)
        self.members = []  # Var
        self.virtuals = {}  # those it introduces: name -> (ret, const, throws, pure)
        self.implemented = set()  # names of the virtual functions of bases that it overrides
        self.pure = set()  # names of those that nobody overrides: it is abstract
        self.chain = None  # the name of a method that returns *this
        self.copyable = True
        self.complete = False  # its definition is written

    @property
    def ancestors(self):
        """Itself included, in the order of construction."""
        found = []
        for base, _ in self.bases:
            found += [a for a in base.ancestors if a not in found]
        return found + [self]

    @property
    def virtual_bases(self):
        found = []
        for base, virtual in self.bases:
            found += [b for b in base.virtual_bases if b not in found]
            if virtual and base not in found:
                found.append(base)
        return found


class Classes:
    """Needs Templates, Statements and self.classes (name -> Class)."""

    def is_a(self, type, base):
        return type == base or type in self.classes and any(a.name == base for a in self.classes[type].ancestors)

    def concrete(self, base):
        return [c for c in self.classes.values() if c.complete and not c.pure and self.is_a(c.name, base)]

    # -- definitions --------------------------------------------------------------------------------------------------

    def choose_bases(self):
        there = list(self.classes.values())
        if not there or self.rng.chance(30):
            return []
        first = self.rng.pick(there)
        diamond = [c for c in there if c is not first and c.bases and first.bases and c.bases == first.bases and c.bases[0][1] and len(c.bases) == 1]
        if diamond and self.rng.chance(80):
            return [(first, False), (diamond[0], False)]
        bases = [(first, not first.bases and self.rng.chance(35))]
        apart = [c for c in there if not set(a.name for a in c.ancestors) & set(a.name for a in first.ancestors)]
        if apart and self.rng.chance(45):
            bases.append((self.rng.pick(apart), False))
        return bases

    def define_class(self):
        name = NAMES[len(self.classes)] if len(self.classes) < len(NAMES) else self.fresh("Beast")
        c = Class(name, self.choose_bases())
        low = name.lower()
        self.function = name
        self.reentered = True
        heads = ", ".join(f"public {'virtual ' if v else ''}{b.name}" for b, v in c.bases)
        self.write(f"class {name}{' : ' + heads if heads else ''} {{")
        self.write("public:")
        inherited = [m for a in c.ancestors[:-1] for m in a.members]
        c.members = [Var(f"level_{low}_", "int")]
        for kind, chance in (("name", 50), ("mask", 30), ("cells", 35), ("part", 35)):
            if self.rng.chance(chance):
                if kind == "name":
                    c.members.append(Var(f"name_{low}_", "std::string"))
                elif kind == "mask":
                    c.members.append(Var(f"mask_{low}_", "unsigned"))
                elif kind == "cells":
                    c.members.append(Var(f"cells_{low}_", "ints", count=f"cells_{low}_.size()"))
                else:
                    c.members.append(Var(f"part_{low}_.id", "int"))
        self.write_constructor(c, low)
        c.copyable = all(b.copyable for b, _ in c.bases) and self.rng.chance(50)
        if not c.copyable:
            self.write(f"{name}(const {name} &) = delete;")
            self.write(f"{name} &operator=(const {name} &) = delete;")
        else:
            self.write(f"{name}(const {name} &) = default;")
            self.write(f"{name} &operator=(const {name} &) = default;")
        everything = [Var(m.text, m.type, False, m.count) for m in inherited + c.members]
        self.write(f"{'virtual ' if not c.bases else ''}~{name}(){' override' if c.bases else ''} {{ "
                   f"std::cout << \"~{name} \" << level_{low}_ << '\\n'; }}")
        self.write("")
        for base in c.ancestors[:-1]:
            c.pure |= {m for m in base.virtuals if base.virtuals[m][3]}
            c.pure -= {m for m in base.virtuals if self.overridden(c, m)}
        self.classes[name] = c
        self.write_overrides(c, everything)
        if not c.bases or self.rng.chance(40):
            for _ in range(self.rng.between(1, 2)):
                self.write_virtual(c, f"{self.rng.pick(('turn', 'fold', 'grow', 'rest'))}{len(c.virtuals)}_{low}", everything)
        for _ in range(self.rng.between(1, 3)):
            self.write_method(c, low, everything)
        self.write("")
        for m in c.members:
            if m.text.endswith(".id"):
                self.write(f"Loud {m.text[:-3]};")
            elif m.type == "ints":
                self.write(f"std::vector<int> {m.text}{{1, 2, {self.rng.between(3, 30)}}};")
            else:
                initial = "{\"n\"}" if m.type == "std::string" else "{7}"
                self.write(f"{m.type} {m.text}{initial};")
        if self.rng.chance(30):
            self.write(f"static inline int made_{low}_ = {self.rng.between(0, 9)};")
            self.globals.append(Var(f"{name}::made_{low}_", "int"))
        self.write("};")
        self.write("")
        c.complete = True

    def overridden(self, c, method):
        """A class between the one that introduces it and `c` implements it."""
        return any(method in a.implemented for a in c.ancestors[:-1])

    def write_constructor(self, c, low):
        k = self.rng.between(1, 9)
        start = []
        for base in c.virtual_bases:
            start.append(f"{base.name}(start + {k})")
        for base, virtual in c.bases:
            if not virtual:
                start.append(f"{base.name}(start - {k})")
        level = "start % 1000"
        for m in c.members:
            if m.text == f"level_{low}_":
                continue
            if m.text.endswith(".id"):
                start.append(f"{m.text[:-3]}(start % 100)")
        # In the order of their declaration: bases, the level, other members.
        parts = [s for s in start if s.startswith("part_")]
        bases = [s for s in start if not s.startswith("part_")]
        inits = ", ".join(bases + [f"level_{low}_({level})"] + parts)
        self.write(f"explicit {c.name}(int start) : {inits} {{ std::cout << \"{c.name} \" << level_{low}_ << '\\n'; }}")

    def body(self, everything, ret, throws, const, params, budget):
        ctx = Context(ret)
        ctx.scopes = [list(self.globals), [Var(m.text, m.type, m.const or const, m.count) for m in everything], []]
        ctx.can_throw = throws
        ctx.budget = [budget]
        for type, name, *kind in params:
            ctx.add(Var(name, type, const="cref" in kind, fixed=False))
        if not const:
            ctx.add(Var("*this", "this", const=True))
        self.write(f"if (fuel-- <= 0) return{'' if ret == 'void' else ' ' + self.default(ret)};")
        self.statements(ctx, budget)
        if ret != "void":
            self.write(f"return {self.stored(ctx, ret, 2).text};")
        self.write("}")
        self.write("")

    def default(self, type):
        return {"int": "1", "unsigned": "2u", "long": "3L", "bool": "false", "std::string": '"none"'}[type]

    def write_virtual(self, c, name, everything):
        pure = not c.bases and self.rng.chance(25)
        const = self.rng.chance(25)
        throws = self.rng.chance(80)
        ret = self.rng.weighted([(5, "int"), (1, "std::string"), (1, "bool")])
        c.virtuals[name] = (ret, const, throws, pure)
        tail = f"{' const' if const else ''}{'' if throws else ' noexcept'}"
        if pure:
            self.write(f"virtual {ret} {name}(int by){tail} = 0;")
            self.write("")
            c.pure.add(name)
        else:
            self.write(f"virtual {ret} {name}(int by){tail} {{")
            self.body(everything, ret, throws, const, [("int", "by")], self.rng.between(3, 6))
        self.callables.append(Callable(name, ret, [("int", "value")], throws, c.name, const))

    def write_overrides(self, c, everything):
        diamond = len(c.bases) == 2 and bool(c.virtual_bases)
        for base in c.ancestors[:-1]:
            for name, (ret, const, throws, pure) in base.virtuals.items():
                if not (diamond or self.rng.chance(60 if name not in c.pure else 85)):
                    continue
                tail = f"{' const' if const else ''}{'' if throws else ' noexcept'}"
                self.write(f"{ret} {name}(int by){tail} override {{")
                self.body(everything, ret, throws, const, [("int", "by")], self.rng.between(3, 6))
                c.implemented.add(name)
                c.pure.discard(name)

    def write_method(self, c, low, everything):
        n = self.fresh("")
        kind = self.rng.weighted([(4, "plain"), (2, "const"), (1, "static"), (1, "reference"), (1, "call"), (1, "index"), (1, "chain")])
        member = self.rng.pick([m.text for m in everything if m.type == "int"])
        if kind in ("plain", "const"):
            const = kind == "const"
            ret = self.rng.weighted([(4, "int"), (1, "void"), (1, "std::string"), (1, "unsigned")])
            type = self.rng.pick(("int", "std::string", "unsigned"))
            throws = self.rng.chance(80)
            name = f"act{n}"
            spelled = "const std::string &" if type == "std::string" else type + " "
            self.write(f"{ret} {name}({spelled}by){' const' if const else ''}{'' if throws else ' noexcept'} {{")
            mode = "cref" if type == "std::string" else "value"
            self.body(everything, ret, throws, const, [(type, "by", mode)], self.rng.between(3, 7))
            self.callables.append(Callable(name, ret, [(type, mode)], throws, c.name, const))
        elif kind == "static":
            self.write(f"static int make{n}(int by) {{")
            self.body([], "int", True, True, [("int", "by")], 4)
            self.callables.append(Callable(f"{c.name}::make{n}", "int", [("int", "value")], True))
        elif kind == "reference":
            self.write(f"int &slot{n}() & {{ return {member}; }}")
            self.write(f"int slot{n}() && {{ return {member} / 2; }}")
            self.write(f"const int &slot{n}() const & {{ return {member}; }}")
            self.callables.append(Callable(f"slot{n}", "int", [], False, c.name, True))
        elif kind == "call" and not any(o.name == "operator()" for o in self.callables):
            self.write(f"int operator()(int by) {{")
            self.body(everything, "int", True, False, [("int", "by")], 3)
            self.callables.append(Callable("operator()", "int", [("int", "value")], True, c.name))
        elif kind == "index" and not any(o.name == "operator[]" for o in self.callables):
            self.write(f"int &operator[](int x) {{ return x % 2 == 0 ? {member} : level_{low}_; }}")
            self.callables.append(Callable("operator[]", "int", [("int", "value")], False, c.name))
        else:
            self.write(f"{c.name} &chain{n}(int x) {{")
            self.write(f"{member} = ({member} + x) % 1000;")
            self.write("return *this;")
            self.write("}")
            c.chain = f"chain{n}"

    # -- objects ------------------------------------------------------------------------------------------------------

    def class_possible(self, ctx, name):
        concrete = [c for c in self.classes.values() if c.complete and not c.pure]
        if not concrete:
            return False
        if name == "object-copy":
            return any(c.copyable for c in concrete)
        if name in ("object-base", "zoo", "object-cast", "object-heap"):
            return any(c.bases for c in concrete)
        if name == "object-method":
            return any(c.chain for c in concrete)
        return True

    def pick_class(self, test=lambda c: True):
        return self.rng.pick([c for c in self.classes.values() if c.complete and not c.pure and test(c)])

    def members(self, ctx, c, prefix):
        """The members of an object become variables."""
        for a in c.ancestors:
            for m in a.members:
                if self.rng.chance(50):
                    ctx.add(Var(prefix + m.text, m.type, count=prefix + m.count if m.count else None))

    def declare_object(self, ctx, c):
        name = self.fresh(c.name.lower())
        self.write(f"{c.name} {name}({self.stored(ctx, 'int', 2).text});")
        ctx.add(Var(name, c.name))
        self.members(ctx, c, name + ".")
        return name

    def use_object(self, ctx):
        """A few calls of what was declared last."""
        self.statements(ctx, self.rng.between(1, 2))
        there = [k for k in self.callables if k.owner and (ctx.can_throw or not k.throws) and self.callable_here(ctx, k)]
        for _ in range(self.rng.between(1, 2)):
            if there:
                self.write_call(ctx, self.rng.pick(there))

    def do_object(self, ctx):
        self.declare_object(ctx, self.pick_class())
        self.use_object(ctx)

    def do_object_base(self, ctx):
        c = self.pick_class(lambda c: c.bases)
        name = self.declare_object(ctx, c)
        base = self.rng.pick(c.ancestors[:-1])
        pointer = self.fresh("base")
        if self.rng.chance(50):
            self.write(f"{base.name} &{pointer} = {name};")
            ctx.add(Var(pointer, base.name))
            self.members(ctx, base, pointer + ".")
        else:
            self.write(f"{base.name} *{pointer} = &{name};")
            ctx.add(Var(f"(*{pointer})", base.name))
            self.members(ctx, base, pointer + "->")
        self.use_object(ctx)

    def do_object_temporary(self, ctx):
        c = self.pick_class()
        mine = [k for k in self.callables if k.owner and self.is_a(c.name, k.owner) and k.ret in ("int", "std::string")
                and all(t in ("int", "unsigned", "std::string") for t, _ in k.params) and (ctx.can_throw or not k.throws)
                and k.name not in ("operator()", "operator[]")]
        if not mine:
            return self.do_object(ctx)
        k = self.rng.pick(mine)
        arguments = ", ".join(self.stored(ctx, t, 1, False).text for t, _ in k.params)
        self.log(f"{c.name}({self.fixed_int(ctx).text}).{k.name}({arguments})")

    def do_zoo(self, ctx):
        c = self.pick_class(lambda c: c.bases)
        base = self.rng.pick(c.ancestors[:-1])
        owner = self.rng.pick(("unique", "shared"))
        makers = "\n".join(f"$zoo.push_back(std::make_{owner}<{self.rng.pick(self.concrete(base.name)).name}>(~I~));" for _ in range(2))
        self.template(ctx, f"""
            std::vector<std::{owner}_ptr<{base.name}>> $zoo;
            {makers}
            for (auto &$each : $zoo) {{
            if (fuel-- <= 0) break;
            @var {base.name} (*$each)
            @var int $each->level_{base.name.lower()}_
            @3 loop
            }}
            {base.name} *$first = $zoo.front().get();
            @var {base.name} (*$first)
            @2
        """)
        self.use_object(ctx)

    def do_object_heap(self, ctx):
        c = self.pick_class(lambda c: c.bases)
        base = self.rng.pick(c.ancestors[:-1])
        self.template(ctx, f"""
            {base.name} *$creature = new {c.name}(~I~);
            try {{
            @var {base.name} (*$creature)
            @var int $creature->level_{base.name.lower()}_
            @3 noexit
            }} catch (...) {{
            delete $creature;
            throw;
            }}
            delete $creature;
        """)

    def do_object_cast(self, ctx):
        c = self.pick_class(lambda c: c.bases)
        base = self.rng.pick(c.ancestors[:-1])
        other = self.rng.pick(list(self.classes.values()))
        same = "" if other is not base else "const "
        self.template(ctx, f"""
            std::unique_ptr<{base.name}> $unknown = std::make_unique<{self.rng.pick(self.concrete(base.name)).name}>(~I~);
            if (auto *$known = dynamic_cast<{same}{other.name} *>($unknown.get())) {{
            {'@var ' + other.name + ' (*$known)' if not same else '@var int $known->level_' + other.name.lower() + '_ const'}
            @2
            }} else {{
            @log "no {other.name}"
            }}
        """)

    def do_object_copy(self, ctx):
        c = self.pick_class(lambda c: c.copyable)
        self.template(ctx, f"""
            {c.name} $original(~I~);
            @var {c.name} $original
            @1
            {c.name} $copy($original);
            @var {c.name} $copy
            @var int $copy.level_{c.name.lower()}_
            @2
            $original = $copy;
        """)

    def do_object_method(self, ctx):
        c = self.pick_class(lambda c: c.chain)
        self.template(ctx, f"""
            {c.name} $linked(~n~);
            @var {c.name} $linked
            @1
            $linked.{c.chain}(~I~).{c.chain}(~I~);
            @log $linked.level_{c.name.lower()}_
        """)
