#include "scenario/draw.hpp"

namespace tachy::scenario {

void apply_draw(const Draw& draw, std::span<const ParameterOrigin> origins, model::Parameters& parameters) {
  for (std::size_t i = 0; i < draw.parameters.size(); ++i) {
    const model::ParameterRow& row = *draw.parameters[i];
    if (gives_way(origin_of(origins, row))) parameters.*row.field = draw.values[i];
  }
}

}  // namespace tachy::scenario
