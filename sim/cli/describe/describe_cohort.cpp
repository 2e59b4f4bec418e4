#include "cli/describe/describe_cohort.hpp"
#include "base/grouped.hpp"

#include <cmath>
#include <numbers>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "cli/terminal.hpp"

namespace tachy::cli {

namespace {

struct MeanAndSd {
  double mean, sd;
};

// Of a normal that is cut off at its bounds.
MeanAndSd after_the_cut(const model::Marginal& m) {
  const double mean = static_cast<double>(m.mean), sd = static_cast<double>(m.sd);
  const double a = (static_cast<double>(m.low) - mean) / sd, b = (static_cast<double>(m.high) - mean) / sd;
  const auto density = [](double z) { return std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi); };
  const auto below = [](double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); };
  const double kept = below(b) - below(a), shift = (density(a) - density(b)) / kept;
  const double spread = 1.0 + (a * density(a) - b * density(b)) / kept - shift * shift;
  return {mean + sd * shift, sd * std::sqrt(spread)};
}

// What is declared, and beside it what is had where the bounds move it by more than 1 %.
void print_marginal(std::string_view name, const model::Marginal& m, std::string_view unit) {
  std::string had;
  if (m.sd > 0.0f) {
    const auto [mean, sd] = after_the_cut(m);
    const bool moved =
        std::abs(mean - static_cast<double>(m.mean)) > 0.01 * std::abs(static_cast<double>(m.mean)) ||
        std::abs(sd - static_cast<double>(m.sd)) > 0.05 * static_cast<double>(m.sd);
    if (moved) had = fmt::format("; within these bounds mean {:.1f}, SD {:.1f}", mean, sd);
  }
  fmt::print("  {:34} mean {:g} {}, SD {:g}, {:g} to {:g}{}\n", name, m.mean, unit, m.sd, m.low, m.high, had);
}

void print_distributions(const model::Cohort& cohort) {
  print_marginal("age", cohort.age_years, "years");
  print_marginal("weight, women", cohort.weight_kg_women, "kg");
  print_marginal("weight, men", cohort.weight_kg_men, "kg");
  print_marginal("HAM-D17 at baseline", cohort.baseline_hamd17, "points");
  const model::TraitFactor& f = cohort.factor;
  fmt::print("  {:34} age and weight {:.2g}, age and score {:.2g}, weight and score {:.2g}\n", "correlations",
             f.weight_from_age, f.baseline_from_age,
             f.weight_from_age * f.baseline_from_age + f.weight_own * f.baseline_from_weight);
  const auto share = [](std::string_view name, float p) { fmt::print("  {:34} {:g} %\n", name, p * 100.0f); };
  share("women", cohort.p_female);
  share("own substance-use history", cohort.p_own_substance_history);
  share("family substance-use history", cohort.p_family_substance_history);
  share("another psychiatric diagnosis", cohort.p_psychiatric_comorbidity);
  fmt::print("  {:34} {:g} on average\n", "failed treatments",
             2.0f + cohort.failed_treatments_mean_beyond_two);
}

std::string history_text(const model::Eligibility& eligible) {
  if (!eligible.exclude_own_substance_history) return "";
  if (eligible.history_test_sensitivity == 1.0f && eligible.history_test_specificity == 1.0f) {
    return ", no own substance-use history";
  }
  return fmt::format(", no own substance-use history found (sensitivity {:g} %, specificity {:g} %)",
                     eligible.history_test_sensitivity * 100.0f, eligible.history_test_specificity * 100.0f);
}

}  // namespace

void print_cohort(const regimen::Experiment& experiment) {
  const model::Cohort& cohort = experiment.cohort;
  const model::Eligibility& eligible = experiment.eligibility;
  fmt::print("  {:34} {}\n", "patients", grouped(experiment.patients));
  if (cohort.imported.empty()) {
    print_distributions(cohort);
  } else {
    fmt::print("  {:34} {}; patient i is row i, from the first again\n", "rows of the imported file",
               grouped(cohort.imported.size()));
  }
  fmt::print("  {:34} {}\n", "new oral antidepressant on day 0", cohort.new_antidepressant ? "yes" : "no");
  fmt::print("  {:34} HAM-D17 at least {:g}, age {:g} to {:g}, at least {} failed treatments{}\n", "eligible",
             eligible.min_baseline_hamd17, eligible.min_age_years, eligible.max_age_years,
             eligible.min_failed_treatments, history_text(eligible));
}

}  // namespace tachy::cli
