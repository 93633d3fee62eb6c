// Every std type that the runtime knows how to save. A file that uses few of them includes only their headers.
#pragma once

#include <perdure/detail/io_adaptor.hpp>
#include <perdure/detail/io_associative.hpp>
#include <perdure/detail/io_exception.hpp>
#include <perdure/detail/io_iterator.hpp>
#include <perdure/detail/io_memory.hpp>
#include <perdure/detail/io_sequence.hpp>
#include <perdure/detail/io_string.hpp>
#include <perdure/detail/io_text.hpp>
#include <perdure/detail/io_utility.hpp>
