// Published sets of utilities, by state of depression. Which one is taken may halve or double the QALYs
// gained, so a scenario names one, and results show another beside it.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace tachy::economics {

enum class State : std::uint32_t { remission, response, symptomatic, kCount };  // response: without remission
inline constexpr auto kStates = static_cast<std::size_t>(State::kCount);
inline constexpr std::string_view kStateNames[] = {"remission", "response", "symptomatic"};

struct UtilitySet {
  std::string_view name;
  double of[kStates], low[kStates], high[kStates];  // ends of a 95 % interval; as `of` where none is known
  std::string_view grade, source;
};
// Response without remission is read as mild depression. Nobody is symptomatic here who is not still severely
// or moderately depressed: where a set tells the two apart, the severe state is taken.
inline constexpr UtilitySet kUtilitySets[] = {
    {"eq5d_kolovos",
     {0.70, 0.57, 0.39},
     {0.67, 0.53, 0.35},
     {0.73, 0.61, 0.43},
     "derived",
     "EQ-5D, UK tariff, 1,629 participants of ten depression trials by severity: remission 0.70, mild 0.57 "
     "(taken for response), severe 0.39 (Kolovos 2017, PMID 28260149)"},
    {"sf6d_kolovos",
     {0.69, 0.63, 0.55},
     {0.69, 0.63, 0.55},
     {0.69, 0.63, 0.55},
     "derived",
     "SF-6D of the same participants: remission 0.69, severe 0.55; response lies between them as it does in "
     "the EQ-5D (Kolovos 2017, PMID 28260149)"},
    {"eq5d_sapin",
     {0.85, 0.72, 0.58},
     {0.85, 0.72, 0.58},
     {0.85, 0.72, 0.58},
     "measured",
     "EQ-5D of 250 patients in French primary care after eight weeks: remitters 0.85, responders not in "
     "remission 0.72, non-responders 0.58 by MADRS (Sapin 2004, Health and Quality of Life Outcomes 2:20)"},
    {"trial_janssen",
     {0.866, 0.764, 0.417},
     {0.866, 0.764, 0.417},
     {0.866, 0.764, 0.417},
     "recalled",
     "remission, response and episode in the company's model of esketamine for NICE TA854; to be confirmed"},
};

inline constexpr auto kUtilitySetNames = [] {
  std::array<std::string_view, std::size(kUtilitySets)> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kUtilitySets[i].name;
  return names;
}();

const UtilitySet* utility_set(std::string_view name);  // nullptr: there is none

// The one that is shown beside it: that with the least gain from symptoms to remission; beside that one, the
// first.
const UtilitySet& shown_beside(std::string_view name);

}  // namespace tachy::economics
