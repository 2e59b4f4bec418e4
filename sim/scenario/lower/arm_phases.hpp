// The phases of one arm as written: names resolved, the arm's own values laid over the named phase, `same_as`
// followed. Nothing is lowered here.
#pragma once

#include <string>
#include <vector>

#include "scenario/language/reader.hpp"

namespace tachy::scenario {

struct WrittenPhase {
  std::string name;
  Node node;
  Node give;               // the dose
  bool give_known = true;  // false after a fault that makes looking into `give` pointless
  Place place;             // in the arm
};

// `named`: the scenario's `phases`, or nullptr.
std::vector<WrittenPhase> written_phases(const Reader& arm, const Node* named);

}  // namespace tachy::scenario
