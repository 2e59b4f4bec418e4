// The flow of patients: the block walk counts what the one-patient walk counts.
#include <doctest/doctest.h>

#include <array>
#include <numeric>

#include "day/flow.hpp"
#include "day/one_patient.hpp"
#include "engine/plans.hpp"
#include "engine/run.hpp"

namespace tachy {

using Steps = std::array<std::int64_t, day::kFlowSteps>;

namespace {

constexpr std::uint32_t kFlowPatients = 400;

std::vector<Steps> one_by_one(const regimen::Experiment& e) {
  const day::Setup setup = day::set_up(e);
  std::vector<Steps> steps(e.plan.arms, Steps{});
  for (std::uint32_t patient = 0; patient < e.patients; ++patient) {
    const day::PatientLife life = day::live_one_patient(setup, patient);
    if (!life.person.enrolled) continue;
    for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm)
      day::add_flow(life.arms[arm].flow, life.arms[arm].clinic.treatment, steps[arm].data());
  }
  return steps;
}

}  // namespace

TEST_SUITE("engine/flow") {
  TEST_CASE("the flow of a population is that of its patients, one by one, on every instruction set") {
    const auto e = tests::many_regimes(kFlowPatients);
    const std::vector<Steps> expected = one_by_one(e);
    for (const std::string_view name : engine::instruction_sets()) {
      CAPTURE(name);
      const engine::Tallies t = engine::run(e, {.instruction_set = name});
      for (std::uint32_t arm = 0; arm < t.arms; ++arm)
        for (std::uint32_t step = 0; step < day::kFlowSteps; ++step) {
          CAPTURE(arm);
          CAPTURE(day::kFlowTable[step].name);
          CHECK(t.flow_of(arm)[step] == expected[arm][step]);
        }
    }
  }

  TEST_CASE("everyone enrolled has left for one cause, or is still in treatment") {
    const engine::Tallies t = engine::run(tests::many_regimes(kFlowPatients), {});
    for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
      const std::int64_t* steps = t.flow_of(arm);
      CHECK(steps[0] == t.enrolled);
      CHECK(std::accumulate(steps + day::kFirstLeaving, steps + day::kFirstWithheld, std::int64_t{0}) ==
            t.enrolled);
      CHECK(steps[day::kFirstAdmitted] <= t.enrolled);
    }
  }

  TEST_CASE("clinic's stops and drop-outs of the flow are those counted week by week") {
    const engine::Tallies t = engine::run(tests::many_regimes(kFlowPatients), {});
    const auto step = [](day::Leaving leaving) {
      return day::kFirstLeaving + static_cast<std::uint32_t>(leaving);
    };
    for (std::uint32_t arm = 0; arm < t.arms; ++arm) {
      std::int64_t stops = 0, drop_outs = 0;
      for (std::uint32_t week = 0; week < t.periods; ++week) {
        stops += t.at(arm, week, model::Weekly::clinician_stops);
        drop_outs += t.at(arm, week, model::Weekly::drop_outs);
      }
      const std::int64_t* steps = t.flow_of(arm);
      CHECK(steps[step(day::Leaving::dropped_out)] == drop_outs);
      CHECK(steps[step(day::Leaving::no_benefit)] + steps[step(day::Leaving::entry)] +
                steps[step(day::Leaving::rule)] + steps[step(day::Leaving::false_alarm)] ==
            stops);
    }
  }
}

}  // namespace tachy
