#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

// A marginal's own fields take unit and range from the field that holds it.
void lower_marginal(const Reader& cohort, std::string_view key, model::Marginal& out) {
  const auto marginal = cohort.section(key);
  if (!marginal || !marginal->whole_node().is(Node::Kind::map)) return;
  const auto read = [&](const Node& node, std::string_view name) {
    const Field field = with_unit_of(*kCohortSection.find(key), *kMarginalSection.find(name));
    return marginal->amount_of(node, field, marginal->path_of(name));
  };
  const Node* mean = marginal->node("mean");
  const Node* sd = marginal->node("sd");
  const Node* range = marginal->node("range");
  if (!mean || !sd || !range) return;
  if (!range->is(Node::Kind::list) || range->items.size() != 2) {
    marginal->fault("range", "a range is two values", "write [lowest, highest]");
    return;
  }
  const auto m = read(*mean, "mean");
  const auto s = read(*sd, "sd");
  const auto low = read(range->items[0], "range");
  const auto high = read(range->items[1], "range");
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
  if (const auto correlations = reader.section("correlations")) {
    lower_correlations(*correlations, cohort.factor);
  }
  if (const auto eligibility = reader.section("eligibility")) {
    lower_eligibility(reader, *eligibility, cohort, experiment.eligibility);
  }
}

}  // namespace tachy::scenario
