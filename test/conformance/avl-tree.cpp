// RUN: %triple %s
// An AVL tree in C: recursive insertion and removal with rotations, a check of its invariants, a picture.
// EVERY: 3
#include <stdio.h>
#include <stdlib.h>

struct node {
    int key, height;
    struct node *left, *right;
};

static int rotations;

static int height(struct node *n) { return n ? n->height : 0; }
static int max(int a, int b) { return a > b ? a : b; }
static void update(struct node *n) { n->height = 1 + max(height(n->left), height(n->right)); }

static struct node *rotate_right(struct node *n)
{
    struct node *l = n->left;
    n->left = l->right;
    l->right = n;
    update(n);
    update(l);
    rotations++;
    return l;
}

static struct node *rotate_left(struct node *n)
{
    struct node *r = n->right;
    n->right = r->left;
    r->left = n;
    update(n);
    update(r);
    rotations++;
    return r;
}

static struct node *balance(struct node *n)
{
    update(n);
    if (height(n->left) > height(n->right) + 1) {
        if (height(n->left->left) < height(n->left->right)) n->left = rotate_left(n->left);
        return rotate_right(n);
    }
    if (height(n->right) > height(n->left) + 1) {
        if (height(n->right->right) < height(n->right->left)) n->right = rotate_right(n->right);
        return rotate_left(n);
    }
    return n;
}

static struct node *insert(struct node *n, int key)
{
    if (!n) {
        n = (struct node *)malloc(sizeof *n);
        n->key = key;
        n->height = 1;
        n->left = n->right = NULL;
        return n;
    }
    if (key < n->key)
        n->left = insert(n->left, key);
    else if (key > n->key)
        n->right = insert(n->right, key);
    else
        return n;
    return balance(n);
}

static struct node *take_least(struct node *n, struct node **least)
{
    if (!n->left) {
        *least = n;
        return n->right;
    }
    n->left = take_least(n->left, least);
    return balance(n);
}

static struct node *erase(struct node *n, int key)
{
    if (!n) return NULL;
    if (key < n->key) {
        n->left = erase(n->left, key);
    } else if (key > n->key) {
        n->right = erase(n->right, key);
    } else {
        struct node *left = n->left, *right = n->right, *least;
        free(n);
        if (!right) return left;
        right = take_least(right, &least);
        least->right = right;
        least->left = left;
        return balance(least);
    }
    return balance(n);
}

static int check(struct node *n, int low, int high)
{
    if (!n) return 1;
    if (n->key <= low || n->key >= high) return 0;
    if (abs(height(n->left) - height(n->right)) > 1) return 0;
    return check(n->left, low, n->key) && check(n->right, n->key, high);
}

static void print(struct node *n, int depth)
{
    if (!n) return;
    print(n->right, depth + 1);
    printf("%*s%d\n", 3 * depth, "", n->key);
    print(n->left, depth + 1);
}

static void destroy(struct node *n)
{
    if (!n) return;
    destroy(n->left);
    destroy(n->right);
    free(n);
}

int main(void)
{
    struct node *root = NULL;
    int keys[] = {50, 20, 60, 10, 8, 15, 32, 46, 11, 48, 47, 49};
    int i, n = sizeof keys / sizeof *keys;
    for (i = 0; i < n; i++) {
        root = insert(root, keys[i]);
        printf("%d: root %d, height %d, %d rotations\n", keys[i], root->key, root->height, rotations);
    }
    root = insert(root, 15);
    print(root, 0);
    printf("%s\n", check(root, 0, 100) ? "right" : "wrong");
    for (i = 0; i < n; i += 2) {
        root = erase(root, keys[i]);
        root = erase(root, keys[i] + 100);
        printf("without %d: root %d, height %d, %d rotations\n", keys[i], root->key, root->height, rotations);
    }
    print(root, 0);
    printf("%s\n", check(root, 0, 100) ? "right" : "wrong");
    destroy(root);
    return 0;
}
