// Oral naltrexone before each session of a phase: dose and hours. What it blocks is the model's to say
// (model/opioid_blockade.hpp).
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

void lower_premedication(const Reader& reader, regimen::Phase& out) {
  const auto drug = reader.text("drug");
  if (!drug) return;
  const auto dose = reader.amount("dose");
  const auto minutes = reader.amount("before");
  if (*drug == "placebo") {
    if (reader.has("dose")) reader.fault("dose", "a placebo has no dose", "remove the line");
    return;
  }
  if (!reader.has("dose")) reader.fault("dose", "the dose is missing", "e.g. dose: 50 mg");
  if (!reader.has("before")) reader.fault("before", "'before' is missing", "e.g. before: 45 min");
  if (!dose || !minutes) return;
  out.naltrexone_mg = static_cast<float>(*dose);
  out.naltrexone_hours_before = static_cast<float>(*minutes) / 60.0f;
}

}  // namespace tachy::scenario
