// Joint values of the uncertain parameters: the table of draws that a calibration leaves beside its library
// part, and how a scenario takes one of them.
//
// CSV: lines that begin with '#' are comments; the first other line names the columns, `draw` and parameters;
// draws are numbered from 0 in order; values are in the units of the parameter table.
#pragma once

#include <optional>
#include <span>

#include "scenario/draw.hpp"
#include "scenario/resolve/library.hpp"
#include "scenario/text/faults.hpp"
#include "scenario/text/source.hpp"

namespace tachy::scenario {

// What is wrong is added to `faults`; the table is usable only if nothing was.
DrawTable read_draws(const Source& source, Faults& faults);

// A fault unless the table is the one whose SHA-256 the part holds.
void require_sum(const Source& draws, const Node* expected, const Sha256Of& sha256, Faults& faults);

// The table in the file that a part's `draws` names, with the sum that the part gives, if it does; nullptr
// after a fault.
const DrawTable* table_of_draws(const Node& draws, const Node* sum, const Resolving& resolving);

// `parameters: {use: PART, draw: 17}`: that draw, or nothing where none is asked for (or it is not there,
// which is a fault). `draw`, `draws`, `draws_sha256` and `fitted_to` are taken out of the tree.
std::optional<Draw> take_draw(Node& root, const Resolving& resolving);

// Writes what the draw gave into the tree, so that the resolved text has it.
void write_draw(Node& root, const Draw& draw, std::span<const ParameterOrigin> origins);

}  // namespace tachy::scenario
