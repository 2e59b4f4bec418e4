// Selection, CSV and JSON of a comparison.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

#include "output/compare/comparison.hpp"
#include "output/compare/draws_text.hpp"
#include "output/compare/needed_to_treat.hpp"
#include "output/compare/variants_text.hpp"
#include "output/outcome/over_draws.hpp"

namespace tachy::output {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kAverageClinic = "average";  // whom all numbers are of, but those that name another

std::string csv_number(double value) { return std::isnan(value) ? "" : fmt::format("{}", value); }

Json json_of(const Interval& interval) {
  return {{"mean", interval.estimate}, {"low", interval.low}, {"high", interval.high}};
}

// {"one_clinic": {"mean": ...}, "one_pool": ...}: the arm's difference to the reference in each variant.
Json json_of_variants(const Outcome& outcome, const Measure& measure, std::size_t arm) {
  Json variants = Json::object();
  for (std::size_t v = 0; v < outcome.unknown.variants.size(); ++v)
    variants[outcome.unknown.variants[v].id] = json_of(difference_in_variant(outcome, measure, v, arm));
  return variants;
}

// {"one_pool": true}: whether the order of the arms holds there; null where too few patients tell.
Json json_of_order(const Outcome& outcome, const Measure& measure) {
  Json holds = Json::object();
  for (const std::size_t v : variants_of_kind(outcome, "structure"))
    if (const auto held = order_holds(outcome, measure, v))
      holds[outcome.unknown.variants[v].id] = *held;
    else
      holds[outcome.unknown.variants[v].id] = nullptr;
  return holds;
}

Json json_under_draws(const Outcome& outcome, const Measure& measure, std::size_t i) {
  const std::vector<std::string>& arm_ids = outcome.arm_ids;
  const ArmTotal& arm = measure.arms[i];
  Json better_than = Json::object();
  for (std::size_t other = 0; other < arm_ids.size(); ++other)
    if (other != i)
      better_than[arm_ids[other]] =
          share_better(arm.by_draw, measure.arms[other].by_draw, more_is_better(measure));
  return {{"chance", arm.chance},
          {"share_of_chance", arm.share_of_chance},
          {"difference_chance", arm.difference_chance},
          {"difference_share_of_chance", arm.difference_share_of_chance},
          {"best", best_of_draws(measure)[i]},
          {"better_than", better_than},
          {"needed_to_treat", json_of(needed_to_treat_number(outcome, measure, i))},
          {"difference_elsewhere", json_of_variants(outcome, measure, i)}};
}

Json json_of(const Outcome& outcome, const Measure& measure) {
  const std::vector<std::string>& arm_ids = outcome.arm_ids;
  Json arms = Json::array();
  for (std::size_t i = 0; i < arm_ids.size(); ++i) {
    const ArmTotal& arm = measure.arms[i];
    arms.push_back({{"arm", arm_ids[i]},
                    {"mean", arm.mean.estimate},
                    {"low", arm.mean.low},
                    {"high", arm.mean.high},
                    {"interval", row_of(arm.kind).name},
                    {"sd", arm.sd},
                    {"difference",
                     {{"mean", arm.difference.estimate},
                      {"low", arm.difference.low},
                      {"high", arm.difference.high},
                      {"interval", row_of(arm.difference_kind).name},
                      {"sd", arm.difference_sd}}},
                    {"under_shared_luck",
                     {{"better", arm.better}, {"worse", arm.worse}, {"unchanged", arm.unchanged}}}});
    if (!arm.by_draw.empty()) arms.back()["draws"] = json_under_draws(outcome, measure, i);
  }
  return {{"measure", measure.name},
          {"unit", measure.unit},
          {"label", measure.label},
          {"definition", measure.definition},
          {"direction", measure.direction},
          {"smallest_difference", measure.smallest_difference},
          {"rests_on", measure.rests_on},
          {"switch_off", measure.switch_off},
          {"not_modelled", measure.leaves_out},
          {"order_holds_in_structure", json_of_order(outcome, measure)},
          {"arms", arms}};
}

// {"weekly": {"enrolled": 1000, ...}, ...}
Json flow_json(const Outcome& outcome) {
  Json arms = Json::object();
  for (std::size_t arm = 0; arm < outcome.flow.size(); ++arm)
    for (std::size_t step = 0; step < outcome.flow_steps.size(); ++step)
      arms[outcome.arm_ids[arm]][outcome.flow_steps[step]] = outcome.flow[arm][step];
  return arms;
}

template <class Range, class Name>
std::size_t place_of(const Range& range, Name is_wanted) {
  return static_cast<std::size_t>(std::find_if(range.begin(), range.end(), is_wanted) - range.begin());
}

}  // namespace

Outcome selected(Outcome outcome, const std::vector<std::string>& arm_ids,
                 const std::vector<std::string>& measures) {
  if (!measures.empty()) {
    std::vector<Measure> kept;
    for (const std::string& name : measures) {
      kept.push_back(
          outcome.measures.at(place_of(outcome.measures, [&](const auto& m) { return m.name == name; })));
    }
    outcome.measures = std::move(kept);
  }
  if (arm_ids.empty()) return outcome;
  Outcome chosen = outcome;
  chosen.arm_ids = arm_ids;
  chosen.arm_labels.clear();
  chosen.flow.clear();
  chosen.phase_ids.clear();
  chosen.hamd17_by_day.clear();
  for (Measure& measure : chosen.measures) measure.arms.clear();
  for (const std::string& id : arm_ids) {
    const std::size_t arm = place_of(outcome.arm_ids, [&](const auto& other) { return other == id; });
    chosen.arm_labels.push_back(outcome.arm_labels.at(arm));
    if (!outcome.hamd17_by_day.empty()) chosen.hamd17_by_day.push_back(outcome.hamd17_by_day.at(arm));
    if (!outcome.flow.empty()) {
      chosen.flow.push_back(outcome.flow.at(arm));
      chosen.phase_ids.push_back(outcome.phase_ids.at(arm));
    }
    for (std::size_t m = 0; m < chosen.measures.size(); ++m) {
      chosen.measures[m].arms.push_back(outcome.measures[m].arms.at(arm));
    }
  }
  return chosen;
}

namespace {

// ",average,16.1,3,34.2,2,1": the clinic of the columns before, the difference in one clinic, and in how many
// of the alternative structures the order of the arms holds (empty where too few patients tell).
std::string csv_elsewhere(const Outcome& outcome, const Measure& measure, std::size_t arm) {
  const std::vector<std::size_t> clinics = variants_of_kind(outcome, "clinic"),
                                 structures = variants_of_kind(outcome, "structure");
  const Interval in_one =
      clinics.empty() ? Interval{} : difference_in_variant(outcome, measure, clinics.front(), arm);
  std::size_t holds = 0;
  bool told = true;
  for (const std::size_t v : structures) {
    const auto held = order_holds(outcome, measure, v);
    told = told && held;
    holds += held.value_or(false);
  }
  return fmt::format(",{},{},{},{},{},{}", kAverageClinic, csv_number(in_one.estimate),
                     csv_number(in_one.low), csv_number(in_one.high), structures.size(),
                     told ? std::to_string(holds) : "");
}

}  // namespace

std::string comparison_csv(const Outcome& outcome) {
  std::string csv =
      "measure,unit,arm,reference_arm,mean,mean_low,mean_high,sd,difference,difference_low,difference_high,"
      "difference_sd,better,worse,unchanged,smallest_difference,direction,"
      "interval,difference_interval,rests_on,draws,chance,share_of_chance,difference_chance,"
      "difference_share_of_chance,best,needed_to_treat,needed_to_treat_low,needed_to_treat_high,clinic,one_"
      "clinic_difference,one_clinic_low,one_clinic_high,"
      "structures,"
      "order_holds_in_structures,beyond_range\n";
  for (const Measure& measure : outcome.measures) {
    const std::vector<double> best = best_of_draws(measure);
    for (std::size_t i = 0; i < outcome.arm_ids.size(); ++i) {
      const ArmTotal& arm = measure.arms[i];
      const Interval needed = needed_to_treat_number(outcome, measure, i);
      csv +=
          fmt::format("{},{},{},{}", measure.name, measure.unit, outcome.arm_ids[i], outcome.reference_arm);
      for (const double value :
           {arm.mean.estimate, arm.mean.low, arm.mean.high, arm.sd, arm.difference.estimate,
            arm.difference.low, arm.difference.high, arm.difference_sd, arm.better, arm.worse, arm.unchanged,
            measure.smallest_difference}) {
        csv += ',';
        csv += csv_number(value);
      }
      csv += fmt::format(
          ",{},{},{},{},{}", measure.direction, row_of(arm.kind).name,
          outcome.arm_ids[i] == outcome.reference_arm ? "reference" : row_of(arm.difference_kind).name,
          measure.rests_on, outcome.unknown.draws);
      for (const double value :
           {arm.chance, arm.share_of_chance, arm.difference_chance, arm.difference_share_of_chance,
            outcome.unknown.draws > 0 ? best[i] : kMissing, needed.estimate, needed.low, needed.high})
        csv += "," + csv_number(value);
      csv += csv_elsewhere(outcome, measure, i) + "," + outcome.beyond_range + "\n";
    }
  }
  return csv;
}

std::string comparison_json(const Outcome& outcome) {
  Json measures = Json::array();
  for (const Measure& measure : outcome.measures) measures.push_back(json_of(outcome, measure));
  const Json json{
      {"notice", kComparisonNotice},
      {"interval", outcome.unknown.draws > 0 ? "of 95 % of the draws of what is not known"
                                             : "95 %, Monte Carlo error only; parameters are held fixed"},
      {"draws", outcome.unknown.draws},
      {"clinic", kAverageClinic},
      {"title", outcome.title},
      {"beyond_range", outcome.beyond_range},
      {"patients", outcome.enrolled / std::max<std::int64_t>(outcome.unknown.draws, 1)},
      {"horizon_days", outcome.horizon_days},
      {"seed", outcome.seed},
      {"tool_version", outcome.tool_version},
      {"reference_arm", outcome.reference_arm},
      {"flow", flow_json(outcome)},
      {"measures", measures}};
  return json.dump(2) + "\n";
}

}  // namespace tachy::output
