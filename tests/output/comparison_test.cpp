#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "output/compare/needed_to_treat.hpp"
#include "output/compare/comparison.hpp"
#include "output/compare/first_screen.hpp"
#include "output/compare/variants_text.hpp"

using namespace tachy::output;

namespace {

ArmTotal arm_total(double mean, double difference, double half_width) {
  return {{mean, mean - half_width, mean + half_width},
          1.0,
          {difference, difference - half_width, difference + half_width},
          2.0,
          0.4125,
          0.0031,
          0.5844,
          IntervalKind::two_sided,
          IntervalKind::two_sided};
}

Measure measure(const std::string& name, const std::string& unit, const std::vector<double>& means,
                double half_width) {
  Measure m{name, unit, "Label of " + name, "what it is", "less is better", 1.0, {}, "derived", "", ""};
  for (const double mean : means) m.arms.push_back(arm_total(mean, mean - means[0], half_width));
  return m;
}

Outcome outcome_of_five_arms() {
  Outcome outcome;
  outcome.title = "Maintenance";
  outcome.reference_arm = "none";
  outcome.enrolled = 100000;
  outcome.horizon_days = 730;
  outcome.seed = 42;
  outcome.beyond_range = "none";
  outcome.arm_ids = {"none", "weekly", "two_weekly", "four_weekly", "response_guided"};
  outcome.arm_labels = {"No maintenance", "Every week", "Every two weeks", "Every four weeks",
                        "Guided by response"};
  outcome.measures = {measure("remission_weeks", "wk", {14.2, 31.5, 27.8, 22.2, 25.9}, 0.21),
                      measure("use_disorder_ever", "1", {0.0004, 0.0015, 0.0011, 0.0008, 0.001}, 0.0002),
                      measure("died", "1", {0.019, 0.0191, 0.0188, 0.019, 0.019}, 0.0009),
                      measure("suicide_attempts", "1", {0.091, 0.0905, 0.0912, 0.091, 0.0911}, 0.002),
                      measure("systolic_180", "1", {0.12, 0.98, 0.55, 0.32, 0.41}, 0.01),
                      measure("cumulative_dose_mg", "mg", {212.0, 12999.0, 10250.0, 1210.0, 2200.0}, 131.0)};
  return outcome;
}

// The arm `weekly` is best in two of four draws, and as good as all others in one.
Outcome under_four_draws() {
  Outcome outcome = outcome_of_five_arms();
  outcome.enrolled = 40000;
  outcome.unknown = {.draws = 4,
                     .rows_in_all = 600,
                     .posterior = "library/posteriors/calibrated.yaml",
                     .parameters = {{"hill", "fitted", "response", "a posterior"},
                                    {"fast_half_life", "fitted", "response", "a posterior"},
                                    {"misuse_quit", "assumed", "dependence", "a posterior"},
                                    {"misuse_supervised", "assumed", "dependence", "a posterior"},
                                    {"drop_out_late", "assumed", "harms", "judgement"}},
                     .held_because = {"measured", "set by the scenario"},
                     .held = {"iv_cl", "opioid_share"}};
  for (Measure& m : outcome.measures) {
    m.direction = m.name == "remission_weeks" ? "more is better" : m.direction;
    for (std::size_t arm = 0; arm < m.arms.size(); ++arm) {
      const double mean = m.arms[arm].mean.estimate;
      m.arms[arm].chance = m.arms[arm].difference_chance = mean / 100;
      m.arms[arm].share_of_chance = m.arms[arm].difference_share_of_chance = 0.01;
      m.arms[arm].by_draw = {mean, mean, 30.0, 0.0 + static_cast<double>(arm == 2)};
      for (std::size_t draw = 0; draw < 4; ++draw)
        m.arms[arm].difference_by_draw.push_back(m.arms[arm].by_draw[draw] - m.arms[0].by_draw[draw]);
    }
  }
  return outcome;
}

std::size_t characters(const std::string& line) {
  return static_cast<std::size_t>(std::count_if(
      line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u; }));
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_SUITE("output/comparison") {
  TEST_CASE("the first screen fits 80 columns with eight arms, long ids and long labels, in its order") {
    Outcome outcome = outcome_of_five_arms();
    outcome.measures[0].direction = "more is better";
    while (outcome.arm_ids.size() < 8) {
      outcome.arm_ids.push_back("an_arm_with_quite_a_long_id_" + std::to_string(outcome.arm_ids.size()));
      outcome.arm_labels.push_back(
          "Every four weeks, at home after eight supervised sessions, and with naltrexone whenever it is "
          "asked for");
      for (Measure& one : outcome.measures) one.arms.push_back(arm_total(3.0, 1.0, 0.2));
    }
    const CostShown cost{"USD", std::vector<Interval>(8, {4500.0, 300.0, 11800.0}),
                         "At 150,000 USD a QALY none is worth most."};
    for (const auto& shown : {std::optional<CostShown>(cost), std::optional<CostShown>()}) {
      const std::string text = first_screen(outcome, shown, "results/maintenance.h5");
      std::istringstream lines(text);
      for (std::string line; std::getline(lines, line);) CHECK_MESSAGE(line.size() <= 80, line);
      std::size_t before = 0;
      for (const char* part :
           {"Maintenance", "each in every arm", "Answer, in hypothetical patients: weekly: 17.3",
            "Harm: weekly: 1.1", "Cost: ", "Next: tachy compare results/maintenance.h5 --full"}) {
        const std::size_t at = text.find(part);
        REQUIRE_MESSAGE(at != std::string::npos, part);
        CHECK(at >= before);
        before = at;
      }
    }
  }

  TEST_CASE("no line of the text is longer than 100 characters or ends in blanks") {
    std::istringstream text(comparison_text(outcome_of_five_arms()));
    for (std::string line; std::getline(text, line);) {
      CAPTURE(line);
      CHECK(characters(line) <= 100);
      CHECK((line.empty() || line.back() != ' '));
    }
  }

  TEST_CASE("rare events are shown per 1,000 patients, the rest per patient") {
    const std::string text = comparison_text(outcome_of_five_arms());
    CHECK(has(text, "Label of use_disorder_ever, per 1,000 patients"));
    CHECK(has(text, "1.50  +-0.20"));
    CHECK(has(text, "Label of remission_weeks, per patient"));
    CHECK(has(text, "12,999"));
  }

  TEST_CASE("the text opens with what it is not, and closes with what its intervals are not") {
    const std::string text = comparison_text(outcome_of_five_arms());
    CHECK(text.find("Hypothetical patients; not dosing guidance.") < 100);
    CHECK(has(text, "Benefit against harm"));
    CHECK(has(text, "parameters are held fixed"));
    CHECK(has(text, "under shared luck"));
  }

  TEST_CASE("what is unknown is said to be unknown, in every form") {
    Outcome outcome = outcome_of_five_arms();
    outcome.measures.resize(1);
    outcome.measures[0].arms[1].mean.low = outcome.measures[0].arms[1].mean.high = kMissing;
    CHECK(has(comparison_text(outcome), "unknown"));
    CHECK_FALSE(has(comparison_text(outcome), " nan"));
    CHECK(has(comparison_csv(outcome), "weekly,none,31.5,,,1,"));
    const auto json = nlohmann::json::parse(comparison_json(outcome));
    CHECK(json["measures"][0]["arms"][1]["low"].is_null());
  }

  TEST_CASE("without draws no interval stands in the text, but how to get one") {
    const std::string text = comparison_text(outcome_of_five_arms());
    CHECK_FALSE(has(text, "95 % interval"));
    CHECK(has(text, "tachy run SCENARIO --draws 100"));
    CHECK(has(text, "+17.30"));
    CHECK(has(text, "+-0.21"));
  }

  TEST_CASE("under draws the interval over them comes first, chance apart, and how often an arm is best") {
    const std::string text = comparison_text(under_four_draws());
    CHECK(has(text, "10,000 patients under 4 draws, each in every arm"));
    CHECK(has(text, "2 parameters fitted to trials, 3 assumed (1 of them by judgement alone)"));
    CHECK(has(text, "held by the scenario: opioid_share\n"));
    CHECK(has(text, "best 55 %"));  // two draws of its own, and a fifth of one that all share
    CHECK(has(text, "in how many of 4 draws the arm in the row is better"));
    CHECK(has(text, "the average clinic"));
    CHECK_FALSE(has(text, "--draws 100"));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) CHECK(characters(line) <= 100);
  }

  TEST_CASE("a line says when chance is not small, and how many patients make it so") {
    Outcome outcome = under_four_draws();
    CHECK_FALSE(has(comparison_text(outcome), "may be chance"));
    outcome.measures[0].arms[1].difference_share_of_chance = 0.2;
    const std::string text = comparison_text(outcome);
    CHECK(has(text, "up to 20 % of the variance between draws may be chance"));
    CHECK(has(text, "48,000 patients a draw would do"));  // 10,000 x 0.2 / 0.8 x 0.95 / 0.05 = 47,500
  }

  TEST_CASE("intervals that are mostly chance are left out of the first table, in every arm") {
    Outcome outcome = under_four_draws();
    CHECK_FALSE(has(comparison_text(outcome), "too few patients"));
    outcome.measures[0].arms[1].difference_share_of_chance = 0.6;
    const std::string text = comparison_text(outcome);
    const std::string first = text.substr(0, text.find("rests on"));
    std::size_t withheld = 0;
    for (std::size_t at = first.find("too few patients"); at != std::string::npos;
         at = first.find("too few patients", at + 1))
      ++withheld;
    CHECK(withheld == outcome.arm_ids.size() - 1);
    const auto bests = [](const std::string& table) {
      std::size_t count = 0;
      for (std::size_t at = table.find("best "); at != std::string::npos; at = table.find("best ", at + 1))
        ++count;
      return count;
    };
    const std::string whole = comparison_text(under_four_draws());
    CHECK(bests(whole.substr(0, whole.find("rests on"))) == bests(first) + outcome.arm_ids.size());
  }

  TEST_CASE("what rests on judgement is said of enough draws, with a star where it has not converged") {
    Outcome outcome = under_four_draws();
    CHECK(has(comparison_text(outcome), "What rests on judgement: 4 draws are too few to say, 20 might do"));
    outcome.unknown.draws = 40;
    outcome.unknown.parameters = {{"hill", "fitted", "response", "a posterior"},
                                  {"drop_out_late", "assumed", "harms", "judgement"}};
    for (int draw = 0; draw < 40; ++draw) {
      outcome.unknown.parameters[0].by_draw.push_back(draw % 7);
      outcome.unknown.parameters[1].by_draw.push_back(draw % 11);
    }
    for (Measure& m : outcome.measures)
      for (ArmTotal& arm : m.arms) {
        arm.by_draw.assign(40, 0.0);
        arm.difference_by_draw = outcome.unknown.parameters[m.name == "remission_weeks" ? 1 : 0].by_draw;
      }
    for (int draw = 0; draw < 40; ++draw)  // of no pattern
      outcome.measures[4].arms[1].difference_by_draw[static_cast<std::size_t>(draw)] = (draw * draw) % 23;
    const std::string text = comparison_text(outcome);
    CHECK(has(text, " 100 % (100 to 100)"));
    CHECK(has(text, " 0 % (0 to 0)"));
    CHECK(has(text, "100) *"));
    CHECK(has(text, "* not converged: the interval spans more than 40 points"));
  }

  TEST_CASE("under how many structures the order of the arms holds is said of each measure on top") {
    Outcome outcome = under_four_draws();
    outcome.unknown.variants = {
        {"one_pool",
         "structure",
         "library/posteriors/one_pool.yaml",
         "consolidation 0 per day",
         {0, 1},
         1000.0},
        {"strong", "structure", "library/posteriors/strong.yaml", "tolerance 0.08", {2, 3}, 1000.0}};
    for (Measure& m : outcome.measures)
      for (ArmTotal& arm : m.arms) {
        const double mean = arm.mean.estimate;
        arm.by_draw_of_variant = {{mean, mean + 1}, {mean, mean}};
        arm.difference_chance = 0.0;
      }
    outcome.measures[0].arms[2].by_draw_of_variant[1] = {90.0, 91.0};  // ahead of all
    CHECK(order_holds(outcome, outcome.measures[0], 0) == true);
    CHECK(order_holds(outcome, outcome.measures[0], 1) == false);
    const std::string text = comparison_text(outcome);
    CHECK(has(text, "one_pool: consolidation 0 per day; 2 draws"));
    CHECK(has(text, "1 of 2, not in strong"));
    CHECK(has(comparison_csv(outcome), ",2,1,none\n"));
    const auto holds =
        nlohmann::json::parse(comparison_json(outcome))["measures"][0]["order_holds_in_structure"];
    CHECK(holds["one_pool"] == true);
    CHECK(holds["strong"] == false);
    CHECK(has(text, "2 of 2"));
    CHECK(has(text, "+76.3"));
    outcome.measures[0].arms[1].difference_share_of_chance = 0.6;
    CHECK_FALSE(order_holds(outcome, outcome.measures[0], 1).has_value());
    CHECK_FALSE(has(comparison_text(outcome), "not in strong"));
  }

  TEST_CASE("one clinic stands beside the average one, where its patients are enough to say") {
    Outcome outcome = under_four_draws();
    outcome.unknown.variants = {
        {"one_clinic", "clinic", "library/posteriors/calibrated.yaml", "", {0, 1, 2}, 1000.0}};
    for (Measure& m : outcome.measures)
      for (std::size_t arm = 0; arm < m.arms.size(); ++arm) {
        const double extra = static_cast<double>(arm) * (m.unit == "1" ? 0.001 : 10.0);
        m.arms[arm].by_draw_of_variant = {{0.0, extra, 2 * extra}};
        m.arms[arm].difference_chance = m.name == "use_disorder_ever" ? 1.0 : 0.0;
      }
    const Interval weekly = difference_in_variant(outcome, outcome.measures[0], 0, 1);
    CHECK(weekly.estimate == doctest::Approx(10.0));
    CHECK(weekly.low == doctest::Approx(0.5));
    CHECK(weekly.high == doctest::Approx(19.5));
    CHECK(std::isnan(difference_in_variant(outcome, outcome.measures[1], 0, 1).low));
    const std::string text = comparison_text(outcome);
    CHECK(has(text, "in the average clinic"));
    CHECK(text.find("in the average clinic") < text.find("In one clinic"));
    CHECK(has(text, "+10.0 (0.5 to 19.5)"));
    CHECK(has(text, "too few patients"));
    CHECK_FALSE(has(text, "Alternative structures"));
    CHECK(has(comparison_csv(outcome), ",average,10,0.5,19.5,0,0,none\n"));
    const auto json = nlohmann::json::parse(comparison_json(outcome));
    CHECK(json["clinic"] == "average");
    const auto& elsewhere = json["measures"][0]["arms"][1]["draws"]["difference_elsewhere"];
    CHECK(elsewhere["one_clinic"]["mean"] == doctest::Approx(10.0));
    CHECK(elsewhere["one_clinic"]["high"] == doctest::Approx(19.5));
    // Without the reference arm there is no difference to it.
    CHECK(has(comparison_csv(selected(outcome, {"weekly"}, {})), ",average,,,,0,0,none\n"));
  }

  TEST_CASE("numbers needed to treat run from benefit through infinity to harm where nought is among them") {
    CHECK(needed_to_treat_text({0.1, 0.05, 0.25}) == "benefit 10\n4 to 20");
    CHECK(needed_to_treat_text({-0.1, -0.25, -0.05}) == "harm 10\n4 to 20");
    CHECK(needed_to_treat_text({0.1, -0.025, 0.25}) == "benefit 10\nbenefit 4 to infinity\nto harm 40");
    CHECK(needed_to_treat_text({-0.1, -0.25, 0.025}) == "harm 10\nharm 4 to infinity\nto benefit 40");
    CHECK(needed_to_treat_text({0.1, 0.0, 0.25}) == "benefit 10\nbenefit 4 to infinity");
    CHECK(needed_to_treat_text({0.3, 0.3, 0.3}) == "benefit 4\n4 to 4");  // rounded up
    CHECK(needed_to_treat_text({0.0, 0.0, 0.0}) == "no difference");
  }

  TEST_CASE("who gains weeks in remission less who loses them is what one must treat for") {
    Outcome outcome = under_four_draws();
    CHECK_FALSE(has(comparison_text(outcome), "Number needed to treat"));  // nothing by draw
    for (ArmTotal& arm : outcome.measures[0].arms) arm.better_by_draw = {0.2, 0.25, 0.3, 0.25};
    outcome.measures[0].smallest_difference = 4.0;
    const std::string text = comparison_text(outcome);
    CHECK(has(text, "Number needed to treat in the average clinic, against none"));
    CHECK(has(text, "4 weeks in"));
    CHECK(has(text, "benefit 4"));
    CHECK(has(text, "4 to 5"));
    const auto json = nlohmann::json::parse(comparison_json(outcome));
    const auto& needed = json["measures"][0]["arms"][1]["draws"]["needed_to_treat"];
    CHECK(needed["mean"] == doctest::Approx(4.0));  // 1 / 0.25
    CHECK(needed["high"] == doctest::Approx(1.0 / 0.29625));
    CHECK(json["measures"][0]["arms"][0]["draws"]["needed_to_treat"]["mean"].is_null());  // the reference
    CHECK(has(comparison_csv(outcome), fmt::format(",{},{},{},average,", 4, 1.0 / 0.20375, 1.0 / 0.29625)));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) CHECK(characters(line) <= 100);
  }

  TEST_CASE("an outcome of the reference arm alone is shown without differences") {
    const std::string text = comparison_text(selected(outcome_of_five_arms(), {"none"}, {}));
    CHECK_FALSE(has(text, "Benefit against harm"));
    CHECK(has(text, "none  14.20  +-0.21   reference"));
  }

  TEST_CASE("chosen arms and measures come in the order asked for, differences stay those to the reference") {
    const Outcome chosen =
        selected(outcome_of_five_arms(), {"four_weekly", "weekly"}, {"died", "remission_weeks"});
    CHECK(chosen.arm_labels == std::vector<std::string>{"Every four weeks", "Every week"});
    REQUIRE(chosen.measures.size() == 2);
    CHECK(chosen.measures[0].name == "died");
    CHECK(chosen.measures[1].arms[0].difference.estimate == doctest::Approx(8.0));
  }

  TEST_CASE("what cannot differ is the same in every arm, without an interval and without a column on top") {
    Outcome outcome = outcome_of_five_arms();
    Measure& died = outcome.measures[2];
    died.switch_off = "suicide_by_state";
    died.leaves_out = "deaths from ketamine";
    for (ArmTotal& arm : died.arms) {
      arm.difference = {0.0, kMissing, kMissing};
      arm.difference_kind = IntervalKind::same_in_every_arm;
    }
    const std::string text = comparison_text(outcome);
    const std::string top = text.substr(0, text.find("Label of remission_weeks, per patient"));
    CHECK(has(top, "Label of died: the same in every arm, since the switch suicide_by_state is off"));
    CHECK(has(top, "Label of died: deaths from ketamine are not modelled"));
    CHECK_FALSE(has(top, "deaths\n"));
    CHECK_FALSE(has(text, "0.0 to"));
  }

  TEST_CASE("every measure says what it rests on, and an assumed one that chance is not all") {
    Outcome outcome = outcome_of_five_arms();
    outcome.measures[1].rests_on = "assumed";
    const std::string text = comparison_text(outcome);
    CHECK(has(text, "rests on: derived\n"));
    CHECK(has(text, "rests on: assumed; what is assumed may be far off"));
    CHECK(has(comparison_csv(outcome), ",two_sided,two_sided,assumed,0,,,,,,,,,average,,,,0,0,none\n"));
    CHECK(nlohmann::json::parse(comparison_json(outcome))["measures"][1]["rests_on"] == "assumed");
  }

  TEST_CASE("a difference without an interval says why, and one with a lower end alone 'at least'") {
    Outcome outcome = outcome_of_five_arms();
    ArmTotal& weekly = outcome.measures[0].arms[1];
    weekly.mean.high = kMissing;
    weekly.kind = IntervalKind::lower_bound;
    weekly.difference = {17.3, kMissing, kMissing};
    weekly.difference_kind = IntervalKind::few_differ;
    const std::string text = comparison_text(outcome);
    CHECK(has(text, "at least 31.29"));
    CHECK(has(text, "no interval: too few patients differ"));
    weekly.difference = {-3.0, kMissing, -1.25};
    weekly.difference_kind = IntervalKind::upper_bound;
    CHECK(has(comparison_text(outcome), "at most -1.25"));
  }

  TEST_CASE(
      "the flow of patients stands near the top, phases by their names, steps that nobody took left out") {
    Outcome outcome = selected(outcome_of_five_arms(), {"none", "weekly"}, {});
    outcome.flow_steps = {"enrolled", "admitted_1", "admitted_2", "dropped_out", "died"};
    outcome.flow = {{1000, 980, 0, 40, 0}, {1000, 980, 610, 45, 0}};
    outcome.phase_ids = {{"induction", ""}, {"induction", "maintenance"}};
    const std::string text = comparison_text(outcome);
    CHECK(text.find("Flow of patients") < text.find("Benefit against harm"));
    CHECK(has(text, "admitted to maintenance      0     610"));
    CHECK(has(text, "dropped out"));
    CHECK_FALSE(has(text, "died in treatment"));
  }

  TEST_CASE("of a short horizon the first days are shown beside the score before treatment") {
    Outcome outcome = selected(outcome_of_five_arms(), {"none"}, {});
    outcome.baseline_hamd17 = 26.0;
    outcome.hamd17_by_day = {std::vector<Interval>(9, Interval{17.0, 16.0, 18.0})};
    const std::string text = comparison_text(outcome);
    CHECK(has(text, "mean HAM-D17  before  day 0  day 1  day 2  day 3  day 7\n"));
    CHECK(has(text, "26.0"));
  }

  TEST_CASE("the CSV has a row for each measure and arm, each as wide as its heading") {
    std::istringstream csv(comparison_csv(outcome_of_five_arms()));
    int rows = 0;
    for (std::string line; std::getline(csv, line); ++rows)
      CHECK(std::count(line.begin(), line.end(), ',') == 35);
    CHECK(rows == 1 + 6 * 5);
  }

  TEST_CASE("the JSON carries the numbers unrounded, with the notice") {
    const auto json = nlohmann::json::parse(comparison_json(outcome_of_five_arms()));
    CHECK(json["notice"] == "Hypothetical patients; not dosing guidance.");
    CHECK(json["measures"][1]["arms"][1]["mean"] == 0.0015);
    CHECK(json["measures"][1]["arms"][1]["under_shared_luck"]["better"] == 0.4125);
    CHECK(json["seed"] == 42);
  }
}
