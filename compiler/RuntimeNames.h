// The only place that spells the runtime's identifiers.
#pragma once

namespace perdure::names {

inline constexpr const char *resumableAnnotation = "perdure::resumable";
inline constexpr const char *primitiveAnnotation = "perdure::primitive";
inline constexpr const char *compilerMacro = "PERDURE_COMPILER";
inline constexpr const char *instrumentedMacro = "PERDURE_INSTRUMENTED";
inline constexpr const char *generatedHeader = "perdure/detail/generated.hpp";
inline constexpr const char *launchHeader = "perdure/detail/launch.hpp";
inline constexpr const char *mainName = "perdure_main";
#define PERDURE_DETAIL "perdure::detail::"
inline constexpr const char *detail = PERDURE_DETAIL;
inline constexpr const char *frame = PERDURE_DETAIL "frame";
inline constexpr const char *unwinding = PERDURE_DETAIL "unwinding()";
inline constexpr const char *catchUnwind = "catch (const " PERDURE_DETAIL "unwind &)";
inline constexpr const char *nothing = PERDURE_DETAIL "nothing";
inline constexpr const char *leave = PERDURE_DETAIL "leave";
inline constexpr const char *passesUnwind = PERDURE_DETAIL "leaving::by_exception";
inline constexpr const char *polled = PERDURE_DETAIL "polled()";
inline constexpr const char *safePoint = PERDURE_DETAIL "safe_point";
inline constexpr const char *tracked = PERDURE_DETAIL "tracked";
inline constexpr const char *trackedArray = PERDURE_DETAIL "tracked_array";
inline constexpr const char *trackedOpaque = PERDURE_DETAIL "tracked_opaque";
inline constexpr const char *placed = PERDURE_DETAIL "placed";
inline constexpr const char *leaving = PERDURE_DETAIL "leaving";
inline constexpr const char *ended = PERDURE_DETAIL "ended";
inline constexpr const char *endedAt = PERDURE_DETAIL "ended_at";
inline constexpr const char *typed = PERDURE_DETAIL "typed";
inline constexpr const char *allocatedFor = PERDURE_DETAIL "allocated_for";
inline constexpr const char *resultKind = PERDURE_DETAIL "result_kind";
inline constexpr const char *typedHead = PERDURE_DETAIL "typed_head";
inline constexpr const char *typedProbably = PERDURE_DETAIL "typed_probably";
inline constexpr const char *noSuspend = PERDURE_DETAIL "no_suspend";
inline constexpr const char *cursor = PERDURE_DETAIL "cursor";
inline constexpr const char *slotAt = PERDURE_DETAIL "slot_at";
inline constexpr const char *listOf = PERDURE_DETAIL "list_of";
inline constexpr const char *copied = PERDURE_DETAIL "copied";
inline constexpr const char *lent = PERDURE_DETAIL "lent";
inline constexpr const char *inPlace = PERDURE_DETAIL "in_place";
inline constexpr const char *resultSlot = PERDURE_DETAIL "result_slot";
inline constexpr const char *resultScope = PERDURE_DETAIL "result_scope";
inline constexpr const char *parameter = PERDURE_DETAIL "parameter";
inline constexpr const char *address = PERDURE_DETAIL "address";
inline constexpr const char *boxed = PERDURE_DETAIL "boxed";

// Layouts; see detail/layout.hpp and detail/access.hpp.
inline constexpr const char *accessHeader = "perdure/detail/access.hpp";
inline constexpr const char *layout = PERDURE_DETAIL "layout";
inline constexpr const char *reveal = PERDURE_DETAIL "reveal";
inline constexpr const char *revealType = PERDURE_DETAIL "reveal_type";
inline constexpr const char *nthMember = PERDURE_DETAIL "nth_member";
inline constexpr const char *nthBase = PERDURE_DETAIL "nth_base";
inline constexpr const char *nthReferent = PERDURE_DETAIL "nth_referent";
inline constexpr const char *knownType = PERDURE_DETAIL "known_type";
inline constexpr const char *localTable = PERDURE_DETAIL "local_class<layout>::table()"; ///< inside of a layout
inline constexpr const char *madeUp = PERDURE_DETAIL "made_up";
inline constexpr const char *knownCallable = PERDURE_DETAIL "known_callable";
inline constexpr const char *ownerTypes = PERDURE_DETAIL "owner_types";
inline constexpr const char *knownContent = PERDURE_DETAIL "known_content";
// The following are named inside a layout, hence in the runtime's own namespace.
inline constexpr const char *memberOf = "member_of";
inline constexpr const char *baseOf = "base_of";
inline constexpr const char *bytesOf = "bytes_of";
inline constexpr const char *wordsOf = "words_of";
inline constexpr const char *virtualBaseOf = "virtual_base_of";
inline constexpr const char *tablePointer = "table_pointer";
inline constexpr const char *referenceOf = "reference_of";
inline constexpr const char *writable = "writable";
inline constexpr const char *pointerIn = "pointer_in";
inline constexpr const char *noTable = "no_table";
inline constexpr const char *noMembers = "no_members";

} // namespace perdure::names
