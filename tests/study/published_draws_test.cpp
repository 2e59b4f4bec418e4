// Draws that published packages ship, read from the folder TACHY_PUBLISHED_DRAWS (how to make it:
// tests/economics/draws/published.R); without it these cases say that they were passed over.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "output/economics/worth_of_knowing.hpp"
#include "economics/decision.hpp"

namespace tachy {

using output::ByDraw;

namespace {

const char* folder_of_published() { return std::getenv("TACHY_PUBLISHED_DRAWS"); }

bool is_there() {
  if (!folder_of_published()) MESSAGE("passed over: TACHY_PUBLISHED_DRAWS names no folder");
  return folder_of_published() != nullptr;
}

std::vector<ByDraw> columns_of(const std::string& name) {
  std::ifstream file(std::string(folder_of_published()) + "/" + name + ".csv");
  REQUIRE(file);
  std::vector<ByDraw> columns;
  std::string line, field;
  std::getline(file, line);  // names
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    for (std::size_t i = 0; std::getline(fields, field, ','); ++i) {
      if (i == columns.size()) columns.emplace_back();
      columns[i].push_back(std::stod(field));
    }
  }
  return columns;
}

economics::CostEffect draws_called(const std::string& name) {
  return {.cost = columns_of(name + "_cost"), .effect = columns_of(name + "_effect")};
}

double evpi_at(const economics::CostEffect& ce, double k) {
  return economics::evpi(economics::net_benefit(ce, k));
}

}  // namespace

TEST_SUITE("study/published_draws") {
  TEST_CASE("dampack's three arms in 10,000 draws have their means, EVPI and acceptability") {
    if (!is_there()) return;
    const economics::CostEffect ce = draws_called("three_arms");
    const double cost[] = {30900.798, 16128.878, 25110.215}, effect[] = {11.068687, 10.684920, 10.881203},
                 share[] = {.4564, .1817, .3619};
    const std::vector<double> shares = economics::shares_best(economics::net_benefit(ce, 100000));
    for (std::size_t arm = 0; arm < 3; ++arm) {
      CHECK(economics::mean_of(ce.cost[arm]) == doctest::Approx(cost[arm]).epsilon(1e-7));
      CHECK(economics::mean_of(ce.effect[arm]) == doctest::Approx(effect[arm]).epsilon(1e-6));
      CHECK(shares[arm] == doctest::Approx(share[arm]).epsilon(1e-9));
    }
    CHECK(evpi_at(ce, 10000) == doctest::Approx(2378.997).epsilon(1e-6));
    CHECK(evpi_at(ce, 50000) == doctest::Approx(14954.055).epsilon(1e-6));
    CHECK(evpi_at(ce, 100000) == doctest::Approx(22683.947).epsilon(1e-6));
    CHECK(evpi_at(ce, 150000) == doctest::Approx(31201.418).epsilon(1e-6));
  }

  TEST_CASE("BCEA's smoking draws switch arms where they do, with its EVPI") {
    if (!is_there()) return;
    const economics::CostEffect ce = draws_called("smoking");
    const std::vector<economics::Switch> switches = economics::switches(ce);
    REQUIRE(switches.size() == 3);
    CHECK(std::ceil(switches[1].willingness_to_pay) == 159);
    CHECK(std::ceil(switches[2].willingness_to_pay) == 225);
    CHECK(evpi_at(ce, 225) == doctest::Approx(46.316).epsilon(1e-4));
    CHECK(evpi_at(ce, 250) == doctest::Approx(45.774).epsilon(1e-4));
    CHECK(evpi_at(ce, 500) == doctest::Approx(54.495).epsilon(1e-4));
  }

  TEST_CASE("BCEA's vaccine draws have its ICER, net benefits, EVPI and acceptability") {
    if (!is_there()) return;
    const economics::CostEffect ce = draws_called("vaccine");
    const auto gain_at = [&](double k) {
      const auto net_benefit = economics::net_benefit(ce, k);
      return economics::mean_of(net_benefit[1]) - economics::mean_of(net_benefit[0]);
    };
    CHECK(economics::switches(ce).back().willingness_to_pay == doctest::Approx(20097.59).epsilon(1e-6));
    CHECK(gain_at(20000) == doctest::Approx(-.024454).epsilon(1e-5));
    CHECK(gain_at(20100) == doctest::Approx(.0006035).epsilon(1e-6));
    const double k[] = {10000, 20000, 25000, 50000}, evpi[] = {.694399, 2.505627, 2.414467, 2.553326};
    for (std::size_t i = 0; i < 4; ++i) CHECK(evpi_at(ce, k[i]) == doctest::Approx(evpi[i]).epsilon(1e-6));
    const double at[] = {20000, 25000, 30000}, share[] = {.457, .529, .586};
    for (std::size_t i = 0; i < 3; ++i)
      CHECK(economics::shares_best(economics::net_benefit(ce, at[i]))[1] ==
            doctest::Approx(share[i]).epsilon(1e-9));
  }

  // voi prints 261.67 to 265.1 for the former by its own methods.
  TEST_CASE("voi's chemotherapy draws have its EVPI and, by regression, its EVPPI") {
    if (!is_there()) return;
    const economics::CostEffect ce = draws_called("chemotherapy");
    const double evpi[] = {8.76487, 368.60510, 206.46870, 150.47290, 126.98345};
    for (std::size_t i = 0; i < 5; ++i)
      CHECK(evpi_at(ce, 10000 * static_cast<double>(i + 1)) == doctest::Approx(evpi[i]).epsilon(1e-6));
    const std::vector<ByDraw> known = columns_of("chemotherapy_parameters"),
                              net_benefit = economics::net_benefit(ce, 20000);
    CHECK(output::worth_of_knowing({known[0]}, net_benefit).value == doctest::Approx(262.1).epsilon(0.02));
    CHECK(output::worth_of_knowing(known, net_benefit).value == doctest::Approx(333.5).epsilon(0.02));
  }
}

}  // namespace tachy
