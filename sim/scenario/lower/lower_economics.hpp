// The section `economics` of a scenario, or of a part of the library.
#pragma once

#include "economics/valuation.hpp"
#include "scenario/language/reader.hpp"

namespace tachy::scenario {

// Of whatever has a fault the default is kept; the faults are added to those of the reader.
economics::Valuation lower_economics(const Reader& section);

}  // namespace tachy::scenario
