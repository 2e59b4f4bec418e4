#include <algorithm>
#include <map>
#include <string>

#include "output/compare/needed_to_treat.hpp"
#include "output/report/parts.hpp"
#include "output/variance/variance_shares.hpp"

namespace tachy::output {

namespace {

// Whose variance is told apart: what the first screen shows.
constexpr const char* kToldApart[] = {"remission_weeks", "use_disorder_ever", "systolic_180"};

ReportJson shares_json(const WhatIsNotKnown& unknown, const ArmTotal& arm,
                       std::string ParameterDrawn::*group) {
  ReportJson list = ReportJson::array();
  const auto shares = variance_shares(grouped_by(unknown.parameters, group), arm.difference_by_draw);
  if (!shares) return list;
  for (const GroupShare& one : shares->groups)
    list.push_back({{"group", one.group},
                    {"parameters", one.parameters},
                    {"share", one.share.estimate},
                    {"low", one.share.low},
                    {"high", one.share.high},
                    {"converged", one.converged()}});
  return list;
}

ReportJson variance_json(const Outcome& outcome) {
  ReportJson json = ReportJson::object();
  for (const Measure& measure : outcome.measures) {
    if (std::find(std::begin(kToldApart), std::end(kToldApart), measure.name) == std::end(kToldApart))
      continue;
    for (std::size_t arm = 0; arm < outcome.arm_ids.size(); ++arm) {
      if (outcome.arm_ids[arm] == outcome.reference_arm) continue;
      json[measure.name][outcome.arm_ids[arm]] = {
          {"evidence", shares_json(outcome.unknown, measure.arms[arm], &ParameterDrawn::evidence)},
          {"submodel", shares_json(outcome.unknown, measure.arms[arm], &ParameterDrawn::submodel)}};
    }
  }
  return json;
}

// Of each arm: the net share better off, its interval, and the number to treat in words.
ReportJson needed_json(const Outcome& outcome) {
  ReportJson json = ReportJson::object();
  if (outcome.arm_ids.empty()) return json;
  for (const Measure& measure : outcome.measures) {
    const bool weeks = measure.name == "remission_weeks";
    if ((!weeks && measure.name != "use_disorder_ever") ||
        (weeks && measure.arms.front().better_by_draw.empty()))
      continue;
    for (std::size_t arm = 0; arm < outcome.arm_ids.size(); ++arm) {
      if (outcome.arm_ids[arm] == outcome.reference_arm) continue;
      const Interval better = better_of(measure, arm);
      json[measure.name][outcome.arm_ids[arm]] = {{"better", better.estimate},
                                                  {"low", better.low},
                                                  {"high", better.high},
                                                  {"words", needed_to_treat_text(better)}};
    }
  }
  return json;
}

// [arm][draw]
ReportJson by_draw_json(const Outcome& outcome) {
  ReportJson json = ReportJson::object();
  for (const Measure& measure : outcome.measures)
    for (const ArmTotal& arm : measure.arms) json[measure.name].push_back(arm.by_draw);
  return json;
}

ReportJson variants_json(const WhatIsNotKnown& unknown) {
  ReportJson list = ReportJson::array();
  for (const VariantLived& variant : unknown.variants)
    list.push_back({{"id", variant.id},
                    {"kind", variant.kind},
                    {"fixes", variant.fixes},
                    {"draws", variant.draws.size()}});
  return list;
}

}  // namespace

ReportJson unknown_json(const Outcome& outcome) {
  const WhatIsNotKnown& unknown = outcome.unknown;
  if (unknown.draws == 0) return nullptr;
  std::map<std::string, int> held;
  for (const std::string& because : unknown.held_because) ++held[because];
  const auto count = [&](auto is) {
    return std::count_if(unknown.parameters.begin(), unknown.parameters.end(), is);
  };
  const auto fitted = count([](const ParameterDrawn& p) { return p.evidence == "fitted"; });
  return {{"posterior", unknown.posterior},
          {"rows_in_all", unknown.rows_in_all},
          {"fitted", fitted},
          {"assumed", static_cast<std::ptrdiff_t>(unknown.parameters.size()) - fitted},
          {"by_judgement", count([](const ParameterDrawn& p) { return p.from == "judgement"; })},
          {"held", held},
          {"variants", variants_json(unknown)},
          {"by_draw", by_draw_json(outcome)},
          {"needed_to_treat", needed_json(outcome)},
          {"variance", variance_json(outcome)}};
}

}  // namespace tachy::output
