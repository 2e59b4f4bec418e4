#include "study/calibrate/structures.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Core>
#include <fmt/format.h>

#include "output/compare/text_table.hpp"

namespace tachy::study {

namespace {

Eigen::ArrayXd densities(const std::vector<LeftOut>& studies) {
  Eigen::ArrayXd values(static_cast<Eigen::Index>(studies.size()));
  for (std::size_t i = 0; i < studies.size(); ++i)
    values(static_cast<Eigen::Index>(i)) = studies[i].log_density;
  return values;
}

double standard_error_of_sum(const Eigen::ArrayXd& values) {
  const auto n = static_cast<double>(values.size());
  if (n < 2.0) return std::nan("");
  return std::sqrt(n * (values - values.mean()).square().sum() / (n - 1.0));
}

std::size_t untrusted(const std::vector<LeftOut>& studies) {
  return static_cast<std::size_t>(std::count_if(studies.begin(), studies.end(),
                                                [](const LeftOut& s) { return s.shape > kTrustedShape; }));
}

double smallest_size(const std::vector<LeftOut>& studies) {
  return std::min_element(studies.begin(), studies.end(),
                          [](const LeftOut& a, const LeftOut& b) {
                            return a.effective_sample_size < b.effective_sample_size;
                          })
      ->effective_sample_size;
}

}  // namespace

std::string structures_text(std::vector<StructureScore> scores) {
  const auto sum = [](const StructureScore& score) { return densities(score.studies).sum(); };
  std::stable_sort(scores.begin(), scores.end(),
                   [&](const StructureScore& a, const StructureScore& b) { return sum(a) > sum(b); });
  const Eigen::ArrayXd best = densities(scores.front().studies);
  std::vector<output::TextRow> rows{
      {"structure", "log density", "behind the best", "standard error", "least effective size", "k > 0.7"}};
  for (const StructureScore& score : scores) {
    const Eigen::ArrayXd behind = best - densities(score.studies);
    const bool is_best = &score == &scores.front();
    rows.push_back({score.id, fmt::format("{:.2f}", sum(score)), fmt::format("{:.2f}", behind.sum()),
                    is_best ? "" : fmt::format("{:.2f}", standard_error_of_sum(behind)),
                    fmt::format("{:.0f}", smallest_size(score.studies)),
                    fmt::format("{} of {}", untrusted(score.studies), score.studies.size())});
  }
  return output::text_table(rows) +
         "Each study is predicted from all others; its endpoints count together. k > 0.7: the study decides "
         "the fit so\nmuch that its part is a guess.\n";
}

std::string left_out_text(const std::vector<std::string>& studies, const std::vector<LeftOut>& left_out) {
  std::vector<output::TextRow> rows{{"study left out", "log density", "effective size", "k"}};
  for (std::size_t i = 0; i < studies.size(); ++i) {
    rows.push_back({studies[i], fmt::format("{:.2f}", left_out[i].log_density),
                    fmt::format("{:.0f}", left_out[i].effective_sample_size),
                    fmt::format("{:.2f}", left_out[i].shape)});
  }
  rows.push_back({"sum", fmt::format("{:.2f}", densities(left_out).sum()), "", ""});
  return output::text_table(rows);
}

}  // namespace tachy::study
