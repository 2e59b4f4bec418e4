// What a study published: how the block is read, and what the shipped trials hold.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/scenario/in_memory.hpp"
#include "scenario/load.hpp"

using namespace tachy;
using scenario::Published;
using scenario::PublishedEndpoint;

namespace {

namespace fs = std::filesystem;

Published published_in(const scenario::Loaded& loaded) {
  INFO(scenario::shown(loaded));
  REQUIRE(loaded.faults.empty());
  REQUIRE(loaded.scenario.published.has_value());
  return *loaded.scenario.published;
}

// Two arms, ketamine and midazolam, three weeks.
std::string trial(const std::string& block, const std::string& endpoint) {
  return "title: t\nhorizon: 3 weeks\nseed: 7\ncohort: {patients: 10}\narms:\n"
         "  - id: ketamine\n    phases: [s: {give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 "
         "min}, "
         "doses: 1}]\n"
         "  - id: midazolam\n    phases: [s: {give: {drug: midazolam, route: iv, over: 40 min}, doses: 1}]\n"
         "published:\n  study: A trial\n  split: validate\n" +
         block + "  endpoints:\n    - {id: e, source: s, status: looked_up, " + endpoint + "}\n";
}

std::string contents_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::map<std::string, Published> shipped_trials() {
  std::map<std::string, Published> trials;
  for (const auto& entry : fs::directory_iterator(scenario::scenarios_folder() + "/trials")) {
    if (entry.path().extension() != ".yaml") continue;
    const auto loaded = scenario::load_scenario(scenario::FilesOnDisk{}, entry.path().string(),
                                                scenario::scenarios_folder(), scenario::Overrides{});
    trials.emplace(entry.path().stem().string(), published_in(loaded));
  }
  return trials;
}

using Ids = std::vector<std::string>;

// The rows of the evidence that are marked calibrate or validate and not merely recalled.
const Ids kLookedUp = {
    "w18_resp_pbo",    "w18_remit_pbo",    "w18_resp_ntx_in_responders",
    "w18_change_pbo",  "w18_change_ntx",   "w18_cadss",
    "w18_d3",          "jelen_p",          "jelen_frac",
    "z06_resp",        "m13_ket_d1",       "m13_mdz_d1",
    "m13_resp",        "sal_relapse_0_1",  "sal_relapse_0_5",
    "sal_relapse_1_0", "sal_remit_d3",     "sal_resp_d3",
    "fava_d",          "han_resp_d1",      "han_remit_d1",
    "han_resp_d3",     "han_remit_d3",     "han_resp_d7",
    "han_remit_d7",    "kis_g_d1",         "coch_mdz_or",
    "xu_rem_d7",       "m13r_resp",        "m13r_2h",
    "m13r_relapse",    "s16_2x_ketamine",  "s16_2x_placebo",
    "s16_3x_ketamine", "s16_3x_placebo",   "s16_ol_2x",
    "zh_d1",           "zh_d12",           "zh_rem",
    "ph_resp",         "ph_maint",         "ket_rem",
    "d18_24h_placebo", "d18_24h_28mg",     "d18_24h_56mg",
    "d18_24h_84mg",    "d18_d8_placebo",   "d18_d8_28mg",
    "d18_d8_56mg",     "d18_d8_84mg",      "t1_56_resp",
    "t1_56_rem",       "t1_84_resp",       "t1_84_rem",
    "t1_pbo_resp",     "t1_pbo_rem",       "t2_esk_resp",
    "t2_esk_rem",      "t2_pbo_resp",      "t2_pbo_rem",
    "t2_diff",         "su1_esk",          "su1_pbo",
    "su1_hr",          "su1_med_pbo",      "cas_on_ind",
    "cas_off_ind",     "cas_on_wk24",      "cas_off_wk24",
    "cas_on_wk52",     "cas_off_wk52",     "cas_diff24",
    "sak_dose",        "ae_wk1_dizziness", "ae_wk1_dissociation",
    "ae_wk1_nausea",   "ae_wk1_vertigo",   "ae_wk1_blood",
    "ae_wk1_sedation", "cadss_dec",        "bp_inf",
    "bp_lab40",
};
// Those that nobody has checked against their source.
const Ids kRecalled = {"z06_remit", "z06_d7", "m13_resp_mdz", "m13_diff", "m13_d7",
                       "t1_diff84", "loo1",   "loo2",         "su2_end"};

std::set<std::string> ids_of(const Published& published) {
  std::set<std::string> ids;
  for (const PublishedEndpoint& e : published.endpoints) ids.insert(e.id);
  for (const scenario::ListedEndpoint& f : published.listed) ids.insert(f.id);
  return ids;
}

}  // namespace

TEST_SUITE("scenario/published") {
  TEST_CASE("an endpoint is lowered with its arms, values and days") {
    const Published p = published_in(scenario::load_text(
        trial("  weight: 0.5\n  trials: 4\n  missing: failure\n",
              "arm: ketamine, against: midazolam, as: odds_ratio, measure: response, day: 7, value: 2.5, "
              "interval: [1, 6.2], n: 30, n_against: 28")));
    CHECK(p.study == "A trial");
    CHECK(p.split == scenario::Split::validate);
    CHECK(p.weight == 0.5);
    CHECK(p.trials == 4);
    CHECK(p.missing == scenario::Missing::failure);
    CHECK(p.rating_days == std::vector<std::uint32_t>{0, 7});
    const PublishedEndpoint& e = p.endpoints.at(0);
    CHECK(e.arm == 0);
    CHECK(e.against == 1);
    CHECK(e.comparison == scenario::Contrast::odds_ratio);
    CHECK(e.quantity.measure == scenario::EndpointMeasure::response);
    CHECK(e.quantity.threshold == 0.5);
    CHECK(e.value == 2.5);
    CHECK(e.low == 1.0);
    CHECK(e.high == 6.2);
    CHECK(e.n == 30);
    CHECK(e.n_against == 28);
  }

  TEST_CASE("without words of its own a level is one of MADRS since day 0, carried forward, of weight 1") {
    const Published p = published_in(
        scenario::load_text(trial("", "arm: midazolam, measure: mean_change, day: 1, value: -8.8")));
    CHECK(p.weight == 1.0);
    CHECK(p.trials == 1);
    CHECK(p.missing == scenario::Missing::last_observation);
    CHECK_FALSE(p.same_people);
    const PublishedEndpoint& e = p.endpoints.at(0);
    CHECK(e.arm == 1);
    CHECK(e.comparison == scenario::Contrast::none);
    CHECK(e.quantity.scale == scenario::Scale::madrs);
    CHECK(e.quantity.clock == scenario::Clock::first_session);
    CHECK(e.quantity.baseline_day == 0);
    CHECK_FALSE(e.low.has_value());
    CHECK(e.not_scored.empty());
  }

  TEST_CASE("a share may be written as a percentage") {
    const Published p = published_in(scenario::load_text(
        trial("", "arm: ketamine, measure: remission, score: at most 10, day: 1, value: 34 %")));
    CHECK(p.endpoints.at(0).value == doctest::Approx(0.34));
    CHECK(p.endpoints.at(0).quantity.threshold == 10.0);
  }

  TEST_CASE("patients are chosen by all entries of among, on the clock and in the arm each names") {
    const Published p = published_in(scenario::load_text(trial(
        "  rated: {every: 1 day}\n",
        "arm: ketamine, measure: relapse, relapse: {hamd17: at least 17, in_a_row: 2}, from: 3, day: 14, "
        "value: 0.5, among: [{hamd17: at least 18, day: 0}, {improvement: at least 40 %, day: 3, arm: "
        "midazolam}, {madrs: at most 12, days: [5, 7, 9], at_least: 2, since: last_session}, {sessions: "
        "at least 1}]")));
    const scenario::EndpointQuantity& q = p.endpoints.at(0).quantity;
    CHECK(q.relapse_definition.scale == scenario::Scale::hamd17);
    CHECK(q.relapse_definition.score_at_least == 17.0);
    CHECK(q.relapse_definition.in_a_row == 2);
    CHECK(q.from_day == 3);
    REQUIRE(q.among.size() == 4);
    CHECK(q.among[0].score_at_least == 18.0);
    CHECK(q.among[0].scale == scenario::Scale::hamd17);
    CHECK_FALSE(q.among[0].arm.has_value());
    CHECK(q.among[1].improvement_at_least == 0.4);
    CHECK(q.among[1].arm == 1u);
    CHECK(q.among[2].clock == scenario::Clock::last_session);
    CHECK(q.among[2].days == std::vector<std::uint32_t>{5, 7, 9});
    CHECK(q.among[2].on_at_least == 2);
    CHECK(q.among[3].sessions_at_least == 1u);
  }

  TEST_CASE("everybody is rated on day 0, on the days that endpoints name and on those of the plan") {
    const std::string endpoint =
        "arm: ketamine, measure: mean_change, day: 16, baseline: 2, value: -9, among: [{madrs: at least 20, "
        "day: "
        "4}]";
    CHECK(published_in(scenario::load_text(trial("", endpoint))).rating_days ==
          std::vector<std::uint32_t>{0, 2, 4, 16});
    CHECK(published_in(scenario::load_text(trial("  rated: {every: 1 week, until: 10 days}\n", endpoint)))
              .rating_days == std::vector<std::uint32_t>{0, 2, 4, 7, 16});
    CHECK(published_in(scenario::load_text(trial("  rated: {days: [1, 4]}\n", endpoint))).rating_days ==
          std::vector<std::uint32_t>{0, 1, 2, 4, 16});
  }

  TEST_CASE("when an arm is left out, so are the endpoints that look at it") {
    const std::string text = trial("",
                                   "arm: ketamine, measure: mean_change, day: 1, value: -16.5}\n"
                                   "    - {id: f, source: s, status: looked_up, arm: midazolam, against: "
                                   "ketamine, as: difference, measure: mean_change, day: 1, value: 7.7");
    scenario::Overrides only_ketamine, only_midazolam;
    only_ketamine.arms = {"ketamine"};
    only_midazolam.arms = {"midazolam"};
    const Published p = published_in(scenario::load_text(text, only_ketamine));
    REQUIRE(p.endpoints.size() == 1);
    CHECK(p.endpoints[0].id == "e");
    const auto without = scenario::load_text(text, only_midazolam);
    CHECK(without.faults.empty());
    CHECK_FALSE(without.scenario.published.has_value());
  }

  TEST_CASE("the resolved text says the same") {
    const auto loaded = scenario::load_scenario(
        scenario::FilesOnDisk{}, scenario::scenarios_folder() + "/trials/fava-2018-dose-ranging.yaml",
        scenario::scenarios_folder(), {});
    const Published first = published_in(loaded);
    const Published second = published_in(scenario::load_text(loaded.scenario.resolved));
    CHECK(ids_of(second) == ids_of(first));
    CHECK(second.rating_days == first.rating_days);
    CHECK(second.endpoints.at(1).quantity.among.size() == first.endpoints.at(1).quantity.among.size());
  }

  TEST_CASE("the example of the trials' README is a good scenario with two endpoints") {
    const std::string readme = contents_of(scenario::scenarios_folder() + "/trials/README.md");
    const std::string fence = "```yaml\n";
    const std::size_t begin = readme.find(fence) + fence.size();
    const std::string example = readme.substr(begin, readme.find("```", begin) - begin);
    CHECK(published_in(scenario::load_text(example)).endpoints.size() == 2);
  }
}

TEST_SUITE("scenario/shipped_trials") {
  TEST_CASE("every row of the evidence that was looked up stands in one trial, and the recalled ones too") {
    std::map<std::string, int> found;
    for (const auto& trial : shipped_trials())
      for (const std::string& id : ids_of(trial.second)) ++found[id];
    for (const Ids& ids : {kLookedUp, kRecalled}) {
      for (const std::string& id : ids) {
        CAPTURE(id);
        CHECK(found[id] == 1);
      }
    }
    for (const auto& row : found) {
      CAPTURE(row.first);
      CHECK(row.second == 1);
    }
  }

  TEST_CASE("what is recalled is marked so and never scored") {
    const std::set<std::string> recalled(kRecalled.begin(), kRecalled.end());
    for (const auto& trial : shipped_trials()) {
      CAPTURE(trial.first);
      for (const PublishedEndpoint& e : trial.second.endpoints) {
        CAPTURE(e.id);
        CHECK((e.evidence == scenario::Evidence::recalled) == recalled.contains(e.id));
      }
      for (const scenario::ListedEndpoint& f : trial.second.listed)
        CHECK((f.evidence == scenario::Evidence::recalled) == recalled.contains(f.id));
    }
  }

  TEST_CASE("studies that share patients stand on one side of the split and share one weight") {
    const auto trials = shipped_trials();
    const std::vector<Ids> pools = {
        {"sustain-1-withdrawal", "castro-2023-reinduction", "esketamine-adverse-events"},
        {"han-2016-pooled", "kishimoto-2016-pooled", "xu-2016-pooled", "cochrane-2021-pooled"},
    };
    for (const Ids& pool : pools) {
      double weight = 0.0;
      for (const std::string& name : pool) {
        CAPTURE(name);
        CHECK(trials.at(name).split == trials.at(pool[0]).split);
        weight += trials.at(name).weight;
      }
      CHECK(weight == doctest::Approx(1.0));
    }
    for (const char* pooled : {"murrough-2013", "zarate-2006-crossover"})  // by the meta-analyses
      CHECK(trials.at(pooled).split == trials.at("han-2016-pooled").split);
    for (const char* same : {"transform-2", "transform-blood-pressure"})
      CHECK(trials.at(same).split == trials.at("transform-1").split);
  }

  TEST_CASE("no study stands on both sides, and none is there twice") {
    std::map<std::string, std::string> file_of;
    for (const auto& trial : shipped_trials()) {
      CAPTURE(trial.first);
      CHECK(file_of.emplace(trial.second.study, trial.first).second);
    }
  }

  TEST_CASE("of one measure on one day a study scores a contrast and one of its levels, or levels alone") {
    for (const auto& trial : shipped_trials()) {
      for (const PublishedEndpoint& contrast : trial.second.endpoints) {
        const bool scored = contrast.not_scored.empty() && contrast.comparison != scenario::Contrast::none &&
                            contrast.comparison != scenario::Contrast::sign;
        if (!scored || contrast.evidence == scenario::Evidence::recalled) continue;
        CAPTURE(trial.first);
        CAPTURE(contrast.id);
        const auto levels =
            std::count_if(trial.second.endpoints.begin(), trial.second.endpoints.end(),
                          [&](const PublishedEndpoint& level) {
                            return level.comparison == scenario::Contrast::none && level.not_scored.empty() &&
                                   level.evidence != scenario::Evidence::recalled &&
                                   level.quantity.measure == contrast.quantity.measure &&
                                   level.quantity.day == contrast.quantity.day &&
                                   (level.arm == contrast.arm || level.arm == contrast.against);
                          });
        CHECK(levels <= 1);
      }
    }
  }
}
