"""The template language in which idioms are written, and the writer of indented text.

An idiom is a few lines of C++ in which
  $name       is a name of this instance's own, made from `name`
  ~i~ ~u~ ~l~ ~b~ ~s~   are random expressions (int, unsigned, long, bool, std::string) without side effects
  ~I~ ~U~ ~L~ ~B~ ~S~   are random expressions which may call something
  ~f~         is an int that nobody changes; ~k~ a number of 2..4, ~n~ of 0..99, ~w~ a word
  ~(a ~~ b)~  is one of a, b
  ? line      is there half of the time
and these lines stand for something:
  @var TYPE TEXT [const] [fixed] [binding] [count=N]   tells that TEXT may be used from here to the end of its block
  @drop TEXT  takes it back
  @capture    this is a lambda's body: structured bindings of outside cannot be named
  @N FLAGS    up to N random statements. Flags: loop (break and continue are legal), switch (break is), lambda (no way out
              but the end), noexit (neither return nor a jump), nothrow, label:NAME (goto NAME is legal), catch (throw; is),
              const (nothing around may be changed), copies (variables are captured by value), only:a,b (nothing else is in scope),
              block (in braces: no jump over what they declare)
  @log A << B / @mix E   print, or add to the checksum
"""
import re

NAMES = {
    "i": "int", "u": "unsigned", "l": "long", "b": "bool", "s": "std::string",
}


class Writer:
    def __init__(self):
        self.lines = []
        self.indent = 0

    def line(self, text):
        """Indents by braces."""
        if not text:
            self.lines.append("")
            return
        opens, closes = braces(text)
        leading = 0
        while leading < len(text) and text[leading] == "}":
            leading += 1
        label = re.match(r"(\w+:|case .*:|default:|public:|protected:|private:)( \{)?$", text)
        before = self.lines[-1].strip() if self.lines else ""
        lone = re.match(r"(if \(|else\b|\} else\b)", before) and not before.endswith(("{", ";", "}"))
        self.lines.append("  " * max(0, self.indent - leading - (1 if label else 0) + (1 if lone else 0)) + text)
        self.indent += opens - closes


def braces(text):
    stripped = re.sub(r'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])*\'', "", text)
    return stripped.count("{"), stripped.count("}")


class Templates:
    """Needs self.rng, self.out (a Writer), self.expression and self.statements."""

    def fresh(self, word):
        self.counter += 1
        return f"{word}{self.counter}"

    def write(self, text):
        self.out.line(text)

    def expand(self, ctx, line, names):
        line = re.sub(r"~\((.*?)\)~", lambda m: self.rng.pick(m[1].split(" ~~ ")), line)

        def name(m):
            if m[1] not in names:
                names[m[1]] = self.fresh(m[1])
            return names[m[1]]

        line = re.sub(r"\$(\w+)", name, line)

        def value(m):
            code = m[1]
            if code == "k":
                return str(self.rng.between(2, 4))
            if code == "n":
                return str(self.rng.between(0, 99))
            if code == "w":
                return '"' + self.rng.pick(self.WORDS) + '"'
            if code == "f":
                return self.fixed_int(ctx).text
            # C++ leaves it undefined when the initialiser of a static local calls its own function again.
            calls = code.isupper() and not (self.reentered and line.startswith("static "))
            e = self.stored(ctx, NAMES[code.lower()], 2, calls)
            alone = re.search(r"([({,;?:]|[^=!<>]=|return|case)\s*$", line[: m.start()]) and re.match(r"\s*[)},;]", line[m.end() :])
            return e.text if alone else e.inner

        return re.sub(r"~([iulbsIULBSfknw])~", value, line)

    def template(self, ctx, text, **names):
        """Writes an idiom. Its variables outside of braces stay in scope for what follows it."""
        level = 0
        for raw in text.strip().split("\n"):
            line = raw.strip()
            if line.startswith("? "):
                if self.rng.chance(50):
                    continue
                line = line[2:]
            if line.startswith("@"):
                self.directive(ctx, self.expand(ctx, line, names))
                continue
            line = self.expand(ctx, line, names)
            opens, closes = braces(line)
            leading = 0
            while leading < len(line) and line[leading] == "}":
                leading += 1
            # Lines like "} else {" close one block and open another.
            for _ in range(leading):
                ctx.scopes.pop()
                level -= 1
            self.write(line)
            net = opens - (closes - leading)
            for _ in range(max(net, 0)):
                ctx.scopes.append([])
                level += 1
            for _ in range(max(-net, 0)):
                ctx.scopes.pop()
                level -= 1
        assert level == 0, f"unbalanced: {text}"

    def directive(self, ctx, line):
        word, _, rest = line[1:].partition(" ")
        if word == "var":
            self.declare(ctx, rest)
        elif word == "drop":
            ctx.drop(rest)
        elif word == "capture":
            ctx.capture()
        elif word == "log":
            self.log(rest)
        elif word == "mix":
            self.write(f"checksum = checksum * 31 + static_cast<unsigned>({rest});")
        elif word.isdigit():
            self.hole(ctx, int(word), rest.split())
        else:
            raise AssertionError(line)

    def declare(self, ctx, rest):
        from .scope import Var

        words = rest.split(" ")
        options = [w for w in words if w in ("const", "fixed", "binding") or w.startswith("count=")]
        type, text = words[0], " ".join(w for w in words[1:] if w not in options)
        count = next((w[6:] for w in options if w.startswith("count=")), None)
        if count and count.isdigit():
            count = int(count)
        if type == "ints" and count is None:
            count = f"{text}.size()"
        if type == "int":
            self.ints.append(text)
        elif text in self.ints:
            self.ints.remove(text)
        const = "const" in options or "fixed" in options
        ctx.add(Var(text, type, const=const, count=count, binding="binding" in options, fixed="fixed" in options))

    def hole(self, ctx, count, flags):
        from .scope import IDENTIFIER, SCALARS, Var

        inner = ctx.nested()
        for flag in flags:
            if flag == "loop":
                inner.can_break = inner.can_continue = True
            elif flag == "switch":
                inner.can_break = True
            elif flag == "noexit":
                inner.seal()
                inner.in_catch = ctx.in_catch
            elif flag == "lambda":
                inner.seal()
                inner.restrict(lambda v: None if v.binding else v)
            elif flag == "nothrow":
                inner.can_throw = False
                inner.in_catch = False
            elif flag == "catch":
                inner.in_catch = True
            elif flag == "const":
                inner.restrict(lambda v: Var(v.text, v.type, True, v.count, v.binding, v.fixed))
            elif flag == "copies":
                inner.restrict(lambda v: Var(v.text, v.type, True, v.count, False, v.fixed)
                               if IDENTIFIER.match(v.text) and v.type in SCALARS and not v.binding else None)
            elif flag.startswith("only:"):
                keep = flag[5:].split(",")
                inner.restrict(lambda v: v if v.text in keep else None)
            elif flag.startswith("label:"):
                inner.labels.append(flag[6:])
            elif flag != "block":
                raise AssertionError(flag)
        if "block" in flags:
            self.write("{")
        self.statements(inner, self.rng.between(1, count))
        if "block" in flags:
            self.write("}")

    def log(self, rest):
        self.tag += 1
        if rest in self.ints and self.rng.chance(40):
            self.write(f'std::printf("{self.function}.{self.tag} %d\\n", {rest});')
            return
        self.write(f"std::cout << \"{self.function}.{self.tag} \" << {rest} << '\\n';")
