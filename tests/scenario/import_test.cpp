// Persons from a file: what is read, and what every fault says.
#include <doctest/doctest.h>

#include <string>

#include "base/error.hpp"
#include "scenario/load.hpp"
#include "tests/scenario/in_memory.hpp"

using namespace tachy;
using namespace tachy::scenario;

namespace {

const std::string kHeader =
    "age_years,sex,weight_kg,baseline_hamd17,failed_treatments,own_substance_history,"
    "family_substance_history,psychiatric_comorbidity\n";
const std::string kAda = "41,female,62.5,24,2,0,1,0\n", kBob = "55.5,male,90,30,4,1,0,1\n";

std::vector<TextColumn> hdf5_stand_in(std::string_view) {
  return {{"age_years", {"41", "nan"}},        {"sex", {"female", "m"}},
          {"weight_kg", {"62.5", "90"}},       {"baseline_hamd17", {"24", "30"}},
          {"failed_treatments", {"2", "4"}},   {"own_substance_history", {"0", "1"}},
          {"family_substance_history", {"1"}}, {"psychiatric_comorbidity", {"0", "2"}}};
}

// A scenario beside a patient file with this text; `cohort` is what else the cohort says.
Loaded load_import(const std::string& text, const std::string& cohort = "import: {file: patients.csv}",
                   const Overrides& overrides = {}) {
  FilesInMemory files = shipped_library();
  files.put("patients.csv", text);
  files.put("scenario.yaml", "title: t\nhorizon: 1 week\nseed: 7\ncohort:\n  patients: 5\n  " + cohort +
                                 "\narms:\n  - id: a\n    phases:\n" + kInduction);
  const PatientFormats formats{[](std::string_view bytes) { return "sum-" + std::to_string(bytes.size()); },
                               hdf5_stand_in};
  return load_scenario(files, "scenario.yaml", ".", overrides, formats);
}

}  // namespace

TEST_SUITE("scenario/import") {
  TEST_CASE("a table of comma-separated values gives one patient for each row") {
    const auto loaded = load_import(kHeader + kAda + kBob);
    INFO(shown(loaded));
    REQUIRE(loaded.faults.empty());
    const auto& patients = loaded.scenario.experiment.cohort.imported;
    REQUIRE(patients.size() == 2);
    CHECK(patients[0].age_years == 41.0f);
    CHECK(patients[0].female);
    CHECK(patients[0].weight_kg == 62.5f);
    CHECK(patients[0].family_substance_history);
    CHECK(!patients[0].own_substance_history);
    CHECK(patients[1].baseline_hamd17 == 30.0f);
    CHECK(patients[1].failed_treatments == 4);
    CHECK(!patients[1].female);
    CHECK(patients[1].psychiatric_comorbidity);
  }

  TEST_CASE("byte order mark, CRLF, quotes, blanks, comments and another order of columns change nothing") {
    const auto loaded = load_import(
        "\xEF\xBB\xBF# exported\r\n\"sex\", weight_kg ,age_years,baseline_hamd17,failed_treatments,"
        "psychiatric_comorbidity,own_substance_history,family_substance_history\r\n\r\n"
        " \"female\" ,62.5,41,24,2,0,0,1");
    INFO(shown(loaded));
    REQUIRE(loaded.faults.empty());
    const auto& patients = loaded.scenario.experiment.cohort.imported;
    REQUIRE(patients.size() == 1);
    CHECK(patients[0].female);
    CHECK(patients[0].age_years == 41.0f);
    CHECK(patients[0].family_substance_history);
  }

  TEST_CASE("each faulty cell is shown with its line and column, all at once") {
    const auto loaded =
        load_import(kHeader + "41,f,heavy,24,2.5,0,1,0\n12,male,,24,2,2,1\n17,male,90,24,2,yes,1,0\n");
    CHECK(shown(loaded) ==
          "patients.csv:2:4: sex: 'f' is neither female nor male\n"
          "    2 | 41,f,heavy,24,2.5,0,1,0\n"
          "      |    ^ allowed: female or male\n"
          "patients.csv:2:6: weight_kg: 'heavy' is not a number\n"
          "    2 | 41,f,heavy,24,2.5,0,1,0\n"
          "      |      ^ allowed: 30 to 250\n"
          "patients.csv:2:15: failed_treatments: '2.5' is not a whole number\n"
          "    2 | 41,f,heavy,24,2.5,0,1,0\n"
          "      |               ^ allowed: whole numbers, 0 to 30\n"
          "patients.csv:3:1: 7 cells in a table of 8 columns\n"
          "    3 | 12,male,,24,2,2,1\n"
          "      | ^ every row has one cell for each column\n"
          "patients.csv:4:1: age_years: '17' is out of range\n"
          "    4 | 17,male,90,24,2,yes,1,0\n"
          "      | ^ allowed: 18 to 100\n"
          "patients.csv:4:17: own_substance_history: 'yes' is not a number\n"
          "    4 | 17,male,90,24,2,yes,1,0\n"
          "      |                 ^ allowed: 0 or 1\n");
  }

  TEST_CASE("columns that are missing, unknown or there twice are named, with the nearest right word") {
    const auto loaded =
        load_import("age_years,age_years,gender,weight,baseline_hamd17,failed_treatments\n1,2\n");
    const std::string text = shown(loaded);
    CHECK(text.find("patients.csv:1:11: the column 'age_years' is given twice") != std::string::npos);
    CHECK(text.find("unknown column 'weight'") != std::string::npos);
    CHECK(text.find("the column 'sex' is missing") != std::string::npos);
    CHECK(text.find("the column 'own_substance_history' is missing") != std::string::npos);
    CHECK(shown(load_import("agee_years" + kHeader.substr(9) + kAda)).find("did you mean 'age_years'?") !=
          std::string::npos);
  }

  TEST_CASE("twenty faults are shown, the others counted") {
    std::string rows;
    for (int i = 0; i < 25; ++i) rows += "41,female,62.5,99,2,0,1,0\n";
    const auto loaded = load_import(kHeader + rows);
    REQUIRE(loaded.faults.size() == 21);
    CHECK(loaded.faults.back().message == "and 5 more");
  }

  TEST_CASE("files without patients, with semicolons, open quotes or no text are refused in one fault") {
    const auto message = [](const std::string& text) {
      const auto loaded = load_import(text);
      REQUIRE(loaded.faults.size() == 1);
      return loaded.faults[0].message;
    };
    CHECK(message("") == "there are no patients in this file");
    CHECK(message(kHeader) == "there are no patients in this file");
    CHECK(message("age_years;sex\n41;female\n") == "the cells are not separated by commas");
    CHECK(message(kHeader + "41,\"female,62.5\n") == "this quotation mark is not closed on its line");
    CHECK(message(std::string("a\0b", 3)) == "this is neither CSV text nor an HDF5 file");
  }

  TEST_CASE("HDF5 tables pass the same checks, by row") {
    const auto loaded = load_import("\x89HDF\r\n\x1a\n...");
    REQUIRE(loaded.faults.size() == 4);
    CHECK(shown(loaded).find("patients.csv: age_years: row 2: 'nan' is not a number") != std::string::npos);
    CHECK(shown(loaded).find("family_substance_history: row 2: the cell is empty") != std::string::npos);
  }

  TEST_CASE("the resolved text holds the checksum, and another file is refused by it") {
    const std::string text = kHeader + kAda;
    const std::string sum = "sum-" + std::to_string(text.size());
    const auto loaded = load_import(text);
    CHECK(loaded.scenario.resolved.find("sha256: \"" + sum + "\"") != std::string::npos);
    CHECK(load_import(text, "import: {file: patients.csv, sha256: " + sum + "}").faults.empty());
    const auto other =
        load_import(kHeader + kAda + kBob, "import: {file: patients.csv, sha256: " + sum + "}");
    REQUIRE(other.faults.size() == 1);
    CHECK(other.faults[0].path == "cohort.import.sha256");
  }

  TEST_CASE("distributions of a part are replaced, distributions beside the import contradict it") {
    const auto part =
        load_import(kHeader + kAda, "use: library/cohorts/trd-adults.yaml\n  import: {file: patients.csv}");
    INFO(shown(part));
    CHECK(part.faults.empty());
    CHECK(part.scenario.resolved.find("weight_women") == std::string::npos);
    const auto own = load_import(kHeader + kAda, "women: 50 %\n  import: {file: patients.csv}");
    REQUIRE(own.faults.size() == 1);
    CHECK(own.faults[0].path == "cohort.women");
    CHECK(own.faults[0].other_line == 7);
    Overrides set;
    set.set.emplace_back("cohort.women", "50 %");
    CHECK(load_import(kHeader + kAda, "import: {file: patients.csv}", set).faults.size() == 1);
  }

  TEST_CASE("the file stays within the scenario's folder or the library") {
    for (const char* path : {"../patients.csv", "/etc/passwd", "no.csv"}) {
      CAPTURE(path);
      const auto loaded = load_import(kHeader + kAda, "import: {file: " + std::string(path) + "}");
      REQUIRE(loaded.faults.size() == 1);
      CHECK(loaded.faults[0].path == "cohort.import.file");
    }
  }

  TEST_CASE("criteria that no imported patient meets are a contradiction") {
    const auto loaded = load_import(
        kHeader + kAda, "import: {file: patients.csv}\n  eligibility: {baseline_hamd17: at least 25}");
    REQUIRE(loaded.faults.size() == 1);
    CHECK(loaded.faults[0].message == "nobody is eligible: the highest baseline score of the cohort is 24");
  }
}
