// What the clinic sees, and what it acts on: ratings, not states.
#include <doctest/doctest.h>

#include "day/visit.hpp"
#include "verification/worlds.hpp"

using namespace tachy;

TEST_SUITE("verification/clinic") {
  TEST_CASE("a rated score differs from the true one by the rating error alone") {
    auto e = tests::quiet_world(0, 7);
    e.plan.arm[0].phases = 1;
    e.plan.arm[0].phase[0] = tests::every(7);
    const auto setup = day::set_up(e);
    constexpr std::uint32_t kPatients = 5000;
    double sum = 0.0, squares = 0.0;
    for (std::uint32_t patient = 0; patient < kPatients; ++patient)
      day::live_one_patient(setup, patient, [&](const day::DayNote& note) {
        if (note.visit == nullptr) return;
        const double error = static_cast<double>(note.visit->observed - note.visit->score);
        sum += error;
        squares += error * error;
      });
    const double sd = static_cast<double>(e.parameters.rating_error_sd_hamd17), n = kPatients;
    const double z_mean = tests::z_of(sum, 0.0, n * sd * sd);
    const double z_sd = tests::z_of(squares, n * sd * sd, 2.0 * n * sd * sd * sd * sd);
    CHECK_MESSAGE(std::abs(z_mean) < tests::kLimit, tests::z_message("mean error", sum / n, 0.0, z_mean));
    CHECK_MESSAGE(std::abs(z_sd) < tests::kLimit,
                  tests::z_message("SD of the error", std::sqrt(squares / n), sd, z_sd));
  }

  TEST_CASE("entry into a phase is decided by the rated improvement, not by the true one") {
    auto e = tests::quiet_world(0, 21);
    e.plan.arm[0].phases = 2;
    e.plan.arm[0].phase[0] = tests::every(7);
    e.plan.arm[0].phase[0].doses = 1;
    e.plan.arm[0].phase[1] = tests::every(7);
    e.plan.arm[0].phase[1].first_gap_days = 7;
    e.plan.arm[0].phase[1].entry.min_observed_improvement = 0.3f;
    const auto setup = day::set_up(e);
    int admitted_against_truth = 0, refused_against_truth = 0;
    for (std::uint32_t patient = 0; patient < 1000; ++patient) {
      const float baseline = day::live_one_patient(setup, patient).person.baseline_hamd17;
      day::live_one_patient(setup, patient, [&](const day::DayNote& note) {
        if (note.visit == nullptr || note.day != 7) return;
        const bool rated = 1.0f - note.visit->observed / baseline >= 0.3f;
        const bool really = 1.0f - note.visit->score / baseline >= 0.3f;
        CHECK(note.visit->given.yes == rated);
        admitted_against_truth += rated && !really;
        refused_against_truth += really && !rated;
      });
    }
    CHECK(admitted_against_truth > 0);
    CHECK(refused_against_truth > 0);
  }

  TEST_CASE("a perfect test finds misuse and use disorder, and nothing in remission") {
    auto e = tests::quiet_world(1, 7);
    e.plan.arm[0].phases = 1;
    e.plan.arm[0].phase[0] = tests::every(7);
    e.plan.arm[0].stage[0].p_misuse_detected = 1.0f;
    const auto setup = day::set_up(e);
    const auto traits = day::live_one_patient(setup, 0).traits;
    for (const auto state : {model::Dependence::none, model::Dependence::misuse,
                             model::Dependence::use_disorder, model::Dependence::remission}) {
      day::VisitState<float> at{
          {}, regimen::first_clinic_state<float>(e.plan.arm[0]), regimen::no_rules_yet<float>()};
      day::VisitInput<float> in{};
      in.traits = traits;
      in.weight_kg = 80.0f;
      in.exposure[0] = 1.0f;
      in.dependence = static_cast<std::uint32_t>(state);
      day::visit<float>(setup, at, in, true);
      const bool uses = state == model::Dependence::misuse || state == model::Dependence::use_disorder;
      CHECK(any(regimen::is_noted(at.clinic, regimen::kMisuseDetected)) == uses);
    }
  }

  TEST_CASE("after placebo sessions the first drug session still counts as the first") {
    auto e = tests::quiet_world(0, 21);
    e.parameters.dissociation_logit = 30.0f;  // the first drug session always dissociates ...
    e.parameters.dissociation_tolerance_step = 60.0f;
    e.parameters.dissociation_slope = 0.0f;
    e.parameters.placebo_event_logit = -60.0f;
    e.parameters.adverse_event_frailty_sd = 0.0f;
    e.plan.dose_forms = 2;
    e.plan.dose_form[1] = {.product = model::Product::saline};
    e.plan.arm[0].phases = 2;
    e.plan.arm[0].phase[0] = tests::every(7, 1);
    e.plan.arm[0].phase[0].doses = 1;
    e.plan.arm[0].phase[1] = tests::every(7, 0);
    e.plan.arm[0].phase[1].first_gap_days = 7;
    const auto setup = day::set_up(e);
    for (std::uint32_t patient = 0; patient < 20; ++patient) {
      const auto life = day::live_one_patient(setup, patient);
      CHECK(life.arms[0].record.sessions == 3);
      CHECK(life.arms[0].record.events[model::place_of(model::SessionEvent::dissociation)] ==
            1);  // ... and the second never does
    }
  }
}
