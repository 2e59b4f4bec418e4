#include "cli/describe/describe_regimen.hpp"
#include "cli/report/told.hpp"

namespace tachy::cli {

nlohmann::ordered_json regimens_told(const scenario::Scenario& scenario) {
  nlohmann::ordered_json arms = nlohmann::ordered_json::array();
  for (std::size_t arm = 0; arm < scenario.arms.size(); ++arm)
    arms.push_back({{"arm", scenario.arms[arm].id}, {"words", describe_arm(scenario, arm)}});
  return arms;
}

}  // namespace tachy::cli
