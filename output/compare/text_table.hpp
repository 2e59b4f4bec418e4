// A plain table: first column to the left, the others to the right, two spaces between. Widths are counted in
// characters, not bytes. A cell may have several lines, separated by '\n'.
#pragma once

#include <string>
#include <vector>

namespace tachy::output {

using TextRow = std::vector<std::string>;
std::string text_table(const std::vector<TextRow>& rows);

}  // namespace tachy::output
