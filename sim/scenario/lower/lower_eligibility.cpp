#include <algorithm>

#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

// Who is in a cohort at all, drawn or imported.
struct Extremes {
  float highest_score, youngest, oldest;
  std::uint32_t most_failed;
  bool all_have_history;
};

Extremes extremes_of(const model::Cohort& cohort) {
  if (cohort.imported.empty()) {
    const bool only_two = cohort.failed_treatments_mean_beyond_two == 0.0f;
    return {cohort.baseline_hamd17.high, cohort.age_years.low, cohort.age_years.high, only_two ? 2u : 30u,
            cohort.p_own_substance_history >= 1.0f};
  }
  const model::Person& first = cohort.imported.front();
  Extremes e{first.baseline_hamd17, first.age_years, first.age_years, first.failed_treatments, true};
  for (const model::Person& p : cohort.imported) {
    e.highest_score = std::max(e.highest_score, p.baseline_hamd17);
    e.youngest = std::min(e.youngest, p.age_years);
    e.oldest = std::max(e.oldest, p.age_years);
    e.most_failed = std::max(e.most_failed, p.failed_treatments);
    e.all_have_history = e.all_have_history && p.own_substance_history;
  }
  return e;
}

// Reports criteria that nobody in the cohort can meet.
struct Nobody {
  const Reader& eligibility;
  const Reader& cohort;

  void report(std::string_view key, std::string_view cohort_key, const std::string& why) const {
    const std::string_view other = cohort.has("import") ? "import" : cohort_key;
    eligibility.faults().contradiction(eligibility.place_of(key), cohort.place_of(other),
                                       eligibility.path_of(key), "nobody is eligible: " + why,
                                       "one of the two must change");
  }
};

void lower_test(const Reader& test, model::Eligibility& out) {
  if (const auto yes = test.flag("excluded")) out.exclude_own_substance_history = *yes;
  if (const auto percent = test.amount("sensitivity")) {
    out.history_test_sensitivity = static_cast<float>(*percent / 100.0);
  }
  if (const auto percent = test.amount("specificity")) {
    out.history_test_specificity = static_cast<float>(*percent / 100.0);
  }
}

void lower_history(const Reader& reader, model::Eligibility& out) {
  const Node* node = reader.node("own_substance_history");
  if (!node) return;
  if (node->is(Node::Kind::map)) {
    if (const auto test = reader.section("own_substance_history")) lower_test(*test, out);
  } else if (const auto word = reader.text("own_substance_history")) {
    out.exclude_own_substance_history = *word == "excluded";
  }
}

}  // namespace

void lower_eligibility(const Reader& cohort_reader, const Reader& reader, const model::Cohort& cohort,
                       model::Eligibility& out) {
  const Extremes in_cohort = extremes_of(cohort);
  const Nobody nobody{reader, cohort_reader};
  if (const auto score = reader.comparison("baseline_hamd17")) {
    out.min_baseline_hamd17 = static_cast<float>(score->value);
    if (out.min_baseline_hamd17 > in_cohort.highest_score) {
      nobody.report("baseline_hamd17", "baseline_hamd17",
                    fmt::format("the highest baseline score of the cohort is {}", in_cohort.highest_score));
    }
  }
  const auto ages = reader.amounts("age");
  if (ages.size() == 2 && ages[0] < ages[1]) {
    out.min_age_years = static_cast<float>(ages[0]);
    out.max_age_years = static_cast<float>(ages[1]);
    if (out.min_age_years > in_cohort.oldest || out.max_age_years < in_cohort.youngest) {
      nobody.report("age", "age",
                    fmt::format("the cohort is {} to {} years old", in_cohort.youngest, in_cohort.oldest));
    }
  } else if (reader.has("age") && !ages.empty()) {
    reader.fault("age", "eligible ages are two values",
                 "write [youngest, oldest], e.g. [18 years, 65 years]");
  }
  if (const auto failed = reader.comparison("failed_treatments")) {
    out.min_failed_treatments = static_cast<std::uint32_t>(failed->value);
    if (out.min_failed_treatments > 2 && in_cohort.most_failed <= 2) {
      nobody.report("failed_treatments", "failed_treatments_beyond_two",
                    "everyone in the cohort has two failed treatments");
    }
  }
  lower_history(reader, out);
  if (out.exclude_own_substance_history && out.history_test_sensitivity >= 1.0f &&
      in_cohort.all_have_history) {
    nobody.report("own_substance_history", "own_substance_history",
                  "everyone in the cohort has such a history");
  }
}

}  // namespace tachy::scenario
