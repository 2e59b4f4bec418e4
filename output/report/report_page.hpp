// The report: one page, built beforehand (scripts/report.sh), into which the data of results is put.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tachy::output {

// `page`: tachy-report.html. Throws OutputError when it is not that. `results`: JSON of report_json().
std::string report_page(const std::filesystem::path& page, const std::vector<std::string>& results);

}  // namespace tachy::output
