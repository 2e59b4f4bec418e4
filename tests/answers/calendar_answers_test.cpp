// The calendar that was asked for is the one that is lived.
#include <cmath>
#include <map>
#include <vector>

#include "regimen/calendar.hpp"
#include "tests/answers/answers.hpp"

using namespace tachy;
using namespace tachy::answers;

TEST_SUITE("answers/calendar") {
  TEST_CASE("boosters as needed are never closer than their gap, however long a patient waited") {
    std::map<std::uint32_t, std::uint32_t> last;
    int boosters = 0, late = 0;
    each_visit(load_answer("booster_as_needed.yaml").experiment, [&](const Kept& visit) {
      if (!visit.given) return;
      if (visit.phase == 1) {
        CHECK(visit.day - last[visit.patient] >= 21);
        ++boosters;
        late += visit.day - last[visit.patient] > 21;
      }
      last[visit.patient] = visit.day;
    });
    CHECK(boosters > 1000);
    CHECK(late > 100);  // some had to wait
  }

  TEST_CASE("after a wait the phase's own calendar begins on the day of entry") {
    std::map<std::uint32_t, std::vector<std::uint32_t>> days;
    each_visit(load_answer("course_after_a_wait.yaml").experiment, [&](const Kept& visit) {
      if (visit.given && visit.phase == 1) days[visit.patient].push_back(visit.day);
    });
    int waited = 0;
    for (const auto& [patient, doses] : days) {
      waited += doses.front() > 32;
      for (std::size_t i = 1; i < doses.size(); ++i) CHECK(doses[i] == doses[i - 1] + 7);
    }
    CHECK(waited > 100);
  }

  TEST_CASE("a horizon is lived to its last day") {
    const auto scenario = load_answer("ten_days.yaml");
    const engine::Tallies tallies = engine::run(scenario.experiment, {});
    CHECK(tallies.periods == 2);
    CHECK(tallies.at(0, model::Total::sessions).sum == 3 * tallies.enrolled);
    // A review stands for the days of its week: seven, and three.
    CHECK(tallies.at(0, model::Total::treated_weeks).sum <= 10 * tallies.enrolled);
    auto year = scenario.experiment;
    year.horizon_days = 365;
    year.plan.arm[0].phase[0] = {};
    year.plan.arm[0].phase[0].every_days = 7;
    CHECK(regimen::planned_calendar(year.plan.arm[0], 365).size() == 53);
    int last_day = 0;
    year.patients = 20;
    each_visit(year, [&](const Kept& visit) { last_day += visit.day == 364 && visit.given; });
    CHECK(last_day > 15);
  }

  TEST_CASE("a cap of the session that leaves less than one spray withholds the dose") {
    int given = 0, withheld = 0;
    each_visit(load_answer("session_cap_below_a_spray.yaml").experiment, [&](const Kept& visit) {
      const float cap = 0.3f * visit.weight_kg;
      CHECK(visit.mg <= cap);
      CHECK(visit.given == (cap >= 28.0f));
      given += visit.given;
      withheld += !visit.given;
    });
    CHECK(given > 0);
    CHECK(withheld > 0);
  }

  TEST_CASE("no dose of a phase comes after its last day, late or not") {
    int late = 0;
    each_visit(load_answer("until_and_late.yaml").experiment, [&](const Kept& visit) {
      if (visit.phase == 0 && visit.given) {
        CHECK(visit.day <= 28);
        late += visit.day % 7 != 0;
      }
    });
    CHECK(late > 1000);
  }

  TEST_CASE("the shares of missed and late visits are those declared, on average over patients") {
    auto scenario = load_answer("missed_visits.yaml");
    for (const float declared : {0.2f, 0.05f}) {
      scenario.experiment.plan.attendance.p_missed = declared;
      scenario.experiment.plan.attendance.p_late = 0.1f;
      const std::uint32_t patients = scenario.experiment.patients;
      std::vector<double> missed(patients, 0.0), late(patients, 0.0);
      each_visit(scenario.experiment, [&](const Kept& visit) {
        missed[visit.patient] += visit.missed;
        late[visit.patient] += visit.postponed && !visit.missed;
      });
      const auto check_share = [&](const std::vector<double>& counts, double share) {
        double sum = 0.0, squares = 0.0;
        for (const double count : counts) sum += count, squares += count * count;
        const double n = patients, mean = sum / n, sd = std::sqrt(squares / n - mean * mean);
        const double z = (mean - 7.0 * share) / (sd / std::sqrt(n));
        CHECK_MESSAGE(std::abs(z) < 4.5, "share ", mean / 7.0, ", declared ", share, ", z ", z);
      };
      check_share(missed, static_cast<double>(declared));
      check_share(late, 0.1);
    }
  }

  TEST_CASE("what a stage does not say stays as it was") {
    const auto scenario = load_answer("stages.yaml");
    const regimen::Arm& arm = scenario.experiment.plan.arm[0];
    CHECK(arm.max_doses == 40);
    for (const std::uint32_t day : {0u, 28u, 69u}) CHECK(arm.policy_on(day).max_doses_per_week == 2);
    CHECK(arm.policy_on(70).max_doses_per_week == 1);
    CHECK_FALSE(arm.policy_on(27).caps_session);
    for (const std::uint32_t day : {28u, 70u, 104u}) CHECK(arm.policy_on(day).session_mg == 20.0f);
    CHECK_FALSE(arm.policy_on(105).caps_session);
    CHECK(arm.policy_on(105).max_doses_per_week == regimen::kNoLimit);
    CHECK(arm.policy_on(70).p_misuse_detected == doctest::Approx(0.45));  // the urine test stays
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> doses;
    each_visit(scenario.experiment, [&](const Kept& visit) {
      if (!visit.given || visit.day >= 105) return;
      if (visit.day >= 28) CHECK(visit.mg <= 20.0f);
      CHECK(++doses[{visit.patient, visit.day / 7}] <= (visit.day < 70 ? 2 : 1));
    });
  }
}
