// What became of a visit, why, and how a patient's treatment stands: one row for each word. The ledger of the
// outcome file, the flow of patients, stories and exports use the same names and words.
#pragma once

#include <cstdint>
#include <iterator>
#include <string_view>

namespace tachy::regimen {

// What became of a booked visit. Outcome files say the names beside the numbers.
enum class VisitStatus : std::uint8_t {
  given,      // came, was dosed
  held,       // came, got no dose: a cap, or a rule
  waiting,    // came, may not enter the phase yet
  moved,      // came, goes to another phase without a dose
  stopped,    // came, treatment was ended
  assessed,   // came to a visit without a dose
  missed,     // did not come; offered again
  postponed,  // rang to come later
  lost,       // did not come; this dose is not offered again
  reduced,    // came, was given less than planned: a cap, a ceiling, or a rule that has just lowered the dose
  kCount
};

// Why a visit went as it did. Outcome files say the names beside the numbers, so that a row may be inserted.
enum class Reason : std::uint32_t {
  none,
  rule,        // the rule of that number
  entry,       // the condition for entering the phase
  no_benefit,  // stop_if: too little improvement after so many doses
  cap,         // in files before 1.2: of the week or the year
  week_cap,
  year_cap,
  session_cap,   // of the policy
  dose_ceiling,  // at_most: of the dose itself
  kCount
};

// Whether a patient is in treatment, or how it ended.
enum class Treatment : std::uint32_t { in_treatment, completed, stopped, dropped_out, dead, kCount };

template <class Enum>
struct WordRow {
  Enum value;
  std::string_view name;   // in files
  std::string_view words;  // in stories
};

inline constexpr WordRow<VisitStatus> kStatusTable[] = {
    {VisitStatus::given, "given", "given"},
    {VisitStatus::held, "held", "came, dose held"},
    {VisitStatus::waiting, "waiting", "came, waits to enter the phase"},
    {VisitStatus::moved, "moved", "came, moved to another phase"},
    {VisitStatus::stopped, "stopped", "came, treatment stopped"},
    {VisitStatus::assessed, "assessed", "came, assessed only"},
    {VisitStatus::missed, "missed", "did not come, booked again"},
    {VisitStatus::postponed, "postponed", "will come later"},
    {VisitStatus::lost, "lost", "did not come, this dose is lost"},
    {VisitStatus::reduced, "reduced", "given only"},
};
inline constexpr WordRow<Reason> kReasonTable[] = {
    {Reason::none, "none", ""},
    {Reason::rule, "rule", "rule"},  // told with its number
    {Reason::entry, "entry", "entry condition of the phase"},
    {Reason::no_benefit, "no_benefit", "too little improvement"},
    {Reason::cap, "cap", "cap"},
    {Reason::week_cap, "week_cap", "cap of the week"},
    {Reason::year_cap, "year_cap", "cap of the year"},
    {Reason::session_cap, "session_cap", "cap of a session"},
    {Reason::dose_ceiling, "dose_ceiling", "ceiling of the dose"},
};
inline constexpr WordRow<Treatment> kTreatmentTable[] = {
    {Treatment::in_treatment, "in_treatment", "in treatment"},
    {Treatment::completed, "completed", "completed the plan"},
    {Treatment::stopped, "stopped", "stopped by the clinic"},
    {Treatment::dropped_out, "dropped_out", "dropped out"},
    {Treatment::dead, "dead", "died"},
};

template <class Enum, std::size_t kRows>
consteval bool in_order(const WordRow<Enum> (&table)[kRows]) {
  for (std::size_t r = 0; r < kRows; ++r)
    if (table[r].value != static_cast<Enum>(r)) return false;
  return kRows == static_cast<std::size_t>(Enum::kCount);
}
static_assert(in_order(kStatusTable) && in_order(kReasonTable) && in_order(kTreatmentTable),
              "the rows stand in the order of their enumeration");

constexpr const WordRow<VisitStatus>& row_of(VisitStatus status) {
  return kStatusTable[static_cast<std::size_t>(status)];
}
constexpr const WordRow<Reason>& row_of(Reason reason) {
  return kReasonTable[static_cast<std::size_t>(reason)];
}
constexpr const WordRow<Treatment>& row_of(Treatment treatment) {
  return kTreatmentTable[static_cast<std::size_t>(treatment)];
}
constexpr std::string_view name_of(VisitStatus status) { return row_of(status).name; }
constexpr std::string_view name_of(Reason reason) { return row_of(reason).name; }
constexpr std::string_view name_of(Treatment treatment) { return row_of(treatment).name; }

}  // namespace tachy::regimen
