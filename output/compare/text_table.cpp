#include "output/compare/text_table.hpp"

#include <algorithm>
#include <sstream>

namespace tachy::output {

namespace {

std::size_t characters(const std::string& utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u; }));
}

std::vector<std::string> lines_of(const std::string& cell) {
  std::vector<std::string> lines;
  std::istringstream stream(cell);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// Cells of several lines become rows of one line each.
std::vector<TextRow> single_lines(const std::vector<TextRow>& rows) {
  std::vector<TextRow> singles;
  for (const TextRow& row : rows) {
    const std::size_t first = singles.size();
    for (std::size_t column = 0; column < row.size(); ++column) {
      const std::vector<std::string> lines = lines_of(row[column]);
      if (singles.size() < first + lines.size()) singles.resize(first + lines.size(), TextRow(row.size()));
      for (std::size_t i = 0; i < lines.size(); ++i) singles[first + i][column] = lines[i];
    }
  }
  return singles;
}

}  // namespace

std::string text_table(const std::vector<TextRow>& rows) {
  const std::vector<TextRow> lines = single_lines(rows);
  std::vector<std::size_t> widths;
  for (const TextRow& line : lines) {
    widths.resize(std::max(widths.size(), line.size()));
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], characters(line[i]));
  }
  std::string text;
  for (const TextRow& line : lines) {
    std::string printed;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::string padding(widths[i] - characters(line[i]), ' ');
      printed += i == 0 ? line[i] + padding : "  " + padding + line[i];
    }
    printed.erase(printed.find_last_not_of(' ') + 1);
    text += "  " + printed + "\n";
  }
  return text;
}

}  // namespace tachy::output
