// One joint value of the uncertain parameters, and the one way by which it reaches the engine.
//
// A draw gives every parameter that the scenario does not set itself: defaults and the values of a library
// part give way, the scenario's own text and --set stay. Loading a scenario that asks for a draw and living a
// trial already loaded under one go by this rule; only the former may change a parameter that the loader uses
// up (model/parameter_table.hpp), since what was converted by it is in the plan.
#pragma once

#include <span>
#include <vector>

#include "model/parameter_table.hpp"
#include "scenario/scenario.hpp"
#include "scenario/text/source.hpp"

namespace tachy::scenario {

struct Draw {
  std::vector<const model::ParameterRow*> parameters;
  std::vector<float> values;  // one for each, in its unit
  Place place = {};           // where a scenario asks for it
};

// May a draw take the place of this value?
inline bool gives_way(const ParameterOrigin& origin) { return origin.set_by != SetBy::scenario; }

// `origins`: one for each row of the parameter table.
inline const ParameterOrigin& origin_of(std::span<const ParameterOrigin> origins,
                                        const model::ParameterRow& row) {
  return origins[static_cast<std::size_t>(&row - model::parameter_table().data())];
}

void apply_draw(const Draw& draw, std::span<const ParameterOrigin> origins, model::Parameters& parameters);

}  // namespace tachy::scenario
