// What sessions do to benefit, lived through the engine: limits in which the answer is known.
#include <doctest/doctest.h>

#include <vector>

#include "verification/worlds.hpp"

using namespace tachy;

namespace {

// Arms that differ in one thing: the first is 0.5 mg/kg IV each week.
regimen::Experiment weekly_arms(std::uint32_t arms, std::uint32_t patients, std::uint32_t days) {
  auto e = tests::quiet_world(patients, days);
  e.plan.arms = arms;
  for (std::uint32_t arm = 0; arm < arms; ++arm) {
    e.plan.arm[arm].phases = 1;
    e.plan.arm[arm].phase[0] = tests::every(7);
  }
  return e;
}

regimen::Experiment saline_or_nothing(std::uint32_t patients) {
  auto e = weekly_arms(2, patients, 182);
  e.plan.arm[0].phases = 0;
  e.plan.dose_form[0] = {.product = model::Product::saline};
  e.plan.arm[1].phase[0].expectancy = model::ExpectancyKind::saline;
  return e;
}

// What the drug is worth at every visit and review of an arm.
std::vector<float> drug_benefit(const day::Setup& setup, std::uint32_t patient, std::uint32_t arm = 0) {
  std::vector<float> out;
  const auto traits = day::live_one_patient(setup, patient).traits;
  day::live_one_patient(setup, patient, [&](const day::DayNote& note) {
    if (note.arm != arm) return;
    const auto& carried = note.after->carried;
    const auto faded = model::fade_to(carried, traits.response, setup.experiment->parameters, note.day);
    out.push_back(day::drug_term<float>(setup, traits, carried, faded.benefit, note.day));
  });
  return out;
}

}  // namespace

TEST_SUITE("verification/treatment") {
  TEST_CASE("saline sessions give expectancy but no drug effect and no habituation") {
    const auto e = saline_or_nothing(0);
    const auto setup = day::set_up(e);
    for (std::uint32_t patient = 0; patient < 200; ++patient) {
      const auto life = day::live_one_patient(setup, patient);
      const model::CarryOver<float>& carried = life.arms[1].carried;
      CHECK(life.arms[1].record.sessions == 26);
      CHECK(carried.benefit.fast == 0.0f);
      CHECK(carried.benefit.consolidated == 0.0f);
      CHECK(carried.benefit.tolerance == 0.0f);
      CHECK(carried.benefit.expectancy > 0.0f);
      CHECK(carried.benefit.unblinding == 0.0f);
      CHECK(carried.habituation.craving == 0.0f);
      CHECK(carried.habituation.sessions_per_week == 0.0f);
      CHECK(life.arms[1].record.cumulative_mg == 0.0f);
    }
  }

  TEST_CASE("saline of which nothing is expected is the same as no treatment") {
    auto e = saline_or_nothing(2000);
    e.parameters.expectancy_saline = 0.0f;
    const engine::Tallies tallies = engine::run(e, {.threads = 1});
    for (std::uint32_t week = 0; week < tallies.periods; ++week)
      CHECK(tallies.at(0, week, model::Weekly::hamd17_sum) == tallies.at(1, week, model::Weekly::hamd17_sum));
  }

  TEST_CASE("without treatment and with a still course everybody stays at the baseline score") {
    auto e = tests::quiet_world(0, 364);
    tests::still_course(e.parameters);
    const auto setup = day::set_up(e);
    for (std::uint32_t patient = 0; patient < 100; ++patient) {
      std::vector<float> scores;
      const auto life = day::live_one_patient(
          setup, patient, [&](const day::DayNote& note) { scores.push_back(note.review->score); });
      CHECK(scores.size() == 52);
      for (const float score : scores) CHECK(score == life.person.baseline_hamd17);
    }
  }

  TEST_CASE(
      "full opioid blockade of a fully opioid-dependent effect leaves expectancy and dissociation alone") {
    auto e = weekly_arms(2, 0, 182);
    e.parameters.opioid_share = 1.0f;
    tests::block_every_receptor(e.plan.arm[1].phase[0]);
    const auto setup = day::set_up(e);
    std::uint32_t dissociations = 0;
    for (std::uint32_t patient = 0; patient < 300; ++patient) {
      const auto life = day::live_one_patient(setup, patient);
      const auto &open = life.arms[0], &blocked = life.arms[1];
      CHECK(open.carried.passed.fast == open.carried.benefit.fast);
      CHECK(open.carried.passed.fast > 0.0f);
      CHECK(blocked.carried.passed.fast == 0.0f);
      CHECK(blocked.carried.passed.consolidated == 0.0f);
      CHECK(blocked.carried.benefit.expectancy == open.carried.benefit.expectancy);
      CHECK(blocked.carried.benefit.unblinding == open.carried.benefit.unblinding);
      constexpr std::uint32_t kDissociation = model::place_of(model::SessionEvent::dissociation);
      CHECK(blocked.record.events[kDissociation] == open.record.events[kDissociation]);
      dissociations += open.record.events[kDissociation];
    }
    CHECK(dissociations > 0);
  }

  TEST_CASE(
      "under full blockade the share is what the drug's benefit loses, after one session as after fifty") {
    for (const float share : {0.25f, 0.5f, 0.761f, 1.0f}) {
      auto e = weekly_arms(2, 0, 364);
      e.parameters.opioid_share = share;
      tests::block_every_receptor(e.plan.arm[1].phase[0]);
      const auto setup = day::set_up(e);
      for (std::uint32_t patient = 0; patient < 50; ++patient) {
        const auto open = drug_benefit(setup, patient, 0), blocked = drug_benefit(setup, patient, 1);
        for (std::size_t i = 0; i < open.size(); ++i) {
          CAPTURE(i);
          CHECK(blocked[i] == doctest::Approx((1.0f - share) * open[i]).epsilon(1e-4));
          if (share == 1.0f) CHECK(blocked[i] == 0.0f);
        }
      }
    }
  }

  TEST_CASE("an arm under naltrexone beside it changes nothing in an arm without") {
    auto alone = weekly_arms(1, 3000, 364), beside = weekly_arms(2, 3000, 364);
    alone.parameters.misuse_per_year_supervised = beside.parameters.misuse_per_year_supervised = 0.2f;
    tests::block_every_receptor(beside.plan.arm[1].phase[0]);
    const engine::Tallies one = engine::run(alone, {.threads = 1}), two = engine::run(beside, {.threads = 1});
    for (const model::TotalRow& row : model::total_table())
      CHECK(one.at(0, row.total).sum == two.at(0, row.total).sum);
  }

  TEST_CASE("what was built before naltrexone lasts, what is built under it counts for less") {
    auto e = weekly_arms(2, 0, 364);
    e.parameters.opioid_share = 1.0f;
    for (std::uint32_t arm = 0; arm < 2; ++arm) {
      e.plan.arm[arm].phases = 2;
      e.plan.arm[arm].phase[1] = e.plan.arm[arm].phase[0];
      e.plan.arm[arm].phase[0].doses = 10;
      e.plan.arm[arm].phase[1].first_gap_days = 7;
    }
    tests::block_every_receptor(e.plan.arm[1].phase[1]);
    const auto setup = day::set_up(e);
    const auto open = drug_benefit(setup, 3, 0), blocked = drug_benefit(setup, 3, 1);
    for (std::size_t i = 1; i < open.size(); ++i) CHECK(blocked[i] <= open[i]);
    CHECK(blocked[10] > 0.9f * open[10]);
    CHECK(blocked[40] < 0.5f * open[40]);
    CHECK(blocked.back() > 0.0f);
  }

  TEST_CASE("when the gate acts on expectancy too, full blockade leaves neither") {
    auto e = weekly_arms(1, 0, 91);
    e.parameters.opioid_share = e.parameters.expectancy_gated = 1.0f;
    tests::block_every_receptor(e.plan.arm[0].phase[0]);
    const auto setup = day::set_up(e);
    for (std::uint32_t patient = 0; patient < 50; ++patient) {
      const auto life = day::live_one_patient(setup, patient);
      CHECK(life.arms[0].carried.passed.fast == 0.0f);
      CHECK(life.arms[0].carried.benefit.expectancy == 0.0f);
      CHECK(life.arms[0].carried.benefit.unblinding == 0.0f);
    }
  }

  TEST_CASE("opioid blockade changes nothing when no share of the effect needs opioid tone") {
    auto e = weekly_arms(2, 2000, 182);
    e.parameters.opioid_share = 0.0f;
    e.parameters.expectancy_gated = 1.0f;
    tests::block_every_receptor(e.plan.arm[1].phase[0]);
    const engine::Tallies tallies = engine::run(e, {.threads = 1});
    for (const model::TotalRow& row : model::total_table())
      CHECK(tallies.at(1, row.total).difference_sum_squares == 0);
  }

  TEST_CASE("more antidepressant tolerance never raises drug benefit at the same doses") {
    auto none = weekly_arms(1, 0, 364);
    none.plan.arm[0].phase[0].every_days = 3;
    auto weak = none, strong = none;
    weak.parameters.antidepressant_tolerance_gain = 0.02f;
    strong.parameters.antidepressant_tolerance_gain = 0.08f;
    const auto a = day::set_up(none), b = day::set_up(weak), c = day::set_up(strong);
    int strictly = 0;
    for (std::uint32_t patient = 0; patient < 200; ++patient) {
      const auto without = drug_benefit(a, patient), little = drug_benefit(b, patient),
                 much = drug_benefit(c, patient);
      REQUIRE(without.size() == much.size());
      for (std::size_t i = 0; i < without.size(); ++i) {
        CHECK(little[i] <= without[i] * (1.0f + 1e-5f));
        CHECK(much[i] <= little[i] * (1.0f + 1e-5f));
      }
      strictly += much.back() < 0.99f * without.back();
    }
    CHECK(strictly > 150);
  }

  TEST_CASE("the named levels of tachyphylaxis none, weak and strong order the response of a population") {
    std::vector<double> response_weeks, mean_score;
    for (const float gain : {0.0f, 0.02f, 0.08f}) {
      auto e = weekly_arms(1, 3000, 364);
      e.parameters.antidepressant_tolerance_gain = gain;
      const engine::Tallies tallies = engine::run(e, {.threads = 1});
      response_weeks.push_back(static_cast<double>(tallies.at(0, model::Total::response_weeks).sum));
      mean_score.push_back(static_cast<double>(tallies.at(0, model::Total::hamd17_mean).sum));
    }
    CHECK(response_weeks[0] > response_weeks[1]);
    CHECK(response_weeks[1] > response_weeks[2]);
    CHECK(mean_score[0] < mean_score[1]);
    CHECK(mean_score[1] < mean_score[2]);
  }

  TEST_CASE("the drug's benefit stays below a patient's ceiling, whether sessions add up or saturate") {
    for (const float add_up : {0.0f, 1.0f}) {
      auto e = weekly_arms(1, 0, 364);
      e.parameters.sessions_add_up = add_up;
      e.plan.arm[0].phase[0].every_days = 1;
      const auto setup = day::set_up(e);
      for (std::uint32_t patient = 0; patient < 200; ++patient) {
        const float ceiling = day::live_one_patient(setup, patient).traits.response.effect_ceiling;
        for (const float benefit : drug_benefit(setup, patient)) CHECK(benefit <= ceiling * (1.0f + 1e-5f));
      }
    }
  }
}
