# What an installation consists of, and the same package usable from the build tree: find_package(Perdure) with
# perdure_instrument(), and perdure.pc.

include(CMakePackageConfigHelpers)

set(PERDURE_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/Perdure)
set_target_properties(perdure_runtime PROPERTIES EXPORT_NAME runtime)
set_target_properties(perdure_host PROPERTIES EXPORT_NAME host)

install(TARGETS perdure_runtime perdure_host EXPORT PerdureTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS perdure RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(PERDURE_BUILD_COMPILER)
  install(TARGETS perdurec EXPORT PerdureTargets RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(TARGETS perdure-c++ RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/runtime/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT PerdureTargets NAMESPACE Perdure:: DESTINATION ${PERDURE_CMAKE_DIR})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/PerdureConfig.cmake.in
  ${PROJECT_BINARY_DIR}/${PERDURE_CMAKE_DIR}/PerdureConfig.cmake INSTALL_DESTINATION ${PERDURE_CMAKE_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/${PERDURE_CMAKE_DIR}/PerdureConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
configure_file(${CMAKE_CURRENT_LIST_DIR}/PerdureInstrument.cmake
  ${PROJECT_BINARY_DIR}/${PERDURE_CMAKE_DIR}/PerdureInstrument.cmake COPYONLY)
install(FILES
  ${PROJECT_BINARY_DIR}/${PERDURE_CMAKE_DIR}/PerdureConfig.cmake
  ${PROJECT_BINARY_DIR}/${PERDURE_CMAKE_DIR}/PerdureConfigVersion.cmake
  ${PROJECT_BINARY_DIR}/${PERDURE_CMAKE_DIR}/PerdureInstrument.cmake
  DESTINATION ${PERDURE_CMAKE_DIR})
export(EXPORT PerdureTargets NAMESPACE Perdure:: FILE ${PROJECT_BINARY_DIR}/${PERDURE_CMAKE_DIR}/PerdureTargets.cmake)

# The .pc file finds its own prefix, so that one file serves every place.
configure_file(${CMAKE_CURRENT_LIST_DIR}/perdure.pc.in
  ${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR}/pkgconfig/perdure.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR}/pkgconfig/perdure.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# In this tree itself, perdure_instrument() is available without find_package.
include(${CMAKE_CURRENT_LIST_DIR}/PerdureInstrument.cmake)
