// The `perdure` command: reads its arguments and calls what commands.hpp declares.

#include "commands.hpp"

#include "settings.hpp"

#include <perdure/error.hpp>

#include <CLI/CLI.hpp>

#include <functional>
#include <iostream>
#include <unistd.h>

namespace {

using perdure::cli::bad_usage;
using perdure::cli::options;

constexpr const char *about =
    "Runs, resumes and shows durable C++ programs.\n"
    "The store is --store, else $PERDURE_STORE, else sqlite:perdure.db in the working directory.\n"
    "Exit codes: the program's own; 2 usage, 3 an image cannot be used, 4 a store cannot be used.";

int report(int code, const std::string &what) {
  std::cerr << "perdure: error: " << what << std::endl;
  return code;
}

/// Adds a subcommand that calls `f`.
CLI::App *add(CLI::App &app, std::function<int()> &chosen, options &o, const char *name, const char *help,
              int (*f)(const options &)) {
  CLI::App *sub = app.add_subcommand(name, help);
  sub->callback([&chosen, &o, f] { chosen = [&o, f] { return f(o); }; });
  return sub;
}

/// "ID@N" names an image.
void split_number(options &o) {
  std::size_t at = o.id.rfind('@');
  if (at == std::string::npos) return;
  std::size_t end = 0;
  try {
    o.at = std::stoull(o.id.substr(at + 1), &end);
  } catch (const std::exception &) {}
  if (end == 0 || at + 1 + end != o.id.size() || o.at == 0) throw bad_usage{"'" + o.id + "': write ID@N, as in f1@3"};
  o.id.resize(at);
}

} // namespace

int main(int argc, char **argv) {
  options o;
  std::function<int()> chosen;
  CLI::App app(about, "perdure");
  app.require_subcommand(1);
  app.set_version_flag("--version", "perdure " PERDURE_VERSION);
  app.failure_message([](const CLI::App *, const CLI::Error &) { return std::string(); });

  namespace cli = perdure::cli;
  auto store = [&](CLI::App *sub) {
    sub->add_option("--store", o.store, "where images live: sqlite:PATH");
    return sub;
  };
  auto id = [&](CLI::App *sub, const char *help) { sub->add_option("ID", o.id, help)->required(); };
  auto at = [&](CLI::App *sub) {
    sub->add_option("--at", o.at, "an older image, by its number in the history")->check(CLI::PositiveNumber);
  };

  CLI::App *run =
      store(add(app, chosen, o, "run", "run a program: perdure run [options] -- PROGRAM ARGUMENTS...", cli::run));
  run->add_option("--id", o.id, "the new execution's id; made up and printed if not given");
  run->add_option("--every", o.every, "time between timer checkpoints (60s, 5m); needs safe points in the program");
  run->add_flag("--loop", o.loop, "resume in a new process after each suspension, until the program is done");

  CLI::App *resume =
      store(add(app, chosen, o, "resume",
                "go on from the newest image, in a new process: perdure resume ID [-- OTHER BUILD]", cli::resume));
  resume->add_option("ID", o.id, "an execution in the store");
  resume->add_option("--image", o.file, "a file with an image instead");
  resume->add_option("--every", o.every, "time between timer checkpoints (60s, 5m); needs safe points in the program");
  resume->add_option("-p,--parameter", o.parameter, "JSON: the value that the program's yield() returns");
  at(resume);

  CLI::App *list = store(add(app, chosen, o, "list", "list the executions in the store", cli::list));
  list->add_flag("--json", o.json, "for programs");

  CLI::App *show = store(add(app, chosen, o, "show", "print the saved stack like a debugger", cli::show));
  id(show, "an execution in the store, or a file with an image");
  at(show);

  CLI::App *history = store(add(app, chosen, o, "history", "list the images of an execution", cli::history));
  id(history, "an execution in the store");
  history->add_flag("--json", o.json, "for programs");

  CLI::App *fork = store(add(app, chosen, o, "fork", "make a new execution from an image of another", cli::fork));
  id(fork, "ID or ID@N");
  fork->add_option("--id", o.new_id, "the new execution's id; made up if not given");

  id(store(add(app, chosen, o, "cancel", "end an execution: it can no longer save or be resumed", cli::cancel)),
     "an execution in the store");
  id(store(add(app, chosen, o, "rm", "forget an execution and its images", cli::remove)), "an execution in the store");

  CLI::App *out = store(add(app, chosen, o, "export", "write an image to a file", cli::export_image));
  id(out, "ID or ID@N");
  out->add_option("FILE", o.file, "the file")->required();

  CLI::App *in =
      store(add(app, chosen, o, "import",
                "make an execution of an image in a file: perdure import FILE [-- OTHER BUILD]", cli::import_image));
  in->add_option("FILE", o.file, "the file")->required();
  in->add_option("--id", o.new_id, "the new execution's id; made up if not given");

  CLI::App *stress = add(app, chosen, o, "stress",
                         "at every K-th suspension or safe point save, end the process and go on in a new one: perdure "
                         "stress [options] -- "
                         "PROGRAM ARGUMENTS...",
                         cli::stress);
  stress->add_option("--every", o.stride, "K")->check(CLI::PositiveNumber)->capture_default_str();
  stress->add_option("--max", o.max, "images at most; 0: no limit")->capture_default_str();
  stress->add_flag("--in-process", o.in_process, "restore within one process");

  // What follows "--" is the program's own.
  int own = 1;
  while (own < argc && std::string_view(argv[own]) != "--") ++own;
  for (int k = own + 1; k < argc; ++k) o.program.emplace_back(argv[k]);

  try {
    app.parse(own, argv);
    if (!show->parsed() || ::access(o.id.c_str(), F_OK) != 0) split_number(o); // a file's name may have an '@'
    bool takes_program = run->parsed() || resume->parsed() || show->parsed() || stress->parsed() || in->parsed();
    if (!takes_program && own < argc) throw bad_usage{"nothing can follow '--' here"};
    return chosen();
  } catch (const CLI::ParseError &e) {
    if (e.get_exit_code() == 0) return app.exit(e); // --help, --version
    return report(2, std::string(e.what()) + " (perdure --help tells more)");
  } catch (const bad_usage &e) {
    return report(2, e.what);
  } catch (const perdure::host::bad_setting &e) {
    return report(2, e.what);
  } catch (const perdure::image_error &e) {
    return report(3, e.what());
  } catch (const perdure::store_error &e) {
    return report(4, e.what());
  } catch (const std::exception &e) {
    return report(1, e.what());
  }
}
