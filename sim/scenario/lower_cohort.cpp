#include <fmt/format.h>

#include "scenario/lowering.hpp"

namespace tachy::scenario {

namespace {

// A marginal's own fields take unit and range from the field that holds it.
void lower_marginal(const Reader& cohort, std::string_view key, model::Marginal& out) {
  const auto marginal = cohort.section(key);
  if (!marginal || !marginal->whole_node().is(Node::Kind::map)) return;
  const Field& holder = *kCohortSection.find(key);
  const auto read = [&](const Node& node, const std::string& path, double low) {
    Field field = holder;
    field.low = low;
    return marginal->amount_of(node, field, path);
  };
  const Node* mean = marginal->node("mean");
  const Node* sd = marginal->node("sd");
  const Node* range = marginal->node("range");
  if (!mean || !sd || !range) return;
  if (!range->is(Node::Kind::list) || range->items.size() != 2) {
    marginal->fault("range", "a range is two values", "write [lowest, highest]");
    return;
  }
  const auto m = read(*mean, marginal->path_of("mean"), holder.low);
  const auto s = read(*sd, marginal->path_of("sd"), 0.0);
  const auto low = read(range->items[0], marginal->path_of("range"), holder.low);
  const auto high = read(range->items[1], marginal->path_of("range"), holder.low);
  if (!m || !s || !low || !high) return;
  if (!(*low < *high)) {
    marginal->fault("range", "the lowest value is not below the highest", "write [lowest, highest]");
  } else if (*low > *m + 2 * *s || *high < *m - 2 * *s || (*s == 0 && (*m < *low || *m > *high))) {
    marginal->contradiction("range", "mean", "hardly anyone of this distribution lies in the range",
                            "the range must reach within two SD of the mean");
  } else {
    out = {static_cast<float>(*m), static_cast<float>(*s), static_cast<float>(*low),
           static_cast<float>(*high)};
  }
}

void lower_share(const Reader& reader, std::string_view key, float& out) {
  if (const auto percent = reader.amount(key)) out = static_cast<float>(*percent / 100.0);
}

void nobody(const Reader& eligibility, std::string_view key, const Reader& cohort, std::string_view other,
            const std::string& why) {
  eligibility.faults().contradiction(eligibility.place_of(key), cohort.place_of(other),
                                     eligibility.path_of(key), "nobody is eligible: " + why,
                                     "one of the two must change");
}

void lower_eligibility(const Reader& cohort_reader, const Reader& reader, const model::Cohort& cohort,
                       model::Eligibility& out) {
  if (const auto score = reader.comparison("baseline_hamd17")) {
    out.min_baseline_hamd17 = static_cast<float>(score->value);
    if (out.min_baseline_hamd17 > cohort.baseline_hamd17.high) {
      nobody(reader, "baseline_hamd17", cohort_reader, "baseline_hamd17",
             fmt::format("the highest baseline score of the cohort is {}", cohort.baseline_hamd17.high));
    }
  }
  const auto ages = reader.amounts("age");
  if (ages.size() == 2 && ages[0] < ages[1]) {
    out.min_age_years = static_cast<float>(ages[0]);
    out.max_age_years = static_cast<float>(ages[1]);
    if (out.min_age_years > cohort.age_years.high || out.max_age_years < cohort.age_years.low) {
      nobody(reader, "age", cohort_reader, "age",
             fmt::format("the cohort is {} to {} years old", cohort.age_years.low, cohort.age_years.high));
    }
  } else if (reader.has("age") && !ages.empty()) {
    reader.fault("age", "eligible ages are two values",
                 "write [youngest, oldest], e.g. [18 years, 65 years]");
  }
  if (const auto failed = reader.comparison("failed_treatments")) {
    out.min_failed_treatments = static_cast<std::uint32_t>(failed->value);
    if (out.min_failed_treatments > 2 && cohort.failed_treatments_mean_beyond_two == 0.0f) {
      nobody(reader, "failed_treatments", cohort_reader, "failed_treatments_beyond_two",
             "everyone in the cohort has two failed treatments");
    }
  }
  if (const auto word = reader.text("own_substance_history")) {
    out.exclude_own_substance_history = *word == "excluded";
    if (out.exclude_own_substance_history && cohort.p_own_substance_history >= 1.0f) {
      nobody(reader, "own_substance_history", cohort_reader, "own_substance_history",
             "everyone in the cohort has such a history");
    }
  }
}

}  // namespace

void lower_cohort(const Reader& reader, regimen::Experiment& experiment) {
  model::Cohort& cohort = experiment.cohort;
  if (const auto patients = reader.whole("patients"))
    experiment.patients = static_cast<std::uint32_t>(*patients);
  lower_marginal(reader, "age", cohort.age_years);
  lower_marginal(reader, "weight_women", cohort.weight_kg_women);
  lower_marginal(reader, "weight_men", cohort.weight_kg_men);
  lower_marginal(reader, "baseline_hamd17", cohort.baseline_hamd17);
  lower_share(reader, "women", cohort.p_female);
  lower_share(reader, "own_substance_history", cohort.p_own_substance_history);
  lower_share(reader, "family_substance_history", cohort.p_family_substance_history);
  lower_share(reader, "psychiatric_comorbidity", cohort.p_psychiatric_comorbidity);
  if (const auto mean = reader.amount("failed_treatments_beyond_two")) {
    cohort.failed_treatments_mean_beyond_two = static_cast<float>(*mean);
  }
  if (const auto yes = reader.flag("new_antidepressant")) cohort.new_antidepressant = *yes;
  if (const auto eligibility = reader.section("eligibility")) {
    lower_eligibility(reader, *eligibility, cohort, experiment.eligibility);
  }
}

}  // namespace tachy::scenario
