// Why a visit went as it did: one row for each reason. The ledger of the outcome file, stories and exports
// use the same names and words.
#pragma once

#include <cstdint>
#include <iterator>
#include <string_view>

namespace tachy::regimen {

// Outcome files say the names beside the numbers, so that a row may be inserted.
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

struct ReasonRow {
  Reason reason;
  std::string_view name;   // in files
  std::string_view words;  // in stories; a rule is told with its number
};
inline constexpr ReasonRow kReasonTable[] = {
    {Reason::none, "none", ""},
    {Reason::rule, "rule", "rule"},
    {Reason::entry, "entry", "entry condition of the phase"},
    {Reason::no_benefit, "no_benefit", "too little improvement"},
    {Reason::cap, "cap", "cap"},
    {Reason::week_cap, "week_cap", "cap of the week"},
    {Reason::year_cap, "year_cap", "cap of the year"},
    {Reason::session_cap, "session_cap", "cap of a session"},
    {Reason::dose_ceiling, "dose_ceiling", "ceiling of the dose"},
};
static_assert(
    [] {
      for (std::uint32_t r = 0; r < std::size(kReasonTable); ++r)
        if (kReasonTable[r].reason != static_cast<Reason>(r)) return false;
      return std::size(kReasonTable) == static_cast<std::size_t>(Reason::kCount);
    }(),
    "the rows stand in the order of Reason");

constexpr const ReasonRow& row_of(Reason reason) { return kReasonTable[static_cast<std::uint32_t>(reason)]; }

}  // namespace tachy::regimen
