#include "model/parameter_table.hpp"

#include <vector>

#include "model/parameter_rows.hpp"

namespace tachy::model {

std::string_view name_of(Grade grade) {
  switch (grade) {
    case Grade::measured:
      return "measured";
    case Grade::derived:
      return "derived";
    case Grade::recalled:
      return "recalled";
    case Grade::assumed:
      return "assumed";
  }
  return "?";
}

namespace {

struct Submodel {
  std::string_view name;
  std::span<const ParameterRow> (*rows)();
};
constexpr Submodel kSubmodels[] = {{"pharmacokinetics", pharmacokinetic_rows},
                                   {"opioid blockade", opioid_rows},
                                   {"response", response_rows},
                                   {"harms", harm_rows},
                                   {"dependence", dependence_rows}};

}  // namespace

std::span<const ParameterRow> parameter_table() {
  static const std::vector<ParameterRow> table = [] {
    std::vector<ParameterRow> rows;
    for (const Submodel& submodel : kSubmodels)
      rows.insert(rows.end(), submodel.rows().begin(), submodel.rows().end());
    return rows;
  }();
  return table;
}

const ParameterRow& row_of(float Parameters::*field) {
  const auto table = parameter_table();
  std::size_t row = 0;
  while (table[row].field != field) ++row;
  return table[row];
}

Grade worst_grade(const Drivers& drivers) {
  Grade worst = Grade::measured;
  for (float Parameters::*const driver : drivers)
    if (driver != nullptr && row_of(driver).grade > worst) worst = row_of(driver).grade;
  return worst;
}

std::string_view submodel_of(const ParameterRow& row) {
  auto place = static_cast<std::size_t>(&row - parameter_table().data());
  const Submodel* submodel = kSubmodels;
  for (; place >= submodel->rows().size(); ++submodel) place -= submodel->rows().size();
  return submodel->name;
}

Parameters default_parameters() {
  Parameters parameters{};
  for (const ParameterRow& row : parameter_table()) parameters.*row.field = row.default_value;
  return parameters;
}

std::vector<std::string_view> beyond_range(const Parameters& parameters) {
  std::vector<std::string_view> names;
  for (const ParameterRow& row : parameter_table()) {
    const float value = parameters.*row.field;
    if (value < row.low || value > row.high) names.push_back(row.name);
  }
  return names;
}

}  // namespace tachy::model
