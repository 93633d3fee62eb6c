// RUN: %triple %s
// A hash table in C with chains, rehashing, removal and a walk by callback; then open addressing with tombstones.
// EVERY: 3
#include <cstdio>
#include <cstdlib>
#include <cstring>

typedef unsigned (*hash_function)(const char *);

struct item {
	char *key;
	int value;
	struct item *next;
};

struct table {
	struct item **buckets;
	unsigned room, used;
	hash_function hash;
	int rehashes;
};

static unsigned hash_djb(const char *s)
{
	unsigned h = 5381;
	while (*s)
		h = h * 33 + (unsigned char)*s++;
	return h;
}

static unsigned hash_bad(const char *s)
{
	return *s;
}

static void table_init(struct table *t, hash_function hash)
{
	t->room = 2;
	t->used = 0;
	t->rehashes = 0;
	t->hash = hash;
	t->buckets = (struct item **)calloc(t->room, sizeof(struct item *));
}

static void table_grow(struct table *t)
{
	unsigned room = t->room * 2;
	struct item **fresh = (struct item **)calloc(room, sizeof *fresh);
	for (unsigned i = 0; i < t->room; i++) {
		struct item *it = t->buckets[i];
		while (it) {
			struct item *next = it->next;
			unsigned h = t->hash(it->key) % room;
			it->next = fresh[h];
			fresh[h] = it;
			it = next;
		}
	}
	free(t->buckets);
	t->buckets = fresh;
	t->room = room;
	t->rehashes++;
}

static int *table_at(struct table *t, const char *key)
{
	struct item **where = &t->buckets[t->hash(key) % t->room];
	for (struct item *it = *where; it; it = it->next)
		if (strcmp(it->key, key) == 0)
			return &it->value;
	if (t->used >= 2 * t->room) {
		table_grow(t);
		where = &t->buckets[t->hash(key) % t->room];
	}
	struct item *it = (struct item *)malloc(sizeof *it);
	it->key = strdup(key);
	it->value = 0;
	it->next = *where;
	*where = it;
	t->used++;
	return &it->value;
}

static int table_remove(struct table *t, const char *key)
{
	struct item **link = &t->buckets[t->hash(key) % t->room];
	for (; *link; link = &(*link)->next)
		if (strcmp((*link)->key, key) == 0) {
			struct item *dead = *link;
			*link = dead->next;
			free(dead->key);
			free(dead);
			t->used--;
			return 1;
		}
	return 0;
}

static void table_walk(const struct table *t, void (*visit)(const char *, int, void *), void *data)
{
	for (unsigned i = 0; i < t->room; i++)
		for (const struct item *it = t->buckets[i]; it; it = it->next)
			visit(it->key, it->value, data);
}

static void table_free(struct table *t)
{
	for (unsigned i = 0; i < t->room; i++)
		while (t->buckets[i]) {
			struct item *next = t->buckets[i]->next;
			free(t->buckets[i]->key);
			free(t->buckets[i]);
			t->buckets[i] = next;
		}
	free(t->buckets);
}

struct summary {
	int total, longest;
	char names[200];
};

static void summarise(const char *key, int value, void *data)
{
	struct summary *s = (struct summary *)data;
	s->total += value;
	if ((int)strlen(key) > s->longest)
		s->longest = strlen(key);
	strcat(s->names, key);
	strcat(s->names, " ");
}

/* Open addressing over integers. */
enum { EMPTY, FULL, DEAD };
struct slot {
	int key;
	unsigned char state;
};
static struct slot slots[16];

static int probe(int key, int *steps)
{
	int free_slot = -1;
	for (unsigned i = 0, at = (unsigned)key * 7 % 16; i < 16; i++, at = (at + 1) % 16) {
		++*steps;
		switch (slots[at].state) {
		case EMPTY:
			return free_slot >= 0 ? free_slot : (int)at;
		case DEAD:
			if (free_slot < 0)
				free_slot = at;
			break;
		default:
			if (slots[at].key == key)
				return at;
		}
	}
	return free_slot;
}

int main()
{
	static const char text[] = "the cat and the dog and the bird and nobody else in the house by the sea";
	hash_function functions[2] = {hash_djb, hash_bad};
	for (int f = 0; f < 2; f++) {
		struct table t;
		char word[16];
		int at = 0, length;
		table_init(&t, functions[f]);
		while (sscanf(text + at, "%15s%n", word, &length) == 1) {
			++*table_at(&t, word);
			at += length;
		}
		struct summary s;
		memset(&s, 0, sizeof s);
		table_walk(&t, summarise, &s);
		printf("%u words of %d, %u buckets, %d rehashes, longest %d\n%s\n", t.used, s.total, t.room, t.rehashes,
		       s.longest, s.names);
		int *the = table_at(&t, "the"), *and_ = table_at(&t, "and"), *none = table_at(&t, "none");
		printf("the %d, and %d, none %d\n", *the, *and_, *none);
		int removed = table_remove(&t, "the") + 2 * table_remove(&t, "sea") + 4 * table_remove(&t, "xyz");
		printf("%d %u\n", removed, t.used);
		table_free(&t);
	}

	int steps = 0;
	for (int k = 0; k < 12; k++) {
		int key = k * k % 23, at = probe(key, &steps);
		if (slots[at].state == FULL)
			continue;
		slots[at].key = key;
		slots[at].state = FULL;
		if (k % 3 == 2) {
			slots[probe(4, &steps)].state = DEAD;
		}
	}
	for (int i = 0; i < 16; i++)
		printf("%d%c", slots[i].state == FULL ? slots[i].key : -slots[i].state, i < 15 ? ' ' : '\n');
	printf("%d steps\n", steps);
}
