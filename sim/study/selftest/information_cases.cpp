// The value of knowing more: normal closed forms, by addressed draws and the regression of `tachy economics`.
#include <cmath>

#include "base/random.hpp"
#include "economics/decision.hpp"
#include "output/economics/evppi.hpp"
#include "study/selftest/selftest.hpp"
#include "study/worth/study_worth.hpp"

namespace tachy::study {

namespace {

constexpr std::uint32_t kNormals = 4000;

// Standard normals, the same in every run; `which` tells sequences apart.
economics::ByDraw standard_normals(std::uint32_t which) {
  const PhiloxKeys keys = philox_keys(20181130);
  economics::ByDraw numbers;
  for (std::uint32_t i = 0; i < kNormals; ++i)
    numbers.push_back(static_cast<double>(
        pair_of(random_words<float>(keys, Purpose::effect_ceiling, i, which, 0u, 0u), Purpose::effect_ceiling)
            .first));
  return numbers;
}

economics::ByDraw moved(economics::ByDraw numbers, double mean, double sd) {
  for (double& number : numbers) number = mean + sd * number;
  return numbers;
}

constexpr double kStandardErrors = 4.0;

// How far chance may move the mean of what an arm gains where it gains something.
double chance_of(double sd) { return kStandardErrors * sd / std::sqrt(static_cast<double>(kNormals)); }

// A study of a net benefit drawn from N(500, 1000), in people who vary by 8,000.
double evsi_of_study(double people) {
  const economics::ByDraw truth = moved(standard_normals(6), 500, 1000);
  economics::ByDraw seen = moved(standard_normals(7), 0, 8000 / std::sqrt(people));
  for (std::size_t draw = 0; draw < seen.size(); ++draw) seen[draw] += truth[draw];
  return output::worth_of_knowing({seen}, {economics::ByDraw(truth.size(), 0.0), truth}).value;
}

}  // namespace

std::vector<SelfTestCase> information_cases() {
  std::vector<SelfTestCase> cases;
  const auto add = [&](const char* what, double expected, double got, double within, const char* source) {
    cases.push_back({"value of information", what, expected, got, within, source});
  };
  const economics::ByDraw first = moved(standard_normals(0), 1, 1), second = moved(standard_normals(1), 0, 2);
  const std::vector<economics::ByDraw> two{economics::difference(first, second),
                                           economics::ByDraw(kNormals, 0.0)};
  add("EVPI of p1 - p2, N(1, 1) and N(0, 2)", 0.479810706, economics::evpi(two), chance_of(1.2),
      "normal loss");
  const auto evppi = output::evppi_of_groups({{first, second}, {"p1", "p2"}}, two);
  add("EVPPI of p1, by regression", 0.0833154706, evppi[0].worth.value, chance_of(0.6),
      "normal loss; voi, vignette");
  add("EVPPI of p2", 0.395593115, evppi[1].worth.value, chance_of(1.1), "normal loss; voi, vignette");
  const auto both = output::evppi_of_groups({{first, second}, {"all", "all"}}, two);
  add("EVPPI of both = EVPI of the same draws", economics::evpi(two), both[0].worth.value, 1e-6,
      "definition");
  std::vector<economics::ByDraw> equal;
  for (std::uint32_t arm = 0; arm < 4; ++arm) equal.push_back(standard_normals(2 + arm));
  add("EVPI of four arms as good as each other", 1.02937537, economics::evpi(equal), chance_of(1.0),
      "order statistics");
  equal.resize(2);
  add("EVPI of two of them", 0.564189584, economics::evpi(equal), chance_of(1.0), "order statistics");
  add("EVSI of a normal study of 100 people", 123.2878, evsi_of_study(100), chance_of(500), "normal loss");
  add("EVSI of one of 1,000", 187.0862, evsi_of_study(1000), chance_of(600), "normal loss");
  const std::vector<economics::ByDraw> skewed{economics::ByDraw(kNormals, 0.0), first};
  add("EVPPI of what does not decide", 0.0, output::worth_of_knowing({second}, skewed).value,
      0.02 * economics::evpi(skewed), "definition");
  const StudyTerms chemotherapy{
      .set_up = {5e6, 10e6}, .each = {28e3, 42e3}, .people_a_year = 46000, .years = 10, .discount = 0.035};
  std::vector<ValueOfSize> sizes;
  struct Published {
    std::uint32_t people;
    double evsi;
  };
  for (const Published& size :
       {Published{400, 271.591858}, Published{450, 276.564657}, Published{500, 280.738325}})
    sizes.push_back(value_of_study(size.people, 1, {size.evsi, size.evsi, size.evsi}, chemotherapy));
  add("best size of the trial of chemotherapy", 450, sizes[best_size(sizes)].people, 0.0,
      "voi, chemo_evsi_or");
  return cases;
}

}  // namespace tachy::study
