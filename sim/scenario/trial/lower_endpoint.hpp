// One endpoint of a published study, and the days on which somebody must be rated for it.
#pragma once

#include <set>
#include <vector>

#include "scenario/language/reader.hpp"
#include "scenario/scenario.hpp"

namespace tachy::scenario {

// What an endpoint may refer to.
class TrialFrame {
 public:
  TrialFrame(const Reader& scenario, const std::vector<ArmName>& arms, std::uint32_t horizon_days,
             bool has_rating_plan);

  const std::vector<ArmName>& arms() const { return arms_; }
  // Everybody is rated on this day, which `reader` gives at `key`; a fault when the trial is over by then.
  void rate_on(std::uint32_t day, const Reader& reader, std::string_view key);
  // The same on a clock of the patient's own, which only a rating plan can serve.
  void rate_on(std::uint32_t day, Clock clock, const Reader& reader, std::string_view key);
  std::uint32_t last_day() const { return last_day_; }
  std::vector<std::uint32_t> rating_days() const { return {rating_days_.begin(), rating_days_.end()}; }

 private:
  const Reader& scenario_;
  const std::vector<ArmName>& arms_;
  std::uint32_t last_day_;  // that is lived
  bool has_rating_plan_;
  std::set<std::uint32_t> rating_days_ = {0};
};

PublishedEndpoint lower_endpoint(const Reader& endpoint, TrialFrame& frame);

// lower_selection.cpp: `among`, and what a relapse is
std::vector<RatingCondition> lower_among(const Reader& endpoint, TrialFrame& frame);
RelapseDefinition lower_relapse(const Reader& relapse);

// check_endpoint.cpp: what cannot hold together within one endpoint
void check_keys_of_measure(const Reader& endpoint, const PublishedEndpoint& lowered);
void check_comparison(const Reader& endpoint, const PublishedEndpoint& lowered);
void check_values(const Reader& endpoint, const PublishedEndpoint& lowered);

}  // namespace tachy::scenario
