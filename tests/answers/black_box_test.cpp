// Checks that somebody makes who does not look into the program, in the order of a list for testers of health
// models: what must hold at extremes, when things are named, ordered, prolonged or repeated otherwise.
#include <array>
#include <cmath>

#include "model/parameter_table.hpp"
#include "regimen/calendar.hpp"
#include "tests/answers/answers.hpp"

using namespace tachy;
using namespace tachy::answers;
using model::Total;
using model::Weekly;

namespace {

struct Asked {
  std::string horizon = "1 year", parameters = "", arms = "";
  std::uint32_t patients = 2000;
  bool beyond_range = false;
};

const std::string kWeekly =
    "  - id: weekly\n    phases: [p: {give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min}, "
    "every: 1 "
    "week}]\n";
const std::string kSaline =
    "  - id: saline\n    phases: [p: {give: {drug: saline, route: iv, over: 40 min}, every: 1 week}]\n";
const std::string kSpraysWeekly =
    "phases: [p: {give: {drug: esketamine, route: nasal, dose: 84 mg}, every: 1 week}]\n";

scenario::Loaded load(const Asked& asked) {
  scenario::Overrides overrides;
  overrides.beyond_range = asked.beyond_range;
  const std::string parameters = asked.parameters.empty() ? "" : "parameters: {" + asked.parameters + "}\n";
  return scenario::load_text("title: t\nhorizon: " + asked.horizon +
                                 "\nseed: 11\ncohort: {use: library/cohorts/trd-adults.yaml, patients: " +
                                 std::to_string(asked.patients) + "}\n" + parameters + "arms:\n" + asked.arms,
                             overrides);
}
engine::Tallies run(const Asked& asked) { return engine::run(good(load(asked)).experiment, {.threads = 1}); }

double mean(const engine::Tallies& t, std::uint32_t arm, Total total) {
  return static_cast<double>(t.at(arm, total).sum) / static_cast<double>(t.enrolled);
}

// Esketamine at home, with a hazard of misuse there.
engine::Tallies at_home(const std::string& hazard) {
  return run({.parameters = "misuse_take_home: " + hazard + " per year",
              .arms = "  - id: home\n    policy: {setting: take_home}\n    " + kSpraysWeekly,
              .beyond_range = true});
}

}  // namespace

TEST_SUITE("answers/black box") {
  TEST_CASE("with hazards of death of nought nobody dies, and the title says that this is beyond the range") {
    const Asked asked{.horizon = "10 years",
                      .parameters = "suicides: 0 per year, other_deaths: 0 per year",
                      .arms = kWeekly,
                      .beyond_range = true};
    CHECK(mean(run(asked), 0, Total::died) == 0.0);
    CHECK(good(load(asked)).title == "t [beyond the plausible range: suicides, other_deaths]");
    Asked within = asked;
    within.parameters = "suicides: 0.005 per year";
    CHECK(good(load(within)).title == "t");
    CHECK(mean(run(within), 0, Total::died) > 0.0);
  }

  TEST_CASE("beyond the range is refused unless it is asked for") {
    const auto loaded = load({.parameters = "suicides: 0 per year", .arms = kWeekly});
    REQUIRE(loaded.faults.size() == 1);
    CHECK(loaded.faults.front().message.find("'0 per year' is out of range") != std::string::npos);
    const auto too_far = load({.parameters = "suicides: 2 per year", .arms = kWeekly, .beyond_range = true});
    CHECK(too_far.faults.size() == 1);
    // A share of people is no hazard and no effect.
    const auto share = load({.parameters = "responder_fraction: 0.2", .arms = kWeekly, .beyond_range = true});
    CHECK(share.faults.size() == 1);
  }

  TEST_CASE("misuse rises with its hazard at home, from nought over tenfold to a hundredfold") {
    double before = -1.0;
    for (const char* hazard : {"0", "0.0377", "0.377", "3.77"}) {
      const double ever = mean(at_home(hazard), 0, model::total_of_lasting(model::SlowHarm::misuse));
      CAPTURE(hazard);
      CHECK(ever > before);
      if (before < 0.0) CHECK(ever == 0.0);
      before = ever;
    }
    CHECK(before > 0.5);
  }

  TEST_CASE("where the hazard of misuse is the same at home and in the clinic, so are the patients") {
    const auto lived = [](const std::string& setting) {
      return run({.parameters = "misuse_take_home: 0.012 per year, misuse_supervised: 0.012 per year",
                  .arms = "  - id: a\n    policy: {setting: " + setting + "}\n    " + kSpraysWeekly});
    };
    engine::Tallies at_home = lived("take_home"), in_clinic = lived("supervised");
    for (engine::Tallies* tallies : {&at_home, &in_clinic})  // who watches differs, and nothing else
      for (std::uint32_t week = 0; week < tallies->periods; ++week)
        tallies->at(0, week, model::Weekly::supervised_sessions) = 0;
    CHECK(at_home == in_clinic);
  }

  TEST_CASE("without an effect of the drug ketamine and saline treat alike") {
    const auto t = run({.parameters = "effect_ceiling: 0, expectancy_drug: 0.4, expectancy_saline: 0.4, "
                                      "drop_out_adverse_event_ratio: 1, misuse_supervised: 0 per year",
                        .arms = kSaline + kWeekly,
                        .beyond_range = true});
    for (const Total total : {Total::hamd17_mean, Total::remission_weeks, Total::response_weeks,
                              Total::treated_weeks, Total::sessions})
      CHECK(t.at(1, total).difference_sum_squares == 0);
    CHECK(mean(t, 1, Total::cumulative_dose_mg) > 0.0);
    CHECK(mean(t, 0, Total::cumulative_dose_mg) == 0.0);
  }

  TEST_CASE("a hundredth of the usual effect lies between none and the usual one") {
    const auto benefit = [](const char* ceiling) {
      const auto t = run({.parameters = std::string("effect_ceiling: ") + ceiling,
                          .arms = kSaline + kWeekly,
                          .beyond_range = true});
      return mean(t, 1, Total::response_weeks) - mean(t, 0, Total::response_weeks);
    };
    CHECK(benefit("0.00624") < benefit("0.1"));
    CHECK(benefit("0.1") < benefit("0.624"));
  }

  TEST_CASE("at both ends beyond the range every hazard and effect gives counts that fit together") {
    for (const model::ParameterRow& row : model::parameter_table()) {
      if (!row.no_effect) continue;
      CAPTURE(row.name);
      for (const float value : {row.lowest(), row.highest()}) {
        CAPTURE(value);
        auto scenario = good(load({.horizon = "26 weeks", .arms = kSaline + kWeekly, .patients = 100}));
        scenario.experiment.parameters.*row.field = value;
        const engine::Tallies t = engine::run(scenario.experiment, {.threads = 1});
        for (std::uint32_t arm = 0; arm < 2; ++arm) {
          std::int64_t alive_before = t.enrolled;
          for (std::uint32_t week = 0; week < t.periods; ++week) {
            std::int64_t in_states = 0;
            for (const Weekly state :
                 {Weekly::remission_treated, Weekly::remission_untreated, Weekly::response_treated,
                  Weekly::response_untreated, Weekly::symptomatic_treated, Weekly::symptomatic_untreated}) {
              CHECK(t.at(arm, week, state) >= 0);
              in_states += t.at(arm, week, state);
            }
            const std::int64_t alive = t.at(arm, week, Weekly::alive);
            CHECK(in_states == alive);
            CHECK(alive <= alive_before);
            alive_before = alive;
          }
          CHECK(mean(t, arm, Total::hamd17_mean) >= 0.0);
          CHECK(mean(t, arm, Total::hamd17_mean) <= 52.0 * 64.0);
        }
      }
    }
  }

  TEST_CASE("the stronger the tachyphylaxis the fewer weeks in response, while dissociation stays") {
    std::array<double, 3> weeks{}, dissociation{};
    const std::array<const char*, 3> levels = {"none", "weak", "strong"};
    for (std::size_t i = 0; i < levels.size(); ++i) {
      auto loaded = scenario::load_text(
          std::string("title: t\nhorizon: 1 year\nseed: 3\ntachyphylaxis: ") + levels[i] +
          "\ncohort: {use: library/cohorts/trd-adults.yaml, patients: 4000}\narms:\n" + kWeekly);
      const auto t = engine::run(good(loaded).experiment, {.threads = 1});
      weeks[i] = mean(t, 0, Total::response_weeks);
      dissociation[i] =
          mean(t, 0, model::total_of(model::SessionEvent::dissociation)) / mean(t, 0, Total::sessions);
    }
    CHECK(weeks[0] > weeks[1]);
    CHECK(weeks[1] > weeks[2]);
    CHECK(std::abs(dissociation[2] - dissociation[0]) < 0.01);
  }

  TEST_CASE("a longer horizon leaves the weeks that both have as they were") {
    const auto two_years = run({.horizon = "104 weeks", .arms = kSaline + kWeekly, .patients = 500});
    for (const char* horizon : {"10 weeks", "52 weeks"}) {
      const auto shorter = run({.horizon = horizon, .arms = kSaline + kWeekly, .patients = 500});
      std::uint32_t different = 0;
      for (std::uint32_t arm = 0; arm < 2; ++arm)
        for (std::uint32_t week = 0; week < shorter.periods; ++week)
          for (std::uint32_t w = 0; w < model::kWeeklyCount; ++w)
            different += shorter.at(arm, week, static_cast<Weekly>(w)) !=
                         two_years.at(arm, week, static_cast<Weekly>(w));
      CHECK(different == 0);
    }
  }

  TEST_CASE("twice the patients begin with the same ones and halve the variance of a mean") {
    const Asked few{.arms = kSaline + kWeekly, .patients = 3000};
    Asked many = few;
    many.patients = 6000;
    const auto first = run(few), both = run(many);
    const auto width = [](const engine::Tallies& t) {
      const auto& total = t.at(1, Total::response_weeks);
      const double n = static_cast<double>(t.enrolled), m = static_cast<double>(total.difference_sum) / n;
      return std::sqrt((static_cast<double>(total.difference_sum_squares) / n - m * m) / n);
    };
    CHECK(width(first) / width(both) == doctest::Approx(std::sqrt(2.0)).epsilon(0.03));
    const auto scenario = good(load(few)), doubled = good(load(many));
    const day::Setup a = day::set_up(scenario.experiment), b = day::set_up(doubled.experiment);
    for (std::uint32_t patient = 0; patient < 20; ++patient)
      CHECK(day::live_one_patient(a, patient).arms[1].record.sessions ==
            day::live_one_patient(b, patient).arms[1].record.sessions);
  }

  TEST_CASE("the same amounts in other units, and keys in another order, are the same run") {
    const auto lived = [](const std::string& phase) {
      return engine::run(
          good(scenario::load_text("title: t\nhorizon: 20 weeks\nseed: 3\ncohort: {patients: 300}\narms:\n"
                                   "  - id: a\n    phases: [p: {" +
                                   phase + "}]\n"))
              .experiment,
          {.threads = 1});
    };
    const auto expected =
        lived("give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min}, every: 2 weeks, doses: 6");
    CHECK(lived("give: {drug: ketamine, route: iv, dose: 0.0005 g/kg, over: 40 minutes}, every: 14 days, "
                "doses: 6") == expected);
    CHECK(lived("doses: 6,  # as above, backwards\n      every: 14 days, give: {over: 40 min, dose: 0.5 "
                "mg/kg, route: "
                "iv, drug: ketamine}") == expected);
  }

  TEST_CASE("a course of the label and six infusions fall on their days") {
    const auto days = [](const std::string& phases) {
      std::vector<std::uint32_t> planned;
      const auto scenario = good(scenario::load_text(
          "title: t\nhorizon: 10 weeks\nseed: 3\ncohort: {patients: 10}\narms:\n  - id: a\n    phases:\n" +
          phases));
      for (const auto& visit : regimen::planned_calendar(scenario.experiment.plan.arm[0], 70))
        planned.push_back(visit.day);
      return planned;
    };
    const std::string spray = "give: {drug: esketamine, route: nasal, dose: 84 mg}";
    CHECK(days("      - a: {" + spray + ", days: [0, 3, 7, 10, 14, 17, 21, 24]}\n      - b: {" + spray +
               ", every: 1 week, doses: 4, start_after: 4 days}\n      - c: {" + spray +
               ", every: 2 weeks}\n") ==
          std::vector<std::uint32_t>{0, 3, 7, 10, 14, 17, 21, 24, 28, 35, 42, 49, 63});
    CHECK(days(scenario::kInduction) == std::vector<std::uint32_t>{0, 2, 4, 7, 9, 11});
  }
}
