// The regimen of every arm in words and as a calendar.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace tachy::cli {

std::string describe_arm(const scenario::Scenario& scenario, std::size_t arm);

// describe_rules.cpp
std::string days_in_words(std::uint32_t days);
std::string percent(float share);
// "HAM-D17 at least 20", or the same in MADRS if the author wrote it so.
std::string score_in_words(bool in_madrs, const char* bound, float hamd17, float madrs_per_hamd17);
std::string condition_in_words(const regimen::Rule& rule, float madrs_per_hamd17);
std::string consequence_in_words(const regimen::Rule& rule, const std::vector<std::string>& phases);
std::string describe_policy(const regimen::PolicyStage& policy);

}  // namespace tachy::cli
