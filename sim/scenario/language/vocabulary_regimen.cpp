// The words of regimens: phases, doses, rules, arms.
#include <algorithm>
#include <iterator>

#include "model/dose_form.hpp"
#include "scenario/language/vocabulary.hpp"
#include "scenario/language/vocabulary_limits.hpp"

namespace tachy::scenario {

namespace {

// Each word of a column of the products once, in the order of the rows.
template <std::string_view model::ProductRow::*column>
struct WordsOf {
  std::string_view words[std::size(model::kProductTable)];
  std::size_t count = 0;
  constexpr WordsOf() : words{} {
    for (const model::ProductRow& row : model::kProductTable)
      if (std::find(words, words + count, row.*column) == words + count) words[count++] = row.*column;
  }
};
constexpr WordsOf<&model::ProductRow::drug> kDrugs;
constexpr WordsOf<&model::ProductRow::route> kRoutes;
constexpr Words kPremedications = {"naltrexone", "placebo"};
constexpr Words kBelow = {"below"};
constexpr Words kBelowOrAtLeast = {"below", "at least"};
constexpr Words kUpTo = {"up to"};
constexpr Words kUpOrDown = {"up", "down"};
constexpr Words kDevices = {"spray"};
constexpr Words kNothing = {"nothing"};
constexpr Words kAfterTheLastDose = {"after the last dose"};
constexpr Words kDetected = {"misuse"};

constexpr Field kPhaseFields[] = {
    {.key = "give",
     .type = Type::section,
     .doc = "the dose, or 'nothing' when visits are for rating only; without it that of the phase before",
     .words = kNothing,
     .section = &kGiveSection},
    {.key = "days",
     .type = Type::amounts,
     .doc = "days of the doses, counted from the start of the phase",
     .unit = "",
     .low = 0,
     .high = kMaxDays},
    {.key = "every",
     .type = Type::amounts,
     .doc = "interval between doses, or a list of intervals",
     .unit = "day",
     .low = 1,
     .high = 3650},
    {.key = "weekdays",
     .type = Type::choices,
     .doc = "the days of the week on which doses are given, every week",
     .words = kWeekdays},
    {.key = "doses",
     .type = Type::whole,
     .doc = "number of doses (or visits, when nothing is given), then the phase ends",
     .low = 1,
     .high = 10000},
    {.key = "until",
     .type = Type::amount,
     .doc = "no dose of this phase later than this after the start",
     .unit = "day",
     .low = 0,
     .high = kMaxDays},
    {.key = "start_after",
     .type = Type::amount,
     .doc = "gap between the last planned day of the phase before and the first day of this one",
     .unit = "day",
     .low = 0,
     .high = kMaxDays},
    {.key = "then",
     .type = Type::identifier,
     .doc = "the phase that follows, or 'end'; without it the next one of the arm's list"},
    {.key = "premedication",
     .type = Type::section,
     .doc = "a drug taken before each session",
     .section = &kPremedicationSection},
    {.key = "blinded",
     .type = Type::flag,
     .doc =
         "true: patients do not know whether they get drug or active placebo, and expect the same of both"},
    {.key = "enter_if",
     .type = Type::section,
     .doc = "who enters, judged once; the others stop, unless 'otherwise' says where they go",
     .section = &kEntrySection},
    {.key = "otherwise", .type = Type::identifier, .doc = "the phase for those who may not enter this one"},
    {.key = "stop_if", .type = Type::section, .doc = "when treatment is stopped", .section = &kStopSection},
    {.key = "adapt",
     .type = Type::sections,
     .doc = "rules of a response-guided phase; the first match decides",
     .section = &kRuleSection},
};

constexpr Field kGiveFields[] = {
    {.key = "same_as", .type = Type::identifier, .doc = "a phase whose dose is given"},
    {.key = "drug", .type = Type::choice, .doc = "what is given", .words = {kDrugs.words, kDrugs.count}},
    {.key = "route", .type = Type::choice, .doc = "how", .words = {kRoutes.words, kRoutes.count}},
    {.key = "dose",
     .type = Type::amount,
     .doc = "dose of one session; of a ladder, the first dose",
     .unit = "mg/kg",
     .other_unit = "mg"},
    {.key = "ladder",
     .type = Type::amounts,
     .doc = "doses from low to high, for rules that say 'dose: up' or 'dose: down'",
     .unit = "mg/kg",
     .other_unit = "mg"},
    {.key = "over",
     .type = Type::amount,
     .doc = "duration of the infusion",
     .unit = "min",
     .low = 1,
     .high = 360},
    {.key = "at_most",
     .type = Type::amount,
     .doc = "ceiling of a dose by body weight",
     .unit = "mg",
     .low = 1,
     .high = 1000},
    {.key = "round_to",
     .type = Type::choice,
     .doc =
         "the nearest whole number of nasal sprays of 28 mg, the smaller of two as near; at least one, and "
         "by body weight at most 84 mg unless 'at_most' says otherwise",
     .words = kDevices},
};

constexpr Field kPremedicationFields[] = {
    {.key = "drug",
     .type = Type::choice,
     .doc = "what is taken by mouth",
     .required = true,
     .words = kPremedications},
    {.key = "dose", .type = Type::amount, .doc = "its dose", .unit = "mg", .low = 1, .high = 150},
    {.key = "before",
     .type = Type::amount,
     .doc = "how long before the session",
     .unit = "min",
     .low = 5,
     .high = 4320},
};

constexpr Field kEntryFields[] = {
    {.key = "observed_improvement",
     .type = Type::comparison,
     .doc = "since baseline, as rated by the clinic",
     .unit = "%",
     .low = 0,
     .high = 100,
     .words = kAtLeast},
    {.key = "hamd17",
     .type = Type::comparison,
     .doc = "observed score",
     .unit = "points",
     .low = 0,
     .high = kMaxHamd17,
     .words = kAtLeastOrAtMost},
    {.key = "madrs",
     .type = Type::comparison,
     .doc = "the same as MADRS, by the parameter madrs_per_hamd17",
     .unit = "points",
     .low = 0,
     .high = kMaxMadrs,
     .words = kAtLeastOrAtMost},
    {.key = "wait",
     .type = Type::comparison,
     .doc = "who may not enter waits: so long after the first planned day of the phase",
     .unit = "day",
     .low = 1,
     .high = 3650,
     .words = kUpTo},
    {.key = "check_every",
     .type = Type::amount,
     .doc = "those who wait are rated again every so often",
     .unit = "day",
     .low = 1,
     .high = 3650},
    {.key = "each_time",
     .type = Type::flag,
     .doc = "true: asked again of those who come back to the phase; without it once of each patient"},
    {.key = "judged",
     .type = Type::delay,
     .doc = "day of the rating visit that judges; without it 1 week after the last planned dose, with 'wait' "
            "the first planned day, and never after that day",
     .unit = "day",
     .low = 1,
     .high = 3650,
     .words = kAfterTheLastDose},
};

constexpr Field kStopFields[] = {
    {.key = "after_doses",
     .type = Type::whole,
     .doc = "judged after so many doses of this phase",
     .required = true,
     .low = 1,
     .high = 10000},
    {.key = "observed_improvement",
     .type = Type::comparison,
     .doc = "since baseline, as rated by the clinic",
     .required = true,
     .unit = "%",
     .low = 0,
     .high = 100,
     .words = kBelow},
    {.key = "judged",
     .type = Type::delay,
     .doc = "of a rule on the last dose: day of the rating visit that judges; without it 1 week after that "
            "dose, or the day of the next one when it comes earlier",
     .unit = "day",
     .low = 1,
     .high = 3650,
     .words = kAfterTheLastDose},
};

constexpr Field kRuleFields[] = {
    {.key = "when",
     .type = Type::section,
     .doc = "the condition, judged at each visit",
     .required = true,
     .section = &kWhenSection},
    {.key = "then", .type = Type::section, .doc = "what follows", .required = true, .section = &kThenSection},
};

constexpr Field kWhenFields[] = {
    {.key = "hamd17",
     .type = Type::comparison,
     .doc = "observed score",
     .unit = "points",
     .low = 0,
     .high = kMaxHamd17,
     .words = kAtLeastOrAtMost},
    {.key = "madrs",
     .type = Type::comparison,
     .doc = "the same as MADRS, by the parameter madrs_per_hamd17",
     .unit = "points",
     .low = 0,
     .high = kMaxMadrs,
     .words = kAtLeastOrAtMost},
    {.key = "observed_improvement",
     .type = Type::comparison,
     .doc = "since baseline, as rated by the clinic",
     .unit = "%",
     .low = 0,
     .high = 100,
     .words = kBelowOrAtLeast},
    {.key = "detected", .type = Type::choice, .doc = "what the clinic has found", .words = kDetected},
    {.key = "visits_in_a_row", .type = Type::whole, .doc = "at so many visits running", .low = 1, .high = 20},
    {.key = "for",
     .type = Type::amount,
     .doc = "at every visit for so long",
     .unit = "day",
     .low = 1,
     .high = 3650},
};

constexpr Field kThenFields[] = {
    {.key = "stop", .type = Type::flag, .doc = "end treatment"},
    {.key = "hold", .type = Type::flag, .doc = "change nothing; later rules are not asked"},
    {.key = "withhold", .type = Type::flag, .doc = "no dose at this visit; the calendar goes on"},
    {.key = "interval",
     .type = Type::amount,
     .doc = "change of the interval, e.g. '+1 week'",
     .unit = "day",
     .low = -3650,
     .high = 3650},
    {.key = "not_below",
     .type = Type::amount,
     .doc = "the shortest interval",
     .unit = "day",
     .low = 1,
     .high = 3650},
    {.key = "not_above",
     .type = Type::amount,
     .doc = "the longest interval",
     .unit = "day",
     .low = 1,
     .high = 3650},
    {.key = "dose", .type = Type::choice, .doc = "one step of the phase's ladder", .words = kUpOrDown},
    {.key = "go_to",
     .type = Type::identifier,
     .doc = "leave for this phase of the arm, without today's dose"},
    {.key = "after",
     .type = Type::amount,
     .doc = "its first visit is so long from now; without it the next day",
     .unit = "day",
     .low = 1,
     .high = 3650},
};

constexpr Field kArmFields[] = {
    {.key = "id", .type = Type::identifier, .doc = "short name used in commands and files", .required = true},
    {.key = "label", .type = Type::text, .doc = "name for people"},
    {.key = "phases",
     .type = Type::phases,
     .doc = "what is done, in order",
     .required = true,
     .section = &kPhaseSection},
    {.key = "policy",
     .type = Type::section,
     .doc = "values of the policy that are different in this arm",
     .section = &kPolicySection},
};

}  // namespace

const Section kPhaseSection{"phase", kPhaseFields, true};
const Section kGiveSection{"dose", kGiveFields, true};
const Section kPremedicationSection{"premedication", kPremedicationFields};
const Section kEntrySection{"entry", kEntryFields};
const Section kStopSection{"stop rule", kStopFields};
const Section kRuleSection{"rule", kRuleFields};
const Section kWhenSection{"condition", kWhenFields};
const Section kThenSection{"consequence", kThenFields};
const Section kArmSection{"arm", kArmFields};

}  // namespace tachy::scenario
