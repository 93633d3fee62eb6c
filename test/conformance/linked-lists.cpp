// RUN: %triple %s
// Linked lists in C: singly linked with pointers to pointers, reversal, merge sort, a cycle found by two walkers; a doubly
// linked list with a sentinel; a list of unions; a sparse polynomial.
// EVERY: 2
#include <cassert>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

typedef struct node {
    int data;
    struct node *next;
} node;

static int allocated;

static node *cons(int data, node *next)
{
    node *n = (node *)malloc(sizeof(node));
    allocated++;
    n->data = data;
    n->next = next;
    return n;
}

static void drop(node *n)
{
    free(n);
    allocated--;
}

static node *list_of(int count, ...)
{
    node *first = NULL, **end = &first;
    va_list args;
    va_start(args, count);
    while (count--) {
        *end = cons(va_arg(args, int), NULL);
        end = &(*end)->next;
    }
    va_end(args);
    return first;
}

static void show(const char *title, const node *n)
{
    printf("%s:", title);
    for (; n; n = n->next) printf(" %d", n->data);
    printf("\n");
}

static node *reverse(node *n)
{
    node *done = NULL;
    while (n) {
        node *next = n->next;
        n->next = done;
        done = n;
        n = next;
    }
    return done;
}

static void remove_if(node **link, int (*predicate)(int))
{
    while (*link) {
        node *n = *link;
        if (predicate(n->data)) {
            *link = n->next;
            drop(n);
        } else
            link = &n->next;
    }
}

static int odd(int v) { return v & 1; }
static int any(int) { return 1; }

static node *merge(node *a, node *b)
{
    node *first = NULL, **end = &first;
    while (a && b) {
        node **from = b->data < a->data ? &b : &a;
        *end = *from;
        *from = (*from)->next;
        end = &(*end)->next;
    }
    *end = a ? a : b;
    return first;
}

static node *sort(node *n)
{
    if (!n || !n->next) return n;
    node *slow = n, *fast = n->next;
    while (fast && fast->next) {
        slow = slow->next;
        fast = fast->next->next;
    }
    node *second = slow->next;
    slow->next = NULL;
    n = sort(n);
    second = sort(second);
    return merge(n, second);
}

static int cycle_length(const node *n)
{
    const node *slow = n, *fast = n;
    while (fast && fast->next) {
        slow = slow->next;
        fast = fast->next->next;
        if (slow == fast) {
            int length = 0;
            do {
                slow = slow->next;
                length++;
            } while (slow != fast);
            return length;
        }
    }
    return 0;
}

/* Doubly linked, with a sentinel. */
struct dnode {
    struct dnode *prev, *next;
    char text[8];
};
struct dlist {
    struct dnode ends;
    int size;
};

static void dinit(struct dlist *l)
{
    l->ends.prev = l->ends.next = &l->ends;
    l->size = 0;
}
static void dinsert(struct dlist *l, struct dnode *before, const char *text)
{
    struct dnode *n = (struct dnode *)calloc(1, sizeof *n);
    strncpy(n->text, text, sizeof n->text - 1);
    n->prev = before->prev;
    n->next = before;
    before->prev->next = n;
    before->prev = n;
    l->size++;
}
static void derase(struct dlist *l, struct dnode *n)
{
    n->prev->next = n->next;
    n->next->prev = n->prev;
    free(n);
    l->size--;
}

/* Values of several types. */
enum type { INTEGER, REAL, TEXT, LIST };
struct value {
    enum type type;
    union {
        long i;
        double d;
        char *s;
        struct value *list;
    };
    struct value *next;
};

static struct value *value_new(enum type type)
{
    struct value *v = (struct value *)calloc(1, sizeof *v);
    v->type = type;
    return v;
}
static void value_print(const struct value *v)
{
    switch (v->type) {
    case INTEGER: printf("%ld", v->i); break;
    case REAL: printf("%g", v->d); break;
    case TEXT: printf("'%s'", v->s); break;
    case LIST:
        putchar('(');
        for (const struct value *e = v->list; e; e = e->next) {
            value_print(e);
            if (e->next) putchar(' ');
        }
        putchar(')');
    }
}
static void value_free(struct value *v)
{
    while (v) {
        struct value *next = v->next;
        if (v->type == TEXT) free(v->s);
        if (v->type == LIST) value_free(v->list);
        free(v);
        v = next;
    }
}

/* Polynomials: exponent falls. */
struct term {
    int c, e;
    struct term *next;
};
static struct term *poly_add(struct term *t, int c, int e)
{
    struct term **link = &t;
    while (*link && (*link)->e > e) link = &(*link)->next;
    if (*link && (*link)->e == e) {
        (*link)->c += c;
        if ((*link)->c == 0) {
            struct term *dead = *link;
            *link = dead->next;
            free(dead);
        }
    } else {
        struct term *fresh = (struct term *)malloc(sizeof *fresh);
        fresh->c = c;
        fresh->e = e;
        fresh->next = *link;
        *link = fresh;
    }
    return t;
}
static void poly_print(const struct term *t)
{
    for (int first = 1; t; t = t->next, first = 0) printf("%s%dx^%d", first || t->c < 0 ? "" : "+", t->c, t->e);
    printf("\n");
}
static void poly_free(struct term *t)
{
    while (t) {
        struct term *next = t->next;
        free(t);
        t = next;
    }
}

int main()
{
    node *l = list_of(9, 5, 2, 8, 1, 9, 3, 7, 4, 6);
    show("list", l);
    show("reversed", l = reverse(l));
    show("sorted", l = sort(l));
    remove_if(&l, odd);
    show("even", l);
    node *last = l;
    while (last->next) last = last->next;
    printf("cycle %d", cycle_length(l));
    last->next = l->next;
    printf(", then %d\n", cycle_length(l));
    last->next = NULL;
    remove_if(&l, any);
    printf("%d allocated, %s\n", allocated, l ? "some" : "empty");

    struct dlist d;
    dinit(&d);
    const char *words[] = {"c", "a", "d", "b", "longer than that"};
    for (const char *w : words) {
        struct dnode *n = d.ends.next;
        while (n != &d.ends && strcmp(n->text, w) < 0) n = n->next;
        dinsert(&d, n, w);
    }
    for (struct dnode *n = d.ends.prev; n != &d.ends; n = n->prev) printf("%s ", n->text);
    derase(&d, d.ends.next->next);
    printf("| %d:", d.size);
    for (struct dnode *n = d.ends.next; n != &d.ends; n = n->next) printf(" %s", n->text);
    printf("\n");
    while (d.size) derase(&d, d.ends.next);

    struct value *list = value_new(LIST), **end = &list->list;
    for (int i = 0; i < 5; i++) {
        *end = value_new((enum type)(i % 4));
        switch ((*end)->type) {
        case INTEGER: (*end)->i = 10 * i; break;
        case REAL: (*end)->d = i + 0.25; break;
        case TEXT:
            (*end)->s = strdup("two");
            (*end)->s[0] = 'T';
            break;
        case LIST:
            (*end)->list = value_new(REAL);
            (*end)->list->d = -1.5;
            (*end)->list->next = value_new(LIST);
            break;
        }
        end = &(*end)->next;
    }
    value_print(list);
    printf("\n");
    value_free(list);

    struct term *p = NULL, *q = NULL, *product = NULL;
    p = poly_add(poly_add(poly_add(p, 1, 0), 3, 2), -2, 1);
    q = poly_add(poly_add(q, 2, 1), 3, 2);
    for (struct term *a = p; a; a = a->next)
        for (struct term *b = q; b; b = b->next) product = poly_add(product, a->c * b->c, a->e + b->e);
    poly_print(p);
    poly_print(q);
    poly_print(product);
    product = poly_add(product, -9, 4);
    poly_print(product);
    poly_free(p);
    poly_free(q);
    poly_free(product);
    assert(allocated == 0);
}
