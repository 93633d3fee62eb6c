# perdure_instrument(TARGET [OPTIONS option...]): at build time, has perdurec rewrite every C++ source of TARGET,
# with the target's include directories, definitions and language standard, compiles the result in place of the
# source, and links the runtime and its launcher. Call it after the target's sources are known. OPTIONS go to
# perdurec (such as --func). Sources with the property PERDURE_SKIP are compiled as they are.

if(TARGET perdurec AND NOT TARGET Perdure::perdurec)
  add_executable(Perdure::perdurec ALIAS perdurec)
endif()

function(perdure_instrument target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "OPTIONS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "perdure_instrument(${target}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT TARGET Perdure::perdurec)
    message(FATAL_ERROR "perdure_instrument(${target}): this installation of Perdure has no compiler (perdurec)")
  endif()
  get_target_property(type ${target} TYPE)
  if(type STREQUAL INTERFACE_LIBRARY)
    message(FATAL_ERROR "perdure_instrument(${target}): an interface library has nothing to compile")
  endif()
  target_link_libraries(${target} PUBLIC Perdure::host)

  get_target_property(sources ${target} SOURCES)
  get_target_property(source_dir ${target} SOURCE_DIR)
  get_target_property(binary_dir ${target} BINARY_DIR)

  # The language standard, as the compiler will be told: by the property, or by cxx_std_NN features.
  get_target_property(standard ${target} CXX_STANDARD)
  get_target_property(features ${target} COMPILE_FEATURES)
  foreach(feature IN LISTS features)
    if(feature MATCHES "^cxx_std_([0-9]+)$" AND (NOT standard OR CMAKE_MATCH_1 GREATER standard))
      set(standard ${CMAKE_MATCH_1})
    endif()
  endforeach()
  get_target_property(extensions ${target} CXX_EXTENSIONS)
  set(dialect c++)
  if("${extensions}" STREQUAL "extensions-NOTFOUND" OR extensions)
    set(dialect gnu++)
  endif()
  if(standard)
    set(flags -std=${dialect}${standard})
  else()
    set(flags -std=gnu++17) # what g++ 12 and clang 19 take by themselves
  endif()
  set(includes "$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>")
  set(defines "$<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>")
  # Clang does not know all of g++'s options: only those that change what the text means.
  set(options "$<FILTER:$<TARGET_PROPERTY:${target},COMPILE_OPTIONS>,INCLUDE,^-([DIU]|std=|f(no-)?(exceptions|rtti|char8_t|(un)?signed-char|short-enums|openmp)|m(32|64|arch=|avx|sse)|pthread|O)>")
  list(APPEND flags
    "$<$<BOOL:${includes}>:-I$<JOIN:${includes},$<SEMICOLON>-I>>"
    "$<$<BOOL:${defines}>:-D$<JOIN:${defines},$<SEMICOLON>-D>>"
    "${options}")

  set(result)
  foreach(source IN LISTS sources)
    get_source_file_property(skip "${source}" TARGET_DIRECTORY ${target} PERDURE_SKIP)
    get_source_file_property(language "${source}" TARGET_DIRECTORY ${target} LANGUAGE)
    if(source MATCHES "^\\$<" OR skip OR NOT (source MATCHES "\\.(cpp|cc|cxx|c\\+\\+|C)$" OR language STREQUAL CXX)
       OR source MATCHES "\\.(h|hh|hpp|hxx|inc)$")
      list(APPEND result "${source}")
      continue()
    endif()
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${source_dir}" NORMALIZE OUTPUT_VARIABLE input)
    cmake_path(RELATIVE_PATH input BASE_DIRECTORY "${source_dir}" OUTPUT_VARIABLE relative)
    string(REPLACE "../" "up/" relative "${relative}")
    cmake_path(REMOVE_EXTENSION relative LAST_ONLY OUTPUT_VARIABLE stem)
    set(output "${binary_dir}/perdure/${target}/${stem}.perdure.cpp")
    cmake_path(GET output PARENT_PATH output_dir)
    cmake_path(GET input PARENT_PATH input_dir)
    file(MAKE_DIRECTORY "${output_dir}")
    # The dependencies are those of the source as the compiler sees it.
    add_custom_command(
      OUTPUT "${output}"
      COMMAND Perdure::perdurec "${input}" "${output}" ${arg_OPTIONS} -- ${flags}
      COMMAND ${CMAKE_CXX_COMPILER} ${flags} -M -MT "${output}" -MF "${output}.d" "${input}"
      DEPENDS "${input}" Perdure::perdurec
      DEPFILE "${output}.d"
      COMMAND_EXPAND_LISTS VERBATIM
      COMMENT "Making ${relative} durable")
    # #include "x.h" still looks beside the source first.
    set_source_files_properties("${output}" TARGET_DIRECTORY ${target} PROPERTIES COMPILE_OPTIONS
      "-iquote;${input_dir}")
    list(APPEND result "${output}")
  endforeach()
  set_property(TARGET ${target} PROPERTY SOURCES ${result})
endfunction()
