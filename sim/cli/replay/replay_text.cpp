// A story in two columns, the twins side by side.
#include <algorithm>
#include <cstring>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/replay/replay.hpp"

namespace tachy::cli {

namespace {

using trace::DiaryEntry;
using Lines = std::vector<std::string>;
using Entries = std::vector<const DiaryEntry*>;

constexpr std::size_t kDayWidth = 7, kLineWidth = 100, kGap = 2;
constexpr const char* kLegend =
    "A, B: fast and consolidated level of the effect (1 together: half of the ceiling); P: expectancy,\n"
    "U: what feeling the drug adds to it (log units of score); T, R: tolerance of the effect and of the\n"
    "reward; C: craving; N: neuroadaptation (0 to 1). true, rated: HAM-D17.\n"
    "[name u < p]: the draw that decided, 0 to 1, fell below a probability. [name u: h > r]: the draw set\n"
    "a clock to ring at r = -ln u, and the hazard had added up to h. Reviews are weekly.\n";

std::string short_number(float value) {
  std::string text = fmt::format("{:.2f}", value);
  return text.starts_with("0.") ? text.substr(1) : text;
}

std::string state_line(const trace::Standing& s) {
  return fmt::format("  A {} B {} P {} U {} T {} R {} C {} N {}", short_number(s.benefit.fast),
                     short_number(s.benefit.consolidated), short_number(s.benefit.expectancy),
                     short_number(s.benefit.unblinding), short_number(s.benefit.tolerance),
                     short_number(s.habituation.reward_tolerance), short_number(s.habituation.craving),
                     short_number(s.habituation.neuroadaptation));
}

// Lines of at most `width` characters, broken between words; later ones are set in.
void add_wrapped(Lines& lines, const std::string& text, std::size_t width) {
  std::string rest = text;
  while (rest.size() > width) {
    const std::size_t blank = rest.rfind(' ', width);
    const std::size_t cut = blank == std::string::npos || blank < 5 ? width : blank;
    lines.push_back(rest.substr(0, cut));
    rest = "    " + rest.substr(rest.find_first_not_of(' ', cut));
  }
  lines.push_back(rest);
}

// One paragraph of the whole width.
std::string paragraph(const std::string& text) {
  Lines lines;
  add_wrapped(lines, text, kLineWidth);
  return fmt::format("{}\n", fmt::join(lines, "\n"));
}

Lines entry_lines(const Story& story, const DiaryEntry& entry, std::size_t width) {
  Lines lines;
  const trace::Standing& s = entry.standing;
  if (entry.visit) {
    add_wrapped(lines, visit_in_words(*entry.visit, entry.day), width);
    if (entry.visit->rated_hamd17)
      add_wrapped(lines, fmt::format("  rated {:.1f}, true {:.1f}", *entry.visit->rated_hamd17, s.hamd17),
                  width);
  } else {
    add_wrapped(lines, fmt::format("review: true {:.1f}", s.hamd17), width);
  }
  for (const auto& event : entry.events)
    add_wrapped(lines, "  * " + event_in_words(story, entry.arm, event), width);
  if (!entry.visit || entry.visit->rated_hamd17) add_wrapped(lines, state_line(s), width);
  if (entry.visit && s.next_visit != regimen::kNoDay)
    add_wrapped(lines, fmt::format("  next visit on day {}", s.next_visit), width);
  return lines;
}

std::map<std::uint32_t, Entries> days_of(const Story& story, std::uint32_t arm) {
  std::map<std::uint32_t, Entries> days;
  for (const DiaryEntry& entry : story.diary.entries)
    if (entry.arm == arm) days[entry.day].push_back(&entry);
  return days;
}

Lines day_lines(const Story& story, const std::map<std::uint32_t, Entries>& days, std::uint32_t day,
                std::size_t width) {
  Lines lines;
  const auto found = days.find(day);
  if (found == days.end()) return lines;
  for (const DiaryEntry* entry : found->second) {
    const Lines more = entry_lines(story, *entry, width);
    lines.insert(lines.end(), more.begin(), more.end());
  }
  return lines;
}

// What happened, without how the patient stands.
std::string happenings(const Story& story, const Entries& entries) {
  std::string text;
  const auto add = [&](const std::string& words) { text += (text.empty() ? "" : "; ") + words; };
  for (const DiaryEntry* entry : entries) {
    if (entry->visit) add(visit_in_words(*entry->visit, entry->day));
    for (const auto& event : entry->events) add(event_in_words(story, entry->arm, event));
  }
  return text.empty() ? "nothing" : text;
}

bool same_standing(const trace::Standing& a, const trace::Standing& b) {
  return a.hamd17 == b.hamd17 && a.treatment == b.treatment && a.dependence == b.dependence &&
         std::memcmp(&a.benefit, &b.benefit, sizeof a.benefit) == 0 &&
         std::memcmp(&a.habituation, &b.habituation, sizeof a.habituation) == 0;
}

// The first day on which something else happened or the patient stood differently, and the first on which the
// true score differed.
std::string first_difference(const Story& story, std::uint32_t arm, std::uint32_t beside) {
  auto left = days_of(story, arm), right = days_of(story, beside);
  const auto& names = story.scenario->arms;
  std::map<std::uint32_t, bool> days;
  for (const DiaryEntry& entry : story.diary.entries) days[entry.day] = true;
  std::string text;
  for (const auto& [day, unused] : days) {
    const Entries &a = left[day], &b = right[day];
    bool same = a.size() == b.size(), same_score = true;
    for (std::size_t i = 0; same && i < a.size(); ++i) {
      same_score = same_score && a[i]->standing.hamd17 == b[i]->standing.hamd17;
      same = same_standing(a[i]->standing, b[i]->standing);
    }
    const std::string in_a = happenings(story, a), in_b = happenings(story, b);
    if (text.empty() && !(same && in_a == in_b))
      text = fmt::format("The arms first differ on day {}:\n", day) +
             paragraph(fmt::format("  {}: {}", names[arm].id, in_a)) +
             paragraph(fmt::format("  {}: {}", names[beside].id, in_b));
    if (!same_score)
      return text + fmt::format("The true score first differs on day {}: {:.1f} and {:.1f}.\n", day,
                                a.back()->standing.hamd17, b.back()->standing.hamd17);
  }
  return text.empty() ? "The arms never differ for this patient.\n" : text;
}

std::string ending(const Story& story, std::uint32_t arm) {
  const day::ArmLife& life = story.diary.life.arms[arm];
  const auto& r = life.record;
  const std::string misuse =
      r.misuse_mg > 0.0f ? fmt::format(", {:.0f} of them unsupervised", r.misuse_mg) : std::string();
  return paragraph(fmt::format(
      "{}: {} sessions, {:.0f} mg in all{}, {} weeks in response, {} of them in remission, {} relapses; {}",
      story.scenario->arms[arm].id, r.sessions, r.cumulative_mg, misuse, (r.response_days + 3) / 7,
      (r.remission_days + 3) / 7, r.relapses,
      row_of(static_cast<regimen::Treatment>(life.clinic.treatment)).words));
}

}  // namespace

std::string story_text(const Story& story, std::uint32_t arm, std::uint32_t beside) {
  const bool two = arm != beside;
  const std::size_t width = two ? (kLineWidth - kDayWidth - kGap) / 2 : kLineWidth - kDayWidth;
  const auto& names = story.scenario->arms;
  const auto left = days_of(story, arm), right = days_of(story, beside);
  std::string text = "\n";
  text += ending(story, arm);
  if (two) text += ending(story, beside) + first_difference(story, arm, beside);
  text += '\n';
  text += kLegend;
  text += '\n';
  const auto row = [&](const std::string& day, const std::string& a, const std::string& b) {
    std::string line = fmt::format("{:<{}}{:<{}}", day, kDayWidth, a, width + kGap) + b;
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  row("day", names[arm].id, two ? names[beside].id : "");
  std::map<std::uint32_t, bool> days;
  for (const DiaryEntry& entry : story.diary.entries)
    if (entry.arm == arm || entry.arm == beside) days[entry.day] = true;
  for (const auto& [day, unused] : days) {
    if (day < story.from_day || day > story.to_day) continue;
    const Lines a = day_lines(story, left, day, width);
    Lines b = two ? day_lines(story, right, day, width) : Lines{};
    if (two && a == b) b = {"the same"};
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i)
      row(i == 0 ? std::to_string(day) : "", i < a.size() ? a[i] : "", i < b.size() ? b[i] : "");
  }
  return text + "\n";
}

}  // namespace tachy::cli
