#include "output/economics/worth_of_knowing.hpp"

#include <algorithm>
#include <cmath>

#include "economics/decision.hpp"

namespace tachy::output {

namespace {

constexpr std::size_t kTenths = 10;

double squares_about_mean(const ByDraw& numbers) {
  const double mean = economics::mean_of(numbers);
  double sum = 0.0;
  for (const double number : numbers) sum += (number - mean) * (number - mean);
  return sum;
}

struct ShareForetold {
  double share = 0.0, error = 0.0;
};

// 1 less the squared errors over those of foretelling nothing; its error by leaving out a tenth at a time.
ShareForetold share_foretold(const Foretold& told, std::size_t draws) {
  std::vector<double> errors(kTenths, 0.0), of_nothing(kTenths, 0.0);
  for (std::size_t row = 0; row < told.errors_left_out.size(); ++row) {
    errors[row % draws % kTenths] += told.errors_left_out[row];
    of_nothing[row % draws % kTenths] += told.errors_left_out_of_nothing[row];
  }
  double all = 0.0, all_of_nothing = 0.0, middle = 0.0, squares = 0.0;
  for (std::size_t tenth = 0; tenth < kTenths; ++tenth)
    all += errors[tenth], all_of_nothing += of_nothing[tenth];
  if (all_of_nothing == 0.0) return {};
  std::vector<double> without;
  for (std::size_t tenth = 0; tenth < kTenths; ++tenth) {
    const double left = all_of_nothing - of_nothing[tenth];
    without.push_back(left > 0.0 ? 1 - (all - errors[tenth]) / left : 0.0);
    middle += without.back() / kTenths;
  }
  for (const double share : without) squares += (share - middle) * (share - middle);
  return {1 - all / all_of_nothing, std::sqrt((kTenths - 1.0) / kTenths * squares)};
}

// What one arm has over the best one, draw by draw.
struct Gain {
  double mean;
  double squares;  // about the mean
  ByDraw shape;    // as it is foretold, about its mean; of a gain that no term foretells, itself
  ShareForetold foretold;
};

ByDraw repeated(const ByDraw& by_draw, std::size_t rows) {
  ByDraw values(rows);
  for (std::size_t row = 0; row < rows; ++row) values[row] = by_draw[row % by_draw.size()];
  return values;
}

Gain gain_of(const std::vector<ByDraw>& known, const ByDraw& by_draw) {
  const ByDraw values = repeated(by_draw, known.front().size());
  Foretold told = foretold(known, values, by_draw.size());
  Gain gain{.mean = economics::mean_of(by_draw),
            .squares = squares_about_mean(values),
            .shape = std::move(told.values),
            .foretold = share_foretold(told, by_draw.size())};
  if (squares_about_mean(gain.shape) == 0.0) gain.shape = values;
  const double squares = squares_about_mean(gain.shape), mean = economics::mean_of(gain.shape);
  for (double& value : gain.shape) value = squares > 0.0 ? (value - mean) / std::sqrt(squares) : 0.0;
  return gain;
}

// With each share foretold so many standard errors higher.
double worth_at(const std::vector<Gain>& gains, double standard_errors) {
  if (gains.empty()) return 0.0;
  ByDraw best(gains.front().shape.size(), 0.0);
  for (const Gain& gain : gains) {
    const double share = std::clamp(gain.foretold.share + standard_errors * gain.foretold.error, 0.0, 1.0);
    const double spread = std::sqrt(share * gain.squares);
    for (std::size_t row = 0; row < best.size(); ++row)
      best[row] = std::max(best[row], gain.mean + spread * gain.shape[row]);
  }
  return economics::mean_of(best);
}

}  // namespace

WorthOfKnowing worth_of_knowing(const std::vector<ByDraw>& known, const std::vector<ByDraw>& net_benefit) {
  const std::vector<double> means = economics::means_of(net_benefit);
  const std::size_t best = economics::best_arm(means, 0);
  std::vector<Gain> gains;
  for (std::size_t arm = 0; arm < net_benefit.size(); ++arm)
    if (arm != best && net_benefit[arm] != net_benefit[best])
      gains.push_back(gain_of(known, economics::difference(net_benefit[arm], net_benefit[best])));
  const double most = economics::evpi(net_benefit);
  const auto within = [&](double worth) { return std::clamp(worth, 0.0, most); };
  return {within(worth_at(gains, 0.0)), within(worth_at(gains, -2.0)), within(worth_at(gains, 2.0))};
}

}  // namespace tachy::output
