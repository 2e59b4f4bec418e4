// Parts of the documentation that are printed from the code, and their check.
//
// A generated part stands between two lines in a Markdown file. A test compares it line by line; when the
// environment variable TACHY_REFRESH_PAGES is 1 (scripts/refresh.sh), it is written anew instead.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace tachy::tests {

inline std::string in_source(std::string path) { return path.insert(0, TACHY_SOURCE_DIR "/"); }

inline std::string read_document(const std::string& path) {
  std::ifstream file(path);
  REQUIRE_MESSAGE(file, "cannot read " << path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// Checks that the page is `right`, line by line, or writes it.
inline void check_page(const std::string& path, const std::string& page, const std::string& right) {
  const char* refresh = std::getenv("TACHY_REFRESH_PAGES");
  if (refresh != nullptr && std::string(refresh) == "1") {
    if (page != right) std::ofstream(path) << right;
    return;
  }
  std::istringstream written(page), expected(right);
  std::string line, wanted;
  while (std::getline(expected, wanted)) {
    if (!std::getline(written, line)) line = "(nothing more)";
    CHECK_MESSAGE(line == wanted, path << " is out of date; renew it with scripts/refresh.sh");
  }
  CHECK_MESSAGE(!std::getline(written, line), path << " has a line too many: " << line);
}

struct GeneratedPart {
  std::string path, first_line, last_line;
};

// Checks that the part equals `right`, or writes it.
inline void check_generated(const GeneratedPart& part, const std::string& right) {
  const std::string document = read_document(part.path);
  const std::size_t before = document.find(part.first_line + "\n");
  REQUIRE_MESSAGE(before != std::string::npos, part.path << " has no line '" << part.first_line << "'");
  const std::size_t begin = before + part.first_line.size() + 1, end = document.find(part.last_line, begin);
  REQUIRE_MESSAGE(end != std::string::npos, part.path << " has no line '" << part.last_line << "'");
  check_page(part.path, document, document.substr(0, begin) + right + document.substr(end));
}

}  // namespace tachy::tests
