#include "study/selftest/selftest.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "output/compare/text_table.hpp"
#include "run/version.hpp"

namespace tachy::study {

std::vector<SelfTestCase> selftest() {
  std::vector<SelfTestCase> all;
  for (auto part : {economic_cases, information_cases, engine_cases})
    for (SelfTestCase& one : part()) all.push_back(std::move(one));
  return all;
}

std::string selftest_text(const std::vector<SelfTestCase>& cases) {
  std::string text = fmt::format("tachy {} ({}) tests itself against known answers\n\n", run::tool_version(),
                                 run::git_revision());
  std::vector<output::TextRow> rows{{"what", "expected", "got", "within", "verdict"}};
  for (const SelfTestCase& one : cases)
    rows.push_back({fmt::format("{}: {}", one.topic, one.what), fmt::format("{:.9g}", one.expected),
                    fmt::format("{:.9g}", one.got),
                    one.within == 0.0 ? "exact" : fmt::format("{:.2g}", one.within),
                    one.holds() ? "holds" : "FAILS"});
  const auto failed =
      std::count_if(cases.begin(), cases.end(), [](const SelfTestCase& c) { return !c.holds(); });
  text += output::text_table(rows);
  return text + (failed == 0 ? fmt::format("\nAll {} cases hold.\n", cases.size())
                             : fmt::format("\n{} of {} cases FAIL: do not trust results of this program.\n",
                                           failed, cases.size()));
}

std::string selftest_json(const std::vector<SelfTestCase>& cases) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const SelfTestCase& one : cases)
    list.push_back({{"topic", one.topic},
                    {"what", one.what},
                    {"expected", one.expected},
                    {"got", one.got},
                    {"within", one.within},
                    {"holds", one.holds()},
                    {"source", one.source}});
  return Json{{"tool_version", run::tool_version()}, {"git_revision", run::git_revision()}, {"cases", list}}
             .dump(2) +
         "\n";
}

}  // namespace tachy::study
