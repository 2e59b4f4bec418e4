#include "output/report/report_page.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "base/error.hpp"

namespace tachy::output {

namespace {

constexpr std::string_view kPlaceOfData = "/* DATA */";

// Within a script element nothing may look like its end, or the beginning of a comment: no '<' at all. JSON
// knows another way to write it, and to write what ends a line in a script.
std::string escaped(const std::string& json) {
  std::string text;
  text.reserve(json.size());
  for (const char c : json) {
    if (c == '<')
      text += "\\u003c";
    else if (c == '\x7f')
      text += "\\u007f";
    else
      text += c;
  }
  return text;
}

}  // namespace

std::string report_page(const std::filesystem::path& page, const std::vector<std::string>& results) {
  std::ifstream file(page, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto at = text.find(kPlaceOfData);
  if (!file || at == std::string::npos)
    throw OutputError(fmt::format("cannot use '{}': it is no page for reports", page.string()));
  std::string data = "[";
  for (const std::string& json : results) data += (data.size() > 1 ? ",\n" : "") + escaped(json);
  return text.replace(at, kPlaceOfData.size(), data + "]");
}

}  // namespace tachy::output
