// The text of one layout. Input: a class that needs one. Output: explicit instantiations that reveal what the class
// keeps to itself, and the layout<T> specialisation that walks its bases and members in order.
//
// Members with an address of their own are visited under their names. Those without - a run of neighbouring bit-fields,
// an anonymous union, whose live member nobody knows - are visited as the bytes that they occupy alone, under all
// their names; a reference as the pointer that it is made of. These need offsets, which Clang and GCC agree on; the
// layout then asserts the size and alignment that Clang found. The virtual table of a polymorphic class is declared by
// its symbol, so that the runtime can restore the object's pointer to it.
#include "DeriveDetail.h"
#include "Names.h"
#include "RuntimeNames.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Attr.h>
#include <clang/AST/Mangle.h>
#include <clang/AST/RecordLayout.h>
#include <clang/AST/VTableBuilder.h>
#include <clang/Basic/SourceManager.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/raw_ostream.h>

#include <map>

using namespace clang;

namespace perdure::derive {
namespace {

class Writer {
public:
  Writer(const CXXRecordDecl *record, const ASTContext &context, bool trackedHeap)
      : record_(record), context_(context), tracked_(trackedHeap), type_(spell(context.getRecordType(record), context)),
        deprecated_(record->hasAttr<DeprecatedAttr>()) {}

  std::string text() {
    bases();
    if (record_->isUnion()) {
      const int64_t size = context_.getTypeSizeInChars(context_.getRecordType(record_)).getQuantity();
      bytes(names(record_), 0, size, holdsPointers(context_.getRecordType(record_)));
    } else {
      fields(record_, 0, false);
    }
    std::string text;
    llvm::raw_string_ostream out(text);
    out << "\n// " << place() << '\n';
    if (deprecated_)
      out << "#pragma GCC diagnostic push\n#pragma GCC diagnostic ignored \"-Wdeprecated-declarations\"\n";
    out << reveals_;
    std::string table;
    if (record_->isDynamicClass()) { // virtual bases alone need a table, too
      table = record_->isAbstract() ? names::noTable : tableName();
      if (!record_->isAbstract()) declareTable(out, table);
    }
    out << "template <> struct " << names::layout << '<' << type_ << "> {\n"
        << "  static constexpr const char *name = \"" << escaped(type_) << "\";\n";
    if (!table.empty() && unnamedTable())
      out << "  static const void *vtable() { return " << names::localTable << "; }\n";
    else if (!table.empty())
      out << "  static const void *vtable() { return " << table << "; }\n";
    if (!table.empty() && !record_->isAbstract()) out << tables();
    if (!tail_.empty()) out << tail_;
    if (record_->getNumVBases())
      out << "  static constexpr bool has_virtual_bases = true;\n"
          << "  template <class V, class T> static void virtual_bases(V &v, T &x) {\n    " << sizeAssertion() << '\n'
          << virtualBases_ << "    static_cast<void>(v), static_cast<void>(x);\n  }\n";
    // An image tells the length of a list by bytes: every object has one, unless std::is_empty.
    if (body_.empty() && !record_->isEmpty()) {
      visit("member", "", names::noMembers);
      out << "  template <class V, class T> static void members(V &v, T &) {\n" << body_ << "  }\n";
    } else if (body_.empty()) {
      out << "  template <class V, class T> static void members(V &, T &) {}\n";
    } else {
      out << "  template <class V, class T> static void members(V &v, T &x) {\n";
      if (offsets_) out << "    " << sizeAssertion() << '\n';
      out << body_ << "  }\n";
    }
    out << "};\n";
    if (deprecated_) out << "#pragma GCC diagnostic pop\n";
    return text;
  }

private:
  std::string place() const {
    const SourceManager &sources = context_.getSourceManager();
    const PresumedLoc at = sources.getPresumedLoc(sources.getExpansionLoc(record_->getLocation()));
    if (at.isInvalid()) return "built in";
    return (llvm::sys::path::filename(at.getFilename()) + ":" + std::to_string(at.getLine())).str();
  }

  static std::string escaped(const std::string &text) {
    std::string result;
    for (char c : text) {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
    return result;
  }

  /// The symbol of the virtual table, which serves as an identifier too: the C name of a variable is its symbol.
  std::string tableName() const {
    std::unique_ptr<MangleContext> mangler(const_cast<ASTContext &>(context_).createMangleContext());
    std::string name;
    llvm::raw_string_ostream out(name);
    cast<ItaniumMangleContext>(*mangler).mangleCXXVTable(record_, out);
    return name;
  }

  /// Is it known by a name that generated code gave it? The compiler of that code gives its table another symbol.
  bool unnamedTable() const { return !record_->isAbstract() && hasGivenName(context_.getRecordType(record_)); }

  /// Weak, because the table of a class that nothing constructs does not exist. A symbol that is local to the file must
  /// not be weak - it would be merged with its namesakes - but made to exist.
  /// So is one that only inlined constructors refer to, which an optimiser may leave without a use.
  void declareTable(llvm::raw_ostream &out, const std::string &table) const {
    const bool local = !record_->isExternallyVisible();
    if (!unnamedTable())
      out << "extern \"C\" const char " << table << "[]" << (local ? "" : " __attribute__((weak))") << ";\n";
    if ((!local && !isMadeInline()) || (unnamedTable() && !callableConstructor(record_))) return;
    out << "[[gnu::used]] static void make" << table << "(void *p) { ::new (p) " << type_ << '(';
    llvm::StringRef comma = "";
    for (const ParmVarDecl *parameter : callableConstructor(record_)->parameters()) {
      out << comma << names::madeUp << '<' << spell(parameter->getType(), context_) << ">()";
      comma = ", ";
    }
    out << "); }\n";
  }

  /// Where the object has pointers to its virtual tables, and which entries of the class's group of tables they refer
  /// to; nothing for the usual one at its beginning. The same for all compilers of the Itanium C++ ABI.
  std::string tables() const {
    std::map<int64_t, size_t> found;
    auto &all = cast<ItaniumVTableContext>(*const_cast<ASTContext &>(context_).getVTableContext());
    const VTableLayout &tables = all.getVTableLayout(record_);
    auto add = [&](auto &&self, const CXXRecordDecl *part, CharUnits offset) -> void {
      if (!part->isDynamicClass()) return;
      const VTableLayout::AddressPointLocation at = tables.getAddressPoint(BaseSubobject(part, offset));
      found.emplace(offset.getQuantity(), tables.getVTableOffset(at.VTableIndex) + at.AddressPointIndex);
      const ASTRecordLayout &layout = context_.getASTRecordLayout(part);
      for (const CXXBaseSpecifier &base : part->bases()) {
        const CXXRecordDecl *b = base.getType()->getAsCXXRecordDecl()->getDefinition();
        if (!base.isVirtual()) self(self, b, offset + layout.getBaseClassOffset(b));
      }
    };
    add(add, record_, CharUnits::Zero());
    for (const CXXBaseSpecifier &base : record_->vbases()) {
      const CXXRecordDecl *b = base.getType()->getAsCXXRecordDecl()->getDefinition();
      add(add, b, context_.getASTRecordLayout(record_).getVBaseClassOffset(b));
    }
    if (found.size() == 1 && *found.begin() == std::pair<const int64_t, size_t>(0, 2)) return "";
    std::string text = std::string("  static constexpr ") + names::tablePointer + " tables[] = {";
    for (const auto &[offset, entry] : found)
      text += (text.back() == '{' ? "{" : ", {") + std::to_string(offset) + ", " + std::to_string(entry) + "}";
    return text + "};\n";
  }

  /// Does every file that constructs an object of the class have its virtual table, and can this one?
  bool isMadeInline() const {
    if (const_cast<ASTContext &>(context_).getCurrentKeyFunction(record_)) return false;
    const CXXConstructorDecl *c = callableConstructor(record_);
    if (!c || !(c->isDefaulted() || c->isDefined())) return false;
    return c->isUsed() || !isa<ClassTemplateSpecializationDecl>(record_);
  }

  std::string sizeAssertion() const {
    const auto size = context_.getTypeInfoInChars(context_.getRecordType(record_));
    return "static_assert(sizeof(T) == " + std::to_string(size.Width.getQuantity()) +
           " && alignof(T) == " + std::to_string(size.Align.getQuantity()) +
           ", \"compiled with other flags than perdurec was given\");";
  }

  /// "a|b|c": what an unnamed union or a union's bytes are known by in images.
  static std::string names(const RecordDecl *record) {
    std::string result;
    for (const FieldDecl *field : record->fields()) {
      if (field->isUnnamedBitField()) continue;
      const auto *inner = field->getType()->getAsRecordDecl();
      std::string name = field->getNameAsString();
      if (name.empty() && inner) name = "(" + names(inner) + ")";
      result += (result.empty() ? "" : "|") + name;
    }
    return result;
  }

  void visit(llvm::StringRef what, llvm::StringRef name, const std::string &object) {
    body_ += ("    v." + what + "(\"" + name + "\", " + object + ");\n").str();
  }

  void reveal(const std::string &kind, const std::string &tag, unsigned index, const std::string &what) {
    reveals_ +=
        "template struct " + kind + "<" + tag + "<" + type_ + ", " + std::to_string(index) + ">, " + what + ">;\n";
  }

  /// "bytes_of<0, 8>(x)"
  static std::string of(const std::string &accessor, const std::string &arguments) {
    return accessor + "<" + arguments + ">(x)";
  }

  /// `words`: some may be pointers.
  void bytes(const std::string &name, int64_t offset, int64_t size, bool words = false) {
    offsets_ = true;
    visit("member", name,
          of(words ? names::wordsOf : names::bytesOf, std::to_string(offset) + ", " + std::to_string(size)));
  }

  bool holdsPointers(QualType type) const {
    const Type *t = type->getBaseElementTypeUnsafe();
    if (t->isPointerType()) return true;
    const auto *record = t->getAsCXXRecordDecl();
    if (!record || !record->hasDefinition()) return false;
    if (isStorage(record) || (tracked_ && isRoom(record)) || !record->isTriviallyCopyable()) return true;
    for (const CXXBaseSpecifier &base : record->bases())
      if (holdsPointers(base.getType())) return true;
    for (const FieldDecl *field : record->fields())
      if (holdsPointers(field->getType())) return true;
    return false;
  }

  void bases() {
    unsigned index = 0;
    for (const CXXBaseSpecifier &base : record_->bases()) {
      const CXXRecordDecl *type = base.getType()->getAsCXXRecordDecl();
      if (!type->isEmpty() && !base.isVirtual()) {
        const std::string spelled = spell(base.getType(), context_);
        reveal(names::revealType, names::nthBase, index, spelled);
        visit("base", escaped(spelled), of(names::baseOf, std::to_string(index)));
      }
      ++index;
    }
    if (!record_->getNumVBases()) return;
    body_.swap(virtualBases_);
    for (const CXXBaseSpecifier &base : record_->vbases()) { // in the order of construction
      const CXXRecordDecl *type = base.getType()->getAsCXXRecordDecl()->getDefinition();
      if (!type->isEmpty()) {
        const std::string spelled = spell(base.getType(), context_);
        const int64_t offset = context_.getASTRecordLayout(record_).getVBaseClassOffset(type).getQuantity();
        reveal(names::revealType, names::nthBase, index, spelled);
        visit("base", escaped(spelled),
              of(names::virtualBaseOf, std::to_string(index) + ", " + std::to_string(offset)));
      }
      ++index;
    }
    body_.swap(virtualBases_);
  }

  /// The fields of the class, or of an anonymous struct in it; `start` is where that struct lies, in bits,
  /// and `hidden` says that it is not public itself.
  void fields(const RecordDecl *record, uint64_t start, bool hidden) {
    const ASTRecordLayout &layout = context_.getASTRecordLayout(record);
    std::string run; // names of neighbouring bit-fields, and the bits that they occupy
    uint64_t first = 0, last = 0;
    auto flush = [&] {
      if (!run.empty()) bytes(run, first / 8, (last + 7) / 8 - first / 8);
      run.clear();
    };
    for (const FieldDecl *field : record->fields()) {
      const uint64_t offset = start + layout.getFieldOffset(field->getFieldIndex());
      deprecated_ |= field->hasAttr<DeprecatedAttr>();
      if (field->isBitField()) {
        if (field->isUnnamedBitField()) continue;
        // Two runs must not share a byte; fields of one run may.
        const unsigned width = field->getBitWidthValue(context_);
        if (run.empty()) first = offset;
        run += (run.empty() ? "" : "|") + field->getNameAsString() + ":" + std::to_string(width);
        last = offset + width;
        continue;
      }
      flush();
      one(field, offset, (hidden || field->getAccess() != AS_public) && !isClosure());
    }
    flush();
  }

  /// A lambda that became a class: all of it is public.
  bool isClosure() const { return record_->isLambda(); }

  void one(const FieldDecl *field, uint64_t offset, bool hidden) {
    const QualType type = field->getType();
    const CXXRecordDecl *inner = type->getAsCXXRecordDecl();
    const std::string name = memberName(field);
    if (field->isAnonymousStructOrUnion() && !inner->isUnion()) return fields(inner, offset, hidden);
    if (isBytes(field)) {
      const int64_t size = context_.getTypeSizeInChars(type).getQuantity();
      return bytes(name.empty() ? names(inner) : name, offset / 8, size, holdsPointers(type));
    }
    if (isPacked(field)) return bytes(name, offset / 8, context_.getTypeSizeInChars(type).getQuantity());
    if (tracked_ && isRoom(field))
      return bytes(name, offset / 8, context_.getTypeSizeInChars(type).getQuantity(), true);
    if (inner && inner->isEmpty()) return;
    if (isTail(field)) {
      const QualType element = context_.getAsArrayType(type)->getElementType();
      const auto *record = element->getAsRecordDecl();
      const bool unnamed = tracked_ && record && record->isUnion() && !record->getIdentifier(); // and maybe private
      tail_ = "  using tail = " +
              (unnamed ? "words<" + std::to_string(context_.getTypeSizeInChars(element).getQuantity()) + ">"
                       : spell(element, context_)) +
              ";\n  static constexpr std::size_t tail_offset = " + std::to_string(offset / 8) + ";\n";
      return;
    }
    const unsigned index = next_++;
    const std::string number = std::to_string(index);
    if (type->isReferenceType()) {
      reveal(names::revealType, names::nthReferent, index, spell(type->getPointeeType(), context_));
      offsets_ = true;
      return visit("reference", name, of(names::referenceOf, number + ", " + std::to_string(offset / 8)));
    }
    std::string object = "x." + name;
    if (hidden) {
      reveal(names::reveal, names::nthMember, index, "&" + type_ + "::" + name);
      object = of(names::memberOf, number);
    }
    if (const QualType element = context_.getBaseElementType(type);
        element.isConstQualified() || element.isVolatileQualified())
      object = std::string(names::writable) + "(" + object + ")";
    if (tracked_ && isOpaqueOwner(field)) object = std::string(names::pointerIn) + "(" + object + ")";
    visit("member", name, object);
  }

  const CXXRecordDecl *record_;
  const ASTContext &context_;
  const bool tracked_;
  std::string type_;
  std::string reveals_, body_, virtualBases_, tail_;
  unsigned next_ = 0;
  bool offsets_ = false;
  bool deprecated_; ///< names something that compilers warn about
};

} // namespace

bool isBytes(const FieldDecl *field) {
  const auto *record = field->getType()->getAsRecordDecl();
  return record && record->isUnion() && !record->getIdentifier() && !record->getTypedefNameForAnonDecl();
}

bool isOpaqueOwner(const FieldDecl *field) {
  const auto *owner = dyn_cast_or_null<ClassTemplateSpecializationDecl>(field->getType()->getAsCXXRecordDecl());
  if (!owner || qualifiedName(owner) != "std::unique_ptr") return false;
  const QualType target = owner->getTemplateArgs()[0].getAsType();
  const auto *deleter = owner->getTemplateArgs()[1].getAsType()->getAsCXXRecordDecl();
  const auto *record = dyn_cast<CXXRecordDecl>(field->getParent());
  const CXXDestructorDecl *destructor = record ? record->getDestructor() : nullptr;
  if (!target->isRecordType() || !deleter || qualifiedName(deleter) != "std::default_delete" || !destructor ||
      destructor->isImplicit() || destructor->doesThisDeclarationHaveABody() || destructor->isExplicitlyDefaulted())
    return false;
  const CXXRecordDecl *definition = target->getAsCXXRecordDecl()->getDefinition();
  const SourceManager &sources = field->getASTContext().getSourceManager();
  return !definition ||
         sources.isBeforeInTranslationUnit(record->getBraceRange().getEnd(), definition->getBraceRange().getBegin());
}

bool isPacked(const FieldDecl *field) {
  const RecordDecl *record = field->getParent();
  const ASTContext &context = field->getASTContext();
  if (field->isBitField() || field->getType()->isReferenceType() || !context.getTypeSize(field->getType()))
    return false;
  const unsigned usual = context.getTypeAlign(field->getType());
  if (usual <= 8) return false;
  if (record->hasAttr<PackedAttr>() || field->hasAttr<PackedAttr>()) return true;
  const auto *most = record->getAttr<MaxFieldAlignmentAttr>();
  return most && most->getAlignment() < usual;
}

std::optional<std::string> objectionToTable(const CXXRecordDecl *record) {
  if (!record->isDynamicClass()) return std::nullopt;
  if (hasGivenName(record->getASTContext().getRecordType(record))) {
    if (record->getNumVBases()) return "has virtual bases and is local to a function or made of a lambda";
    return std::nullopt; // its table is found where objects of it are made
  }
  if (!record->isAbstract() && !record->isExternallyVisible() && !callableConstructor(record))
    return "has virtual functions, internal linkage and no constructor that could be called from outside";
  return std::nullopt;
}

const CXXConstructorDecl *callableConstructor(const CXXRecordDecl *record) {
  if (objectionToName(record->getASTContext().getRecordType(record), true)) return nullptr;
  const CXXConstructorDecl *best = nullptr;
  auto rank = [](const CXXConstructorDecl *c) { // a copy may be declared and yet not compile: take it last
    return c->isDefaultConstructor() ? 0 : c->isCopyConstructor() ? 3 : c->isMoveConstructor() ? 2 : 1;
  };
  for (const CXXConstructorDecl *c : record->ctors()) {
    if (c->isDeleted() || c->getAccess() != AS_public || c->isVariadic()) continue;
    bool callable = true;
    for (const ParmVarDecl *parameter : c->parameters())
      callable &= !unspellable(parameter->getType()) && !parameter->getType()->isRValueReferenceType();
    if ((callable || c->isMoveConstructor()) && (!best || rank(c) < rank(best))) best = c;
  }
  return best;
}

std::string registrationText(QualType type, const ASTContext &context) {
  return std::string("template struct ") + names::knownType + "<" + spell(type, context) + ">;\n";
}

bool isStorage(const CXXRecordDecl *record) {
  const std::string name = isStd(record) ? qualifiedName(record) : "";
  return name == "std::aligned_storage::type" || name == "std::aligned_union::type";
}

bool isRoom(const CXXRecordDecl *record) {
  if (!record->isUnion()) return false;
  const ASTContext &context = record->getASTContext();
  const QualType whole = context.getRecordType(record);
  if (context.getTypeAlignInChars(whole) < context.getTypeAlignInChars(context.VoidPtrTy)) return false;
  return llvm::any_of(record->fields(), [&](const FieldDecl *field) {
    if (!context.getAsConstantArrayType(field->getType())) return false;
    const QualType element = context.getBaseElementType(field->getType());
    return (element->isCharType() || element->isStdByteType()) &&
           context.getTypeSize(field->getType()) >= context.getTypeSize(context.VoidPtrTy);
  });
}

bool isRoom(const FieldDecl *field) {
  const ASTContext &context = field->getASTContext();
  const QualType type = field->getType();
  if (!context.getAsConstantArrayType(type) || !field->hasAttr<AlignedAttr>()) return false;
  const QualType element = context.getBaseElementType(type);
  return (element->isCharType() || element->isStdByteType()) &&
         context.getDeclAlign(field) >= context.getTypeAlignInChars(context.VoidPtrTy);
}

bool isTail(const FieldDecl *field) {
  const ASTContext &context = field->getASTContext();
  const QualType type = field->getType();
  const bool open =
      type->isIncompleteArrayType() || (context.getAsConstantArrayType(type) && context.getTypeSize(type) == 0);
  if (!open) return false;
  const FieldDecl *last = nullptr;
  for (const FieldDecl *f : field->getParent()->fields()) last = f;
  return last == field && !field->getParent()->isUnion();
}

std::vector<QualType> contentsOf(const CXXRecordDecl *holder) {
  std::vector<QualType> contents;
  for (const Decl *d : holder->decls()) {
    const auto *t = dyn_cast<FunctionTemplateDecl>(d);
    if (!t || !(isa<CXXConstructorDecl>(t->getTemplatedDecl()) || (t->getIdentifier() && t->getName() == "emplace") ||
                holder->getName() == "shared_ptr")) // assignments, reset()
      continue;
    for (const FunctionDecl *f : t->specializations()) {
      const TemplateArgumentList *arguments = f->getTemplateSpecializationArgs();
      if (!f->isUsed() || !arguments || arguments->size() == 0 || arguments->get(0).getKind() != TemplateArgument::Type)
        continue; // most are only looked at, to see if they fit
      const ASTContext &context = holder->getASTContext();
      QualType type = arguments->get(0).getAsType().getNonReferenceType();
      if (type->isArrayType() || type->isFunctionType()) type = context.getDecayedType(type);
      const QualType content = type.getCanonicalType().getUnqualifiedType();
      if (!content->isDependentType() && !llvm::is_contained(contents, content)) contents.push_back(content);
    }
  }
  return contents;
}

std::string contentText(const CXXRecordDecl *holder, QualType content, const ASTContext &context) {
  const std::string type = spell(content, context);
  const auto *specialisation = dyn_cast<ClassTemplateSpecializationDecl>(holder);
  if (!specialisation) // libstdc++'s any: see the runtime's io_any.hpp
    return std::string("template struct ") + names::knownContent + "<" + type + ", &std::any::_Manager<" + type +
           ">::_S_manage>;\n";
  if (specialisation->getName() == "shared_ptr")
    return std::string("template struct ") + names::ownerTypes + "<" + type + ">;\n";
  return std::string("template struct ") + names::knownCallable + "<" +
         spell(specialisation->getTemplateArgs()[0].getAsType(), context) + ", " + type + ">;\n";
}

std::string layoutText(const CXXRecordDecl *record, const ASTContext &context, bool trackedHeap) {
  return Writer(record, context, trackedHeap).text();
}

} // namespace perdure::derive
