#include "scenario/study_effects.hpp"

#include <cmath>

#include "base/random.hpp"
#include "model/session_events.hpp"

namespace tachy::scenario {

model::Parameters in_study(model::Parameters p, const StudyEffects& effects) {
  p.effect_ceiling *= static_cast<float>(std::exp(effects.drug));
  const auto s = static_cast<float>(std::exp(effects.setting));
  p.expectancy_saline *= s;
  p.expectancy_active_placebo *= s;
  p.expectancy_drug *= s;
  p.new_antidepressant_effect *= s;
  const auto harm = static_cast<float>(effects.harm);
  for (const model::SessionEventRow& event : model::kSessionEventTable)
    if (event.logit != nullptr) p.*event.logit += harm;
  p.systolic_rise_mmhg *= std::exp(harm);
  return p;
}

StudyEffects effects_of_clinic(const model::Parameters& parameters, std::uint32_t row) {
  constexpr std::uint64_t kKey = 0;  // not the seed of a run: draws are the same in all of them
  const auto words = random_words<float>(philox_keys(kKey), Purpose::clinic_effects, row, 0u, 0u, 0u);
  const auto z = pair_of(words, Purpose::clinic_effects);
  return {.drug = static_cast<double>(parameters.study_drug_sd * z.first),
          .setting = static_cast<double>(parameters.study_setting_sd * z.second)};
}

}  // namespace tachy::scenario
