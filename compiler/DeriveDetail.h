// What the files of Derive share. Nothing outside Derive*.cpp includes it.
#pragma once

#include "Derive.h"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <llvm/ADT/StringRef.h>

#include <string>

namespace perdure::derive {

/// How the runtime treats a std class template, by its arguments' roles: one letter for each, the last one repeated.
///   e  element "[]"              k  key "[].first"          m  mapped value "[].second"
///   1  ".first"                  2  ".second"               o  ".value()"
///   g  the n-th ".get<n>"        u  part of the value itself (a container adaptor's container)
///   p  owned pointee             w  pointee that is merely pointed to
///   s  shared pointee            n  number or pointer
///   c  comparison or hash        a  allocator               A  allocator, not of std::pmr
///   d  deleter                   F  signature               f  function and bound arguments, as a signature
///   S  mutex of a lock           -  no matter
struct StdType {
  llvm::StringRef name; ///< qualified, without inline namespaces
  bool savable;
  llvm::StringRef detail; ///< savable: roles; refused: the reason
  llvm::StringRef help;   ///< savable: the runtime's header, perdure/detail/<help>.hpp, or empty: it gets a layout like
                          ///< a user's class; refused: the remedy
};

/// What is known of a std type; null when nothing is.
const StdType *findStdType(llvm::StringRef qualifiedName);

/// Is it a boost::optional or boost::variant that has its content in it? Not of a reference, nor a recursive one.
bool isBoostHolder(const clang::CXXRecordDecl *record);

/// Is it one of the std streams, by its qualified name? Each has the virtual base std::basic_ios.
bool isStream(llvm::StringRef qualifiedName);

/// "std::chrono::duration": no inline namespaces, no template arguments.
std::string qualifiedName(const clang::NamedDecl *decl);

/// Is it declared in std or the like: the host compiler's own namespaces, the runtime's?
bool isStd(const clang::Decl *decl);
/// Of the library's views, or of its old extensions, such as <ext/hash_map>: saved member by member where the runtime
/// knows no better.
bool isExtension(const clang::Decl *decl);

/// Why no declaration can name the type. Access does not matter in the head of an explicit specialisation, so a
/// layout can be given for a private nested class: `inaccessible` says whether that is an objection.
std::optional<std::string> objectionToName(clang::QualType type, bool inaccessible);

/// Does the class declare how it is serialised: a member `serialize` of its own (an inherited one would leave out
/// what the class adds), or a free one where Boost.Serialization finds it?
bool hasSerialize(const clang::CXXRecordDecl *record);

/// Can Boost.Serialization make the object that `serialize` then fills: a default constructor, or a
/// load_construct_data?
bool canBeMadeEmpty(const clang::CXXRecordDecl *record);

/// Why the class is taken to own something that no member shows; nothing when it is not.
/// Where the heap is tracked, memory is no such thing.
/// A destructor that is defined in another file: nobody can say here what it does; a program's own class, with a
/// tracked heap, is taken to own nothing then, and the file that defines it tells the runtime if that is wrong.
std::optional<std::string> ownsInvisibly(const clang::CXXRecordDecl *record, bool trackedHeap);

/// A unique_ptr that only the file with the class's destructor sees the target's class of ("pimpl"): saved as the
/// pointer to tracked memory that it holds, in all files alike.
bool isOpaqueOwner(const clang::FieldDecl *field);

/// The rows for the runtime of the classes that this file defines the destructor of, outside of the class, and that own
/// what no member shows; empty: none.
std::string refusedText(clang::ASTContext &context);

/// Does the class of a unique_ptr's deleter `delete` what it is given?
bool deletesItsArgument(const clang::CXXRecordDecl *deleter);

/// Is it the standard library's room for an object of any type? Pointers may be in there.
bool isStorage(const clang::CXXRecordDecl *record);

/// Is it a union of an array of bytes and of what aligns it, as Boost and older programs make room for objects?
bool isRoom(const clang::CXXRecordDecl *record);

/// Is the field an array of bytes that is aligned as room for objects?
bool isRoom(const clang::FieldDecl *field);

/// Is the field an array at the end of a class that has as many elements as its block has room for?
bool isTail(const clang::FieldDecl *field);

/// The types that the program constructs a std::function or std::any of this type from, in a stable order.
std::vector<clang::QualType> contentsOf(const clang::CXXRecordDecl *holder);

/// Makes a type known that a std::function or std::any may hold.
std::string contentText(const clang::CXXRecordDecl *holder, clang::QualType content, const clang::ASTContext &context);

/// Is the field an unnamed union, which is visited as the bytes that it occupies?
bool isBytes(const clang::FieldDecl *field);
/// May it lie where its type's alignment does not allow it: no reference binds to it, its bytes are copied.
bool isPacked(const clang::FieldDecl *field);

/// Is it the C library's FILE?
bool isCFile(clang::QualType type);

/// Why the virtual table pointer of a class cannot be restored without running a constructor; nothing when it can, or
/// when there is none.
std::optional<std::string> objectionToTable(const clang::CXXRecordDecl *record);

/// The constructor that makes the compiler emit the virtual table of a class with internal linkage, if it is needed;
/// null when no file-level function can call one.
const clang::CXXConstructorDecl *callableConstructor(const clang::CXXRecordDecl *record);

/// Makes the type known by name, for pointers to its bases and for exceptions.
std::string registrationText(clang::QualType type, const clang::ASTContext &context);

/// The layout of one class, with all that reveals its private members.
std::string layoutText(const clang::CXXRecordDecl *record, const clang::ASTContext &context, bool trackedHeap);

} // namespace perdure::derive
