// RUN: %triple %s
// A least-recently-used cache: a list that owns, a hash map of iterators into it, a memoised function on top.
#include <functional>
#include <iostream>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>

template <class Key, class Value>
class LruCache {
  public:
    using Evicted = std::function<void(const Key&, const Value&)>;

    explicit LruCache(std::size_t capacity, Evicted evicted = {})
        : capacity_{capacity}, evicted_{std::move(evicted)} {}

    std::optional<Value> get(const Key& key) {
        auto found = index_.find(key);
        if (found == index_.end()) {
            ++misses_;
            return std::nullopt;
        }
        ++hits_;
        items_.splice(items_.begin(), items_, found->second);
        return found->second->second;
    }

    void put(const Key& key, Value value) {
        if (auto found = index_.find(key); found != index_.end()) {
            found->second->second = std::move(value);
            items_.splice(items_.begin(), items_, found->second);
            return;
        }
        if (items_.size() == capacity_) {
            auto last = std::prev(items_.end());
            if (evicted_) evicted_(last->first, last->second);
            index_.erase(last->first);
            items_.erase(last);
        }
        items_.emplace_front(key, std::move(value));
        index_[key] = items_.begin();
    }

    template <class F>
    Value get_or(const Key& key, F make) {
        if (auto there = get(key)) return *there;
        Value made = make(key);
        put(key, made);
        return made;
    }

    void print(std::ostream& out) const {
        for (const auto& [key, value] : items_) out << key << '=' << value << ' ';
        out << "| " << hits_ << " hits, " << misses_ << " misses\n";
    }

  private:
    using Items = std::list<std::pair<Key, Value>>;
    std::size_t capacity_;
    Evicted evicted_;
    Items items_;
    std::unordered_map<Key, typename Items::iterator> index_;
    int hits_ = 0, misses_ = 0;
};

static long fibonacci(int n, LruCache<int, long>& cache) {
    if (n < 2) return n;
    return cache.get_or(n, [&](int k) { return fibonacci(k - 1, cache) + fibonacci(k - 2, cache); });
}

int main() {
    std::string gone;
    LruCache<std::string, int> cache(3, [&gone](const std::string& key, int value) {
        gone += key + ":" + std::to_string(value) + " ";
    });
    const char* words[] = {"ape", "bee", "cat", "ape", "dog", "bee", "ape", "eel", "dog"};
    int i = 0;
    for (const char* word : words) {
        if (auto v = cache.get(word))
            std::cout << word << " is " << *v << '\n';
        else
            cache.put(word, ++i * 10);
        cache.print(std::cout);
    }
    cache.put("ape", 99);
    cache.print(std::cout);
    std::cout << "gone: " << gone << '\n';

    LruCache<int, long> large(40);
    std::cout << fibonacci(30, large) << '\n';
    large.print(std::cout);
    LruCache<int, long> small(2);
    std::cout << fibonacci(10, small) << '\n';
    small.print(std::cout);
}
