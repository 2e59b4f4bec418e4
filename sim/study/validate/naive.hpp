// What somebody expects who knows the published figures of the calibrate trials and no model.
//
// A cell (cells.hpp) expects the study-weighted mean of its figures, with one further study that shows what
// the next coarser cell expects; the coarsest cell has an assumed guess there. So a cell with one study
// stands half way between that study and its coarser cell, and a cell without one is its coarser cell. The
// spread between studies is the mean square deviation less the sampling variance, with the variance of the
// coarser cell as one further study; pooled studies inform means only. The trial that is asked about is left
// out. One further study serves the predictor: with a tenth, a half or two it predicted the calibrate trials,
// each from the others, no better.
//
// The variance of a new figure: between studies, of the cell's mean, and sampling at the published n by the
// textbook (sampling_variance.hpp).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace tachy::study {

struct Expected {  // on the comparison scale of the endpoint
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

  Expected expect(const scenario::Scenario& trial, const scenario::PublishedEndpoint& endpoint) const;

 private:
  struct Figure {  // on the common scale of its kind
    std::string study;
    std::vector<std::string> cells;
    double value, sampling_variance, weight;
    bool pooled;
  };
  struct Cell {
    double mean, between, studies;  // `between`: variance between studies; `studies`: by weight
  };
  Cell refined(const Cell& coarser, const std::string& name, const std::string& left_out) const;

  std::vector<Figure> figures_;
};

}  // namespace tachy::study
