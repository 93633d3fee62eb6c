// RUN: %triple %s
// Strings as C has them: scanning by pointers, tokens, splitting in place, tables of pointers, a dynamic string, wrapping,
// Roman numerals, a cipher, run lengths, base 64, edit distance over static tables, function pointers by name.
// EVERY: 3
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *trim(char *s)
{
	while (isspace((unsigned char)*s))
		s++;
	char *end = s + strlen(s);
	while (end > s && isspace((unsigned char)end[-1]))
		*--end = '\0';
	return s;
}

static int split(char *s, char separator, char *parts[], int most)
{
	int n = 0;
	char *p;
	while (n < most) {
		parts[n++] = s;
		if (!(p = strchr(s, separator)))
			break;
		*p = '\0';
		s = p + 1;
	}
	return n;
}

struct text {
	char *data;
	size_t length, room;
};

static struct text *append(struct text *t, const char *s)
{
	size_t n = strlen(s);
	if (t->length + n + 1 > t->room) {
		t->room = (t->length + n + 1) * 2;
		t->data = (char *)realloc(t->data, t->room);
	}
	memcpy(t->data + t->length, s, n + 1);
	t->length += n;
	return t;
}

static void wrap(const char *s, int width)
{
	int column = 0;
	while (*s) {
		int n = strcspn(s, " ");
		if (column && column + 1 + n > width) {
			putchar('\n');
			column = 0;
		}
		column += printf("%s%.*s", column ? " " : "", n, s);
		s += n;
		s += strspn(s, " ");
	}
	putchar('\n');
}

static const char *roman(int n)
{
	static char buffer[2][20];
	static int which;
	static const struct {
		int value;
		const char *digits;
	} table[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
		     {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};
	char *out = buffer[which ^= 1];
	*out = 0;
	for (int i = 0; n > 0; i++)
		for (; n >= table[i].value; n -= table[i].value)
			strcat(out, table[i].digits);
	return out;
}

static int from_roman(const char *s)
{
	static const char letters[] = "IVXLCDM";
	static const int values[] = {1, 5, 10, 50, 100, 500, 1000};
	int total = 0, last = 0;
	for (const char *p = s + strlen(s); p-- > s;) {
		int v = values[strchr(letters, *p) - letters];
		total += v < last ? -v : v;
		if (v > last)
			last = v;
	}
	return total;
}

static void base64(const unsigned char *in, int n, char *out)
{
	static const char table[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (; n > 0; n -= 3, in += 3) {
		unsigned v = in[0] << 16 | (n > 1 ? in[1] << 8 : 0) | (n > 2 ? in[2] : 0);
		*out++ = table[v >> 18];
		*out++ = table[v >> 12 & 63];
		*out++ = n > 1 ? table[v >> 6 & 63] : '=';
		*out++ = n > 2 ? table[v & 63] : '=';
	}
	*out = 0;
}

static int distance(const char *a, const char *b)
{
	static int row[2][16];
	int la = strlen(a), lb = strlen(b), *now = row[0], *next = row[1];
	for (int j = 0; j <= lb; j++)
		now[j] = j;
	for (int i = 0; i < la; i++) {
		next[0] = i + 1;
		for (int j = 0; j < lb; j++) {
			int best = now[j] + (a[i] != b[j]);
			if (now[j + 1] + 1 < best)
				best = now[j + 1] + 1;
			if (next[j] + 1 < best)
				best = next[j] + 1;
			next[j + 1] = best;
		}
		int *t = now;
		now = next;
		next = t;
	}
	return now[lb];
}

static void upper(char *s) { for (; *s; s++) *s = toupper((unsigned char)*s); }
static void reversed(char *s)
{
	for (char *e = s + strlen(s); s < --e; s++) {
		char c = *s;
		*s = *e;
		*e = c;
	}
}
static void rot13(char *s)
{
	for (; *s; ++s)
		if (isalpha((unsigned char)*s))
			*s = (*s | 32) < 'n' ? *s + 13 : *s - 13;
}
static void squeeze(char *s)
{
	char *to = s;
	do
		if (to == s || *s != to[-1])
			*to++ = *s;
	while (*s++);
}

static const struct {
	const char *name;
	void (*apply)(char *);
} filters[] = {{"upper", upper}, {"reverse", reversed}, {"rot13", rot13}, {"squeeze", squeeze}};

int main(void)
{
	char line[] = "  name : Ann Lee ; age:42;;town:  Ghent  ";
	char *fields[8], *pairs[2];
	int n = split(trim(line), ';', fields, 8);
	for (int i = 0; i < n; i++) {
		int k = split(fields[i], ':', pairs, 2);
		printf("%d %s%s%s\n", k, trim(pairs[0]), k > 1 ? "=" : "", k > 1 ? trim(pairs[1]) : "");
	}

	struct text t = {NULL, 0, 0};
	for (int i = 1; i <= 5; i++) {
		char number[16];
		sprintf(number, "%d^2=%d", i, i * i);
		append(append(&t, number), i < 5 ? ", " : ".");
	}
	printf("%s (%d of %d)\n", t.data, (int)t.length, (int)t.room);
	free(t.data);

	wrap("the quick  brown fox jumps over the lazy dog and an extraordinarily long word", 16);

	int years[] = {1999, 2026, 444, 3888};
	for (int i = 0; i < 4; i++)
		printf("%d %s %d\n", years[i], roman(years[i]), from_roman(roman(years[i])));
	printf("%s and %s\n", roman(7), "VIII");

	char coded[32];
	const char *plain[] = {"", "M", "Ma", "Man", "Many hands"};
	for (unsigned i = 0; i < sizeof plain / sizeof plain[0]; i++) {
		base64((const unsigned char *)plain[i], strlen(plain[i]), coded);
		printf("[%s]", coded);
	}
	printf("\n%d %d %d\n", distance("kitten", "sitting"), distance("", "abc"), distance("flaw", "lawn"));

	char word[] = "bookkeeper";
	for (const char *p = "upper,reverse,nothing,rot13,squeeze"; p;) {
		int length = strcspn(p, ",");
		int found = 0;
		for (unsigned i = 0; i < sizeof filters / sizeof *filters && !found; i++)
			if ((int)strlen(filters[i].name) == length && !strncmp(filters[i].name, p, length)) {
				filters[i].apply(word);
				found = 1;
			}
		printf("%.*s: %s\n", length, p, found ? word : "no such filter");
		p = p[length] ? p + length + 1 : NULL;
	}

	char tokens[] = "a-b_c--d";
	for (char *p = strtok(tokens, "-_"); p; p = strtok(NULL, "-_"))
		printf("<%s>", p);
	char *rest, other[] = "k1=v1&k2=v2";
	for (char *p = strtok_r(other, "&", &rest); p; p = strtok_r(NULL, "&", &rest))
		printf(" %s", strchr(p, '=') + 1);
	int a, b, used;
	double d;
	int got = sscanf("12 0x1f 2.5 tail", "%d %x %lf%n", &a, (unsigned *)&b, &d, &used);
	printf(" %d %d %d %g %d\n", got, a, b, d, used);
	return 0;
}
