// Values in a debugger's words.
#include <perdure/detail/graph.hpp>
#include <perdure/detail/printer.hpp>

#include <perdure/detail/value.hpp>
#include <perdure/permanents.hpp>

#include <cstdio>
#include <cstring>

namespace perdure::detail {

namespace {

void escape(std::string &to, unsigned char c, char quote) {
  switch (c) {
  case '\n':
    to += "\\n";
    return;
  case '\t':
    to += "\\t";
    return;
  case '\r':
    to += "\\r";
    return;
  case '\0':
    to += "\\0";
    return;
  case '\\':
    to += "\\\\";
    return;
  default:
    break;
  }
  if (c == static_cast<unsigned char>(quote)) {
    (to += '\\') += quote;
  } else if (c < 0x20 || c == 0x7f) {
    char raw[8];
    std::snprintf(raw, sizeof raw, "\\x%02x", unsigned(c));
    to += raw;
  } else {
    to += char(c); // UTF-8 passes as it is
  }
}

} // namespace

printer &printer::out(std::string_view s) {
  text_.append(s);
  return *this;
}
void printer::size(std::size_t n) {
  if (n > most_elements) out(" (").number(static_cast<unsigned long long>(n)), out(" elements)");
}
bool printer::enough() {
  if (depth_ <= deepest && text_.size() - start_ <= longest) return false;
  if (text_.size() < 3 || text_.compare(text_.size() - 3, 3, "...") != 0) out("...");
  return true;
}
bool printer::next(std::size_t k) {
  if (k) out(", ");
  if (k != most_elements && !enough()) return true;
  out("...");
  return false;
}

void printer::number(long long n) { text_ += std::to_string(n); }
void printer::number(unsigned long long n) { text_ += std::to_string(n); }
void printer::number(long double x) {
  char raw[64];
  for (int digits : {6, 15, 17, 21}) {
    std::snprintf(raw, sizeof raw, "%.*Lg", digits, x);
    if (digits >= 17 || std::strtod(raw, nullptr) == static_cast<double>(x)) break;
  }
  text_ += raw;
}

void printer::character(char32_t c) {
  text_ += '\'';
  if (c < 0x80) {
    escape(text_, static_cast<unsigned char>(c), '\'');
  } else {
    char raw[16];
    std::snprintf(raw, sizeof raw, "\\x%x", unsigned(c));
    text_ += raw;
  }
  text_ += '\'';
}

void printer::quoted(std::string_view s) {
  text_ += '"';
  for (const char c : s.substr(0, longest_string)) escape(text_, static_cast<unsigned char>(c), '"');
  text_ += '"';
  if (s.size() > longest_string) text_ += "... (" + std::to_string(s.size()) + " characters)";
}

void printer::pointer(const void *p, pointer_type type, bool is_text) {
  if (!p) {
    text_ += "null";
    return;
  }
  const std::string *name = graph_ ? graph_->name_of(p, type) : nullptr;
  if (name && !name->empty()) {
    text_ += "-> " + *name;
  } else if (const auto *last = !is_text ? nullptr : graph_ ? graph_->constant_end(p) : end_of_constants(p)) {
    const auto *s = static_cast<const char *>(p);
    quoted({s, strnlen(s, std::size_t(reinterpret_cast<const char *>(last) - s))});
  } else {
    text_ += "-> somewhere else";
  }
}

void printer::code(const void *p) {
  if (!p) {
    text_ += "null";
    return;
  }
  text_ += "a function";
}

void printer::exception(const std::exception_ptr &x) {
  if (!x) {
    text_ += "none";
    return;
  }
  try {
    std::rethrow_exception(x);
  } catch (const std::exception &e) {
    out(readable(typeid(e).name())).out(": ");
    quoted(e.what());
  } catch (...) {
    const std::type_info *t = x.__cxa_exception_type();
    out(t ? readable(t->name()) : "an exception");
  }
}

} // namespace perdure::detail
