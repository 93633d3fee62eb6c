// RUN: %triple %s
// A round-robin scheduler of tasks that are state machines, with intrusive doubly linked queues (container_of by offset),
// priorities, sleeping, messages between tasks.
// EVERY: 3
#include <cassert>
#include <cstddef>
#include <cstdio>

struct link {
    link *previous = this;
    link *next = this;

    bool empty() const { return next == this; }
    void insert_before(link &other) {
        previous = other.previous;
        next = &other;
        previous->next = this;
        other.previous = this;
    }
    void remove() {
        previous->next = next;
        next->previous = previous;
        previous = next = this;
    }
};

enum class status { ready, sleeping, blocked, done };

struct task {
    const char *name;
    int priority;
    status (*step)(task &);
    link queue;
    int state = 0;
    int wake = 0;
    int counter = 0;
    int mailbox = 0;
    bool has_mail = false;
    task *peer = nullptr;
    long result = 0;

    task(const char *name, int priority, status (*step)(task &)) : name(name), priority(priority), step(step) {}
    static task *of(link *l) { return reinterpret_cast<task *>(reinterpret_cast<char *>(l) - offsetof(task, queue)); }
};

static link ready[3];
static link sleeping, blocked, finished;
static int now;
static char trace[400];
static int traced;

static void note(const task &t, char what) { traced += std::snprintf(trace + traced, sizeof trace - traced, "%c%c ", t.name[0], what); }

static void make_ready(task &t) {
    t.queue.remove();
    t.queue.insert_before(ready[t.priority]);
}

static bool post(task &to, int message) {
    if (to.has_mail) return false;
    to.mailbox = message;
    to.has_mail = true;
    if (!to.queue.empty())
        for (link *l = blocked.next; l != &blocked; l = l->next)
            if (l == &to.queue) {
                make_ready(to);
                break;
            }
    return true;
}

static status producer(task &t) {
    switch (t.state) {
    case 0:
        if (++t.counter > 4) {
            if (!post(*t.peer, -1)) {
                --t.counter;
                t.wake = now + 1;
                return status::sleeping;
            }
            return status::done;
        }
        t.state = 1;
        // fall through
    case 1:
        if (!post(*t.peer, t.counter * t.counter)) {
            t.wake = now + 2;
            return status::sleeping;
        }
        t.result += t.counter;
        t.state = 0;
        break;
    }
    return status::ready;
}

static status consumer(task &t) {
    if (!t.has_mail) return status::blocked;
    t.has_mail = false;
    if (t.mailbox < 0) return status::done;
    t.result = t.result * 10 + t.mailbox % 10;
    t.wake = now + 1;
    return t.counter++ % 2 ? status::ready : status::sleeping;
}

static status worker(task &t) {
    for (int i = 0; i < 3; i++) t.result = t.result * 3 + i;
    return ++t.counter == 3 ? status::done : status::ready;
}

static status sleeper(task &t) {
    t.wake = now + ++t.counter * 3;
    t.result += now;
    return t.counter == 3 ? status::done : status::sleeping;
}

static task *take() {
    for (int p = 2; p >= 0; --p)
        if (!ready[p].empty()) {
            task *t = task::of(ready[p].next);
            t->queue.remove();
            return t;
        }
    return nullptr;
}

static int run(int limit) {
    int idle = 0;
    for (now = 0; now < limit; now++) {
        for (link *l = sleeping.next, *next; l != &sleeping; l = next) {
            next = l->next;
            task *t = task::of(l);
            if (t->wake <= now) {
                note(*t, '!');
                make_ready(*t);
            }
        }
        task *t = take();
        if (!t) {
            idle++;
            if (sleeping.empty()) break;
            continue;
        }
        switch (t->step(*t)) {
        case status::ready:
            note(*t, '+');
            t->queue.insert_before(ready[t->priority]);
            break;
        case status::sleeping:
            note(*t, 'z');
            t->queue.insert_before(sleeping);
            break;
        case status::blocked:
            note(*t, '?');
            t->queue.insert_before(blocked);
            break;
        case status::done:
            note(*t, '.');
            t->queue.insert_before(finished);
            break;
        }
    }
    return idle;
}

int main() {
    task tasks[] = {{"producer", 1, producer}, {"consumer", 2, consumer}, {"worker", 0, worker},
                    {"sleeper", 1, sleeper},   {"late", 0, consumer}};
    tasks[0].peer = &tasks[1];
    for (task &t : tasks) t.queue.insert_before(ready[t.priority]);
    int idle = run(60);
    std::printf("%s\n%d ticks, %d idle\n", trace, now, idle);
    for (link *l = finished.next; l != &finished; l = l->next) {
        task *t = task::of(l);
        std::printf("%s: %ld after %d\n", t->name, t->result, t->counter);
    }
    for (link *l = blocked.previous; l != &blocked; l = l->previous) std::printf("%s waits for ever\n", task::of(l)->name);
    assert(sleeping.empty());
    for (task &t : tasks) t.queue.remove();
}
