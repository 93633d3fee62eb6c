// RUN: %triple %s
// A sudoku solver by backtracking over a global board, in the C manner: plain arrays, indices, early exits.
// EVERY: 3
#include <cstdio>
#include <cstring>

#define N 9
#define BLOCK(r, c) (((r) / 3) * 3 + (c) / 3)

static int board[N][N];
static unsigned rows[N], columns[N], blocks[N];
static int tries, backsteps;

static const char *puzzle = "534678912"
                            "6.2195348"
                            "19834256."
                            "8597.1423"
                            "42685379."
                            "71.924856"
                            "9615372.4"
                            ".87419635"
                            "34528617.";

static void place(int r, int c, int digit)
{
    unsigned bit = 1u << digit;
    board[r][c] = digit;
    rows[r] |= bit;
    columns[c] |= bit;
    blocks[BLOCK(r, c)] |= bit;
}

static void lift(int r, int c)
{
    unsigned bit = ~(1u << board[r][c]);
    board[r][c] = 0;
    rows[r] &= bit;
    columns[c] &= bit;
    blocks[BLOCK(r, c)] &= bit;
}

static int read(const char *text)
{
    int empty = 0;
    for (int i = 0; text[i]; i++) {
        if (text[i] == '.')
            empty++;
        else
            place(i / N, i % N, text[i] - '0');
    }
    return empty;
}

/* The empty cell with the fewest candidates; 0 when there is none. */
static int pick(int *row, int *column)
{
    int best = N + 1;
    for (int r = 0; r < N; r++) {
        if (rows[r] == 0x3fe)
            continue;
        for (int c = 0; c < N; c++) {
            if (board[r][c])
                continue;
            unsigned used = rows[r] | columns[c] | blocks[BLOCK(r, c)];
            int free = N - __builtin_popcount(used & 0x3fe);
            if (free < best) {
                best = free;
                *row = r;
                *column = c;
                if (free <= 1)
                    goto found;
            }
        }
    }
found:
    return best <= N;
}

static int solve(int depth)
{
    int r, c;
    if (!pick(&r, &c))
        return 1;
    for (int digit = 1; digit <= N; digit++) {
        unsigned bit = 1u << digit;
        if ((rows[r] | columns[c] | blocks[BLOCK(r, c)]) & bit)
            continue;
        tries++;
        printf("%*s%d at %d,%d\n", depth, "", digit, r + 1, c + 1);
        place(r, c, digit);
        if (solve(depth + 1))
            return 1;
        lift(r, c);
        backsteps++;
    }
    return 0;
}

static void print(void)
{
    char line[2 * N + 1];
    for (int r = 0; r < N; r++) {
        memset(line, ' ', sizeof line);
        for (int c = 0; c < N; c++)
            line[2 * c] = board[r][c] ? '0' + board[r][c] : '.';
        line[2 * N - 1] = 0;
        puts(line);
    }
}

int main()
{
    int empty = read(puzzle);
    printf("%d empty\n", empty);
    print();
    if (solve(0)) {
        printf("solved after %d tries, %d steps back\n", tries, backsteps);
        print();
    } else
        puts("no solution");

    /* The same board with a clash: 5 may not stand in the first row again. */
    memset(board, 0, sizeof board);
    memset(rows, 0, sizeof rows);
    memset(columns, 0, sizeof columns);
    memset(blocks, 0, sizeof blocks);
    tries = backsteps = 0;
    read("12345678."
         "........9"
         "........."
         ".........");
    int r = -1, c = -1;
    printf("pick %d", pick(&r, &c));
    printf(" %d %d\n", r, c);
    printf("%s, %d tries, %d steps back\n", solve(0) ? "solved" : "no solution", tries, backsteps);
    return 0;
}
