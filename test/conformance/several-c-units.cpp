// RUN: %triple %s
// SOURCES: Inputs/units/stack.cpp
// C in two files: an opaque structure, callbacks with a void pointer, static variables in a header, blocks longer than their
// type says, an undo list.
#include "Inputs/units/stack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct joined {
	char text[80];
	size_t deepest;
};

static void join(const char *text, size_t depth, void *data)
{
	struct joined *j = (struct joined *)data;
	snprintf(j->text + strlen(j->text), sizeof j->text - strlen(j->text), "%s%s", depth ? "," : "", text);
	j->deepest = depth;
}

static void show(const char *title, const struct stack *s)
{
	struct joined j = {"", 0};
	stack_each(s, join, &j);
	printf("%s [%s] %d\n", title, j.text, (int)j.deepest);
}

static void type(char *line, const char *text, struct stack *undo)
{
	if (stack_push(undo, line) < 0)
		printf("no room for '%s'\n", line);
	strcat(line, text);
	stack_used();
}

static int back(char *line, struct stack *undo, struct stack *redo)
{
	char *before = stack_pop(undo);
	if (!before)
		return 0;
	stack_push(redo, line);
	strcpy(line, before);
	free(before);
	return 1;
}

int main(void)
{
	struct stack *undo = stack_new(), *redo = stack_new();
	char line[100] = "";
	const char *words[] = {"a", " longer", " line", " of", " several", " words"};
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
		type(line, words[i], undo);
	printf("%s\n", line);
	show("undo", undo);
	int steps = 0;
	while (back(line, undo, redo) && ++steps < 3)
		;
	printf("%s\n", line);
	show("undo", undo);
	show("redo", redo);
	back(line, redo, undo);
	type(line, "!", undo);
	printf("%s after %d, %d stacks, %d uses\n", line, steps, stack_count, stack_uses);
	stack_free(undo);
	stack_free(redo);
	printf("%d\n", stack_count);
	return 0;
}
