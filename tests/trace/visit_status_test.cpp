// The ledger names what decided a visit.
#include <doctest/doctest.h>

#include <set>
#include <utility>

#include "trace/diary.hpp"
#include "engine/plans.hpp"

using namespace tachy;
using trace::EventKind;
using trace::Reason;
using trace::VisitStatus;

namespace {

using Statuses = std::set<std::pair<VisitStatus, Reason>>;

// Everybody keeps every visit; the infusion has no ceiling.
regimen::Experiment faithful(const regimen::Arm& arm) {
  auto e = tests::many_regimes(1);
  e.plan.arms = 1;
  e.plan.arm[0] = arm;
  e.plan.attendance = {.p_missed = 0.0f, .p_late = 0.0f};
  e.plan.dose_form[0].at_most_mg = e.plan.dose_form[6].at_most_mg = model::kNoCeiling;
  e.horizon_days = 98;
  return e;
}

Statuses statuses_on(const regimen::Experiment& e) {
  const auto setup = day::set_up(e);
  Statuses found;
  for (std::uint32_t patient = 0; patient < 60; ++patient)
    for (const auto& entry : trace::keep_diary(setup, patient).entries)
      if (entry.visit && entry.visit->rated_hamd17) found.insert({entry.visit->status, entry.visit->reason});
  return found;
}

regimen::Phase weekly_infusions() {
  regimen::Phase phase;
  phase.every_days = 7;
  return phase;
}

}  // namespace

TEST_SUITE("trace/visit_status") {
  TEST_CASE("a stop by the condition of entry is told from a stop by the rule of too little benefit") {
    regimen::Phase next = weekly_infusions();
    next.first_gap_days = 7;
    next.entry.min_observed_improvement = 0.5f;
    regimen::Phase induction = tests::six_infusions();
    induction.stop_improvement_below = 0.3f;  // after four doses
    CHECK(statuses_on(faithful(tests::arm_of({induction, next}))) ==
          Statuses{{VisitStatus::given, Reason::none},
                   {VisitStatus::stopped, Reason::no_benefit},
                   {VisitStatus::stopped, Reason::entry}});
  }

  TEST_CASE("so is the stop rule of a phase's last dose, which is judged on entering the next") {
    regimen::Phase first = weekly_infusions(), next = weekly_infusions();
    first.doses = 2;
    next.first_gap_days = 7;
    next.entry.min_observed_improvement = 0.5f;
    next.entry.stopped_below = 0.25f;
    const auto all = statuses_on(faithful(tests::arm_of({first, next})));
    CHECK(all.contains({VisitStatus::stopped, Reason::no_benefit}));
    CHECK(all.contains({VisitStatus::stopped, Reason::entry}));
    next.entry.stopped_below = 0.5f;
    CHECK_FALSE(
        statuses_on(faithful(tests::arm_of({first, next}))).contains({VisitStatus::stopped, Reason::entry}));
  }

  TEST_CASE("a held dose names the cap of the week or that of the year") {
    regimen::Arm arm = tests::arm_of({weekly_infusions()});
    arm.phase[0].every_days = 2;
    arm.stage[0].max_doses_per_week = 2;
    CHECK(statuses_on(faithful(arm)) ==
          Statuses{{VisitStatus::given, Reason::none}, {VisitStatus::held, Reason::week_cap}});
    arm.stage[0].max_doses_per_week = regimen::kNoLimit;
    arm.stage[0].max_doses_per_year = 5;
    CHECK(statuses_on(faithful(arm)) ==
          Statuses{{VisitStatus::given, Reason::none}, {VisitStatus::held, Reason::year_cap}});
  }

  TEST_CASE("a reduced dose names the ceiling of the dose, the cap of a session or a rule") {
    auto ceiling = faithful(tests::arm_of({weekly_infusions()}));
    ceiling.plan.dose_form[0].at_most_mg = 40.0f;
    CHECK(statuses_on(ceiling) ==
          Statuses{{VisitStatus::given, Reason::none}, {VisitStatus::reduced, Reason::dose_ceiling}});

    regimen::Arm capped = tests::arm_of({weekly_infusions()});
    capped.stages = 2;
    capped.stage[1].from_day = 20;
    capped.stage[1].caps_session = true;
    capped.stage[1].capped_form[0] = 6;  // at most 0.4 mg/kg
    CHECK(statuses_on(faithful(capped)) ==
          Statuses{{VisitStatus::given, Reason::none}, {VisitStatus::reduced, Reason::session_cap}});

    regimen::Phase ladder = weekly_infusions();
    ladder.ladder_steps = 2;
    ladder.ladder[0] = 3;
    ladder.ladder[1] = 4;
    ladder.dose_form = 4;
    ladder.rules = 1;
    ladder.rule[0] = {.condition = regimen::Condition::score_at_most, .threshold = 12.0f, .dose_steps = -1};
    CHECK(statuses_on(faithful(tests::arm_of({ladder}))) ==
          Statuses{{VisitStatus::given, Reason::none},
                   {VisitStatus::given, Reason::rule},  // once at the lowest step
                   {VisitStatus::reduced, Reason::rule}});
  }

  TEST_CASE("a dose rounded to sprays is given, not reduced, and the ledger has what was sprayed") {
    regimen::Phase sprays = weekly_infusions();
    sprays.dose_form = 5;  // 0.9 mg/kg
    const auto e = faithful(tests::arm_of({sprays}));
    const auto setup = day::set_up(e);
    std::set<float> mg;
    for (std::uint32_t patient = 0; patient < 60; ++patient)
      for (const auto& entry : trace::keep_diary(setup, patient).entries)
        if (entry.visit && entry.visit->status == VisitStatus::given) mg.insert(entry.visit->mg);
    CHECK(mg == std::set<float>{56.0f, 84.0f});
  }

  TEST_CASE("the end of treatment by the cap on all doses is told from the end of the plan") {
    const auto ends = [](const regimen::Arm& arm, EventKind kind) {
      const regimen::Experiment e = faithful(arm);
      const auto setup = day::set_up(e);
      int found = 0;
      for (std::uint32_t patient = 0; patient < 20; ++patient)
        for (const auto& entry : trace::keep_diary(setup, patient).entries)
          for (const auto& event : entry.events) found += event.kind == kind;
      return found;
    };
    regimen::Arm arm = tests::arm_of({weekly_infusions()});
    arm.phase[0].doses = 3;
    CHECK(ends(arm, EventKind::plan_completed) > 0);
    CHECK(ends(arm, EventKind::total_cap_reached) == 0);
    arm.max_doses = 2;
    CHECK(ends(arm, EventKind::plan_completed) == 0);
    CHECK(ends(arm, EventKind::total_cap_reached) > 0);
  }
}
