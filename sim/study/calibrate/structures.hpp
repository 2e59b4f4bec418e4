// Structures of the model, compared by how well each predicts the studies it was not fitted to.
#pragma once

#include <string>
#include <vector>

#include "study/calibrate/leave_one_out.hpp"

namespace tachy::study {

struct StructureScore {
  std::string id;
  std::vector<LeftOut> studies;  // the same studies for every structure
};

// Best first: sum of log densities of studies left out, the difference to the best with its standard error
// over studies, and how many studies the weights cannot be trusted for.
std::string structures_text(std::vector<StructureScore> scores);

// The sum over studies alone, one line each; for `--leave-one-out`.
std::string left_out_text(const std::vector<std::string>& studies, const std::vector<LeftOut>& left_out);

}  // namespace tachy::study
