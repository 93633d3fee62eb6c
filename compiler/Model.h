// The data that flows between the passes. No logic but printing (Model.cpp): every type here prints itself, and
// `perdurec --dump=functions|points|plan` shows it.
//
//   Discover   -> which functions are resumable, which calls suspend            (Clang's AST)
//   Lower      -> Function: a tree of Nodes over the user's own text            (Node, Fragment, Variable)
//   Flatten    -> the same function as straight sections of Ops                 (Op, Section)
//   Plan       -> what each variable is, what each suspension point keeps       (Variable::kind, Point::live)
//   Emit       -> frame, direct body (from the tree), resume body (from the ops)
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace perdure {

using VariableId = int;
using LabelId = int;

/// How a native call that was captured is left: both raise the flag first, and save the frame.
enum class Transform {
  RetVal, ///< it returns, and what it returns is looked at by nobody
  Catch,  ///< it throws perdure::detail::unwind, which no handler of the user's sees
};
inline constexpr int none = -1;

/// How one variable (the user's, or a temporary that outlives a suspension) is kept.
struct Variable {
  enum Kind {
    Spilled,   ///< a local of both bodies; copied to the frame at capture
    Reference, ///< a reference: its address is copied to the frame at capture
    Pinned,    ///< built in the frame (`inResult`: in that of whoever waits for the result), destroyed there
    Static,    ///< a static local, defined once outside of both bodies
    Constant,  ///< declared anew in each body: its initialiser is a constant
    Exception, ///< what a handler handles, while it may suspend
  };
  Kind kind = Spilled;
  std::string name;                  ///< the user's name; temporaries: t1_, t2_, ...
  std::string field;                 ///< its name in the frame, unique there
  std::string value;                 ///< its declarator with '@' for the name: "int @[3]"; without cv and reference
  std::string pointer;               ///< declarator of a pointer to it, cv included: "const int (*@)[3]"
  std::string alias;                 ///< declarator of a reference to it, cv included: "const int (&@)[3]"
  std::string reference;             ///< a reference's own type: "const int (&&)[3]"
  std::string display;               ///< its type as schema and debugger show it
  int nativeIn = none;               ///< a handler's reference: bound by the catch clause of this section
  std::string text;                  ///< Static: the call that returns it; Constant: its declaration
  std::vector<std::string> bindings; ///< a structured binding's names
  unsigned line = 0;
  unsigned alignment = 0; ///< in bytes, where the user asked for it
  bool parameter = false;
  bool temporary = false;
  bool isConst = false;
  bool isClass = false;
  bool isArray = false;
  bool spillable = false;      ///< trivially copyable, default constructible and assignable
  bool trivialDefault = false; ///< `T x;` runs no code
  bool cleared = false;        ///< but zeroes it: an image must not follow the pointers that its memory held before
  bool escapes = false;        ///< its address may outlive the statement that takes it
  bool destroyed = false;      ///< has a destructor to run
  bool maybe = false;          ///< built on one branch only, destroyed with its full expression
  bool shadowed = false;       ///< its name means another variable somewhere in its scope
  bool self = false;           ///< the object that a member function was called on: `this`, always live
  bool room = false;           ///< an array of bytes that is aligned for objects to be placed in
  VariableId whole = none;     ///< an element that is built before the others of an array or aggregate are: it lies in
  std::string place;           ///< the slot of that one, at `place`, "[1].left"
  bool inResult = false;       ///< Pinned, but in the place of the function's result: what every `return` names
  VariableId own = none;       ///< a by-value parameter, Reference to what the caller made: where it is moved to if the
                               ///< caller cannot keep it (detail/lend.hpp)
};

/// A jump inside a piece of text that leaves it: the two bodies spell it differently.
struct Fragment;
struct Exit {
  enum Kind {
    Break,
    Continue,
    Goto,
    Return,
    Fall
  }; ///< Fall: [[fallthrough]], which only the direct body's switch knows
  Kind kind = Break;
  LabelId target = none;
  std::shared_ptr<Fragment> value; ///< Return: what it returns; may be null
  VariableId moves = none;         ///< Return: the local that `return x;` moves from
};

/// Text of the user's, verbatim where nothing in it changes, with the jumps that leave it.
struct Fragment {
  struct Piece {
    std::string text;
    std::optional<Exit> exit;
  };
  std::vector<Piece> pieces;
  std::string verbatim; ///< the same with its jumps as the user wrote them; empty: it has none
  std::set<VariableId> uses;
  unsigned line = 0; ///< of its first token; 0: glue
  unsigned column = 1;

  bool empty() const { return pieces.empty(); }
};

/// A place that control can jump to.
struct Label {
  std::string name;              ///< as it is spelled in generated code
  bool user = false;             ///< the user wrote it
  std::vector<VariableId> scope; ///< pinned variables that are built there, outermost first
  int section = 0;               ///< where it is placed
  int region = 0;
  bool needed = false; ///< the direct body jumps there with a goto
};

/// How a value is initialised.
struct Init {
  enum Form { None, Copy, Direct, List, Empty };
  Form form = None;
  Fragment text; ///< List: braces included; Direct: between the parentheses
};

/// A suspension point: one call that may suspend.
struct Point {
  std::string key;    ///< callee and ordinal, stable across builds
  std::string callee; ///< mangled name of the resumable function it calls; empty: a primitive, or not known
  std::string takes;  ///< what it expects of a function that is not known, "'i', 4"; empty: nothing is told
  unsigned line = 0;
  VariableId result = none;
  bool tail = false;            ///< `return f();` of class type: the callee builds this call's own result
  bool poll = false;            ///< a safe point: suspends only when somebody asked for it
  std::vector<VariableId> live; ///< what the frame keeps here, in field order

  /// May the call end with perdure::detail::unwind? Primitives and safe points only raise the flag.
  bool mayThrowUnwind() const { return !poll && key.rfind("perdure::", 0) != 0; }
};

struct Node;
using Nodes = std::vector<Node>;

struct Handler {
  std::string header; ///< "catch (const std::exception &e)", in the user's words
  std::string match;  ///< what the routing tries: "const std::exception &"; "..." catches all
  VariableId variable = none;
  Nodes body;
  unsigned line = 0;
};

/// The small tree: the user's control flow, desugared only around suspensions.
struct Node {
  enum Kind {
    Plain,     ///< text: statements without a suspension, whole
    Declare,   ///< variable, init: an initialisation that is followed by a suspension in its scope
    Construct, ///< variable, init: builds it, but its name comes into scope with a later Bind
    Adopt,     ///< variable: all elements (Variable::whole) are built, and are that one from here on
    Bind,      ///< variable: its name comes into scope
    Evaluate,  ///< variable := text, for an operand that is evaluated before a suspension
    Suspend,   ///< text is the call; point; variable is the result's
    If,        ///< text is the condition; children, otherwise
    Loop,      ///< forever { condition; if (!text) break; children; step }  (do: the condition last)
    Switch,    ///< text; children
    Case,      ///< text is "case 1:" or "default:"
    Mark,      ///< label: the user's own label, or a target
    Try,       ///< children; handlers
    Block,     ///< children: a scope
  };
  Kind kind = Plain;
  Fragment text;
  VariableId variable = none;
  int point = none;
  Init init;
  Exit exit;
  LabelId label = none;
  bool declares = false;  ///< Evaluate, Suspend: the variable's declaration is here
  bool unset = false;     ///< Evaluate: no jump may pass an initialisation, so it has no value before it is assigned
  bool discarded = false; ///< Suspend: the result is ignored
  bool isDo = false;
  bool bare = false; ///< Block: its braces are not needed for scoping
  Nodes condition;   ///< Loop: what runs before text is tested
  Nodes step;        ///< Loop: what `continue` runs
  Nodes children;
  Nodes otherwise;
  std::vector<Handler> handlers;
  LabelId breakLabel = none, continueLabel = none;
  enum {
    Anywhere,
    DirectOnly,
    TypeOnly,
    NamesOnly
  } role = Anywhere; ///< DirectOnly: [[fallthrough]]; TypeOnly: a local type's name; NamesOnly: `using A::f;`
  std::vector<std::string> names; ///< NamesOnly: what it declares
  std::string comment;            ///< what the user wrote above it
  Fragment header;                ///< Loop: "for (int i = 0; i < n; ++i)" where it needs no change
  unsigned line = 0;
};

/// One step of the resume body.
struct Op {
  enum Kind {
    Text,     ///< text, whole
    Build,    ///< variable, init (Declare and Construct)
    Adopt,    ///< variable: is built, of its elements
    Assign,   ///< variable := text (Evaluate)
    Call,     ///< a suspension: text, point, variable
    Destroy,  ///< variable: ends its life
    Branch,   ///< if (!text) goto target
    BranchIf, ///< if (text) goto target
    Select,   ///< switch (text) over `cases`
    Go,       ///< goto target
    Place,    ///< target: a label
    Return,   ///< exit
    Enter,    ///< region: the try region from here on (also set on leaving one)
    Drop,     ///< variable: an Exception that is handled now
  };
  struct Choice {
    std::string label; ///< "case 1:"
    LabelId target = none;
  };
  Kind kind = Text;
  Fragment text;
  VariableId variable = none;
  int point = none;
  Init init;
  Exit exit;
  LabelId target = none;
  std::vector<Choice> cases;
  int region = 0; ///< the try region it runs in; for Enter the new one
  bool discarded = false;
  unsigned line = 0;
  std::vector<VariableId> built; ///< pinned variables and exceptions that are built when it runs
  std::set<VariableId> visible;  ///< Call: what has been declared in the scopes around
  std::vector<size_t> brought;   ///< names from elsewhere that are in scope where it stands
};

/// `using A::f;` and its kin. What they bring holds in their block only, and the resume body has no blocks.
struct Brought {
  Fragment text;
  std::vector<std::string> names; ///< empty: nobody knows them all
};

/// A try block of the resume body and its handlers. Region 0 is the function itself.
struct Region {
  int parent = 0;
  int section = 0; ///< where its body's ops are
  struct Clause {
    std::string header, match;
    int section = none;
    VariableId variable = none;
  };
  std::vector<Clause> clauses;
  VariableId caught = none;      ///< its Exception variable
  std::vector<LabelId> starts;   ///< of its handlers
  std::vector<VariableId> outer; ///< pinned variables built when it was entered
};

/// Ops that can reach each other with goto: the function's own, or one handler's.
struct Section {
  std::vector<Op> ops;
  int region = none, clause = none; ///< the handler it is; none: the function's own
};

/// One resumable function.
struct Function {
  std::string name;       ///< as in a debugger
  std::string identifier; ///< prefix of generated names
  std::string mangled;
  std::string file;
  unsigned line = 0;
  std::string header;      ///< the definition up to its body, in the user's words
  std::string owner;       ///< "a::S<int>": the class that it is a member of, as declarators name it; empty: none
  std::string specialised; ///< "template <> ": in front of declarations of its class's member templates
  std::string scope;       ///< "a::": the namespaces around it
  bool isStatic = false;   ///< of a member: it has no object
  bool isConst = false;    ///< of a member: its object is const
  std::vector<std::string> aliases; ///< template parameters, as declarations for the beginning of both bodies
  std::string resultType;           ///< declarator without name: "int", "std::string"
  std::string resultDeclarator;     ///< with '@'
  enum Result { Void, Scalar, Ref, Class } result = Void;
  VariableId inResult = none; ///< the local that is built in the place of the result; `return` leaves it there
  std::string gives;          ///< its result, as Point::takes tells it
  bool isMain = false;
  bool functionTry = false;
  bool isNoexcept = false; ///< an exception that would leave it ends the program, after a resume too
  Transform transform = Transform::RetVal;
  std::vector<Variable> variables;
  std::vector<Label> labels;
  std::vector<Point> points; ///< points[0] is unused
  Nodes body;
  std::vector<Section> sections;
  std::vector<Region> regions;
  std::vector<VariableId> fields; ///< in declaration order
  std::vector<Fragment> types;    ///< local type names that are in scope at suspensions
  std::vector<Brought> brought;
  bool pins = false;
  unsigned endLine = 0;
};

std::string print(const Function &, const char *what); ///< what: "points" or "plan"

} // namespace perdure
