// Splits lines of comma-separated text (RFC 4180, but a cell never spans lines) and keeps each cell's place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tachy::scenario {

struct CsvCell {
  std::string text;          // without quotes and the blanks around it
  std::uint32_t column = 0;  // of its first byte in the line, from 1
};

struct CsvLine {
  std::vector<CsvCell> cells;
  std::string problem;  // why the line cannot be split; empty when it can
  std::uint32_t problem_column = 0;
};

CsvLine split_csv_line(std::string_view line);

}  // namespace tachy::scenario
