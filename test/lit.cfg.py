# The lit suite: compile/, reject/, run/ and examples/ (which tests what is in ../examples). Its site configuration gives the build tree; the suite exists twice,
# the second time, for whole programs only, under the sanitizers.
import os

import lit.formats

config.name = "perdure-sanitized" if config.sanitize else "perdure"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".cpp", ".test"]
config.test_source_root = os.path.join(config.perdure_root, "test")
config.excludes = ["Inputs", "bench", "host", "image", "runtime", "several"]
if config.sanitize:
    config.excludes += ["compile", "reject"]

# `not` and FileCheck come with LLVM; last, so that no other tool of LLVM's hides the system's.
config.environment["PATH"] = os.environ["PATH"] + ":" + config.llvm_tools
for variable in ("HOME", "CCACHE_DIR", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
    if variable in os.environ:
        config.environment[variable] = os.environ[variable]

triple = f"{config.test_source_root}/triple --build {config.perdure_build}"
compilers = " ".join(f"--cxx {c}" for c in config.compilers.split(";"))
if config.sanitize:
    triple += f" --sanitize --cxx {config.compilers.split(';')[-1]}"
else:
    triple += " " + compilers

config.substitutions += [
    ("%triple", triple),
    ("%perdure-c\\+\\+", f"env PERDURE_CXX={config.compilers.split(';')[0]} {config.perdure_build}/bin/perdure-c++"),
    ("%perdurec", f"{config.perdure_build}/bin/perdurec"),
    ("%perdure", f"{config.perdure_build}/bin/perdure"),
    ("%include", f"{config.perdure_root}/runtime/include"),
    ("%examples", f"{config.perdure_root}/examples"),
    ("%libraries", f"-L {config.perdure_build}/{config.libdir} {config.link_flags}"),
    ("%root", config.perdure_root),
    ("%build", config.perdure_build),
]
