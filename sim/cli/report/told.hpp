// What the report page tells beyond the outcome file: the regimens in words and one patient's story, both
// from the scenario that the file keeps.
#pragma once

#include <nlohmann/json.hpp>

#include "scenario/scenario.hpp"

namespace tachy::cli {

nlohmann::ordered_json regimens_told(const scenario::Scenario& scenario);
// The first patient, by number, whose sessions differ between the arms; null where none of the first does.
nlohmann::ordered_json twin_told(const scenario::Scenario& scenario);

}  // namespace tachy::cli
