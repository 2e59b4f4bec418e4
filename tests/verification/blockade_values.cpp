#include "verification/blockade_values.hpp"

#include <cmath>
#include <initializer_list>

#include <fmt/format.h>

#include "verification/worlds.hpp"

namespace tachy::tests {

namespace {

struct Course {
  std::uint32_t infusions, every_days, week_rated;
};
constexpr Course kCourses[] = {{1, 1, 0}, {6, 2, 1}, {50, 7, 49}};
constexpr int kSharesPercent[] = {25, 50, 75, 100};

// Sessions without the drug, with it, and with it under full blockade. What a patient expects is the same.
regimen::Experiment three_arms(const Course& course, float share) {
  auto e = quiet_world(20000, 7 * (course.week_rated + 1));
  e.parameters.opioid_share = share;
  e.parameters.expectancy_drug = e.parameters.expectancy_saline;
  e.plan.dose_forms = 2;
  e.plan.dose_form[1] = {.product = model::Product::saline};
  e.plan.arms = 3;
  for (std::uint32_t arm = 0; arm < 3; ++arm) {
    e.plan.arm[arm].phases = 1;
    regimen::Phase& phase = e.plan.arm[arm].phase[0] = every(course.every_days, arm == 0 ? 1 : 0);
    phase.expectancy = model::ExpectancyKind::saline;
    phase.doses = course.infusions;
  }
  block_every_receptor(e.plan.arm[2].phase[0]);
  return e;
}

}  // namespace

void add_blockade_left(PageValues& values) {
  for (const Course& course : kCourses)
    for (const int percent : kSharesPercent) {
      const auto tallies = engine::run(three_arms(course, 0.01f * static_cast<float>(percent)), {});
      const auto left = [&](std::initializer_list<model::Weekly> measures) {
        const auto of = [&](std::uint32_t arm) {
          double sum = 0.0;
          for (const model::Weekly measure : measures)
            sum += static_cast<double>(tallies.at(arm, course.week_rated, measure));
          return sum;
        };
        return fmt::format("{}", std::lround(100.0 * (of(2) - of(0)) / (of(1) - of(0))));
      };
      const std::string share = fmt::format("blocked.share_{}.", percent);
      values[fmt::format("{}points_{}", share, course.infusions)] = left({model::Weekly::hamd17_sum});
      values[fmt::format("{}responders_{}", share, course.infusions)] =
          left({model::Weekly::remission_treated, model::Weekly::response_treated,
                model::Weekly::remission_untreated, model::Weekly::response_untreated});
    }
}

}  // namespace tachy::tests
