/* A stack of text in C, used by several files. */
#ifndef STACK_H
#define STACK_H
#include <stddef.h>

struct stack;
typedef void (*visitor)(const char *text, size_t depth, void *data);

struct stack *stack_new(void);
void stack_free(struct stack *s);
int stack_push(struct stack *s, const char *text);
char *stack_pop(struct stack *s); /* the caller frees it */
void stack_each(const struct stack *s, visitor visit, void *data);

extern int stack_count;
static int stack_uses; /* one in each file */
static inline int stack_used(void) { return ++stack_uses; }

#define STACK_LIMIT 5
#endif
