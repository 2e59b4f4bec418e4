#include "output/report/report_json.hpp"

#include <algorithm>

#include "base/printable.hpp"
#include "output/compare/comparison.hpp"
#include "output/compare/draws_text.hpp"
#include "output/compare/flow_text.hpp"
#include "output/economics/economics_text.hpp"
#include "output/report/parts.hpp"

namespace tachy::output {

namespace {

ReportJson arms_of_report(const Outcome& outcome) {
  ReportJson arms = ReportJson::array();
  for (std::size_t arm = 0; arm < outcome.arm_ids.size(); ++arm)
    arms.push_back({{"id", outcome.arm_ids[arm]}, {"label", outcome.arm_labels[arm]}});
  return arms;
}

// Steps that nobody took in any arm are left out; counts are means of the draws.
ReportJson flow_of_report(const Outcome& outcome) {
  ReportJson steps = ReportJson::array();
  const double draws = static_cast<double>(std::max<std::int64_t>(outcome.unknown.draws, 1));
  for (std::size_t step = 0; step < outcome.flow_steps.size(); ++step) {
    ReportJson counts = ReportJson::array();
    bool taken = false;
    for (const auto& arm : outcome.flow) {
      taken = taken || arm[step] != 0;
      counts.push_back(static_cast<double>(arm[step]) / draws);
    }
    if (taken)
      steps.push_back({{"step", outcome.flow_steps[step]},
                       {"words", words_of_step(outcome.flow_steps[step], outcome.phase_ids)},
                       {"count", counts}});
  }
  return steps;
}

// What is said of chance, measure by measure.
ReportJson chance_of_report(const Outcome& outcome) {
  ReportJson chance = ReportJson::object();
  for (const Measure& measure : outcome.measures)
    chance[measure.name] = {{"share", most_share_of_chance(measure)},
                            {"mostly", is_mostly_chance(most_share_of_chance(measure))},
                            {"words", chance_that_is_not_small(outcome, measure)}};
  return chance;
}

ReportJson economics_of_report(const ReportInput& input) {
  const EconomicResult result = read_economic_result(input.path);
  const EconomicAnswer answer = answer_of(result, *input.valuation);
  ReportJson json = ReportJson::parse(economics_json(answer));
  json["money"] = money_json(answer);
  return json;
}

}  // namespace

std::string report_json(const ReportInput& input) {
  const Outcome outcome = read_outcome(input.path);
  const hdf5::Reader file(input.path);
  const ReportJson json = {{"file", printable_line(input.path.filename().string())},
                           {"notice", kComparisonNotice},
                           {"title", outcome.title},
                           {"reference_arm", outcome.reference_arm},
                           {"horizon_days", outcome.horizon_days},
                           {"draws", outcome.unknown.draws},
                           {"arms", arms_of_report(outcome)},
                           {"comparison", ReportJson::parse(comparison_json(outcome))},
                           {"chance", chance_of_report(outcome)},
                           {"flow", flow_of_report(outcome)},
                           {"courses", courses_json(file)},
                           {"calendar", calendar_json(file)},
                           {"parameters", parameters_json(file)},
                           {"unknown", unknown_json(outcome)},
                           {"economics", input.valuation ? economics_of_report(input) : ReportJson()},
                           {"provenance", provenance_json(file)},
                           {"told", ReportJson::parse(input.told)}};
  return json.dump(-1, ' ', false, ReportJson::error_handler_t::replace);
}

}  // namespace tachy::output
