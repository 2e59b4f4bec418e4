// The ratings of a trial: every patient's score on its rating days. Part of block_kernel.cpp, compiled once
// per instruction set.
#pragma once

#include "day/visit.hpp"
#include "engine/kernel.hpp"
#include "engine/kernel_lanes.hpp"

namespace tachy::engine::TACHY_KERNEL {
namespace {

// The morning rating of every patient, on a day on which a trial rates.
void rate_everybody(const day::Setup& setup, const Block& block, std::uint32_t arm, std::uint32_t day,
                    float* to) {
  const model::Parameters& p = setup.experiment->parameters;
  const auto is = [](W treatment, regimen::Treatment t)
                      TACHY_LAMBDA -> M { return treatment == W(static_cast<std::uint32_t>(t)); };
  for (std::uint32_t row = 0; row < block.rows(); row += kLanes) {
    const Rows at{row};
    const SharedRow<F> shared = read_shared<F>(block, at);
    const ArmRow<F> lived = read_arm<F>(block, day::lived_by(setup, arm, day), at);
    const auto clocks = read_group<F, model::EventClocks<F>>(
        block, block.column(day::lived_by(setup, arm, day), ArmGroup::event_clocks), at);
    const auto [benefit, habituation] = model::fade_to(lived.carried, shared.traits.response, p, W(day));
    const F score =
        day::score_on(setup, shared.traits, shared.course, lived.carried, benefit,
                      {clocks.dependence, clocks.withdrawal_until, habituation.neuroadaptation}, day);
    const RandomWords<F> words =
        random_words<F>(setup.keys, Purpose::attendance, patients_from<F>(block, row),
                        setup.experiment->replicate, W(day), W(0u));
    const M gone = is(lived.clinic.treatment, regimen::Treatment::dead) |
                   is(lived.clinic.treatment, regimen::Treatment::dropped_out);
    const F rating = select(gone, F(day::kNotRated), day::observed_score<F>(p, score, words));
    float lanes[kLanes];
    store(lanes, rating);
    for (std::uint32_t lane = 0; lane < kLanes; ++lane)
      if (const std::uint32_t patient = patient_at(row + lane); patient < block.count)
        to[patient] = lanes[lane];
  }
}

void fill_rating_sheet(const day::Setup& setup, const Block& block, std::uint32_t day) {
  const day::RatingColumns& sheet = setup.ratings;
  for (std::uint32_t place = 0; place < sheet.count; ++place) {
    if (sheet.days[place] != day) continue;
    for (std::uint32_t arm = 0; arm < setup.experiment->plan.arms; ++arm)
      rate_everybody(
          setup, block, arm, day,
          sheet.hamd17 + (std::size_t{arm} * sheet.count + place) * sheet.patients + block.first_patient);
  }
}

}  // namespace
}  // namespace tachy::engine::TACHY_KERNEL
