// What sets one study, or one clinic, apart from the average one.
#pragma once

#include <cstdint>

#include "model/parameters.hpp"

namespace tachy::scenario {

// Its drug works exp(drug) times as well as in a typical one, everything unspecific exp(setting) times; its
// session events have logits higher by `harm`, its blood pressures rise exp(harm) times as much.
struct StudyEffects {
  double drug = 0.0, setting = 0.0, harm = 0.0;
};
model::Parameters in_study(model::Parameters parameters, const StudyEffects& effects);

// One clinic's own effects: normal, with the SDs between studies. How a study asks for harms is left out: it
// is no difference between patients. The same clinic whatever the scenario; `row` of a posterior.
StudyEffects effects_of_clinic(const model::Parameters& parameters, std::uint32_t row);

}  // namespace tachy::scenario
