// What a diary tells hangs together, and many diaries come in order whoever keeps them.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>

#include "trace/diary_queue.hpp"
#include "engine/parallel.hpp"
#include "engine/plans.hpp"

using namespace tachy;
using trace::DecisiveDraw;
using trace::EventKind;
using trace::VisitStatus;

namespace {

regimen::Experiment eventful_lives() {
  regimen::Experiment e = tests::many_regimes(1);
  e.plan.attendance = {
      .p_missed = 0.2f, .p_late = 0.2f, .late_days_max = 3, .rebook_days = 2, .rebook_tries = 1};
  e.parameters.suicide_attempts_per_year = 2.0f;
  e.parameters.suicides_per_year = 0.2f;
  e.parameters.urinary_per_year_at_2g_daily = 50.0f;
  e.parameters.disorder_relapse_per_year = 5.0f;
  return e;
}

void check_that_it_decided(const DecisiveDraw& draw) {
  CAPTURE(draw.purpose);
  CAPTURE(draw.drawn);
  CAPTURE(draw.threshold);
  constexpr float kRounding = 1e-5f;
  switch (draw.against) {
    case DecisiveDraw::Against::probability:
      CHECK(draw.drawn > 0.0f);
      CHECK(draw.drawn <= draw.threshold + kRounding);
      CHECK(draw.threshold <= 1.0f);
      break;
    case DecisiveDraw::Against::hazard:
      CHECK(draw.threshold >= -std::log(draw.drawn) * (1.0f - 1e-4f) - kRounding);
      break;
    case DecisiveDraw::Against::limit:
      CHECK(draw.drawn >= draw.threshold - kRounding);
      break;
  }
}

// The draws of every event and visit of some patients, by name.
std::map<std::string_view, std::vector<DecisiveDraw>> draws_of(const day::Setup& setup,
                                                               std::uint32_t patients) {
  std::map<std::string_view, std::vector<DecisiveDraw>> draws;
  for (std::uint32_t patient = 0; patient < patients; ++patient)
    for (const trace::DiaryEntry& entry : trace::keep_diary(setup, patient).entries) {
      if (entry.visit && entry.visit->draw) draws[entry.visit->draw->purpose].push_back(*entry.visit->draw);
      for (const trace::EventNote& event : entry.events)
        if (event.draw) draws[event.draw->purpose].push_back(*event.draw);
    }
  return draws;
}

std::string told(const trace::Diary& diary) {
  std::string text;
  for (const trace::DiaryEntry& entry : diary.entries) {
    text += std::to_string(entry.day) + "/" + std::to_string(entry.arm) + "/";
    text += std::to_string(entry.standing.hamd17) + "/" + std::to_string(entry.events.size()) + " ";
  }
  return text;
}

}  // namespace

TEST_SUITE("trace/diary") {
  TEST_CASE("every event that luck brings names the draw that decided, and that draw did decide") {
    const auto e = eventful_lives();
    const auto setup = day::set_up(e);
    const auto draws = draws_of(setup, 250);
    for (const auto& [purpose, of_purpose] : draws)
      for (const DecisiveDraw& draw : of_purpose) check_that_it_decided(draw);
    for (const char* purpose :
         {"attendance", "lateness", "dissociation", "sedation", "nausea", "dizziness", "pressor_response",
          "drop_out", "misuse_detection", "clock_misuse_start", "clock_suicide_attempt", "clock_suicide",
          "clock_other_death", "clock_urinary", "clock_misuse_quit", "clock_use_disorder",
          "clock_disorder_remission", "clock_disorder_relapse", "withdrawal_occurs"}) {
      CAPTURE(purpose);
      CHECK(draws.contains(purpose));
    }
  }

  TEST_CASE("a clock is told at the first review after it rang") {
    const auto e = eventful_lives();
    const auto setup = day::set_up(e);
    const auto draws = draws_of(setup, 250);
    for (const char* purpose : {"clock_misuse_quit", "clock_disorder_remission"})
      for (const DecisiveDraw& draw : draws.at(purpose)) {
        CAPTURE(purpose);
        const float in_a_fortnight = 14.0f / 365.25f;  // neither hazard is above one a year
        CHECK(draw.threshold + std::log(draw.drawn) < in_a_fortnight);
      }
  }

  TEST_CASE("a visit has a rating exactly when the patient came") {
    const auto e = eventful_lives();
    const auto setup = day::set_up(e);
    std::set<VisitStatus> seen;
    for (std::uint32_t patient = 0; patient < 50; ++patient)
      for (const trace::DiaryEntry& entry : trace::keep_diary(setup, patient).entries) {
        if (!entry.visit) continue;
        const VisitStatus status = entry.visit->status;
        const bool away =
            status == VisitStatus::missed || status == VisitStatus::postponed || status == VisitStatus::lost;
        CHECK(entry.visit->rated_hamd17.has_value() == !away);
        CHECK(entry.visit->draw.has_value() == away);
        CHECK((entry.visit->mg == 0.0f || status == VisitStatus::given || status == VisitStatus::reduced));
        seen.insert(status);
      }
    for (const VisitStatus status :
         {VisitStatus::given, VisitStatus::held, VisitStatus::missed, VisitStatus::lost})
      CHECK(seen.contains(status));
  }

  TEST_CASE("doses and sessions of a diary add up to what the life records") {
    const auto e = tests::many_regimes(1);
    const auto setup = day::set_up(e);
    for (std::uint32_t patient = 0; patient < 30; ++patient) {
      const trace::Diary diary = trace::keep_diary(setup, patient);
      for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm) {
        std::uint32_t sessions = 0;
        double mg = 0.0;
        for (const trace::DiaryEntry& entry : diary.entries) {
          if (entry.arm != arm) continue;
          for (const trace::EventNote& event : entry.events)
            if (event.kind == EventKind::unsupervised_dose) mg += static_cast<double>(event.value);
          if (!entry.visit) continue;
          sessions +=
              entry.visit->status == VisitStatus::given || entry.visit->status == VisitStatus::reduced;
          mg += static_cast<double>(entry.visit->mg);
        }
        CHECK(sessions == diary.life.arms[arm].record.sessions);
        CHECK(mg == doctest::Approx(diary.life.arms[arm].record.cumulative_mg).epsilon(1e-4));
      }
    }
  }

  TEST_CASE("many diaries come in order and are those kept one by one, on any number of threads") {
    const auto e = tests::many_regimes(1);
    const auto setup = day::set_up(e);
    const engine::ThreadLimit limit(7);
    const std::vector<std::uint32_t> patients{3, 4, 5, 90, 91, 200, 7000, 7001, 7002, 7003, 7004, 90000};
    for (const int threads : {1, 2, 7}) {
      std::vector<std::uint32_t> taken;
      trace::keep_diaries(setup, patients, threads, [&](std::uint32_t patient, const trace::Diary& diary) {
        taken.push_back(patient);
        CHECK(told(diary) == told(trace::keep_diary(setup, patient)));
      });
      CHECK(taken == patients);
    }
  }

  TEST_CASE("whoever takes diaries may end it at any time") {
    const auto e = tests::many_regimes(1);
    const auto setup = day::set_up(e);
    std::vector<std::uint32_t> patients(500);
    std::iota(patients.begin(), patients.end(), 0u);
    std::size_t taken = 0;
    const auto take_three = [&](std::uint32_t, const trace::Diary&) {
      if (++taken == 3) throw std::runtime_error("enough");
    };
    CHECK_THROWS_WITH(trace::keep_diaries(setup, patients, 3, take_three), "enough");
    CHECK(taken == 3);
    trace::keep_diaries(setup, {}, 3, take_three);
    CHECK(taken == 3);
  }
}
