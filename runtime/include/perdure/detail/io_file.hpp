// File streams: the file (detail/files.hpp), the mode, where reading and writing stand, format and state. What is
// buffered for output is written when the stream is saved. A closed one is saved, too.
//
// libstdc++ has no way to open a file without cutting it and then to say that it was opened with std::ios::out. Its own
// __gnu_cxx::stdio_filebuf opens a descriptor with any mode by a few protected members, as is done here.
#pragma once

#include <perdure/detail/files.hpp>
#include <perdure/detail/io_stream.hpp>

#include <algorithm>
#include <fstream>

namespace perdure::detail {

template <class C, class T> struct io<std::basic_filebuf<C, T>> {
  using B = std::basic_filebuf<C, T>;
  struct opened : B {
    static auto file() noexcept { return &opened::_M_file; }
    static auto mode() noexcept { return &opened::_M_mode; }
    static auto buffer_size() noexcept { return &opened::_M_buf_size; }
    static auto reading() noexcept { return &opened::_M_reading; }
    static auto writing() noexcept { return &opened::_M_writing; }
    static auto put_back() noexcept { return &opened::_M_pback_init; }
    static auto put_back_begin() noexcept { return &opened::_M_create_pback; }
    static auto put_back_end() noexcept { return &opened::_M_destroy_pback; }
    static auto allocate() noexcept { return &opened::_M_allocate_internal_buffer; }
    static auto set_buffer() noexcept { return &opened::_M_set_buffer; }
    static auto first() noexcept { return &opened::eback; }
    static auto next() noexcept { return &opened::gptr; }
  };
  static constexpr std::size_t largest_buffer = std::size_t(1) << 26;

  static void save(oarchive &a, const B &constant) {
    B &x = const_cast<B &>(constant);
    save_locale(a, x.getloc());
    a.byte(x.is_open());
    if (!x.is_open()) return;
    if (std::use_facet<std::codecvt<C, char, typename T::state_type>>(x.getloc()).encoding() < 0)
      a.refuse("is a file stream with an encoding that has a state; close it before the suspension");
    if (x.pubsync() != 0)
      a.refuse(
          "is a file stream whose output cannot be written to its file, so that nothing is known of what is there");
    const std::ios_base::openmode mode = x.*opened::mode();
    // A character that was put back and is not the file's hides one of the file's.
    const bool stands_in = x.*opened::put_back() && (x.*opened::next())() == (x.*opened::first())();
    if (stands_in && mode & std::ios_base::out)
      a.refuse("is a file stream for reading and writing with a character that was put back and is not the file's; "
               "read it before the suspension");
    const C hidden_by = stands_in ? *(x.*opened::next())() : C();
    if (x.*opened::put_back()) (x.*opened::put_back_end())();
    const std::streamoff position =
        std::streamoff(x.pubseekoff(0, std::ios_base::cur, std::ios_base::in | std::ios_base::out));
    if (stands_in) {
      (x.*opened::put_back_begin())();
      *(x.*opened::next())() = hidden_by;
    }
    a.count(std::uint64_t(mode));
    a.count(std::min(x.*opened::buffer_size(), largest_buffer));
    a.byte(stands_in);
    if (stands_in) a.put(&hidden_by, sizeof hidden_by);
    save_file(a, (x.*opened::file()).fd(), position);
  }
  static void restore(iarchive &a, void *where) { restore_empty<B>(a, where, &load); }
  static void load(iarchive &a, B &x) {
    x.close();
    x.pubimbue(restored_locale(a));
    if (!a.flag()) return;
    const std::uint64_t mode = a.count(), buffer = a.count();
    const bool stands_in = a.flag();
    C hidden_by = C();
    if (stands_in) a.get(&hidden_by, sizeof hidden_by);
    if (mode >= 0x40 || buffer == 0 || buffer > largest_buffer) a.refuse("a file stream is open in an unknown way");
    const file_place file = reopen_file(a);
    note_file(&x, file);
    if (file.fd < 0) return;
    (x.*opened::file()).sys_open(file.fd, std::ios_base::openmode(int(mode)));
    if (!x.is_open()) refuse_file(a, file);
    x.*opened::mode() = std::ios_base::openmode(int(mode));
    x.*opened::buffer_size() = std::size_t(buffer);
    (x.*opened::allocate())();
    x.*opened::reading() = false;
    x.*opened::writing() = false;
    (x.*opened::set_buffer())(-1);
    const auto seek = [&](std::int64_t to) {
      if (x.pubseekpos(typename B::pos_type(std::streamoff(to))) == typename B::pos_type(std::streamoff(-1)))
        a.refuse("the file '" + file.path + "' has no place " + std::to_string(to));
    };
    if (!stands_in) return seek(file.position);
    seek(file.position + 1);
    if (T::eq_int_type(x.sputbackc(hidden_by), T::eof()))
      a.refuse("nothing can be put back to the file '" + file.path + "'");
  }
  static void print(printer &p, const B &x) {
    B &b = const_cast<B &>(x);
    p.out(file_of_stream(&x, x.is_open() ? (b.*opened::file()).fd() : -1));
  }
};

template <class C, class T> struct io<std::basic_ifstream<C, T>> : buffered_stream_io<std::basic_ifstream<C, T>> {};
template <class C, class T> struct io<std::basic_ofstream<C, T>> : buffered_stream_io<std::basic_ofstream<C, T>> {};
template <class C, class T> struct io<std::basic_fstream<C, T>> : buffered_stream_io<std::basic_fstream<C, T>> {};

// The usual ones: streams.cpp.
template <> const object_type type_table<std::filebuf>::value;
template <> const object_type type_table<std::ifstream>::value;
template <> const object_type type_table<std::ofstream>::value;
template <> const object_type type_table<std::fstream>::value;

} // namespace perdure::detail
