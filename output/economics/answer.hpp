// Everything that `tachy economics` says of a result under one valuation, as numbers. Costs and effects are
// per person; texts show them per 1,000 people.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "economics/sensitivity.hpp"
#include "output/economics/evppi.hpp"
#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

// Read once; valued as often as needed.
struct EconomicResult {
  Outcome outcome;
  std::size_t reference = 0;
  std::string scenario_resolved;
  economics::Counts counts;
  std::vector<economics::Counts> of_variants;  // in the order of Outcome::unknown.variants
};
EconomicResult read_economic_result(const std::filesystem::path& path);

struct AtThreshold {  // one willingness to pay for a QALY
  double willingness_to_pay;
  std::vector<double> share_best;  // CEAC, by arm
  std::size_t best;                // by mean net benefit: its share is the frontier (CEAF)
  std::vector<double> loss;        // expected, by arm
  double evpi;
};

// Where draws lie on the cost-effectiveness plane: difference to the reference arm; ties are split.
struct Quadrants {
  double better_dearer = 0.0, better_cheaper = 0.0, worse_dearer = 0.0, worse_cheaper = 0.0;
};

struct EconomicAnswer {
  const EconomicResult& result;
  economics::Valuation valuation;
  economics::Worth worth = {};
  economics::CostEffect ce = {};
  std::vector<economics::Option> options = {};  // in order of cost
  std::vector<ByDraw> net_benefit = {};         // [arm][draw]
  std::vector<double> mean_net_benefit = {};    // [arm]
  std::size_t best = 0;                         // arm
  std::size_t other = 0;                     // the arm it is set against: the reference, or the next best arm
  std::vector<AtThreshold> thresholds = {};  // rising; that of the valuation among them
  std::vector<economics::Switch> switches = {};  // where another arm becomes the best
  std::vector<Quadrants> plane = {};             // [arm]
  std::vector<economics::Input> inputs = {};
  std::vector<economics::TornadoBar> tornado = {};  // of the best arm against the other
  std::string utilities_beside = {};                // the set shown beside, and the table by it
  std::vector<economics::Option> options_beside = {};
  double effect_ratio = 0.0;  // the best arm's gain by the valuation's set over that by the set beside
  std::vector<std::size_t> best_of_variants = {};  // [variant]
};
EconomicAnswer answer_of(const EconomicResult& result, const economics::Valuation& valuation);

std::vector<EvppiOfGroup> evppi_by(const EconomicAnswer& answer, std::string ParameterDrawn::*group);

}  // namespace tachy::output
