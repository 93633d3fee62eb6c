# The lit suite: compile/, reject/, run/, conformance/ and examples/ (which tests what is in ../examples). Its site
# configuration gives the build tree. The suite exists three times: the second, for whole programs only, runs under the
# sanitizers; the third, for programs that do not say so themselves, unwinds by exceptions (perdurec -t catch).
import os

import lit.formats

config.name = "perdure-sanitized" if config.sanitize else "perdure" if config.transform == "retval" else "perdure-catch"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".cpp", ".test"]
config.test_source_root = os.path.join(config.perdure_root, "test")
config.excludes = ["Inputs", "bench", "heap", "host", "image", "runtime", "several", "destructors-apart"]
if config.transform != "retval":
    config.excludes += ["compile", "reject", "fuzz"]
if config.sanitize:
    config.excludes += ["compile", "reject"]
    config.available_features.add("sanitized")

# `not` and FileCheck come with LLVM; last, so that no other tool of LLVM's hides the system's.
config.environment["PATH"] = os.environ["PATH"] + ":" + config.llvm_tools
for variable in ("HOME", "CCACHE_DIR", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
    if variable in os.environ:
        config.environment[variable] = os.environ[variable]

# The main suite has all blocks of the heap somewhere else after each restart, the third where they were.
if config.transform == "retval" and not config.sanitize:
    config.environment["PERDURE_HEAP"] = "moved"

triple = f"{config.test_source_root}/triple --build {config.perdure_build}"
compilers = " ".join(f"--cxx {c}" for c in config.compilers.split(";"))
if config.sanitize:
    triple += f" --sanitize --cxx {config.compilers.split(';')[-1]}"
elif config.transform != "retval":
    triple += f" --transform {config.transform} --cxx {config.compilers.split(';')[0]}"
else:
    triple += " " + compilers
if lit_config.params.get("plain"):  # the programs themselves, before there is a perdurec to run them through
    triple += " --plain"
fuzz = f"{config.test_source_root}/fuzz/run --build {config.perdure_build} --keep {config.perdure_build}/fuzz"
if lit_config.params.get("plain"):
    fuzz += " --plain-only"

config.substitutions += [
    ("%triple", triple),
    ("%fuzz", fuzz),
    ("%perdure-c\\+\\+", f"env PERDURE_CXX={config.compilers.split(';')[0]} {config.perdure_build}/bin/perdure-c++"),
    ("%perdurec", f"{config.perdure_build}/bin/perdurec"),
    ("%perdure", f"{config.perdure_build}/bin/perdure"),
    ("%include", f"{config.perdure_root}/runtime/include"),
    ("%examples", f"{config.perdure_root}/examples"),
    ("%libraries", f"-L {config.perdure_build}/{config.libdir} {config.link_flags}"),
    ("%root", config.perdure_root),
    ("%build", config.perdure_build),
]
