// The value of information of published toy models: their parameters drawn here, their values from long runs
// of others (programs named at each case).
#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "economics/decision.hpp"
#include "output/economics/evppi.hpp"
#include "../sanitized.hpp"

namespace tachy {

using output::ByDraw;

namespace {

constexpr std::size_t kModelDraws = tests::kSanitized ? 1000 : 6000;

class Drawing {
 public:
  explicit Drawing(unsigned seed) : engine_(seed) {}
  double normal(double mean, double sd) { return std::normal_distribution<>(mean, sd)(engine_); }
  double beta(double a, double b) {
    const double x = std::gamma_distribution<>(a, 1.0)(engine_),
                 y = std::gamma_distribution<>(b, 1.0)(engine_);
    return x / (x + y);
  }

 private:
  std::mt19937_64 engine_;
};

// Four standard errors of the mean loss of choosing now, which no regression's error is above.
double chance_of_model(const std::vector<ByDraw>& net_benefit) {
  const std::size_t best = economics::best_arm(economics::means_of(net_benefit), 0);
  double sum = 0.0, squares = 0.0;
  const auto draws = static_cast<double>(net_benefit.front().size());
  for (std::size_t draw = 0; draw < net_benefit.front().size(); ++draw) {
    double highest = net_benefit.front()[draw];
    for (const ByDraw& arm : net_benefit) highest = std::max(highest, arm[draw]);
    const double loss = highest - net_benefit[best][draw];
    sum += loss;
    squares += loss * loss;
  }
  return 4 * std::sqrt((squares / draws - (sum / draws) * (sum / draws)) / draws);
}

double evppi_of_columns(const std::vector<ByDraw>& columns, const std::vector<ByDraw>& net_benefit) {
  return output::worth_of_knowing(columns, net_benefit).value;
}

// Bogdasayen/Example_MLMC_and_QMC_for_EVPPI, ToyModel: no treatment and two treatments of depression.
struct Toy {
  std::vector<ByDraw> probabilities, money_and_quality, net_benefit;
};
double logit(double p) { return std::log(p / (1 - p)); }
double inverse_logit(double x) { return 1 / (1 + std::exp(-x)); }

Toy toy_model() {
  Drawing draw(20);
  Toy toy{std::vector<ByDraw>(6), std::vector<ByDraw>(6), std::vector<ByDraw>(3)};
  for (std::size_t i = 0; i < kModelDraws; ++i) {
    const double recover = draw.beta(6, 200), relapse = draw.beta(2, 100);
    // Correlated log odds ratios by the Cholesky factors of their covariances.
    const double a = draw.normal(0, 1), b = draw.normal(0, 1), c = draw.normal(0, 1), d = draw.normal(0, 1);
    const double recover_sd = std::sqrt(0.22), relapse_sd = std::sqrt(0.14);
    const double more[] = {0, 0.99 + recover_sd * a,
                           1.33 + 0.15 / recover_sd * a + std::sqrt(0.20 - 0.15 * 0.15 / 0.22) * b},
                 back[] = {0, -1.48 + relapse_sd * c,
                           -0.4 + 0.05 / relapse_sd * c + std::sqrt(0.11 - 0.05 * 0.05 / 0.14) * d};
    const double numbers[] = {draw.normal(1000, 50), draw.normal(2000, 100), draw.normal(2500, 125),
                              draw.normal(26, 2),    draw.normal(23, 3),     draw.normal(20, 4)};
    const double price[] = {0, 300, 30}, known[] = {recover, relapse, more[1], more[2], back[1], back[2]};
    for (std::size_t k = 0; k < 6; ++k) {
      toy.probabilities[k].push_back(known[k]);
      toy.money_and_quality[k].push_back(numbers[k]);
    }
    for (std::size_t arm = 0; arm < 3; ++arm) {
      const double p = inverse_logit(logit(recover) + more[arm]),
                   q = inverse_logit(logit(relapse) + back[arm]);
      const double share[] = {p * (1 - q), p * q, 1 - p};
      double value = -price[arm];
      for (std::size_t k = 0; k < 3; ++k) value += share[k] * (20000 * numbers[3 + k] - numbers[k]);
      toy.net_benefit[arm].push_back(value);
    }
  }
  return toy;
}

// Brennan and others 2007, 19 parameters, correlation 0.6 of four; Goda-Research-Group/mlmc-evppi-cpp, bkoc.
struct Nineteen {
  std::vector<ByDraw> x{20, ByDraw(kModelDraws)};  // from 1
  std::vector<ByDraw> net_benefit{2, ByDraw(kModelDraws)};
  std::vector<ByDraw> only(const std::vector<std::size_t>& numbers) const {
    std::vector<ByDraw> columns;
    for (const std::size_t number : numbers) columns.push_back(x[number]);
    return columns;
  }
};
Nineteen nineteen_parameters(double correlation) {
  struct Marginal {
    double mean, sd;
  };
  constexpr Marginal kMarginals[20] = {{0, 0},      {1000, 1},  {0.1, 0.02},  {5.2, 1},     {400, 200},
                                       {0.7, 0.1},  {0.3, 0.1}, {3, 0.5},     {0.25, 0.1},  {-0.1, 0.02},
                                       {0.5, 0.2},  {1500, 1},  {0.08, 0.02}, {6.1, 1},     {0.8, 0.1},
                                       {0.3, 0.05}, {3, 1},     {0.2, 0.05},  {-0.1, 0.02}, {0.5, 0.2}};
  Drawing draw(19);
  Nineteen model;
  auto& x = model.x;
  for (std::size_t i = 0; i < kModelDraws; ++i) {
    const double common = draw.normal(0, 1);  // of those that go together: equal correlations
    for (std::size_t k = 1; k < 20; ++k) {
      double z = draw.normal(0, 1);
      if (k == 5 || k == 7 || k == 14 || k == 16)
        z = std::sqrt(correlation) * common + std::sqrt(1 - correlation) * z;
      x[k][i] = kMarginals[k].mean + kMarginals[k].sd * z;
    }
    const auto at = [&](std::size_t k) { return x[k][i]; };
    model.net_benefit[0][i] =
        10000 * (at(5) * at(6) * at(7) + at(8) * at(9) * at(10)) - (at(1) + at(2) * at(3) * at(4));
    model.net_benefit[1][i] =
        10000 * (at(14) * at(15) * at(16) + at(17) * at(18) * at(19)) - (at(11) + at(12) * at(13) * at(4));
  }
  return model;
}

}  // namespace

TEST_SUITE("study/published_models") {
  TEST_CASE("the depression toy has its EVPI and EVPPIs, which do not add up") {
    const Toy toy = toy_model();
    const double chance = chance_of_model(toy.net_benefit);
    CAPTURE(chance);
    CHECK(std::abs(economics::evpi(toy.net_benefit) - 574.8) < chance);
    CHECK(std::abs(evppi_of_columns(toy.probabilities, toy.net_benefit) - 273.8) < chance);
    CHECK(std::abs(evppi_of_columns(toy.money_and_quality, toy.net_benefit) - 287.7) < chance);
    const double best[] = {0.090, 0.124, 0.786};
    const std::vector<double> shares = economics::shares_best(toy.net_benefit);
    for (std::size_t arm = 0; arm < 3; ++arm)
      CHECK(std::abs(shares[arm] - best[arm]) < 4 * std::sqrt(best[arm] * (1 - best[arm]) / kModelDraws));
  }

  TEST_CASE("the standard test of nineteen parameters has its EVPI and EVPPIs, correlated and not") {
    struct Expected {
      double correlation, evpi, two, four, other;
    };
    for (const Expected& expected :
         {Expected{0.6, 1047.2, 248.0, 841.8, 536.1}, Expected{0.0, 1309.1, 318.5, 892.8, 839.8}}) {
      const Nineteen model = nineteen_parameters(expected.correlation);
      const double chance = chance_of_model(model.net_benefit);
      CAPTURE(expected.correlation);
      CAPTURE(chance);
      CHECK(std::abs(economics::evpi(model.net_benefit) - expected.evpi) < chance);
      CHECK(std::abs(evppi_of_columns(model.only({5, 14}), model.net_benefit) - expected.two) < chance);
      CHECK(std::abs(evppi_of_columns(model.only({5, 6, 14, 15}), model.net_benefit) - expected.four) <
            chance);
      CHECK(std::abs(evppi_of_columns(model.only({7, 16}), model.net_benefit) - expected.other) < chance);
    }
  }

  // p1 is N(1, 1), p2 given p1 N(p1, 2), the net benefit their sum; normal loss.
  TEST_CASE("what is known of one of two correlated normals counts for the other, too") {
    Drawing draw(2);
    std::vector<ByDraw> p(2, ByDraw(kModelDraws)), net_benefit(2, ByDraw(kModelDraws, 0.0));
    for (std::size_t i = 0; i < kModelDraws; ++i) {
      p[0][i] = draw.normal(1, 1);
      p[1][i] = draw.normal(p[0][i], 2);
      net_benefit[0][i] = p[0][i] + p[1][i];
    }
    const double chance = chance_of_model(net_benefit);
    CHECK(std::abs(economics::evpi(net_benefit) - 0.399282457) < chance);
    CHECK(std::abs(evppi_of_columns({p[0]}, net_benefit) - 0.166630941) < chance);
    CHECK(evppi_of_columns(p, net_benefit) == doctest::Approx(economics::evpi(net_benefit)).epsilon(1e-6));
  }
}

}  // namespace tachy
