#include "scenario/text/csv.hpp"

namespace tachy::scenario {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

class LineSplitter {
 public:
  explicit LineSplitter(std::string_view line) : line_(line) {}

  CsvLine split() {
    do {
      while (at_ < line_.size() && is_blank(line_[at_])) ++at_;
      line_so_far_.cells.push_back({"", column()});
      if (at_ < line_.size() && line_[at_] == '"') {
        read_quoted();
      } else {
        read_plain();
      }
    } while (line_so_far_.problem.empty() && at_ < line_.size() && line_[at_++] == ',');
    return std::move(line_so_far_);
  }

 private:
  std::uint32_t column() const { return static_cast<std::uint32_t>(at_) + 1; }
  std::string& cell() { return line_so_far_.cells.back().text; }
  void complain(std::string problem) {
    line_so_far_.problem = std::move(problem);
    line_so_far_.problem_column = column();
  }

  void read_plain() {
    while (at_ < line_.size() && line_[at_] != ',') {
      if (line_[at_] == '"') return complain("a quotation mark within a cell");
      cell() += line_[at_++];
    }
    while (!cell().empty() && is_blank(cell().back())) cell().pop_back();
  }

  void read_quoted() {
    const std::size_t start = at_++;
    for (;; ++at_) {
      if (at_ == line_.size()) {
        at_ = start;
        return complain("this quotation mark is not closed on its line");
      }
      if (line_[at_] != '"') {
        cell() += line_[at_];
      } else if (line_.substr(at_, 2) == "\"\"") {
        cell() += line_[at_++];
      } else {
        break;
      }
    }
    ++at_;
    while (at_ < line_.size() && is_blank(line_[at_])) ++at_;
    if (at_ < line_.size() && line_[at_] != ',') complain("a comma must follow the closing quotation mark");
  }

  std::string_view line_;
  std::size_t at_ = 0;
  CsvLine line_so_far_;
};

}  // namespace

CsvLine split_csv_line(std::string_view line) { return LineSplitter(line).split(); }

}  // namespace tachy::scenario
