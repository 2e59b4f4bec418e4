// The naive predictor: what the published values of the calibrate trials say without any model.
//
// A cell (naive_strata.hpp) predicts the study-weighted mean of its values, with one further study that shows
// the prediction of the next coarser cell; for the coarsest cell that is an assumed vague prior. So a cell
// with one study stands half way between that study and its coarser cell, and a cell without a study equals
// its coarser cell. The spread between studies is the mean square deviation less the sampling variance, with
// the variance of the coarser cell as one further study; pooled studies inform means only. The trial in
// question is left out. One further study serves the predictor best: with a tenth, a half or two it predicted
// the calibrate trials, each from the others, no better.
//
// The variance of a new value has three parts: between studies, of the cell's mean, and sampling at the
// published n by the textbook (sampling_variance.hpp).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace tachy::study {

struct NaivePrediction {  // on the comparison scale of the endpoint
  double mean = 0.0;
  double between = 0.0;   // variance between studies, and of the mean
  double sampling = 0.0;  // variance at the published n
  std::string cell;       // the finest it belongs to

  double variance() const { return between + sampling; }
};

class NaivePredictor {
 public:
  // Learns from those trials whose split is calibrate, and of them from the endpoints that are scored.
  explicit NaivePredictor(std::span<const scenario::Scenario> trials);

  NaivePrediction predict(const scenario::Scenario& trial, const scenario::PublishedEndpoint& endpoint) const;

 private:
  struct EndpointValue {  // on the common scale of its kind
    std::string study;
    std::vector<std::string> cells;
    double value, sampling_variance, weight;
    bool pooled;
  };
  struct Cell {
    double mean, between, studies;  // `between`: variance between studies; `studies`: by weight
  };
  Cell refined(const Cell& coarser, const std::string& name, const std::string& left_out) const;

  std::vector<EndpointValue> values_;
};

}  // namespace tachy::study
