# Finds Clang 19's libraries and defines perdure_use_clang(target): headers, flags, libraries and a precompiled
# header for a target that works on Clang's AST.

# "19" alone does not match (major and minor must), and an unversioned search may pick an older Clang.
find_package(Clang 19.1 CONFIG REQUIRED HINTS /usr/lib/llvm-19/lib/cmake/clang)
message(STATUS "Clang ${LLVM_VERSION} in ${CLANG_INSTALL_PREFIX}")
separate_arguments(PERDURE_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")

function(perdure_use_clang target)
  target_include_directories(${target} SYSTEM PUBLIC ${CLANG_INCLUDE_DIRS} ${LLVM_INCLUDE_DIRS})
  target_compile_definitions(${target} PUBLIC ${PERDURE_LLVM_DEFINITIONS})
  # LLVM is built with RTTI and without exceptions: none may cross it.
  target_compile_options(${target} PRIVATE -fno-exceptions)
  if(CMAKE_CXX_COMPILER_ID MATCHES Clang AND PERDURE_CCACHE)
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp") # or the cache never hits
  endif()
  target_link_libraries(${target} PUBLIC clang-cpp LLVM)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL STATIC_LIBRARY)
    target_precompile_headers(${target} PRIVATE
      <clang/AST/ASTContext.h> <clang/AST/RecursiveASTVisitor.h> <clang/Frontend/CompilerInstance.h>
      <clang/Lex/Lexer.h> <clang/Tooling/Syntax/Tokens.h> <clang/Tooling/Tooling.h>
      <map> <memory> <optional> <string> <variant> <vector>)
  endif()
endfunction()
