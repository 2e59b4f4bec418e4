// What a study that has not been made would see, were each draw the truth.
//
// Its arms have participants of their own, other people in every draw, recruited from the same cohort as the
// patients of the scenario. Of each size several studies are made under every draw, of the largest the
// fewest. What is measured is what is lived, without the error of ratings and with no case missed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "output/variance/forward_regression.hpp"
#include "scenario/draw.hpp"
#include "scenario/scenario.hpp"

namespace tachy::study {

struct StudyOfSize {
  std::uint32_t people = 0;  // in each arm
  // [summary][study]: of every draw one study, in order, then of every draw another, and so on
  std::vector<output::ByDraw> seen;
};
struct StudyData {
  std::vector<std::string> summaries;  // "continued: remission_weeks", "continued: hamd17_sum, year 2"
  std::vector<StudyOfSize> sizes;
};

// `trial` has a study; `draws` are those of a result.
StudyData make_study(const scenario::Scenario& trial, const std::vector<scenario::Draw>& draws, int threads,
                     const std::function<void(double)>& done = {});

}  // namespace tachy::study
