// Rows of the parameter table for submodel 7.2.
#include "model/opioid_blockade.hpp"

#include "model/parameter_rows.hpp"

namespace tachy::model {

namespace {
// clang-format off
constexpr ParameterRow kOpioidRows[] = {
    {.name = "opioid_share", .field = &P::opioid_share, .unit = "1",
     .default_value = 0.713f, .low = 0.0f, .high = 1.0f, .grade = Grade::derived,
     .source = "median of draws fitted to 20 studies; rests on one of 26 people (Jelen 2025), 95 % of the "
               "draws from 0.35 to 0.94",
     .meaning = "share of the drug's benefit that needs opioid tone; 0 = independent hypothesis"},
    {.name = "expectancy_gated", .field = &P::expectancy_gated, .unit = "1",
     .default_value = 0.0f, .low = 0.0f, .high = 1.0f, .grade = kAssumed,
     .source = "hypothesis",
     .meaning = "switch: opioid blockade also removes expectancy",
     .structure = true},
    {.name = "naltrexone_peak_ratio", .field = &P::naltrexone_peak_ratio, .unit = "1",
     .default_value = 50.0f, .low = 5.0f, .high = 200.0f, .grade = kAssumed,
     .source = "chosen so that 50 mg blocks 0.974 after 45 min and 0.936 after 24 h; imaging finds 0.92 and "
               "0.98 within 8 h (Rabiner 2011) and 0.95 in daily use (Weerts 2008): ratios of 12 to 49",
     .meaning = "mu-opioid receptors occupied for each one free at the peak of 50 mg oral naltrexone"},
    {.name = "naltrexone_rise", .field = &P::naltrexone_rise_h, .unit = "h",
     .default_value = 1.0f, .low = 0.25f, .high = 4.0f, .grade = kAssumed,
     .source = "judgement; plasma levels peak about one hour after a tablet, those in the brain may lag",
     .meaning = "time from the tablet to the peak of blockade"},
    {.name = "naltrexone_half_life", .field = &P::naltrexone_half_life_h, .unit = "h",
     .default_value = 13.0f, .low = 4.0f, .high = 110.0f, .grade = kAssumed,
     .source = "half-life of the active metabolite in plasma (recalled); blockade itself was seen to halve "
               "only in 72 to 108 h (Lee 1988, 5 people), which matters where a tablet is taken days before",
     .meaning = "half-life of the ratio of occupied to free receptors"},
};
// clang-format on
}  // namespace

std::span<const ParameterRow> opioid_rows() { return kOpioidRows; }

}  // namespace tachy::model
