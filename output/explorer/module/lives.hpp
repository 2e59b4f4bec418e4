// Single patients for the page: how each stands at the end, and one of them day by day.
#pragma once

#include <cstdint>

#include "day/setup.hpp"
#include "engine/patient_range.hpp"
#include "output/explorer/module/answer.hpp"

namespace tachy::explorer {

// [arm][patient]: how the patient stands at the end of the horizon.
Json last_states(const day::Setup& setup, engine::PatientRange patients);

// The person, the peak of each dose form, and for each arm every visit and review.
Json diary_of(const day::Setup& setup, std::uint32_t patient);

}  // namespace tachy::explorer
