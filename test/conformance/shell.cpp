// RUN: %triple %s
// STDIN: Inputs/shell.txt
// A command interpreter over standard input: a file tree in memory with owners by unique_ptr and parents by pointer, paths,
// wildcards, variables, pipes of filters, history, scripts that call scripts.
#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

using Words = std::vector<std::string>;
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Node {
  std::string name;
  Node *parent;
  bool directory;
  std::string text;
  std::map<std::string, std::unique_ptr<Node>> children;

  Node(std::string n, Node *p, bool d) : name(std::move(n)), parent(p), directory(d) {}
  Node *child(const std::string &n, bool make_directory) {
    auto &slot = children[n];
    if (!slot) slot = std::make_unique<Node>(n, this, make_directory);
    return slot.get();
  }
  std::string path() const { return parent ? (parent->parent ? parent->path() : "") + "/" + name : "/"; }
  std::size_t size() const {
    std::size_t s = text.size();
    for (auto &[n, c] : children) s += c->size();
    return s;
  }
};

static bool matches(const char *pattern, const char *name) {
  if (*pattern == '*') return matches(pattern + 1, name) || (*name && matches(pattern, name + 1));
  if (*pattern == '\0' || *name == '\0') return *pattern == *name;
  return (*pattern == '?' || *pattern == *name) && matches(pattern + 1, name + 1);
}

class Shell {
  using Command = std::function<std::string(const Words &, const std::string &)>;

public:
  Shell() : root_("", nullptr, true), here_(&root_) {
    commands_["cd"] = [this](const Words &w, const std::string &) {
      Node *n = find(w.size() > 1 ? w[1] : "/");
      if (!n->directory) throw Failure(n->path() + " is a file");
      here_ = n;
      return "";
    };
    commands_["pwd"] = [this](const Words &, const std::string &) { return here_->path() + "\n"; };
    commands_["mkdir"] = [this](const Words &w, const std::string &) {
      for (std::size_t i = 1; i < w.size(); ++i) make(w[i], true);
      return "";
    };
    commands_["ls"] = [this](const Words &w, const std::string &) {
      std::string out;
      Node *n = w.size() > 1 ? find(w[1]) : here_;
      for (auto &[name, c] : n->children) out += name + (c->directory ? "/" : "") + "\n";
      return out;
    };
    commands_["echo"] = [](const Words &w, const std::string &) {
      std::string out;
      for (std::size_t i = 1; i < w.size(); ++i) out += (i > 1 ? " " : "") + w[i];
      return out + "\n";
    };
    commands_["cat"] = [this](const Words &w, const std::string &in) {
      std::string out = w.size() > 1 ? "" : in;
      for (std::size_t i = 1; i < w.size(); ++i) out += find(w[i])->text;
      return out;
    };
    commands_["rm"] = [this](const Words &w, const std::string &) {
      for (std::size_t i = 1; i < w.size(); ++i) {
        Node *n = find(w[i]);
        for (Node *up = here_; up; up = up->parent)
          if (up == n) throw Failure("cannot remove " + n->path());
        n->parent->children.erase(n->name);
      }
      return "";
    };
    commands_["du"] = [this](const Words &, const std::string &) { return std::to_string(here_->size()) + "\n"; };
    commands_["sh"] = [this](const Words &w, const std::string &) {
      if (++depth_ > 3) {
        depth_ = 0;
        throw Failure("too many scripts in scripts");
      }
      std::istringstream script(find(w.at(1))->text);
      std::string out, line;
      while (std::getline(script, line, ';')) out += execute(line);
      --depth_;
      return out;
    };
    lines("sort", [](Words l) { return std::sort(l.begin(), l.end()), l; });
    lines("tac", [](Words l) { return std::reverse(l.begin(), l.end()), l; });
    lines("wc", [](Words l) { return Words{std::to_string(l.size())}; });
    commands_["grep"] = [](const Words &w, const std::string &in) {
      std::istringstream text(in);
      std::string out, line;
      while (std::getline(text, line))
        if (line.find(w.at(1)) != line.npos) out += line + "\n";
      return out;
    };
    commands_["history"] = [this](const Words &, const std::string &) {
      std::string out;
      for (std::size_t i = 0; i < history_.size(); ++i) out += std::to_string(i + 1) + " " + history_[i] + "\n";
      return out;
    };
  }

  std::string line(const std::string &text) {
    std::string l = text;
    if (l[0] == '!') l = history_.at(std::stoul(l.substr(1)) - 1);
    history_.push_back(l);
    return execute(l);
  }

private:
  void lines(const std::string &name, std::function<Words(Words)> f) {
    commands_[name] = [f = std::move(f)](const Words &, const std::string &in) {
      std::istringstream text(in);
      Words all;
      for (std::string l; std::getline(text, l);) all.push_back(l);
      std::string out;
      for (auto &l : f(all)) out += l + "\n";
      return out;
    };
  }
  Node *find(const std::string &path) {
    Node *n = path[0] == '/' ? &root_ : here_;
    std::istringstream parts(path);
    for (std::string part; std::getline(parts, part, '/');) {
      if (part.empty() || part == ".") continue;
      if (part == "..") {
        n = n->parent ? n->parent : n;
        continue;
      }
      auto c = n->children.find(part);
      if (c == n->children.end()) throw Failure("no " + path);
      n = c->second.get();
    }
    return n;
  }
  Node *make(const std::string &path, bool directory) {
    auto slash = path.rfind('/');
    Node *parent = slash == path.npos ? here_ : slash == 0 ? &root_ : find(path.substr(0, slash));
    return parent->child(path.substr(slash + 1), directory);
  }
  Words expand(const std::string &text) {
    Words words;
    std::istringstream in(text);
    for (std::string w; in >> w;) {
      for (std::size_t dollar; (dollar = w.find('$')) != w.npos;) w.replace(dollar, 2, variables_[w[dollar + 1]]);
      bool wild = w.find_first_of("*?") != w.npos, any = false;
      if (wild)
        for (auto &[name, c] : here_->children)
          if (matches(w.c_str(), name.c_str())) words.push_back(name), any = true;
      if (!any) words.push_back(w);
    }
    return words;
  }
  std::string execute(const std::string &text) {
    std::istringstream parts(text);
    std::string flow, part;
    while (std::getline(parts, part, '|')) {
      auto arrow = part.find('>');
      std::string target = arrow == part.npos ? "" : part.substr(arrow + 1);
      Words w = expand(part.substr(0, arrow));
      if (w.empty()) continue;
      if (w[0].size() > 1 && w[0][1] == '=') {
        variables_[w[0][0]] = w[0].substr(2);
        continue;
      }
      auto c = commands_.find(w[0]);
      if (c == commands_.end()) throw Failure(w[0] + "?");
      flow = c->second(w, flow);
      if (!target.empty()) {
        Words t = expand(target);
        make(t.at(0), false)->text = flow;
        flow.clear();
      }
    }
    return flow;
  }

  Node root_, *here_;
  std::map<std::string, Command> commands_;
  std::map<char, std::string> variables_;
  Words history_;
  int depth_ = 0;
};

int main() {
  Shell shell;
  int failures = 0;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty()) continue;
    std::cout << "$ " << line << '\n';
    try {
      std::cout << shell.line(line);
    } catch (const Failure &f) {
      std::cout << "error: " << f.what() << '\n';
      ++failures;
    } catch (const std::out_of_range &) {
      std::cout << "error: something is missing\n";
      ++failures;
    }
  }
  std::cout << failures << " failures\n";
}
