// What `tachy study` says, in words and as JSON.
#pragma once

#include <string>

#include "output/economics/answer.hpp"
#include "study/worth/study_worth.hpp"

namespace tachy::study {

struct StudyAnswer {
  const scenario::Scenario& trial;
  const output::EconomicAnswer& economics;
  const StudyData& data;
  StudyTerms terms;
  std::vector<ValueOfSize> values;  // by size; none where every draw chooses the same arm
};

std::string study_text(const StudyAnswer& answer);
std::string study_json(const StudyAnswer& answer);

}  // namespace tachy::study
