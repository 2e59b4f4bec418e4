// The parts of the page's JSON, one file each.
#pragma once

#include <nlohmann/json.hpp>

#include "output/economics/answer.hpp"
#include "output/hdf5/reader.hpp"
#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

using ReportJson = nlohmann::ordered_json;

// courses_json.cpp: week by week, [arm][week]; where patients are, [arm][week][state].
ReportJson courses_json(const hdf5::Reader& file);
// inputs_json.cpp: planned sessions, parameters, cohort, provenance.
ReportJson calendar_json(const hdf5::Reader& file);
ReportJson parameters_json(const hdf5::Reader& file);
ReportJson provenance_json(const hdf5::Reader& file);
// unknown_json.cpp: what was drawn, each draw's answer, what rests on judgement; null without draws.
ReportJson unknown_json(const Outcome& outcome);
// money_json.cpp: units of everything that has a price, by draw and year, and how they are valued.
ReportJson money_json(const EconomicAnswer& answer);

}  // namespace tachy::output
