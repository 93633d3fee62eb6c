// RUN: %triple %s
// A parser of configuration files in C whose control flow is goto: states as labels, an error exit that releases everything,
// retries, jumps out of nested loops, and Duff's device.
// EVERY: 2
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair {
    char *section, *key, *value;
};

struct config {
    struct pair *pairs;
    int count, room;
};

static char *copy(const char *from, const char *to)
{
    char *text = (char *)malloc(to - from + 1);
    memcpy(text, from, to - from);
    text[to - from] = 0;
    return text;
}

static void release(struct config *c)
{
    while (c->count-- > 0) {
        free(c->pairs[c->count].section);
        free(c->pairs[c->count].key);
        free(c->pairs[c->count].value);
    }
    free(c->pairs);
}

static int parse(const char *text, struct config *c, const char **error)
{
    const char *p = text, *start;
    char *section = copy("", ""), *key = NULL;
    int line = 1, status = -1;

    memset(c, 0, sizeof *c);
next_line:
    while (*p == ' ' || *p == '\t')
        p++;
    switch (*p) {
    case '\0':
        goto done;
    case '\n':
        line++;
        p++;
        goto next_line;
    case '#':
    case ';':
        goto comment;
    case '[':
        p++;
        goto in_section;
    default:
        if (!isalpha((unsigned char)*p)) {
            *error = "a key was expected";
            goto fail;
        }
    }
    for (start = p; isalnum((unsigned char)*p) || *p == '_'; p++)
        ;
    key = copy(start, p);
    while (*p == ' ')
        p++;
    if (*p++ != '=') {
        *error = "'=' was expected";
        goto fail;
    }
    while (*p == ' ')
        p++;
    start = p;
    if (*p == '"')
        goto quoted;
    while (*p && *p != '\n' && *p != '#')
        p++;
    {
        const char *end = p;
        while (end > start && end[-1] == ' ')
            end--;
        if (c->count == c->room) {
        grow:
            c->room = c->room * 2 + 1;
            c->pairs = (struct pair *)realloc(c->pairs, c->room * sizeof *c->pairs);
            if (c->room < 2)
                goto grow;
        }
        c->pairs[c->count].section = copy(section, section + strlen(section));
        c->pairs[c->count].key = key;
        c->pairs[c->count].value = copy(start, end);
        c->count++;
        key = NULL;
    }
    if (*p == '"')
        p++;
    goto next_line;

quoted:
    for (start = ++p; *p != '"'; p++)
        if (!*p || *p == '\n') {
            *error = "the text does not end";
            goto fail;
        }
    if (c->count == c->room) {
        c->room = c->room * 2 + 1;
        c->pairs = (struct pair *)realloc(c->pairs, c->room * sizeof *c->pairs);
    }
    c->pairs[c->count].section = copy(section, section + strlen(section));
    c->pairs[c->count].key = key;
    c->pairs[c->count++].value = copy(start, p++);
    key = NULL;
    goto next_line;

comment:
    while (*p && *p != '\n')
        p++;
    goto next_line;

in_section:
    start = p;
    while (*p != ']') {
        if (!*p || *p == '\n') {
            *error = "']' was expected";
            goto fail;
        }
        p++;
    }
    free(section);
    section = copy(start, p++);
    goto next_line;

fail:
    status = line;
    goto out;
done:
    status = 0;
out:
    free(section);
    free(key);
    return status;
}

static int find(int grid[3][4], int wanted, int *row, int *column)
{
    int steps = 0;
    for (*row = 0; *row < 3; ++*row)
        for (*column = 0; *column < 4; ++*column) {
            steps++;
            if (grid[*row][*column] == wanted)
                goto found;
            if (grid[*row][*column] < 0)
                goto next_row;
            continue;
        next_row:
            break;
        }
    return -steps;
found:
    return steps;
}

/* Duff's device. */
static void send(short *to, const short *from, int count)
{
    int n = (count + 3) / 4;
    switch (count % 4) {
    case 0:
        do {
            *to++ = *from++;
            /* fall through */
        case 3:
            *to++ = *from++;
            /* fall through */
        case 2:
            *to++ = *from++;
            /* fall through */
        case 1:
            *to++ = *from++;
        } while (--n > 0);
    }
}

int main(void)
{
    static const char *const files[] = {
        "# first\nname = perennial  \n\n[size]\nwidth=10 # wide\nheight = 20\n[]\nquote = \"a # b\" \n x_1=",
        "a = 1\n; c\nb 2\n", "[open\n", "t = \"unfinished\nnext = 1", "=", "", "k=v\n!",
    };
    for (unsigned i = 0; i < sizeof files / sizeof *files; i++) {
        struct config c;
        const char *error = NULL;
        int line = parse(files[i], &c, &error);
        if (line)
            printf("file %u, line %d: %s\n", i, line, error);
        for (int j = 0; j < c.count; j++)
            printf("%s.%s = [%s]\n", c.pairs[j].section, c.pairs[j].key, c.pairs[j].value);
        release(&c);
    }

    int grid[3][4] = {{1, 2, -1, 9}, {3, 4, 5, 6}, {-1, 7, 8, 9}};
    int wanted[] = {5, 9, 3, 7}, row, column;
    for (int i = 0; i < 4; i++) {
        int steps = find(grid, wanted[i], &row, &column);
        printf("%d: %d steps, %d %d\n", wanted[i], steps, row, column);
    }

    short from[10], to[12];
    for (int count = 1; count <= 10; count++) {
        from[count - 1] = count * count;
        memset(to, 0, sizeof to);
        send(to, from, count);
        int sum = 0;
        for (int i = 0; i < 12; i++)
            sum = sum * 3 % 1001 + to[i];
        printf("%d ", sum);
    }
    printf("\n");
    return 0;
}
