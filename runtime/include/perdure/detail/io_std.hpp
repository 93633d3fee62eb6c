// Every std type that the runtime knows how to save, for tests and for programs that do not choose. A file that
// perdurec writes includes only the headers of the types that it saves.
#pragma once

#include <perdure/detail/io_adaptor.hpp>
#include <perdure/detail/io_any.hpp>
#include <perdure/detail/io_array.hpp>
#include <perdure/detail/io_atomic.hpp>
#include <perdure/detail/io_bitset.hpp>
#include <perdure/detail/io_chrono.hpp>
#include <perdure/detail/io_complex.hpp>
#include <perdure/detail/io_deque.hpp>
#include <perdure/detail/io_exception.hpp>
#include <perdure/detail/io_file.hpp>
#include <perdure/detail/io_forward_list.hpp>
#include <perdure/detail/io_functional.hpp>
#include <perdure/detail/io_hash.hpp>
#include <perdure/detail/io_initializer_list.hpp>
#include <perdure/detail/io_iterator.hpp>
#include <perdure/detail/io_list.hpp>
#include <perdure/detail/io_locale.hpp>
#include <perdure/detail/io_memory.hpp>
#include <perdure/detail/io_optional.hpp>
#include <perdure/detail/io_path.hpp>
#include <perdure/detail/io_pmr.hpp>
#include <perdure/detail/io_random.hpp>
#include <perdure/detail/io_regex.hpp>
#include <perdure/detail/io_serialized.hpp>
#include <perdure/detail/io_stream.hpp>
#include <perdure/detail/io_string.hpp>
#include <perdure/detail/io_thread.hpp>
#include <perdure/detail/io_tree.hpp>
#include <perdure/detail/io_tuple.hpp>
#include <perdure/detail/io_type_index.hpp>
#include <perdure/detail/io_valarray.hpp>
#include <perdure/detail/io_variant.hpp>
#include <perdure/detail/io_vector.hpp>
#if __cplusplus >= 202002L
#include <perdure/detail/io_span.hpp>
#endif
