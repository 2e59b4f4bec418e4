// sim/model/printed/parameters.md is printed from the one table of parameters.
#include <fmt/format.h>

#include "model/parameter_rows.hpp"
#include "regimen/policy_levers.hpp"
#include "verification/document.hpp"

using namespace tachy;

namespace {

std::string parameter_document() {
  std::string text =
      "\n| name | unit | default | plausible range | grade | meaning | source "
      "|\n|---|---|---|---|---|---|---|\n";
  for (const model::ParameterRow& row : model::parameter_table())
    text +=
        fmt::format("| `{}` | {} | {:g} | {:g} to {:g} | {} | {} | {} |\n", row.name, row.unit,
                    row.default_value, row.low, row.high, model::name_of(row.grade), row.meaning, row.source);
  return text += "\n";
}

}  // namespace

TEST_SUITE("verification/parameter document") {
  TEST_CASE("the document of parameters is up to date with the table") {
    tests::check_generated({tests::in_source("sim/model/printed/parameters.md"), "<!-- parameters: begin -->",
                            "<!-- parameters: end -->"},
                           parameter_document());
  }

  TEST_CASE("every parameter of response, harms and dependence has its place in the ODD document") {
    std::string document = tests::read_document(tests::in_source("sim/model/README.md"));
    document += tests::read_document(tests::in_source("sim/model/submodels.md"));
    for (const auto rows :
         {model::opioid_rows(), model::response_rows(), model::harm_rows(), model::dependence_rows()})
      for (const model::ParameterRow& row : rows)
        CHECK_MESSAGE(document.find(row.name) != std::string::npos, row.name << " is in no equation");
  }

  TEST_CASE("every lever of a policy is told in the page of the scenario language") {
    const std::string page = tests::read_document(tests::in_source("scenarios/README.md"));
    for (const regimen::LeverRow& row : regimen::kLeverTable) {
      const std::size_t section = page.find(fmt::format("`{}: {{", row.section));
      REQUIRE_MESSAGE(section != std::string::npos, row.section << " is not told");
      CHECK_MESSAGE(page.find(fmt::format("{}:", row.key), section) != std::string::npos,
                    row.key << " is not told");
    }
  }
}
