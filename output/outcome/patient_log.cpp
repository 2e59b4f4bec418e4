#include "output/outcome/patient_log.hpp"

#include <algorithm>

#include "output/hdf5/columns.hpp"
#include "output/outcome/groups.hpp"

namespace tachy::output {

namespace {

using hdf5::Attributes;
using hdf5::GrowingColumn;

// "given held ...": the code of a word is its place, from 0.
template <class Enum>
std::string meanings() {
  std::string words;
  for (std::uint8_t code = 0; code < static_cast<std::uint8_t>(Enum::kCount); ++code) {
    words += code > 0 ? " " : "";
    words += trace::name_of(static_cast<Enum>(code));
  }
  return words;
}

template <class Enum>
Attributes coded(const std::string& long_name) {
  return {{"long_name", long_name}, {"flag_meanings", meanings<Enum>()}};
}

Attributes counted(const std::string& long_name, const std::string& units = "1") {
  return {{"long_name", long_name}, {"units", units}};
}

// A table of rows sorted by patient, arm and day, with the place of each patient's rows.
class Table {
 public:
  Table(const hdf5::NewFile& file, const OutcomeInput& in, const std::string& group, const std::string& rows,
        const std::string& long_name)
      : group_(file, group, {{"long_name", long_name}, {"chosen", in.log.choice}}),
        axis_(group_, rows),
        patient_(group_, axis_, "patient", counted("number of the patient, from 0")),
        arm_(group_, axis_, "arm_index", counted("place of the arm on the axis arm, from 0")),
        day_(group_, axis_, "day", counted("day of the scenario, from 0", "d")) {
    write_arm_axis(group_, in);
    std::vector<std::int32_t> logged(in.log.patients.begin(), in.log.patients.end());
    group_.axis("logged", logged, {{"long_name", "number of a logged patient"}});
    first_.reserve(logged.size());
  }
  void begin_patient() { first_.push_back(rows_); }
  void add(std::uint32_t patient, const trace::DiaryEntry& entry) {
    patient_.add(static_cast<std::int32_t>(patient));
    arm_.add(static_cast<std::int32_t>(entry.arm));
    day_.add(static_cast<std::int32_t>(entry.day));
    ++rows_;
  }
  void finish() {
    patient_.flush();
    arm_.flush();
    day_.flush();
    axis_.set_rows(static_cast<hsize_t>(rows_));
    std::vector<std::int64_t> count;
    for (std::size_t i = 0; i < first_.size(); ++i)
      count.push_back((i + 1 < first_.size() ? first_[i + 1] : rows_) - first_[i]);
    group_.variable("first_row", {"logged"}, first_, counted("first row of the patient"));
    group_.variable("rows", {"logged"}, count, counted("number of rows of the patient"));
  }

  template <class T>
  GrowingColumn<T> column(const std::string& name, const Attributes& attributes) const {
    return {group_, axis_, name, attributes};
  }
  hdf5::GroupWriter& group() { return group_; }

 private:
  hdf5::GroupWriter group_;
  hdf5::RowAxis axis_;
  GrowingColumn<std::int32_t> patient_, arm_, day_;
  std::int64_t rows_ = 0;
  std::vector<std::int64_t> first_;
};

class Doses : public Table {
 public:
  Doses(const hdf5::NewFile& file, const OutcomeInput& in)
      : Table(file, in, "doses", "dose", "Every booked visit of the logged patients, and its dose") {
    write_forms(in);
  }
  void add_visit(std::uint32_t patient, const trace::DiaryEntry& entry) {
    const trace::VisitNote& visit = *entry.visit;
    add(patient, entry);
    planned_day_.add(static_cast<std::int32_t>(visit.planned_day));
    status_.add(static_cast<std::uint8_t>(visit.status));
    reason_.add(static_cast<std::uint8_t>(visit.reason));
    rule_.add(static_cast<std::int32_t>(visit.rule));
    phase_.add(static_cast<std::int32_t>(visit.phase));
    form_.add(static_cast<std::int32_t>(visit.dose_form));
    mg_.add(visit.mg);
    rated_.add(visit.rated_hamd17.value_or(hdf5::kMissingFloat));
  }
  void end() {
    for (auto* column : {&planned_day_, &rule_, &phase_, &form_}) column->flush();
    for (auto* column : {&status_, &reason_}) column->flush();
    for (auto* column : {&mg_, &rated_}) column->flush();
    finish();
  }

 private:
  void write_forms(const OutcomeInput& in) {
    const regimen::Plan& plan = in.experiment.plan;
    std::vector<std::string> routes;
    std::vector<float> hours;
    for (std::uint32_t form = 0; form < plan.dose_forms; ++form) {
      const model::DoseForm& dose = plan.dose_form[form];
      const model::ProductRow& product = model::row_of(dose.product);
      routes.emplace_back(product.is_drug() ? product.route : "placebo");
      hours.push_back(product.is_drug() && product.infused ? dose.infusion_hours : 0.0f);
    }
    group().axis("dose_form", in.dose_form_labels, {{"long_name", "kind of dose"}});
    group().variable("route", {"dose_form"}, routes, {{"long_name", "iv, nasal, or placebo"}});
    group().variable("infusion_hours", {"dose_form"}, hours, counted("duration of the infusion", "h"));
  }

  GrowingColumn<std::int32_t> planned_day_ =
      column<std::int32_t>("planned_day", counted("day the visit was planned for", "d"));
  GrowingColumn<std::uint8_t> status_ =
      column<std::uint8_t>("status", coded<trace::VisitStatus>("what became of the visit"));
  GrowingColumn<std::uint8_t> reason_ = column<std::uint8_t>("reason", coded<trace::Reason>("why"));
  GrowingColumn<std::int32_t> rule_ =
      column<std::int32_t>("rule", counted("rule of the phase that decided, from 1; 0 = none"));
  GrowingColumn<std::int32_t> phase_ =
      column<std::int32_t>("phase_index", counted("phase, as in /calendar/phase_id"));
  GrowingColumn<std::int32_t> form_ =
      column<std::int32_t>("dose_form_index", counted("place of the dose on the axis dose_form, from 0"));
  GrowingColumn<float> mg_ = column<float>("mg", counted("drug given", "mg"));
  GrowingColumn<float> rated_ =
      column<float>("rated_hamd17", {{"long_name", "HAM-D17 as rated; missing = did not come"},
                                     {"units", "points"},
                                     {"_FillValue", hdf5::kMissingFloat}});
};

class Events : public Table {
 public:
  Events(const hdf5::NewFile& file, const OutcomeInput& in)
      : Table(file, in, "events", "event", "Events and decisions of the logged patients") {}
  void add_events(std::uint32_t patient, const trace::DiaryEntry& entry) {
    for (const trace::EventNote& event : entry.events) {
      add(patient, entry);
      kind_.add(static_cast<std::uint8_t>(event.kind));
      value_.add(event.value);
    }
  }
  void end() {
    kind_.flush();
    value_.flush();
    finish();
  }

 private:
  GrowingColumn<std::uint8_t> kind_ = column<std::uint8_t>("kind", coded<trace::EventKind>("what happened"));
  GrowingColumn<float> value_ = column<float>("value", counted("how much; its meaning goes with kind"));
};

// Arm by arm, each in order of days.
std::vector<const trace::DiaryEntry*> by_arm(const trace::Diary& diary) {
  std::vector<const trace::DiaryEntry*> entries;
  for (const trace::DiaryEntry& entry : diary.entries) entries.push_back(&entry);
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto* a, const auto* b) { return a->arm < b->arm; });
  return entries;
}

}  // namespace

void write_patient_log(const hdf5::NewFile& file, const OutcomeInput& in) {
  if (!in.log.wanted) return;
  Doses doses(file, in);
  Events events(file, in);
  const auto write = [&](std::uint32_t patient, const trace::Diary& diary) {
    doses.begin_patient();
    events.begin_patient();
    for (const trace::DiaryEntry* entry : by_arm(diary)) {
      if (entry->visit) doses.add_visit(patient, *entry);
      events.add_events(patient, *entry);
    }
    file.tell_failure();
  };
  in.log.stories(write);
  doses.end();
  events.end();
}

}  // namespace tachy::output
