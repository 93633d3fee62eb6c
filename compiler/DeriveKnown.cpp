// What is known of types without looking at their members: std types by a table, classes that bring their own
// serialisation, and classes that own something that no member shows.
//
// The table is the compiler's half of the runtime's io headers: what it lists as savable, runtime/include/perdure/
// detail/io*.hpp saves. Std types that it does not list are refused: their members are the library's business, and
// most of them own something. Rejected: to ask the runtime's traits in the generated file, which would find out too
// late, without the variable's name and path.
#include "DeriveDetail.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/ADT/StringSwitch.h>

using namespace clang;

namespace perdure::derive {
namespace {

constexpr char endLife[] = "make it permanent, or end its life before the suspension";
constexpr char wait[] = "wait for it before the suspension, or make it permanent";
constexpr char copyOut[] = "copy what you need out of it before the suspension, or end its life before it";

constexpr StdType types[] = {
    // Savable: sequences
    {"std::vector", true, "ea", "io_vector"},
    {"std::deque", true, "ea", "io_deque"},
    {"std::list", true, "ea", "io_list"},
    {"std::forward_list", true, "ea", "io_forward_list"},
    {"std::array", true, "e-", "io_array"},
    {"std::basic_string", true, "n-a", "io_string"},
    {"std::span", true, "w", "io_span"},
    {"std::basic_string_view", true, "n-", "io_string"},
    {"std::initializer_list", true, "w", "io_initializer_list"},
    {"std::bitset", true, "-", "io_bitset"},
    // associative containers
    {"std::map", true, "kmca", "io_tree"},
    {"std::multimap", true, "kmca", "io_tree"},
    {"std::set", true, "eca", "io_tree"},
    {"std::multiset", true, "eca", "io_tree"},
    {"std::unordered_map", true, "kmccA", "io_hash"},
    {"std::unordered_multimap", true, "kmccA", "io_hash"},
    {"std::unordered_set", true, "eccA", "io_hash"},
    {"std::unordered_multiset", true, "eccA", "io_hash"},
    {"std::_Node_handle", true, "-u-", "io_node_handle"},
    {"std::_Node_insert_return", true, "-u", ""},
    // adaptors
    {"std::stack", true, "-u", "io_adaptor"},
    {"std::queue", true, "-u", "io_adaptor"},
    {"std::priority_queue", true, "-uc", "io_adaptor"},
    // function objects and what holds anything
    {"std::function", true, "F", "io_functional"},
    {"std::any", true, "", "io_any"},
    {"std::_Bind", true, "f", "io_functional"},
    {"std::_Bind_result", true, "-f", "io_functional"},
    {"std::_Mem_fn", true, "u", "io_functional"},
    {"std::_Not_fn", true, "u", "io_functional"},
    // sums, products and holders
    {"std::pair", true, "12", "io_tuple"},
    {"std::tuple", true, "g", "io_tuple"},
    {"std::optional", true, "o", "io_optional"},
    {"std::_Optional_base", true, "o", "io_optional"}, // views keep what they have found in one
    {"std::variant", true, "g", "io_variant"},
    {"std::monostate", true, "", "io_variant"},
    {"boost::optional", true, "o", "io_boost"},
    {"boost::variant", true, "g", "io_boost"},
    {"std::unique_ptr", true, "pd", "io_memory"},
    {"std::shared_ptr", true, "s", "io_memory"},
    {"std::weak_ptr", true, "s", "io_memory"},
    {"std::enable_shared_from_this", true, "w", "io_memory"},
    {"std::reference_wrapper", true, "w", "io_functional"},
    {"std::exception_ptr", true, "", "io_exception"},
    {"std::__exception_ptr::exception_ptr", true, "", "io_exception"},
    // numbers
    {"std::complex", true, "n", "io_complex"},
    {"std::atomic", true, "n", "io_atomic"},
    {"std::atomic_flag", true, "", "io_atomic"},
    {"std::valarray", true, "e", "io_valarray"},
    {"std::random_device", true, "", "io_random"},
    {"std::seed_seq", true, "", "io_random"},
    {"std::chrono::duration", true, "n-", "io_chrono"},
    {"std::chrono::time_point", true, "-u", "io_chrono"},
    {"std::linear_congruential_engine", true, "-", "io_random"},
    {"std::mersenne_twister_engine", true, "-", "io_random"},
    {"std::subtract_with_carry_engine", true, "-", "io_random"},
    {"std::discard_block_engine", true, "-", "io_random"},
    {"std::independent_bits_engine", true, "-", "io_random"},
    {"std::shuffle_order_engine", true, "-", "io_random"},
    {"std::uniform_int_distribution", true, "-", "io_random"},
    {"std::uniform_real_distribution", true, "-", "io_random"},
    {"std::bernoulli_distribution", true, "", "io_random"},
    {"std::binomial_distribution", true, "-", "io_random"},
    {"std::geometric_distribution", true, "-", "io_random"},
    {"std::poisson_distribution", true, "-", "io_random"},
    {"std::exponential_distribution", true, "-", "io_random"},
    {"std::normal_distribution", true, "-", "io_random"},
    {"std::discrete_distribution", true, "-", "io_random"},
    {"std::negative_binomial_distribution", true, "-", "io_random"},
    {"std::gamma_distribution", true, "-", "io_random"},
    {"std::weibull_distribution", true, "-", "io_random"},
    {"std::extreme_value_distribution", true, "-", "io_random"},
    {"std::lognormal_distribution", true, "-", "io_random"},
    {"std::chi_squared_distribution", true, "-", "io_random"},
    {"std::cauchy_distribution", true, "-", "io_random"},
    {"std::fisher_f_distribution", true, "-", "io_random"},
    {"std::student_t_distribution", true, "-", "io_random"},
    {"std::piecewise_constant_distribution", true, "-", "io_random"},
    {"std::piecewise_linear_distribution", true, "-", "io_random"},
    // paths
    {"std::filesystem::path", true, "", "io_path"},
    {"std::filesystem::directory_entry", true, "", "io_path"},
    {"std::filesystem::directory_iterator", true, "", "io_directory"},
    {"std::filesystem::recursive_directory_iterator", true, "", "io_directory"},
    // streams of strings and files
    {"std::basic_istringstream", true, "--a", "io_stream"},
    {"std::basic_ostringstream", true, "--a", "io_stream"},
    {"std::basic_stringstream", true, "--a", "io_stream"},
    {"std::basic_stringbuf", true, "--a", "io_stream"},
    {"std::basic_ifstream", true, "-", "io_file"},
    {"std::basic_ofstream", true, "-", "io_file"},
    {"std::basic_fstream", true, "-", "io_file"},
    {"std::basic_filebuf", true, "-", "io_file"},
    {"std::istream_iterator", true, "u-", "io_stream"},
    {"std::ostream_iterator", true, "-", "io_stream"},
    {"std::istreambuf_iterator", true, "-", "io_stream"},
    {"std::ostreambuf_iterator", true, "-", "io_stream"},
    {"std::locale", true, "", "io_locale"},
    {"std::sub_match", true, "u", "io_regex"},
    {"std::match_results", true, "u-", "io_regex"},
    {"std::type_index", true, "", "io_type_index"},
    // locks, within one execution
    {"std::mutex", true, "", "io_thread"},
    {"std::recursive_mutex", true, "", "io_thread"},
    {"std::timed_mutex", true, "", "io_thread"},
    {"std::recursive_timed_mutex", true, "", "io_thread"},
    {"std::shared_mutex", true, "", "io_thread"},
    {"std::once_flag", true, "", "io_thread"},
    {"std::condition_variable", true, "", "io_thread"},
    {"std::lock_guard", true, "w", "io_thread"},
    {"std::unique_lock", true, "w", "io_thread"},
    {"std::scoped_lock", true, "S", "io_thread"},
    {"std::thread::id", true, "", "io_thread"},
    // exceptions, also as base classes of the user's
    {"std::exception", true, "", "io_exception"},
    {"std::nested_exception", true, "", "io_exception"},
    {"std::_Nested_exception", true, "u", "io_exception"},
    {"std::logic_error", true, "", "io_exception"},
    {"std::domain_error", true, "", "io_exception"},
    {"std::invalid_argument", true, "", "io_exception"},
    {"std::length_error", true, "", "io_exception"},
    {"std::out_of_range", true, "", "io_exception"},
    {"std::runtime_error", true, "", "io_exception"},
    {"std::range_error", true, "", "io_exception"},
    {"std::overflow_error", true, "", "io_exception"},
    {"std::underflow_error", true, "", "io_exception"},
    {"std::system_error", true, "", "io_exception"},
    {"std::error_code", true, "", "io_exception"},
    {"std::bad_exception", true, "", "io_exception"},
    {"std::bad_alloc", true, "", "io_exception"},
    {"std::bad_array_new_length", true, "", "io_exception"},
    {"std::bad_cast", true, "", "io_exception"},
    {"std::bad_typeid", true, "", "io_exception"},
    {"std::bad_function_call", true, "", "io_exception"},
    {"std::bad_optional_access", true, "", "io_exception"},
    {"std::bad_variant_access", true, "", "io_exception"},
    {"std::bad_weak_ptr", true, "", "io_exception"},
    {"perdure::error", true, "", "io_exception"},
    {"perdure::image_error", true, "", "io_exception"},
    {"perdure::store_error", true, "", "io_exception"},
    {"perdure::not_instrumented", true, "", "io_exception"},
    {"perdure::foreign_frame", true, "", "io_exception"},
    {"perdure::unserialisable", true, "", "io_exception"},
    // iterators
    {"__gnu_cxx::__normal_iterator", true, "w-", "io_iterator"},
    {"std::_Deque_iterator", true, "w-", "io_deque"},
    {"std::_List_iterator", true, "w", "io_list"},
    {"std::_List_const_iterator", true, "w", "io_list"},
    {"std::_Rb_tree_iterator", true, "w", "io_tree"},
    {"std::_Rb_tree_const_iterator", true, "w", "io_tree"},
    {"std::_Fwd_list_iterator", true, "w", "io_forward_list"},
    {"std::_Fwd_list_const_iterator", true, "w", "io_forward_list"},
    {"std::__detail::_Node_iterator", true, "w-", "io_hash"},
    {"std::__detail::_Node_const_iterator", true, "w-", "io_hash"},
    {"std::_Bit_iterator", true, "", "io_vector"},
    {"std::_Bit_const_iterator", true, "", "io_vector"},
    {"std::_Bit_reference", true, "", "io_vector"},
    {"std::reverse_iterator", true, "u", "io_iterator"},
    {"std::move_iterator", true, "u", "io_iterator"},
    {"std::back_insert_iterator", true, "w", "io_iterator"},
    {"std::front_insert_iterator", true, "w", "io_iterator"},
    {"std::insert_iterator", true, "w", "io_iterator"},
    // laid out like a user's class
    {"std::bitset::reference", true, "", ""},
    {"std::slice", true, "", ""},
    {"std::filesystem::file_status", true, "", ""},
    {"std::filesystem::space_info", true, "", ""},
    {"std::from_chars_result", true, "", ""},
    {"std::to_chars_result", true, "", ""},

    // Refused: streams
    {"std::basic_istream", false, "is a stream", endLife},
    {"std::basic_ostream", false, "is a stream", endLife},
    {"std::basic_iostream", false, "is a stream", endLife},
    {"std::basic_ios", false, "is a stream", endLife},
    {"std::basic_streambuf", false, "is a stream buffer", endLife},
    // threads
    {"std::shared_timed_mutex", false, "is a mutex", endLife},
    {"std::shared_lock", false, "holds a lock", "release the lock before the suspension"},
    {"std::condition_variable_any", false, "is a condition variable", endLife},
    {"std::thread", false, "is a thread", "join it before the suspension, or make it permanent"},
    {"std::jthread", false, "is a thread", "join it before the suspension, or make it permanent"},
    {"std::future", false, "is a future", wait},
    {"std::shared_future", false, "is a future", wait},
    {"std::promise", false, "is a promise", wait},
    {"std::packaged_task", false, "is a packaged task", wait},
    {"std::counting_semaphore", false, "is a semaphore", endLife},
    {"std::latch", false, "is a latch", endLife},
    {"std::barrier", false, "is a barrier", endLife},
    {"std::stop_source", false, "is a stop source", endLife},
    {"std::coroutine_handle", false, "is the handle of a coroutine, whose frame nobody can save", endLife},
    {"std::__n4861::coroutine_handle", false, "is the handle of a coroutine, whose frame nobody can save", endLife},
    {"std::stop_token", false, "is a stop token", endLife},
    {"std::coroutine_handle", false, "is a coroutine handle", endLife},
    // other owners
    {"std::basic_regex", false, "is a regular expression", "make it permanent, or build it anew after the suspension"},
    {"std::ranges::basic_istream_view", false, "reads a stream that can be passed only once", "read with >> in a loop"},
    {"std::regex_iterator", false, "iterates over a regular expression's matches", copyOut},
    {"std::regex_token_iterator", false, "iterates over a regular expression's matches", copyOut},
    {"std::gslice", false, "is a general slice", endLife},
    {"__gnu_cxx::stdio_filebuf", false, "is a buffer over a descriptor that others may use", endLife},
    {"__gnu_cxx::stdio_sync_filebuf", false, "is a buffer over a C stream", endLife},
    {"std::basic_syncbuf", false, "is a stream buffer", endLife},
};

/// Does the parameter of a free `serialize` take the class, or specialisations of its template?
bool takes(const ParmVarDecl *parameter, const CXXRecordDecl *record) {
  QualType type = parameter->getType().getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (const CXXRecordDecl *own = type->getAsCXXRecordDecl(); own && !type->isDependentType())
    return own->getCanonicalDecl() == record->getCanonicalDecl();
  const auto *specialisation = dyn_cast<ClassTemplateSpecializationDecl>(record);
  if (!specialisation) return false;
  const TemplateDecl *wanted = specialisation->getSpecializedTemplate()->getCanonicalDecl();
  if (const auto *t = type->getAs<TemplateSpecializationType>())
    return t->getTemplateName().getAsTemplateDecl() &&
           t->getTemplateName().getAsTemplateDecl()->getCanonicalDecl() == wanted;
  if (const auto *t = type->getAs<InjectedClassNameType>()) {
    const auto *pattern = t->getDecl()->getDescribedClassTemplate();
    return pattern && pattern->getCanonicalDecl() == wanted;
  }
  return false;
}

/// Is there a free function `name(Archive &, T, ...)` for the class, where an unqualified call finds it or in
/// boost::serialization? `position` counts the parameters before the T.
bool hasFree(const CXXRecordDecl *record, llvm::StringRef name, unsigned parameters) {
  ASTContext &context = record->getASTContext();
  const DeclarationName wanted(&context.Idents.get(name));
  auto fits = [&](const NamedDecl *found) {
    const FunctionDecl *function = found ? found->getAsFunction() : nullptr;
    return function && function->getNumParams() == parameters && takes(function->getParamDecl(1), record);
  };
  for (const FriendDecl *friendDecl : record->friends())
    if (const NamedDecl *d = friendDecl->getFriendDecl(); d && d->getDeclName() == wanted && fits(d)) return true;
  llvm::SmallVector<const DeclContext *, 4> places;
  const DeclContext *space = record->getEnclosingNamespaceContext();
  for (places.push_back(space); space->isInlineNamespace(); places.push_back(space))
    space = space->getParent()->getEnclosingNamespaceContext();
  for (const NamedDecl *boost : context.getTranslationUnitDecl()->lookup(&context.Idents.get("boost")))
    if (const auto *outer = dyn_cast<NamespaceDecl>(boost))
      for (const NamedDecl *inner : outer->lookup(&context.Idents.get("serialization")))
        if (const auto *found = dyn_cast<NamespaceDecl>(inner)) places.push_back(found);
  for (const DeclContext *place : places)
    for (const NamedDecl *d : place->lookup(wanted))
      if (fits(d->getUnderlyingDecl())) return true;
  return false;
}

/// Looks for what a destructor gives back, in its body and in the class's own functions that it calls.
class Releases : public RecursiveASTVisitor<Releases> {
public:
  /// `tracked`: what is merely memory is no concern, because the runtime knows each block.
  Releases(const CXXRecordDecl *record, bool tracked) : record_(record), tracked_(tracked) {}

  std::string found;

  bool enter(const FunctionDecl *function) {
    if (!entered_.insert(function->getCanonicalDecl()).second) return true;
    const FunctionDecl *definition = nullptr;
    const Stmt *body = function->getBody(definition);
    if (const FunctionDecl *pattern = body ? nullptr : function->getTemplateInstantiationPattern())
      body = pattern->getBody(definition); // a member of a template that nobody has called
    if (!body) return false;
    TraverseStmt(const_cast<Stmt *>(body));
    return true;
  }

  bool VisitCXXDeleteExpr(CXXDeleteExpr *e) {
    if (tracked_) return true;
    if (const FieldDecl *field = ownField(e->getArgument()))
      found = "its destructor deletes the raw pointer member '" + field->getNameAsString() + "'";
    else
      found = "its destructor deletes what a raw pointer points to";
    return false;
  }

  bool VisitCallExpr(CallExpr *call) {
    const FunctionDecl *callee = call->getDirectCallee();
    if (!callee) return true;
    if (tracked_ && isMemoryRelease(callee)) return true;
    // Images know open files, and refuse pipes.
    if (callee->isExternC() && (callee->getName() == "fclose" || callee->getName() == "pclose")) return true;
    if (const auto *method = dyn_cast<CXXMethodDecl>(callee))
      if (method->getParent()->getCanonicalDecl() == record_->getCanonicalDecl() && !enter(method) && !tracked_) {
        found = "its destructor calls '" + method->getNameAsString() + "', whose body is not visible here";
        return false;
      }
    const unsigned object = isa<CXXOperatorCallExpr>(call) && isa<CXXMethodDecl>(callee) ? 1 : 0;
    for (unsigned k = 0; k + object < call->getNumArgs() && k < callee->getNumParams(); ++k) {
      const FieldDecl *field = ownField(call->getArg(k + object));
      if (!field || !takesOver(callee, k, field->getType())) continue;
      found = "its destructor hands member '" + field->getNameAsString() + "' to '" + callee->getNameAsString() + "'";
      return false;
    }
    if (callee->isExternC() && looksLikeRelease(callee))
      found = "its destructor calls '" + callee->getNameAsString() + "'";
    return found.empty();
  }

private:
  /// The member of this object that an expression reads, through casts.
  static const FieldDecl *ownField(const Expr *e) {
    const auto *member = dyn_cast<MemberExpr>(e->IgnoreParenCasts());
    if (!member || !isa<CXXThisExpr>(member->getBase()->IgnoreParenImpCasts())) return nullptr;
    return dyn_cast<FieldDecl>(member->getMemberDecl());
  }

  /// Can the callee release what the k-th argument, a member of this type, stands for?
  bool takesOver(const FunctionDecl *callee, unsigned k, QualType member) const {
    if (callee->isExternC() && looksLikeRelease(callee)) return true;
    // A function of the program's own that is given a node of a tree, say, gives back memory.
    if (tracked_ && member->isPointerType() && !member->getPointeeType()->isIncompleteType()) return false;
    const QualType parameter = callee->getParamDecl(k)->getType().getNonReferenceType();
    // A member that hides such a node's type is cast to it here.
    const auto *node = parameter->isPointerType() ? parameter->getPointeeType()->getAsCXXRecordDecl() : nullptr;
    if (tracked_ && node && node->hasDefinition()) return false;
    if (!member->isPointerType() || member->getPointeeType()->isFunctionType()) return false;
    return !parameter->isPointerType() || !parameter->getPointeeType().isConstQualified();
  }

  static bool looksLikeRelease(const FunctionDecl *f) {
    const std::string name = llvm::StringRef(f->getNameAsString()).lower();
    for (const char *word : {"close", "free", "destroy", "release", "delete", "unmap", "unlock", "cleanup", "finalize",
                             "shutdown", "unref"})
      if (name.find(word) != std::string::npos) return true;
    return false;
  }

  static bool isMemoryRelease(const FunctionDecl *f) {
    const std::string name = f->getNameAsString();
    if (name == "free" || name == "realloc" || name == "cfree") return f->isExternC();
    return f->getOverloadedOperator() == OO_Delete || f->getOverloadedOperator() == OO_Array_Delete;
  }

  const CXXRecordDecl *record_;
  bool tracked_;
  llvm::SmallPtrSet<const FunctionDecl *, 4> entered_;
};

/// Looks for `delete p`, where p is the function's only parameter.
class Deletes : public RecursiveASTVisitor<Deletes> {
public:
  bool found = false;

  bool VisitCXXDeleteExpr(CXXDeleteExpr *e) {
    const auto *name = dyn_cast<DeclRefExpr>(e->getArgument()->IgnoreParenCasts());
    found |= name && isa<ParmVarDecl>(name->getDecl()) && !e->isArrayForm();
    return true;
  }
};

} // namespace

bool isStream(llvm::StringRef name) {
  if (!name.consume_front("std::basic_")) return false;
  return llvm::is_contained({"istream", "ostream", "iostream", "ios", "istringstream", "ostringstream", "stringstream",
                             "ifstream", "ofstream", "fstream"},
                            name);
}

bool isBoostHolder(const CXXRecordDecl *record) {
  const std::string name = qualifiedName(record);
  const auto *instance = dyn_cast<ClassTemplateSpecializationDecl>(record);
  if (!instance || (name != "boost::optional" && name != "boost::variant")) return false;
  const auto holds = [](const TemplateArgument &argument) {
    if (argument.getKind() != TemplateArgument::Type || argument.getAsType()->isReferenceType()) return false;
    const auto *content = argument.getAsType()->getAsCXXRecordDecl();
    const std::string inner = content ? qualifiedName(content) : "";
    return inner != "boost::recursive_wrapper" && inner.rfind("boost::detail::", 0) != 0;
  };
  for (const TemplateArgument &argument : instance->getTemplateArgs().asArray())
    if (argument.getKind() == TemplateArgument::Pack ? !llvm::all_of(argument.pack_elements(), holds)
                                                     : !holds(argument))
      return false;
  return true;
}

const StdType *findStdType(llvm::StringRef name) {
  for (const StdType &type : types)
    if (type.name == name) return &type;
  return nullptr;
}

bool hasSerialize(const CXXRecordDecl *record) {
  for (const Decl *d : record->decls()) {
    if (const auto *shadow = dyn_cast<UsingShadowDecl>(d)) d = shadow->getTargetDecl();
    const auto *named = dyn_cast<NamedDecl>(d);
    if (!named || !named->getDeclName().isIdentifier() || named->getName() != "serialize") continue;
    if (const FunctionDecl *f = named->getAsFunction(); f && f->getNumParams() == 2) return true;
  }
  return hasFree(record, "serialize", 3);
}

bool canBeMadeEmpty(const CXXRecordDecl *record) {
  if (!record->hasUserDeclaredConstructor() && record->hasDefaultConstructor()) return true;
  for (const CXXConstructorDecl *c : record->ctors())
    if (c->isDefaultConstructor() && !c->isDeleted()) return true;
  for (const Decl *d : record->decls()) // a constructor template whose parameters all have defaults
    if (const auto *t = dyn_cast<FunctionTemplateDecl>(d))
      if (isa<CXXConstructorDecl>(t->getTemplatedDecl()) && t->getTemplatedDecl()->getMinRequiredArguments() == 0)
        return true;
  return record->needsImplicitDefaultConstructor() || hasFree(record, "load_construct_data", 3);
}

bool isCFile(QualType type) {
  if (type.isNull()) return false;
  const auto *record = type->getAsCXXRecordDecl();
  return record && record->getIdentifier() && record->getName() == "_IO_FILE";
}

bool deletesItsArgument(const CXXRecordDecl *deleter) {
  for (const CXXMethodDecl *method : deleter->methods()) {
    if (method->getOverloadedOperator() != OO_Call) continue;
    const FunctionDecl *definition = nullptr;
    Deletes deletes;
    if (const Stmt *body = method->getBody(definition)) deletes.TraverseStmt(const_cast<Stmt *>(body));
    if (deletes.found) return true;
  }
  for (const Decl *d : deleter->decls()) { // operator() may be a template
    const auto *t = dyn_cast<FunctionTemplateDecl>(d);
    if (!t || t->getTemplatedDecl()->getOverloadedOperator() != OO_Call) continue;
    Deletes deletes;
    if (const Stmt *body = t->getTemplatedDecl()->getBody()) deletes.TraverseStmt(const_cast<Stmt *>(body));
    if (deletes.found) return true;
  }
  return false;
}

std::optional<std::string> ownsInvisibly(const CXXRecordDecl *record, bool trackedHeap) {
  const CXXDestructorDecl *destructor = record->getDestructor();
  if (!destructor || destructor->isImplicit()) return std::nullopt;
  const FunctionDecl *definition = nullptr;
  if (destructor->isDefaulted() || (destructor->hasBody(definition) && definition->isDefaulted())) return std::nullopt;
  if (Releases releases(record, trackedHeap); releases.enter(destructor)) {
    if (releases.found.empty()) return std::nullopt;
    return "owns something invisible: " + releases.found;
  }
  const SourceManager &sources = record->getASTContext().getSourceManager();
  if (trackedHeap && !sources.isInSystemHeader(sources.getExpansionLoc(record->getLocation()))) return std::nullopt;
  for (const FieldDecl *field : record->fields()) {
    const Type *type = field->getType()->getBaseElementTypeUnsafe();
    if (type->isPointerType() && !type->isFunctionPointerType() &&
        !(trackedHeap && !type->getPointeeType()->isIncompleteType()))
      return "owns something invisible: has a destructor, whose body is not visible here, and the raw pointer member "
             "'" +
             field->getNameAsString() + "'";
    if (!type->isIntegerType() || type->isBooleanType()) continue;
    const std::string name = field->getName().lower();
    for (const char *word : {"fd", "handle", "sock", "descriptor"})
      if (name.find(word) != std::string::npos)
        return "owns something invisible: has a destructor, whose body is not visible here, and the member '" +
               field->getNameAsString() + "', which looks like a handle";
  }
  return std::nullopt;
}

} // namespace perdure::derive
