// Occupancy of mu-opioid receptors by oral naltrexone at the time of the session, assumed.
//
// Known (recalled, not checked at the source): 50 mg by mouth occupies more than 0.9 for 24 h or longer; the
// active metabolite halves in 13 h. Form: occupancy = x / (1 + x); x rises for an hour in proportion to
// time, peaks in proportion to the dose, and halves every 13 h. The peak is set so that 50 mg gives
// 0.974 at 45 min and 0.936 at 24 h.
#include "base/elementary.hpp"
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {
constexpr float kPeakRatioOf50Mg = 50.0f;
constexpr float kRiseHours = 1.0f;
constexpr float kHalfLifeHours = 13.0f;

float naltrexone_occupancy(float dose_mg, float hours_before) {
  const float peak = kPeakRatioOf50Mg * dose_mg / 50.0f;
  const float ratio = hours_before < kRiseHours ? peak * hours_before / kRiseHours
                                                : peak * remaining(hours_before - kRiseHours, kHalfLifeHours);
  return ratio / (1.0f + ratio);
}
}  // namespace

float lower_premedication(const Reader& reader) {
  const auto drug = reader.text("drug");
  if (!drug) return 0.0f;
  const auto dose = reader.amount("dose");
  const auto minutes = reader.amount("before");
  if (*drug == "placebo") {
    if (reader.has("dose")) reader.fault("dose", "a placebo has no dose", "remove the line");
    return 0.0f;
  }
  if (!reader.has("dose")) reader.fault("dose", "the dose is missing", "e.g. dose: 50 mg");
  if (!reader.has("before")) reader.fault("before", "'before' is missing", "e.g. before: 45 min");
  if (!dose || !minutes) return 0.0f;
  return naltrexone_occupancy(static_cast<float>(*dose), static_cast<float>(*minutes) / 60.0f);
}

}  // namespace tachy::scenario
