// Incremental analysis, acceptability and discounting: cases of published packages and closed forms.
#include "economics/decision.hpp"
#include "study/selftest/selftest.hpp"

namespace tachy::study {

namespace {

constexpr const char* kEconomicTopic = "economics";

void add_dominance(std::vector<SelfTestCase>& cases) {
  const char* const kSource = "dampack, test_calculate_icers";
  const std::vector<double> cost{5000, 10000, 12000, 25000, 35000, 55000}, effect{1, 2, 1.5, 3, 4, 5};
  const auto options = economics::incremental_analysis(cost, effect);
  const auto add = [&](const char* what, double expected, double got) {
    cases.push_back({kEconomicTopic, what, expected, got, 0.0, kSource});
  };
  add("ICER of the second arm of six", 5000, options[1].icer);
  add("ICER of the fifth, past an extendedly dominated one", 12500, options[4].icer);
  add("ICER of the sixth", 20000, options[5].icer);
  add("arms that are dominated", 1, options[2].standing == economics::Standing::dominated ? 1 : 0);
  add("arms that are extendedly dominated", 1, options[3].standing == economics::Standing::extended ? 1 : 0);
}

// Eleven arms, of which five are efficient after the cheapest.
void add_eleven_arms(std::vector<SelfTestCase>& cases) {
  const std::vector<double> cost{57336.0059896538, 57541.2526373815, 57642.2587507842, 57934.0743411241,
                                 58072.1137208494, 58665.7823044647, 57814.6470919581, 57887.481549326,
                                 58018.6252420203, 58081.7947984323, 58634.2026441398},
      effect{12.9399639202408, 13.0140640696275, 13.0389116321918, 13.0966257932217,
             13.11285766912,   13.1283328397025, 13.0462790163185, 12.9970657153765,
             13.0650412387992, 13.1029711156978, 13.1100568867995};
  double efficient = 0.0, last = 0.0;
  for (const economics::Option& option : economics::incremental_analysis(cost, effect))
    if (option.standing == economics::Standing::efficient) ++efficient, last = option.icer;
  const char* const kSource = "dampack, cdiff_icers";
  cases.push_back(
      {kEconomicTopic, "efficient arms of eleven, the cheapest apart", 5, efficient, 0.0, kSource});
  cases.push_back({kEconomicTopic, "ICER of the last of them", 38362.6519947134, last, 1e-4, kSource});
}

void add_frontier(std::vector<SelfTestCase>& cases) {
  economics::ByDraw skewed(10, -1.0);
  skewed[0] = 20.0;
  const std::vector<economics::ByDraw> net_benefit{economics::ByDraw(10, 0.0), skewed};
  const std::size_t best = economics::best_arm(economics::means_of(net_benefit), 0);
  cases.push_back({kEconomicTopic, "frontier where the best arm is rarely best", 0.1,
                   economics::shares_best(net_benefit)[best], 1e-12,
                   "closed form; BCEA had 0.9 until 2.4.8"});
  cases.push_back(
      {kEconomicTopic, "EVPI of the same", 0.9, economics::evpi(net_benefit), 1e-12, "closed form"});
}

void add_populations(std::vector<SelfTestCase>& cases) {
  cases.push_back({kEconomicTopic, "ten years at 3.5 %, the first not discounted", 8.607687,
                   economics::for_population(1, 1, 10, 0.035), 5e-7, "annuity due"});
  cases.push_back({kEconomicTopic, "ten years at no discount", 10, economics::for_population(1, 1, 10, 0),
                   1e-12, "people times years; voi leaves the years out"});
  cases.push_back(
      {kEconomicTopic, "value of choosing by group (EVIC)", 19359.84,
       economics::value_of_choosing_by_group(
           {{400219.182, 442198.964, 364759.588}, {400102.862, 462691.200, 489300.781}}, {0.25, 0.75}),
       0.01, "hesim, vignette cea"});
}

// Sick-Sicker, the microsimulation of 30 cycles, as a cohort: its exact means.
void add_sick_sicker(std::vector<SelfTestCase>& cases) {
  constexpr std::size_t kCycles = 30;
  const double hazard = -std::log(1 - 0.005), sick_dies = 1 - std::exp(-3 * hazard),
               sicker_dies = 1 - std::exp(-10 * hazard);
  economics::Counts counts(1, 1, kCycles + 1);
  counts.people(0) = 1.0;
  double healthy = 1.0, sick = 0.0, sicker = 0.0;
  for (std::size_t cycle = 0; cycle <= kCycles; ++cycle) {
    counts.at(0, 0, cycle, model::Weekly::remission_untreated) = healthy * economics::kDaysPerYear;
    counts.at(0, 0, cycle, model::Weekly::response_untreated) = sick * economics::kDaysPerYear;
    counts.at(0, 0, cycle, model::Weekly::symptomatic_untreated) = sicker * economics::kDaysPerYear;
    const double were_healthy = healthy, were_sick = sick;
    healthy = were_healthy * (1 - 0.15 - 0.005) + were_sick * 0.5;
    sick = were_healthy * 0.15 + were_sick * (1 - 0.5 - 0.105 - sick_dies);
    sicker = were_sick * 0.105 + sicker * (1 - sicker_dies);
  }
  economics::Valuation v;
  v.discount_costs = v.discount_effects = 0.03;
  v.of(economics::Price::remission_year).value = 2000;
  v.of(economics::Price::response_year).value = 4000;
  v.of(economics::Price::symptomatic_year).value = 15000;
  v.utilities[0].value = 1.0;
  v.utilities[1].value = 0.75;
  v.utilities[2].value = 0.5;
  const economics::Worth worth = economics::worth_of(v, counts);
  const char* const kSource = "Microsimulation-tutorial, appendix A, by matrix";
  cases.push_back({kEconomicTopic, "Sick-Sicker, cost of 30 cycles at 3 %", 75976.149,
                   economics::mean_of(worth.arms[0].cost), 5e-4, kSource});
  cases.push_back({kEconomicTopic, "Sick-Sicker, QALYs", 15.838848, economics::mean_of(worth.arms[0].effect),
                   5e-7, kSource});
}

}  // namespace

std::vector<SelfTestCase> economic_cases() {
  std::vector<SelfTestCase> cases;
  add_dominance(cases);
  add_eleven_arms(cases);
  add_frontier(cases);
  add_populations(cases);
  add_sick_sicker(cases);
  return cases;
}

}  // namespace tachy::study
