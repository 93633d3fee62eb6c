"""What a piece of generated code may use: the variables in scope, and the ways out that are legal here."""
import re

SCALARS = ("int", "unsigned", "long", "bool", "std::string")
IDENTIFIER = re.compile(r"[A-Za-z_]\w*$")


class Var:
    """An lvalue that code may read, and write unless it is const.

    text: how it is spelled (`x`, `p->value`, `*slot`); type: one of SCALARS, "ints" (indexable, of int, never empty, its
    size fixed; `count` is then the text of its size) or the name of a class. A const one is never changed by anybody
    while it is in scope, so it may stand beside a call in an unordered expression.
    """

    def __init__(self, text, type, const=False, count=None, binding=False, fixed=None):
        if type == "std::string" and text.startswith("*"):
            text = f"({text})"  # a member may be called
        self.text, self.type, self.const, self.count, self.binding = text, type, const, count, binding
        self.fixed = const if fixed is None else fixed


class Callable:
    """A function that code may call. params: (type, mode), mode one of value, ref, cref.

    owner: the class of a method, None for a function; throws: an exception may leave it;
    optional: that many parameters, the last ones, have default arguments. A parameter of type "depth" bounds a recursion.
    """

    def __init__(self, name, ret, params, throws, owner=None, const=False, optional=0):
        self.optional = optional
        self.name, self.ret, self.params, self.throws = name, ret, params, throws
        self.owner, self.const = owner, const


class Context:
    """Where code is generated: scopes, innermost last, and what may be done here."""

    def __init__(self, ret=None):
        self.scopes = [[]]
        self.ret = ret  # the type that `return` needs; "void"; None: no return here
        self.can_throw = True
        self.can_break = self.can_continue = False
        self.labels = []
        self.depth = 0  # of nested holes
        self.budget = [20]  # statements left for this function, shared by all that is nested in it
        self.in_catch = False

    def nested(self):
        inner = Context(self.ret)
        inner.scopes = [list(scope) for scope in self.scopes] + [[]]
        inner.can_throw, inner.can_break, inner.can_continue = self.can_throw, self.can_break, self.can_continue
        inner.labels = list(self.labels)
        inner.depth = self.depth + 1
        inner.budget = self.budget
        inner.in_catch = self.in_catch
        return inner

    def seal(self):
        """A lambda's body: no way out but its end."""
        self.ret = None
        self.can_break = self.can_continue = self.in_catch = False
        self.labels = []

    def add(self, var):
        self.scopes[-1].append(var)

    def drop(self, text):
        for scope in self.scopes:
            scope[:] = [v for v in scope if v.text != text]

    def restrict(self, keep):
        """keep: var -> var or None."""
        for scope in self.scopes:
            scope[:] = [w for w in map(keep, scope) if w is not None]

    def capture(self):
        """From here to the end of the block: the body of a lambda, which cannot name structured bindings of outside."""
        self.scopes[-1].append(Var("", "capture"))

    def all(self):
        found = []
        for scope in self.scopes:
            for v in scope:
                if v.type == "capture":
                    found = [w for w in found if not w.binding]
                else:
                    found.append(v)
        return found

    def of(self, type, writable=False):
        return [v for v in self.all() if v.type == type and not (writable and v.const)]
