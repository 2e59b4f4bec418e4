// Joint draws of what is not known: which parameters are drawn, from what, and what is held.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include <fmt/format.h>

#include "scenario/language/parameter_words.hpp"
#include "tests/scenario/in_memory.hpp"

using namespace tachy;
using namespace tachy::scenario;

namespace {

const std::string kPartOfDraws =
    "title: fitted\ndraws: fitted.csv\nhill: 1.5\nmisuse_supervised: 0.0005 per year\n"
    "sources:\n  hill: {grade: derived, source: fitted}\n"
    "  misuse_supervised: {grade: assumed, source: belief}\n";
const std::string kThreeRows = "draw,hill,misuse_supervised\n0,1.25,0.001\n1,1.75,0.0005\n2,2.5,0.002\n";

Loaded load_uncertain(const std::string& more, const Overrides& overrides = {},
                      const std::string& rows = kThreeRows) {
  FilesInMemory files;
  files.put("fitted.yaml", kPartOfDraws);
  files.put("fitted.csv", rows);
  files.put("scenario.yaml", one_arm(kInduction, more));
  return load_scenario(files, "scenario.yaml", ".", overrides);
}

const Uncertainty& drawn_from(const Loaded& loaded) {
  INFO(shown(loaded));
  REQUIRE(loaded.faults.empty());
  REQUIRE(loaded.scenario.uncertainty);
  return *loaded.scenario.uncertainty;
}

const DrawnParameter* parameter_drawn(const Uncertainty& u, std::string_view name) {
  const auto at = std::find_if(u.parameters.begin(), u.parameters.end(),
                               [&](const DrawnParameter& p) { return p.row->name == name; });
  return at == u.parameters.end() ? nullptr : &*at;
}

std::string_view because_of(const Uncertainty& u, std::string_view name) {
  const auto at =
      std::find_if(u.held.begin(), u.held.end(), [&](const HeldParameter& p) { return p.row->name == name; });
  return at == u.held.end() ? "" : at->because;
}

const std::string kThree = "uncertainty: {draws: 3, patients: 50, from: fitted.yaml}\n";

const std::string kThreeAnd = "uncertainty: {draws: 3, patients: 50, from: fitted.yaml, ";

// With an alternative structure of two rows, which fixes what is drawn and what is held otherwise.
Loaded load_structures(const std::string& more, const std::string& rows = "draw,hill\n0,3.25\n1,3.5\n") {
  FilesInMemory files;
  files.put("fitted.yaml", kPartOfDraws);
  files.put("fitted.csv", kThreeRows);
  files.put("library/posteriors/one_pool.yaml",
            "title: one pool\ndraws: one_pool.csv\nhill: 3.4\nconsolidation: 0 per day\n"
            "misuse_supervised: 0.004 per year\n");
  files.put("library/posteriors/one_pool.csv", rows);
  files.put("scenario.yaml", one_arm(kInduction, more));
  return load_scenario(files, "scenario.yaml", ".", {});
}

void check_fault(const Loaded& loaded, const std::string& message, const std::string& advice) {
  const std::string text = shown(loaded);
  INFO(text);
  REQUIRE(loaded.faults.size() == 1);
  CHECK(text.find(message) != std::string::npos);
  CHECK(text.find(advice) != std::string::npos);
}

}  // namespace

TEST_SUITE("scenario/uncertainty") {
  TEST_CASE("each parameter is fitted, assumed or held, and each once") {
    const Loaded loaded = load_uncertain(kThree);
    const Uncertainty& u = drawn_from(loaded);
    CHECK(u.patients == 50);
    CHECK(u.parameters.size() + u.held.size() == model::parameter_table().size());
    REQUIRE(parameter_drawn(u, "hill"));
    CHECK(parameter_drawn(u, "hill")->group == EvidenceGroup::fitted);
    CHECK(parameter_drawn(u, "hill")->from == "fitted.yaml");
    REQUIRE(parameter_drawn(u, "misuse_supervised"));
    CHECK(parameter_drawn(u, "misuse_supervised")->group == EvidenceGroup::assumed);
    REQUIRE(parameter_drawn(u, "disorder_remission"));
    CHECK(parameter_drawn(u, "disorder_remission")->group == EvidenceGroup::assumed);
    CHECK(parameter_drawn(u, "disorder_remission")->from == "judgement");
    CHECK(because_of(u, "iv_cl") == "measured");
    CHECK(because_of(u, "sessions_add_up") == "structure of the model");
    CHECK(because_of(u, "madrs_per_hamd17") == "measured");
    CHECK(because_of(u, "relapse_hamd17") == "derived");
  }
  TEST_CASE("what the scenario sets itself is held, and everybody lives under it") {
    const Loaded loaded = load_uncertain(kThree + "parameters: {hill: 3}\n");
    CHECK(because_of(drawn_from(loaded), "hill") == "set by the scenario");
    CHECK(experiment_under(loaded.scenario, 1).parameters.hill == 3.0f);
  }
  TEST_CASE("a row of the posterior stays together") {
    const Loaded loaded = load_uncertain(kThree);
    const Uncertainty& u = drawn_from(loaded);
    REQUIRE(u.draws() == 3);
    for (std::uint32_t draw = 0; draw < 3; ++draw) {
      const regimen::Experiment e = experiment_under(loaded.scenario, draw);
      constexpr float kHill[] = {1.25f, 1.75f, 2.5f}, kMisuse[] = {0.001f, 0.0005f, 0.002f};
      CHECK(e.parameters.hill == kHill[u.rows[draw]]);
      CHECK(e.parameters.misuse_per_year_supervised == kMisuse[u.rows[draw]]);
      CHECK(e.patients == 50);
    }
  }
  TEST_CASE("fewer draws are the beginning of more, whatever the seed") {
    Overrides two, other_seed;
    two.draws = 2;
    other_seed.seed = 99;
    const Loaded all = load_uncertain(kThree), first = load_uncertain(kThree, two),
                 other = load_uncertain(kThree, other_seed);
    REQUIRE(drawn_from(first).draws() == 2);
    for (std::size_t draw = 0; draw < 2; ++draw)
      CHECK(drawn_from(first).values[draw] == drawn_from(all).values[draw]);
    CHECK(drawn_from(other).rows == drawn_from(all).rows);
    CHECK(drawn_from(other).values == drawn_from(all).values);
  }
  TEST_CASE("the shipped posterior is drawn from where none is named, each row at most once") {
    Overrides overrides;
    overrides.draws = 500;
    const Loaded loaded = load_text(one_arm(kInduction), overrides);
    const Uncertainty& u = drawn_from(loaded);
    CHECK(u.from == "library/posteriors/calibrated.yaml");
    CHECK(u.patients == 5000);
    CHECK(std::set<std::uint32_t>(u.rows.begin(), u.rows.end()).size() == 500);
    for (std::uint32_t draw = 0; draw < u.draws(); ++draw)
      for (const model::ParameterRow& row : model::parameter_table()) {
        const float value = experiment_under(loaded.scenario, draw).parameters.*row.field;
        if (value < row.low || value > row.high) FAIL_CHECK(fmt::format("{} is {}", row.name, value));
      }
  }
  TEST_CASE("no draws are asked for with 0, in the file or on the command line") {
    Overrides none;
    none.draws = 0;
    CHECK_FALSE(load_uncertain(kThree, none).scenario.uncertainty);
    CHECK_FALSE(load_uncertain("uncertainty: {draws: 0}\n").scenario.uncertainty);
    CHECK_FALSE(load_text(one_arm(kInduction), none).scenario.uncertainty);
  }
  TEST_CASE("the number of patients on the command line is that of each draw, too") {
    Overrides overrides;
    overrides.patients = 7;
    const Loaded loaded = load_uncertain(kThree, overrides);
    CHECK(drawn_from(loaded).patients == 7);
    CHECK(loaded.scenario.experiment.patients == 7);
  }
  TEST_CASE("the resolved scenario has the same draws") {
    const Loaded loaded = load_uncertain(kThree);
    FilesInMemory files;
    files.put("fitted.yaml", kPartOfDraws);
    files.put("fitted.csv", kThreeRows);
    files.put("resolved.yaml", loaded.scenario.resolved);
    const Loaded again = load_scenario(files, "resolved.yaml", ".", {});
    CHECK(drawn_from(again).values == drawn_from(loaded).values);
  }
  TEST_CASE("more draws than there are") {
    check_fault(load_uncertain("uncertainty: {draws: 4, from: fitted.yaml}\n"),
                "fitted.yaml has 3 draws, not 4", "--draws 3");
  }
  TEST_CASE("a draw that leaves its range") {
    check_fault(load_uncertain(kThree, {}, "draw,hill,misuse_supervised\n0,99,0.001\n"),
                "'99' is no value of hill", "from 0.5 to 4");
  }
  TEST_CASE("a posterior of a version with other parameters") {
    check_fault(load_uncertain(kThree, {}, "draw,hillside\n0,1.5\n"), "unknown parameter 'hillside'",
                "columns are parameters");
  }
  TEST_CASE("a posterior with what the loader uses up") {
    check_fault(load_uncertain(kThree, {}, "draw,madrs_per_hamd17\n0,1.3\n"),
                "has draws of 'madrs_per_hamd17'", "leave its column out");
  }
  TEST_CASE("a part without draws") {
    FilesInMemory files = shipped_library();
    files.put("s.yaml",
              one_arm(kInduction, "uncertainty: {draws: 5, from: library/cohorts/trd-adults.yaml}\n"));
    const Loaded loaded = load_scenario(files, "s.yaml", ".", {});
    CHECK(shown(loaded).find("has no draws") != std::string::npos);
  }
  TEST_CASE("a structure is lived under its own draws, with what it fixes, beside the same judgement") {
    const Loaded loaded = load_structures(kThreeAnd + "structures: [one_pool]}\n");
    const Uncertainty& u = drawn_from(loaded);
    REQUIRE(u.variants.size() == 2);
    const Variant& variant = u.variants[1];
    CHECK(variant.from == "library/posteriors/one_pool.yaml");
    REQUIRE(variant.fixed.size() == 2);
    CHECK(u.draws() == 3);
    CHECK(u.draws_with_variants() == 3 + 3 + 2);  // the structure has two rows
    CHECK(u.lives() == 8 * 50);
    CHECK(words_for_lived(u, 2) == "2 of 3 draws");
    CHECK(words_for_lived(u, 7) == "3 of 3 draws and 4 of 5 of variants");
    for (std::uint32_t draw = 0; draw < 2; ++draw) {
      const model::Parameters own = experiment_under(loaded.scenario, draw).parameters,
                              other = experiment_under(loaded.scenario, 6 + draw).parameters;
      constexpr float kHill[] = {3.25f, 3.5f};
      CHECK(other.hill == kHill[variant.rows[draw]]);
      CHECK(other.misuse_per_year_supervised == 0.004f);  // drawn otherwise, fixed here
      CHECK(own.consolidation_per_day > 0.0f);
      CHECK(other.consolidation_per_day == 0.0f);  // held otherwise
      CHECK(other.disorder_remission_per_year == own.disorder_remission_per_year);
      CHECK(experiment_under(loaded.scenario, 6 + draw).patients == 50);
    }
  }
  TEST_CASE("in one clinic only its drug and its setting differ, by as much as the draw says, around none") {
    Overrides overrides;
    overrides.draws = 500;
    const Loaded loaded = load_text(one_arm(kInduction), overrides);
    const Uncertainty& u = drawn_from(loaded);
    REQUIRE(u.variants.size() == 1);
    CHECK(u.variants[0].kind == VariantKind::clinic);
    double drug = 0.0, drug_squares = 0.0, product = 0.0;
    for (std::uint32_t draw = 0; draw < 500; ++draw) {
      const model::Parameters own = experiment_under(loaded.scenario, draw).parameters,
                              there = experiment_under(loaded.scenario, 500 + draw).parameters;
      const double z = std::log(static_cast<double>(there.effect_ceiling / own.effect_ceiling)) /
                       static_cast<double>(own.study_drug_sd);
      const double of_setting = std::log(static_cast<double>(there.expectancy_drug / own.expectancy_drug)) /
                                static_cast<double>(own.study_setting_sd);
      drug += z;
      drug_squares += z * z;
      product += z * of_setting;
      CHECK(there.dissociation_logit == own.dissociation_logit);  // how a study asks is no matter of patients
      CHECK(there.hill == own.hill);
    }
    CHECK(std::abs(drug / 500) < 4 / std::sqrt(500.0));
    CHECK(std::abs(drug_squares / 500 - 1) < 4 * std::sqrt(2 / 500.0));
    CHECK(std::abs(product / 500) < 4 / std::sqrt(500.0));
  }
  TEST_CASE("a tenth of the patients lives in a variant, at least 500 where there are so many") {
    CHECK(patients_of_variant(50) == 50);
    CHECK(patients_of_variant(4000) == 500);
    CHECK(patients_of_variant(25001) == 2501);
  }
  TEST_CASE("structures that cannot be lived are refused") {
    check_fault(load_structures(kThreeAnd + "structures: [two_pools]}\n"),
                "there is no part 'library/posteriors/two_pools.yaml'", "library");
    check_fault(load_structures(kThreeAnd + "structures: one_pool}\n"), "expected a list of structures",
                "[strong_tachyphylaxis, one_pool]");
    check_fault(load_structures(kThreeAnd + "structures: [one_pool, one_pool]}\n"),
                "'one_pool' stands here twice", "name each structure once");
    check_fault(load_structures(kThreeAnd + "structures: [One Pool]}\n"), "'One Pool' is not a name",
                "name each structure once");
    check_fault(
        load_structures(kThreeAnd + "structures: [one_pool]}\nparameters: {consolidation: 0.01 per day}\n"),
        "the scenario sets 'consolidation'", "leave one of the two out");
    check_fault(
        load_structures(kThreeAnd + "structures: [one_pool]}\n", "draw,hill,fast_half_life\n0,3.25,4\n"),
        "has draws of 'fast_half_life', of which 'fitted.yaml' has none", "one plan");
  }
  TEST_CASE("a scenario that takes one draw cannot be run under many") {
    check_fault(load_uncertain(kThree + "parameters: {use: fitted.yaml, draw: 1}\n"),
                "'parameters' takes one draw of what is to be drawn", "--draws 0");
  }
}
