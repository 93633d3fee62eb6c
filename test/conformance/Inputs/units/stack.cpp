/* The stack itself: a singly linked list that nobody else sees. */
#include "stack.h"

#include <stdlib.h>
#include <string.h>

int stack_count;

struct cell {
	struct cell *below;
	char text[1]; /* as long as it takes */
};

struct stack {
	struct cell *top;
	size_t depth;
};

struct stack *stack_new(void)
{
	struct stack *s = (struct stack *)malloc(sizeof *s);
	s->top = NULL;
	s->depth = 0;
	stack_count++;
	return s;
}

int stack_push(struct stack *s, const char *text)
{
	struct cell *c;
	if (s->depth == STACK_LIMIT)
		return -1;
	c = (struct cell *)malloc(sizeof *c + strlen(text));
	strcpy(c->text, text);
	c->below = s->top;
	s->top = c;
	stack_used();
	return (int)++s->depth;
}

char *stack_pop(struct stack *s)
{
	struct cell *c = s->top;
	char *text;
	if (!c)
		return NULL;
	s->top = c->below;
	s->depth--;
	text = strdup(c->text);
	free(c);
	return text;
}

void stack_each(const struct stack *s, visitor visit, void *data)
{
	size_t depth = 0;
	for (const struct cell *c = s->top; c; c = c->below)
		visit(c->text, depth++, data);
}

void stack_free(struct stack *s)
{
	char *text;
	while ((text = stack_pop(s)) != NULL)
		free(text);
	free(s);
	stack_count--;
}
