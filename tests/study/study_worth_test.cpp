// Which study is worth paying for: closed forms, a published example, and what must always hold.
#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "economics/decision.hpp"
#include "scenario/load.hpp"
#include "scenario/text/files_on_disk.hpp"
#include "study/worth/study_worth.hpp"

namespace tachy {

using output::ByDraw;

namespace {

ByDraw normals(std::size_t count, double mean, double sd, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::normal_distribution<> normal(mean, sd);
  ByDraw numbers(count);
  for (double& number : numbers) number = normal(engine);
  return numbers;
}

// A net benefit drawn from N(500, 1000), seen by so many people whose own values vary by 8,000.
double evsi_of(const ByDraw& truth, double people) {
  ByDraw seen = normals(truth.size(), 0, 8000 / std::sqrt(people), 7);
  for (std::size_t draw = 0; draw < truth.size(); ++draw) seen[draw] += truth[draw];
  return output::worth_of_knowing({seen}, {ByDraw(truth.size(), 0.0), truth}).value;
}

study::StudyTerms chemotherapy_trial() {
  return {
      .set_up = {5e6, 10e6}, .each = {28000, 42000}, .people_a_year = 46000, .years = 10, .discount = 0.035};
}

scenario::Scenario small_study() {
  scenario::Overrides overrides;
  overrides.set = {{"horizon", "60 weeks"}, {"study.sizes", "[10, 20]"}};
  auto loaded =
      scenario::load_scenario(scenario::FilesOnDisk{}, TACHY_SOURCE_DIR "/scenarios/studies/wearing-off.yaml",
                              TACHY_SOURCE_DIR "/scenarios", overrides);
  REQUIRE(loaded.faults.empty());
  return std::move(loaded.scenario);
}

scenario::Draw draw_with(std::string_view name, float value) {
  scenario::Draw draw;
  for (const model::ParameterRow& row : model::parameter_table())
    if (row.name == name) draw.parameters.push_back(&row), draw.values.push_back(value);
  return draw;
}

}  // namespace

TEST_SUITE("study/worth") {
  // Prior N(500, 1000), data with an SD of 8,000: unit normal loss of the preposterior mean.
  TEST_CASE("a normal study has the EVSI of the closed form and rises to the EVPI") {
    constexpr std::size_t kDraws = 40000;
    const ByDraw truth = normals(kDraws, 500, 1000, 5);
    struct Case {
      double people, evsi;
    };
    double before = 0.0;
    for (const Case& one : {Case{10, 14.7071}, Case{50, 86.1219}, Case{100, 123.2878}, Case{500, 177.3787},
                            Case{1000, 187.0862}}) {
      const double evsi = evsi_of(truth, one.people);
      CAPTURE(one.people);
      CHECK(std::abs(evsi - one.evsi) < 4 * 600 / std::sqrt(kDraws));
      CHECK(evsi > before);
      before = evsi;
    }
    const double evpi = economics::evpi({ByDraw(kDraws, 0.0), truth});
    CHECK(std::abs(evpi - 197.7966) < 4 * 600 / std::sqrt(kDraws));
    CHECK(before < evpi);
  }

  TEST_CASE("with a hundred draws, several studies of each, EVSI is within its range and the EVPI") {
    constexpr std::size_t kDraws = 100, kStudies = 20;
    const ByDraw truth = normals(kDraws, 500, 1000, 11), noise = normals(kDraws * kStudies, 0, 800, 12);
    ByDraw seen(noise);
    for (std::size_t row = 0; row < seen.size(); ++row) seen[row] += truth[row % kDraws];
    const std::vector<ByDraw> net_benefit{ByDraw(kDraws, 0.0), truth};
    const output::WorthOfKnowing worth = output::worth_of_knowing({seen}, net_benefit);
    CHECK(worth.low >= 0.0);
    CHECK(worth.low <= worth.value);
    CHECK(worth.value <= worth.high);
    CHECK(worth.high <= economics::evpi(net_benefit));
    // Of these hundred, the closed form with their own mean and SD.
    CHECK(worth.low < 160);
    CHECK(worth.high > 80);
  }

  TEST_CASE(
      "what has nothing to do with the decision is worth nothing, and all that decides is worth the EVPI") {
    constexpr std::size_t kDraws = 400;
    const ByDraw truth = normals(kDraws, 100, 1000, 3), other = normals(kDraws, 0, 1, 4);
    const std::vector<ByDraw> net_benefit{ByDraw(kDraws, 0.0), truth};
    CHECK(output::worth_of_knowing({other}, net_benefit).low == 0.0);
    CHECK(output::worth_of_knowing({other}, net_benefit).value < 0.02 * economics::evpi(net_benefit));
    CHECK(output::worth_of_knowing({ByDraw(kDraws, 7.0)}, net_benefit).value == 0.0);
    CHECK(output::worth_of_knowing({truth}, net_benefit).value ==
          doctest::Approx(economics::evpi(net_benefit)).epsilon(1e-9));
    const std::vector<ByDraw> alike{truth, truth};
    CHECK(output::worth_of_knowing({truth}, alike).value == 0.0);
  }

  // voi, chemo_evsi_or and its vignette: 450 of these sizes is the best, here and there. There people are
  // discounted continuously, here by whole years.
  TEST_CASE("the published trial of chemotherapy is best with 450 people") {
    struct Size {
      std::uint32_t people;
      double evsi;
    };
    std::vector<study::ValueOfSize> values;
    for (const Size& size : {Size{50, 147.926}, Size{100, 192.646}, Size{250, 248.588}, Size{350, 265.563},
                             Size{400, 271.592}, Size{450, 276.565}, Size{500, 280.738}, Size{550, 284.292},
                             Size{1000, 302.076}, Size{1500, 310.312}})
      values.push_back(
          study::value_of_study(size.people, 1, {size.evsi, size.evsi, size.evsi}, chemotherapy_trial()));
    study::StudyTerms all_at_once = chemotherapy_trial();
    CHECK(study::people_served(all_at_once) == doctest::Approx(46000 * 8.607687).epsilon(1e-6));
    const study::ValueOfSize& best = values[study::best_size(values)];
    CAPTURE(best.people);
    CHECK(best.people == 450);
    CHECK(best.cost == doctest::Approx(7.5e6 + 450 * 35000.0));
    CHECK(best.worth_it > 0.99);
  }

  TEST_CASE("the error of a study's worth counts each multiplier once") {
    study::StudyTerms terms{.set_up = {1000, 1000}, .people_a_year = 100, .years = 1};
    const study::ValueOfSize value = study::value_of_study(10, 2, {15, 11, 19}, terms);  // error 2 per person
    CHECK(value.of_population == doctest::Approx(1500));
    CHECK(value.net == doctest::Approx(500));
    CHECK(value.worth_it == doctest::Approx(0.5 * std::erfc(-500 / 200.0 / std::sqrt(2.0))));
  }

  TEST_CASE("those who begin before the findings do without, and a discount of nought leaves the years in") {
    study::StudyTerms terms{.people_a_year = 1000, .years = 5};
    CHECK(study::people_served(terms) == doctest::Approx(5000));
    terms.takes_years = 1.5;
    CHECK(study::people_served(terms) == doctest::Approx(3500));
    terms.uptake = 0.5;
    CHECK(study::people_served(terms) == doctest::Approx(1750));
    terms.takes_years = 5.0;
    CHECK(study::people_served(terms) == 0.0);
    terms = {.people_a_year = 1000, .years = 10, .discount = 0.035};
    CHECK(study::people_served(terms) == doctest::Approx(8607.687).epsilon(1e-6));
  }

  TEST_CASE("the engine makes the study under each draw, the same on every number of threads") {
    const scenario::Scenario trial = small_study();
    const std::vector<scenario::Draw> draws{draw_with("drop_out_late_per_week", 0.0f),
                                            draw_with("drop_out_late_per_week", 0.2f)};
    const study::StudyData data = study::make_study(trial, draws, 1),
                           again = study::make_study(trial, draws, 2);
    REQUIRE(data.sizes.size() == 2);
    CHECK(data.sizes[0].people == 10);
    CHECK(data.sizes[0].seen.front().size() == 2 * 8);  // 80 people an arm: eight studies of ten
    CHECK(data.sizes[1].seen.front().size() == 2 * 4);
    CHECK(data.summaries.size() == data.sizes[0].seen.size());
    CHECK(data.summaries.front() == "continued: remission_weeks");
    CHECK(data.summaries[3] == "continued: hamd17_sum, year 2");
    for (std::size_t size = 0; size < 2; ++size) CHECK(data.sizes[size].seen == again.sizes[size].seen);
    CHECK(data.sizes[1].seen.front()[0] != data.sizes[1].seen.front()[1]);
  }
}

}  // namespace tachy
