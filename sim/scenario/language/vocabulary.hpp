// The words of the scenario language: every section, its keys, their types, ranges and meaning.
//
// The one place where a key is defined. Reader checks against these tables, and a JSON Schema can be
// generated from them. Ranges are in the field's own unit.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tachy::scenario {

enum class Type {
  text,            // any words
  identifier,      // snake_case
  identifiers,     // a list of them
  whole,           // a whole number
  amount,          // a number with the field's unit
  amounts,         // one such number or a list
  comparison,      // "at least 50 %"
  delay,           // "3 days after the last dose": an amount, and one of `words`
  choice,          // one of `words`
  choices,         // a list of them
  flag,            // true or false
  section,         // a map with the keys of `section`, or one of `words`
  sections,        // a list of such maps
  named_sections,  // a map from identifiers to such maps
  parameters,      // a map from parameter names to amounts, and the keys of `section`
  phases,          // a list of phase names, or of maps with one name and the keys of `section`
};

struct Section;
struct Field {
  std::string_view key;
  Type type;
  std::string_view doc;
  bool required = false;
  std::string_view unit = "";
  double low = 0.0, high = 0.0;
  std::string_view other_unit = "";  // a second dimension that is allowed too
  std::span<const std::string_view> words = {};
  const Section* section = nullptr;
};

// A field of a section whose values take unit and range from the field that holds the section.
Field with_unit_of(const Field& holder, const Field& own);

struct Section {
  std::string_view name;
  std::span<const Field> fields;
  bool part = false;  // may be a part of the library: use, title and sources are allowed too

  const Field* find(std::string_view key) const;
  std::vector<std::string> keys() const;
};

inline std::vector<std::string> strings(std::span<const std::string_view> words) {
  return {words.begin(), words.end()};
}

inline constexpr std::string_view kWeekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                                 "friday", "saturday", "sunday"};

extern const Section kScenarioSection, kOutcomesSection, kLoggedPatientsSection, kCohortSection,
    kMarginalSection, kCorrelationsSection, kCorrelationSection, kImportSection, kEligibilitySection,
    kScreeningSection, kPolicySection, kStageSection, kTakeHomeSection, kMonitoringSection, kUrineTestSection,
    kCapsSection, kAttendanceSection, kPhaseSection, kGiveSection, kPremedicationSection, kEntrySection,
    kParametersSection, kStopSection, kRuleSection, kWhenSection, kThenSection, kArmSection,
    kPublishedSection, kStudySection, kRatedSection, kEndpointSection, kRelapseSection, kAmongSection,
    kListedSection, kSourceSection, kUncertaintySection, kEconomicsSection, kDiscountSection, kPricesSection,
    kPatientPaysSection, kUtilitiesSection, kLossesSection, kPopulationSection, kValueSourceSection;

}  // namespace tachy::scenario
