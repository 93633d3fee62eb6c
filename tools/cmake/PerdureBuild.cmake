# Defaults of a build of the project itself: an optimised build type, ccache, helpers for tests.

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release or RelWithDebInfo" FORCE)
endif()

if(PERDURE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(PERDURE_CCACHE_PROGRAM ccache)
  mark_as_advanced(PERDURE_CCACHE_PROGRAM)
  if(PERDURE_CCACHE_PROGRAM)
    # Precompiled headers are cached only with this sloppiness.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
                                    ${PERDURE_CCACHE_PROGRAM})
  endif()
endif()

# perdure_gtest(NAME SOURCES... [LIBS ...]): a GoogleTest program; each of its cases is a ctest test of its own.
function(perdure_gtest name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBS")
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE ${arg_LIBS} GTest::gtest GTest::gtest_main)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/test/bin)
  gtest_discover_tests(${name} TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 300)
endfunction()

# What a program links, for those who do not use CMake.
set(PERDURE_LINK_FLAGS "-lperdure_host -lperdure_runtime -lboost_serialization -lsqlite3 -lxxhash -lpthread -ldl")
