#include "output/economics/answer.hpp"

#include <algorithm>

#include "output/economics/read_counts.hpp"

namespace tachy::output {

namespace {

AtThreshold at_threshold(const economics::CostEffect& ce, double willingness_to_pay) {
  const std::vector<ByDraw> net_benefit = economics::net_benefit(ce, willingness_to_pay);
  return {willingness_to_pay, economics::shares_best(net_benefit),
          economics::best_arm(economics::means_of(net_benefit), ce.reference),
          economics::expected_loss(net_benefit), economics::evpi(net_benefit)};
}

constexpr double kStepsOfThreshold[] = {0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0};

// Half of a tie goes to either side.
double above(double number) { return number > 0.0 ? 1.0 : number < 0.0 ? 0.0 : 0.5; }

Quadrants quadrants_of(const economics::CostEffect& ce, std::size_t arm) {
  Quadrants q;
  const double each = 1.0 / static_cast<double>(ce.draws());
  for (std::size_t draw = 0; draw < ce.draws(); ++draw) {
    const double better = above(ce.effect[arm][draw] - ce.effect[ce.reference][draw]),
                 dearer = above(ce.cost[arm][draw] - ce.cost[ce.reference][draw]);
    q.better_dearer += each * better * dearer;
    q.better_cheaper += each * better * (1 - dearer);
    q.worse_dearer += each * (1 - better) * dearer;
    q.worse_cheaper += each * (1 - better) * (1 - dearer);
  }
  return q;
}

std::size_t set_against(const std::vector<double>& means, std::size_t best, std::size_t reference) {
  if (best != reference || means.size() < 2) return reference;
  std::size_t next = best == 0 ? 1 : 0;
  for (std::size_t arm = 0; arm < means.size(); ++arm)
    if (arm != best && means[arm] > means[next]) next = arm;
  return next;
}

std::vector<economics::Option> options_of(const economics::CostEffect& ce) {
  return economics::incremental_analysis(economics::means_of(ce.cost), economics::means_of(ce.effect),
                                         ce.reference);
}

double gain(const economics::CostEffect& ce, std::size_t arm, std::size_t other) {
  return economics::mean_of(ce.effect[arm]) - economics::mean_of(ce.effect[other]);
}

void set_beside(EconomicAnswer& answer) {
  const economics::UtilitySet& set = economics::shown_beside(answer.valuation.utility_set);
  const economics::Valuation valuation = economics::with_utilities(answer.valuation, set);
  const economics::CostEffect ce =
      economics::cost_effect_of(economics::worth_of(valuation, answer.result.counts), answer.ce.reference);
  answer.utilities_beside = set.name;
  answer.options_beside = options_of(ce);
  const double other = gain(ce, answer.best, answer.other);
  answer.effect_ratio = other == 0.0 ? 0.0 : gain(answer.ce, answer.best, answer.other) / other;
}

}  // namespace

EconomicResult read_economic_result(const std::filesystem::path& path) {
  EconomicResult result;
  result.outcome = read_outcome(path);
  const hdf5::Reader file(path);
  result.scenario_resolved = file.text("/", "scenario_resolved");
  result.counts = read_counts(file, "/draws");
  const auto& ids = result.outcome.arm_ids;
  result.reference =
      static_cast<std::size_t>(std::find(ids.begin(), ids.end(), result.outcome.reference_arm) - ids.begin());
  if (result.outcome.unknown.variants.empty()) return result;
  const economics::Counts all = read_counts(file, "/variants");
  for (const VariantLived& variant : result.outcome.unknown.variants)
    result.of_variants.push_back(some_draws(all, variant.draws));
  return result;
}

EconomicAnswer answer_of(const EconomicResult& result, const economics::Valuation& valuation) {
  EconomicAnswer answer{.result = result, .valuation = valuation};
  answer.worth = economics::worth_of(valuation, result.counts);
  answer.ce = economics::cost_effect_of(answer.worth, result.reference);
  answer.options = options_of(answer.ce);
  answer.net_benefit = economics::net_benefit(answer.ce, valuation.willingness_to_pay);
  answer.mean_net_benefit = economics::means_of(answer.net_benefit);
  answer.best = economics::best_arm(answer.mean_net_benefit, result.reference);
  answer.other = set_against(answer.mean_net_benefit, answer.best, result.reference);
  for (const double step : kStepsOfThreshold)
    answer.thresholds.push_back(at_threshold(answer.ce, step * valuation.willingness_to_pay));
  answer.switches = economics::switches(answer.ce);
  for (std::size_t arm = 0; arm < answer.ce.arms(); ++arm)
    answer.plane.push_back(quadrants_of(answer.ce, arm));
  answer.inputs = economics::inputs_of(valuation, answer.worth, valuation.willingness_to_pay);
  answer.tornado = economics::tornado(answer.inputs, answer.mean_net_benefit, answer.best, answer.other);
  set_beside(answer);
  for (const economics::Counts& counts : result.of_variants) {
    const economics::CostEffect ce =
        economics::cost_effect_of(economics::worth_of(valuation, counts), result.reference);
    answer.best_of_variants.push_back(economics::best_arm(
        economics::means_of(economics::net_benefit(ce, valuation.willingness_to_pay)), result.reference));
  }
  return answer;
}

std::vector<EvppiOfGroup> evppi_by(const EconomicAnswer& answer, std::string ParameterDrawn::*group) {
  return evppi_of_groups(grouped_by(answer.result.outcome.unknown.parameters, group), answer.net_benefit);
}

}  // namespace tachy::output
