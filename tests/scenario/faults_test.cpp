#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scenario/text/faults.hpp"
#include "scenario/language/vocabulary.hpp"
#include "scenario/text/units.hpp"

using namespace tachy;
using namespace tachy::scenario;

TEST_SUITE("scenario/faults") {
  TEST_CASE("the nearest word is found over slips, swaps and gaps, and none when nothing is near") {
    const std::vector<std::string> words = {"weekly", "two_weekly", "none", "every"};
    CHECK(nearest_word("wekly", words) == "weekly");
    CHECK(nearest_word("wee kly", words) == "weekly");
    CHECK(nearest_word("eevry", words) == "every");
    CHECK(nearest_word("nnoe", words) == "none");
    CHECK(nearest_word("banana", words) == "");
    CHECK(nearest_word("", words) == "");
    CHECK(nearest_word(std::string(1000, 'a'), words) == "");
  }

  TEST_CASE("the caret stands under the place, past tabs and letters of several bytes") {
    Source source{"f.yaml", "f.yaml", "first\n\tä: öx\n"};
    Faults faults;
    faults.add({&source, 2, 8}, "ä", "no", "yes");
    const auto fault = faults.take("f.yaml").at(0);
    CHECK(format_fault(fault) == "f.yaml:2:8: ä: no\n    2 | \tä: öx\n      | \t    ^ yes\n");
  }

  TEST_CASE("a very long line is shown from the place on") {
    Source source{"f.yaml", "f.yaml", std::string(5000, 'x') + "HERE" + std::string(5000, 'y')};
    Faults faults;
    faults.add({&source, 1, 5001}, "", "no", "yes");
    const std::string text = format_fault(faults.take("f.yaml").at(0));
    CHECK(text.size() < 400);
    CHECK(text.find("| HERE") != std::string::npos);
  }

  TEST_CASE("faults come in the order of lines, the main file first, each once") {
    Source main{"main.yaml", "main.yaml", "a\nb\nc\n"}, part{"a-part.yaml", "a-part.yaml", "a\n"};
    Faults faults;
    faults.add({&part, 1, 1}, "", "part", "");
    faults.add({&main, 3, 1}, "", "third", "");
    faults.add({&main, 1, 1}, "", "first", "");
    faults.add({&main, 3, 1}, "elsewhere", "third", "");
    const auto list = faults.take("main.yaml");
    REQUIRE(list.size() == 3);
    CHECK(list[0].message == "first");
    CHECK(list[1].message == "third");
    CHECK(list[2].message == "part");
  }

  TEST_CASE("every unit of the vocabulary is understood and every field is explained") {
    for (const Section* section :
         {&kScenarioSection,    &kCohortSection,        &kMarginalSection,    &kCorrelationsSection,
          &kCorrelationSection, &kImportSection,        &kEligibilitySection, &kScreeningSection,
          &kPolicySection,      &kCapsSection,          &kAttendanceSection,  &kPhaseSection,
          &kGiveSection,        &kPremedicationSection, &kEntrySection,       &kStopSection,
          &kRuleSection,        &kWhenSection,          &kThenSection,        &kArmSection,
          &kSourceSection}) {
      for (const Field& field : section->fields) {
        CAPTURE(std::string(field.key));
        CHECK(parse_unit(field.unit).has_value());
        CHECK(parse_unit(field.other_unit).has_value());
        CHECK(!field.doc.empty());
        CHECK((field.type == Type::section ? field.section != nullptr : true));
        CHECK((field.type == Type::choice ? !field.words.empty() : true));
        CHECK((field.type == Type::comparison ? !field.words.empty() : true));
      }
    }
  }
}
