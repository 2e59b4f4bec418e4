// The ends of many distributions, exactly, without keeping all numbers: for the central 95 % of the draws in
// every week of every series.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tachy::output {

struct Range95 {
  double low, high;
};

// The quantiles 2.5 % and 97.5 %, between two numbers where need be (type 7 of Hyndman and Fan 1996). Missing
// numbers (NaN) are left out; of none it is missing.
Range95 central_95(std::vector<double> numbers);

// The same for many cells of up to `most` numbers each, which are kept as floats.
class Extremes {
 public:
  Extremes() = default;
  Extremes(std::size_t cells, std::uint32_t most);
  void add(std::size_t cell, double number);
  Range95 central_95(std::size_t cell) const;

  std::vector<std::int64_t> numbers() const;  // all there is, for a part file
  std::size_t count_of_numbers() const { return count_.size() + lowest_.size() + highest_.size(); }
  // False, and nothing is changed, unless these are as many as numbers() gives, of up to `most` in a cell.
  bool set_numbers(std::span<const std::int64_t> numbers);

 private:
  std::uint32_t most_ = 0;
  std::size_t keep_ = 0;                 // at each end of a cell
  std::vector<std::uint32_t> count_;     // of each cell, missing ones left out
  std::vector<float> lowest_, highest_;  // from the end inwards
};

}  // namespace tachy::output
