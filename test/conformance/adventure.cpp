// RUN: %triple %s
// A text adventure that reads its standard input: rooms in a map, items that move, verbs in a table of member functions.
// STDIN: Inputs/adventure.txt
#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

struct Item {
    std::string name, text;
    bool heavy;
};

struct Room {
    std::string name, text;
    std::map<std::string, std::string> exits;
    std::vector<Item*> items;
    bool dark = false;
};

class Game {
public:
    Game();
    ~Game() {
        for (Item* item : everything) delete item;
    }
    void play(std::istream& in);

private:
    using Verb = void (Game::*)(const std::string&);

    void look(const std::string&);
    void go(const std::string& where);
    void take(const std::string& what);
    void drop(const std::string& what);
    void light(const std::string& what);
    void fight(const std::string& whom);
    void inventory(const std::string&);
    void quit(const std::string&) { over = true; }

    static std::vector<Item*>::iterator find(std::vector<Item*>& items, const std::string& name) {
        return std::find_if(items.begin(), items.end(), [&](const Item* i) { return i->name == name; });
    }
    bool has(const std::string& name) { return find(carried, name) != carried.end(); }
    void say(const std::string& text) { std::cout << text << '\n'; }

    std::map<std::string, Room> rooms;
    std::map<std::string, Verb> verbs;
    std::vector<Item*> everything, carried;
    std::set<const Room*> visited;
    Room* here;
    bool lit = false, over = false, troll = true;
    int turns = 0, score = 0;
};

Game::Game() {
    auto item = [this](const char* room, const char* name, const char* text, bool heavy) {
        everything.push_back(new Item{name, text, heavy});
        rooms[room].items.push_back(everything.back());
    };
    rooms["hall"] = {"the hall", "A draught comes from the north.", {{"north", "armoury"}, {"east", "cave"}}, {}};
    rooms["armoury"] = {"the armoury", "Most is rust.", {{"south", "hall"}, {"up", "tower"}}, {}};
    rooms["tower"] = {"the tower", "You see far.", {{"down", "armoury"}}, {}, true};
    rooms["cave"] = {"a cave", "It smells of troll.", {{"west", "hall"}, {"north", "hoard"}}, {}, true};
    rooms["hoard"] = {"the hoard", "Gold!", {{"south", "cave"}}, {}};
    item("hall", "lamp", "an old lamp", false);
    item("armoury", "sword", "a sword without a point", true);
    item("hoard", "crown", "a crown", true);
    here = &rooms["hall"];
    verbs = {{"look", &Game::look},   {"go", &Game::go},       {"take", &Game::take},           {"drop", &Game::drop},
             {"light", &Game::light}, {"fight", &Game::fight}, {"inventory", &Game::inventory}, {"quit", &Game::quit}};
}

void Game::look(const std::string&) {
    if (here->dark && !(lit && has("lamp"))) return say("It is too dark to see.");
    say("You are in " + here->name + ". " + here->text);
    if (visited.insert(here).second) score += 5;
    for (const Item* i : here->items) say("There is " + i->text + ".");
    std::string exits;
    for (const auto& [direction, room] : here->exits) exits += ' ' + direction;
    say("Exits:" + exits);
}

void Game::go(const std::string& where) {
    auto exit = here->exits.find(where);
    if (exit == here->exits.end()) return say("There is no way " + where + ".");
    if (here->name == "a cave" && where == "north" && troll) return say("A troll bars the way.");
    here = &rooms.at(exit->second);
    look("");
}

void Game::take(const std::string& what) {
    if (auto i = find(here->items, what); i == here->items.end()) {
        say("There is no " + what + " here.");
    } else if ((*i)->heavy && std::any_of(carried.begin(), carried.end(), [](Item* c) { return c->heavy; })) {
        say("It is too heavy with what you carry.");
    } else {
        carried.push_back(*i);
        here->items.erase(i);
        score += 2;
        say("Taken.");
    }
}

void Game::drop(const std::string& what) {
    auto i = find(carried, what);
    if (i == carried.end()) return say("You have none.");
    std::rotate(i, i + 1, carried.end());
    here->items.push_back(carried.back());
    carried.pop_back();
    say("Dropped.");
}

void Game::light(const std::string& what) {
    if (what != "lamp" || !has("lamp")) return say("You cannot light that.");
    lit = !lit;
    say(lit ? "It burns." : "It is out.");
    look("");
}

void Game::fight(const std::string& whom) {
    if (whom != "troll" || here->name != "a cave" || !troll) return say("There is nobody to fight.");
    troll = has("sword");
    say(troll ? "You strike the troll; it takes your sword." : "The troll laughs so much that it leaves.");
    score += troll ? -3 : 10;
}

void Game::inventory(const std::string&) {
    for (const Item* i : carried) say("You have " + i->text + ".");
    if (carried.empty()) say("You have nothing.");
}

void Game::play(std::istream& in) {
    look("");
    std::string line;
    while (!over && std::getline(in, line)) {
        std::istringstream words(line);
        std::string verb, object;
        if (!(words >> verb)) continue;
        words >> object;
        ++turns;
        std::cout << "> " << line << '\n';
        auto v = verbs.find(verb);
        if (v != verbs.end())
            (this->*v->second)(object);
        else if (here->exits.count(verb))
            go(verb);
        else
            say("I do not know how to " + verb + ".");
    }
    std::cout << turns << " turns, " << score << " points, " << visited.size() << " rooms\n";
    while (std::getline(std::cin, line)) std::cout << "(too late: " << line << ")\n";
}

int main() {
    Game game;
    game.play(std::cin);
}
