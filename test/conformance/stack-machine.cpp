// RUN: %triple %s
// A virtual machine in C: an assembler with labels and fix-ups, an array of tagged unions as the stack, a switch in a
// loop, calls and frames of its own.
// EVERY: 3
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { T_INT, T_REAL, T_TEXT, T_CODE } tag;

typedef struct {
    tag type;
    union {
        long i;
        double d;
        const char *s;
        int pc;
    } u;
} cell;

enum op {
    OP_PUSH, OP_DUP, OP_SWAP, OP_DROP, OP_OVER, OP_ADD, OP_SUB, OP_MUL, OP_LESS, OP_JUMP, OP_JZ, OP_CALL, OP_RET,
    OP_LOAD, OP_STORE, OP_PRINT, OP_HALT, OP_COUNT
};

static const struct {
    const char *name;
    int operand; /* 0 none, 1 a number or text, 2 a label, 3 a slot */
} ops[OP_COUNT] = {
    {"push", 1}, {"dup", 0}, {"swap", 0}, {"drop", 0}, {"over", 0}, {"add", 0}, {"sub", 0}, {"mul", 0}, {"less", 0},
    {"jump", 2}, {"jz", 2}, {"call", 2}, {"ret", 0}, {"load", 3}, {"store", 3}, {"print", 0}, {"halt", 0},
};

typedef struct {
    int op;
    cell operand;
    int line;
} instruction;

typedef struct label {
    char name[16];
    int pc;
    struct label *next;
} label;

typedef struct {
    instruction *code;
    int size, room;
    label *labels;
    cell stack[64];
    int top;
    int calls[32];
    int depth;
    cell slots[8];
    int steps;
    char error[80];
} machine;

static void fail(machine *m, const char *format, ...)
{
    va_list args;
    if (m->error[0]) return;
    va_start(args, format);
    vsnprintf(m->error, sizeof m->error, format, args);
    va_end(args);
}

static label *label_of(machine *m, const char *name)
{
    label **l = &m->labels;
    for (; *l; l = &(*l)->next)
        if (!strcmp((*l)->name, name)) return *l;
    *l = (label *)calloc(1, sizeof **l);
    strncpy((*l)->name, name, sizeof (*l)->name - 1);
    (*l)->pc = -1;
    return *l;
}

static void emit(machine *m, instruction in)
{
    if (m->size == m->room) {
        m->room = m->room ? 2 * m->room : 4;
        m->code = (instruction *)realloc(m->code, m->room * sizeof *m->code);
    }
    m->code[m->size++] = in;
}

static int assemble(machine *m, const char *const *lines)
{
    for (int n = 0; lines[n]; n++) {
        char word[16], rest[32] = "";
        const char *line = lines[n];
        if (sscanf(line, "%15s %31[^\n]", word, rest) < 1) continue;
        size_t length = strlen(word);
        if (word[length - 1] == ':') {
            word[length - 1] = 0;
            label_of(m, word)->pc = m->size;
            continue;
        }
        instruction in;
        memset(&in, 0, sizeof in);
        in.line = n + 1;
        for (in.op = 0; in.op < OP_COUNT; in.op++)
            if (!strcmp(ops[in.op].name, word)) break;
        if (in.op == OP_COUNT) {
            fail(m, "line %d: no instruction '%s'", n + 1, word);
            return 0;
        }
        switch (ops[in.op].operand) {
        case 1:
            if (rest[0] == '\'') {
                in.operand.type = T_TEXT;
                in.operand.u.s = strchr(line, '\'') + 1;
            } else if (strchr(rest, '.')) {
                in.operand.type = T_REAL;
                in.operand.u.d = atof(rest);
            } else {
                in.operand.type = T_INT;
                in.operand.u.i = atol(rest);
            }
            break;
        case 2:
            in.operand.type = T_TEXT;
            in.operand.u.s = label_of(m, rest)->name; /* until the labels are known */
            break;
        case 3:
            in.operand.u.i = atol(rest);
            break;
        }
        emit(m, in);
    }
    for (instruction *in = m->code; in < m->code + m->size; in++) {
        if (ops[in->op].operand != 2) continue;
        label *l = label_of(m, in->operand.u.s);
        if (l->pc < 0) {
            fail(m, "line %d: no label '%s'", in->line, l->name);
            return 0;
        }
        in->operand.type = T_CODE;
        in->operand.u.pc = l->pc;
    }
    return 1;
}

static void push(machine *m, cell c)
{
    if (m->top == 64)
        fail(m, "the stack is full");
    else
        m->stack[m->top++] = c;
}

static cell pop(machine *m)
{
    cell none = {T_INT, {0}};
    if (m->top == 0) {
        fail(m, "the stack is empty");
        return none;
    }
    return m->stack[--m->top];
}

static double real(cell c) { return c.type == T_REAL ? c.u.d : (double)c.u.i; }

static cell arithmetic(machine *m, int op, cell a, cell b)
{
    cell r;
    r.type = T_INT;
    r.u.i = 0;
    if (a.type == T_TEXT || b.type == T_TEXT) {
        fail(m, "'%s' of a text", ops[op].name);
    } else if (op == OP_LESS) {
        r.u.i = real(a) < real(b);
    } else if (a.type == T_REAL || b.type == T_REAL) {
        r.type = T_REAL;
        r.u.d = op == OP_ADD ? real(a) + real(b) : op == OP_SUB ? real(a) - real(b) : real(a) * real(b);
    } else {
        r.u.i = op == OP_ADD ? a.u.i + b.u.i : op == OP_SUB ? a.u.i - b.u.i : a.u.i * b.u.i;
    }
    return r;
}

static void print(cell c)
{
    if (c.type == T_INT)
        printf("%ld\n", c.u.i);
    else if (c.type == T_REAL)
        printf("%.3f\n", c.u.d);
    else if (c.type == T_TEXT)
        printf("%s\n", c.u.s);
}

static void run(machine *m)
{
    int pc = 0;
    while (!m->error[0]) {
        if (pc < 0 || pc >= m->size) {
            fail(m, "ran off the code");
            break;
        }
        const instruction *in = &m->code[pc++];
        cell a, b;
        m->steps++;
        switch (in->op) {
        case OP_PUSH: push(m, in->operand); break;
        case OP_DUP: a = pop(m); push(m, a); push(m, a); break;
        case OP_SWAP: b = pop(m); a = pop(m); push(m, b); push(m, a); break;
        case OP_DROP: pop(m); break;
        case OP_OVER: b = pop(m); a = pop(m); push(m, a); push(m, b); push(m, a); break;
        case OP_ADD:
        case OP_SUB:
        case OP_MUL:
        case OP_LESS:
            b = pop(m);
            a = pop(m);
            push(m, arithmetic(m, in->op, a, b));
            break;
        case OP_JZ:
            a = pop(m);
            if (a.u.i) break;
            /* fall through */
        case OP_JUMP: pc = in->operand.u.pc; break;
        case OP_CALL:
            if (m->depth == 32) {
                fail(m, "line %d: too deep", in->line);
                break;
            }
            m->calls[m->depth++] = pc;
            pc = in->operand.u.pc;
            break;
        case OP_RET:
            if (m->depth == 0) return;
            pc = m->calls[--m->depth];
            break;
        case OP_LOAD: push(m, m->slots[in->operand.u.i]); break;
        case OP_STORE: m->slots[in->operand.u.i] = pop(m); break;
        case OP_PRINT: print(pop(m)); break;
        case OP_HALT: return;
        }
    }
}

static void execute(const char *title, const char *const *lines)
{
    machine *m = (machine *)calloc(1, sizeof *m);
    printf("== %s\n", title);
    if (assemble(m, lines)) run(m);
    if (m->error[0]) printf("error: %s\n", m->error);
    printf("%d instructions, %d steps, %d left on the stack\n", m->size, m->steps, m->top);
    while (m->labels) {
        label *l = m->labels;
        m->labels = l->next;
        free(l);
    }
    free(m->code);
    free(m);
}

int main(void)
{
    static const char *const factorial[] = {
        "push 6", "call fact", "print", "push 'done", "print", "halt",
        "fact:", "dup", "push 2", "less", "jz more", "drop", "push 1", "ret",
        "more:", "dup", "push 1", "sub", "call fact", "mul", "ret", NULL};
    static const char *const sum[] = {
        "push 0", "store 0", "push 0.0", "store 1",
        "again:", "load 0", "push 5", "less", "jz end",
        "load 1", "load 0", "push 0.5", "mul", "add", "dup", "store 1", "print",
        "load 0", "push 1", "add", "store 0", "jump again",
        "end:", "load 1", "load 0", "halt", NULL};
    static const char *const deep[] = {"here:", "push 1", "call here", NULL};
    static const char *const missing[] = {"push 1", "jump nowhere", NULL};
    static const char *const wrong[] = {"push 'a", "push 1", "add", "halt", NULL};
    static const char *const unknown[] = {"push 1", "frobnicate", NULL};
    execute("factorial", factorial);
    execute("sum", sum);
    execute("deep", deep);
    execute("missing", missing);
    execute("wrong", wrong);
    execute("unknown", unknown);
    return 0;
}
