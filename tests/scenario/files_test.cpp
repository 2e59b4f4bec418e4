// Where scenarios are read from: the same behaviour on disk and in memory, and what is told of a path alone.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "scenario/load.hpp"
#include "scenario/text/files_in_memory.hpp"
#include "scenario/text/files_on_disk.hpp"
#include "scenario/text/paths.hpp"
#include "tests/scenario/in_memory.hpp"

using namespace tachy;
using namespace tachy::scenario;
namespace fs = std::filesystem;

namespace {

const std::map<std::string, std::string> kTexts = {
    {"a.yaml", "A"}, {"library/b.yaml", "BB"}, {"library/deep/c.csv", ""}, {"library-2.yaml", "D"}};

// What must hold of kTexts below `root`, wherever they are kept.
void check_texts(const Files& files, const std::string& root) {
  const auto path = [&](const std::string& name) { return joined(root, name); };
  for (const auto& file : kTexts) {
    const std::string &name = file.first, &text = file.second;
    CAPTURE(name);
    CHECK(files.kind(path(name)) == FileKind::file);
    CHECK(files.read(path(name), 2).bytes == text);
    CHECK(files.is_inside(path(name), root));
    CHECK(files.is_inside(path(name), path(name)));
  }
  CHECK(files.kind(path("./library//deep")) == FileKind::folder);
  CHECK(files.kind(path("library/deep/../b.yaml")) == FileKind::file);
  CHECK(files.kind(path("lib")) == FileKind::none);
  CHECK(files.read(path("library/b.yaml"), 1).state == FileBytes::State::too_large);
  CHECK(files.read(path("library/b.yaml"), 1).bytes.empty());
  CHECK(files.names_below(path("library")) == std::vector<std::string>{"b.yaml", "deep/c.csv"});
  CHECK(files.names_below(path("nowhere")).empty());
  CHECK(files.is_inside(path("library/deep/c.csv"), path("library")));
  CHECK_FALSE(files.is_inside(path("library-2.yaml"), path("library")));
  CHECK_FALSE(files.is_inside(path("a.yaml"), path("library/b.yaml")));
}

struct TestFolder {
  fs::path path = fs::temp_directory_path() / ("tachy-files-" + std::to_string(getpid()));
  TestFolder() {
    for (const auto& [name, text] : kTexts) {
      fs::create_directories((path / name).parent_path());
      std::ofstream(path / name) << text;
    }
  }
  ~TestFolder() { fs::remove_all(path); }
};

}  // namespace

TEST_SUITE("scenario/files") {
  TEST_CASE("files on disk and texts in memory are found, read and listed alike") {
    const TestFolder folder;
    check_texts(FilesOnDisk{}, folder.path.string());
    for (const char* root : {".", "", "/", "/some/where", "some/where"}) {
      CAPTURE(root);
      FilesInMemory files;
      for (const auto& [name, text] : kTexts) files.put(joined(root, name), text);
      check_texts(files, root);
    }
  }

  TEST_CASE("on disk a link is where it leads") {
    const TestFolder folder;
    fs::create_symlink("../a.yaml", folder.path / "library" / "link.yaml");
    const FilesOnDisk files;
    const std::string link = (folder.path / "library/link.yaml").string();
    CHECK(files.kind(link) == FileKind::file);
    CHECK_FALSE(files.is_inside(link, (folder.path / "library").string()));
    CHECK(files.is_inside(link, (folder.path / "a.yaml").string()));
    CHECK(files.kind("/dev/null") == FileKind::other);
  }

  TEST_CASE("a path is taken apart, put together and normalised as the file system would") {
    for (const char* text : {"", ".", "..", "/", "a", "a/b", "a//b", "./a/./b", "a/../b", "../a", "a/../../b",
                             "/..", "/../a", "/a/b.yaml", "a/b/"}) {
      CAPTURE(text);
      const fs::path path(text);
      CHECK(folder_of(text) == path.parent_path().string());
      CHECK(file_name(text) == path.filename().string());
      std::string normal = path.empty() ? "." : path.lexically_normal().string();
      if (normal.size() > 1 && normal.ends_with('/')) normal.pop_back();
      CHECK(normal_path(text) == normal);
      CHECK(joined(text, "x") == (path / "x").string());
    }
    CHECK(leaves_folder("a/../b"));
    CHECK(leaves_folder("/a"));
    CHECK_FALSE(leaves_folder("a/..b"));
  }

  TEST_CASE("a shipped scenario is the same from disk and from memory") {
    const std::string on_disk = scenarios_folder() + "/policy/maintenance.yaml";
    const FilesOnDisk disk;
    FilesInMemory memory = shipped_library();
    memory.put("policy/maintenance.yaml", disk.read(on_disk, kMostBytes).bytes);
    const Loaded a = load_scenario(disk, on_disk, scenarios_folder(), {});
    const Loaded b = load_scenario(memory, "policy/maintenance.yaml", ".", {});
    INFO(shown(b));
    REQUIRE(b.faults.empty());
    CHECK(b.scenario.resolved == a.scenario.resolved);
    CHECK(b.files.size() == a.files.size());
    CHECK(b.files.front() == "policy/maintenance.yaml");
  }

  TEST_CASE("in memory a part that is not there is named, with the nearest right one") {
    const Loaded loaded =
        load_text("title: t\nhorizon: 1 week\ncohort:\n  use: library/cohorts/trd-adult.yaml\narms: []\n");
    REQUIRE_FALSE(loaded.faults.empty());
    CHECK(shown(loaded).find("did you mean 'library/cohorts/trd-adults.yaml'?") != std::string::npos);
  }

  TEST_CASE("parts that use each other in a circle are refused") {
    FilesInMemory files;
    files.put("s.yaml", one_arm(kInduction, "parameters: {use: a.yaml}\n"));
    files.put("a.yaml", "use: deep/../b.yaml\n");
    CHECK(shown(load_scenario(files, "s.yaml", ".", {})).find("leaves the scenario's folder") !=
          std::string::npos);
    files.put("a.yaml", "use: ./b.yaml\n");
    files.put("b.yaml", "use: a.yaml\n");
    CHECK(shown(load_scenario(files, "s.yaml", ".", {})).find("'a.yaml' uses itself") != std::string::npos);
  }
}
