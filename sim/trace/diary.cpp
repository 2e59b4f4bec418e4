#include "trace/diary.hpp"

#include <utility>

#include "trace/visit_status.hpp"

namespace tachy::trace {

namespace {

using model::SlowHarm;

// What the last note left behind in one arm; changes are told against it.
struct Before {
  regimen::ClinicState<float> clinic;
  model::CarryOver<float> carried{};
  model::Record<float> record{};
  model::DependenceState dependence{};
  std::uint32_t withdrawal_until = 0, phase_entered = regimen::kNoPhase, reviewed_on = 0;
};

class Diarist {
 public:
  Diarist(const day::Setup& setup, std::uint32_t patient) : setup_(setup), draws_{setup, patient} {
    const regimen::Plan& plan = setup.experiment->plan;
    for (std::uint32_t arm = 0; arm < plan.arms; ++arm)
      before_.push_back({regimen::first_clinic_state<float>(plan.arm[arm])});
  }

  void write(const day::DayNote& note) {
    Before& before = before_[note.arm];
    const day::ArmLife& after = *note.after;
    if (before.clinic.treatment == static_cast<std::uint32_t>(regimen::Treatment::dead)) return;
    entry_ = {note.day, note.arm, {}, {}, {}};
    if (note.visit)
      tell_visit(before, after, *note.visit, *note.life);
    else
      tell_review(before, after, *note.review, note.life->traits);
    entry_.standing = standing(after, note.visit ? note.visit->score : note.review->score);
    entries_.push_back(entry_);
    carried_.push_back(after.carried);
    before.clinic = after.clinic;
    before.carried = after.carried;
    before.record = after.record;
    before.dependence = after.dependence;
    before.withdrawal_until = after.clocks.withdrawal_until;
    if (note.review) before.reviewed_on = note.day;
  }

  // Benefit and habituation fade from the last dose to the day of each entry.
  std::vector<DiaryEntry> take(const model::Traits<float>& traits) {
    const auto& p = setup_.experiment->parameters;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const auto faded = model::fade_to(carried_[i], traits.response, p, entries_[i].day);
      entries_[i].standing.benefit = faded.benefit;
      entries_[i].standing.habituation = faded.habituation;
    }
    return std::move(entries_);
  }

 private:
  void tell(Mask<float> happened, EventKind kind, float value = 0.0f, std::optional<DecisiveDraw> draw = {}) {
    if (any(happened)) entry_.events.push_back({kind, value, draw});
  }
  void tell_visit(Before& before, const day::ArmLife& after, const day::VisitEvents<float>& e,
                  const day::PatientLife& life) {
    const auto& was = before.clinic;
    const auto& is = after.clinic;
    const SeenVisit seen{setup_.experiment->plan, entry_.arm, entry_.day, was, e, life.person};
    const ReasonedStatus visit_status = status_of(seen);
    const bool came = any(!(e.lost | e.missed | e.postponed));
    VisitNote visit{
        visit_status.status, visit_status.reason, 0, was.planned_day, was.phase, form_of(seen), e.mg, {}, {}};
    const DecidedVisit decided{
        draws_, entry_.arm, entry_.day, visit.dose_form, before.carried, was, before.dependence.state,
        e,      life};
    if (came) {
      visit.rated_hamd17 = e.observed;
      visit.rule = e.decision.rule;
    } else {
      visit.draw = draw_of_missing(decided);
    }
    const bool inside = visit.rated_hamd17 && visit.status != VisitStatus::waiting &&
                        visit.reason != Reason::entry && visit.reason != Reason::no_benefit;
    tell(inside && before.phase_entered != was.phase, EventKind::phase_entered, to_float(was.phase));
    if (inside) before.phase_entered = was.phase;
    const bool same_phase = was.phase == is.phase;
    tell(same_phase && was.interval_days != is.interval_days, EventKind::interval_changed,
         to_float(is.interval_days));
    tell(same_phase && was.dose_step != is.dose_step, EventKind::dose_changed, to_float(is.dose_step));
    tell(!any(regimen::is_noted(was, regimen::kMisuseDetected)) &&
             any(regimen::is_noted(is, regimen::kMisuseDetected)),
         EventKind::misuse_detected, 0.0f, draw_of_alarm(decided));
    tell_harms(decided);
    tell(visit.status == VisitStatus::stopped, EventKind::clinician_stop);
    tell(e.dropped_out, EventKind::drop_out, 0.0f, draw_of_drop_out(decided));
    const bool completed = is.treatment == static_cast<std::uint32_t>(regimen::Treatment::completed);
    const bool spent = is.doses >= setup_.experiment->plan.arm[entry_.arm].max_doses;
    tell(completed && !spent, EventKind::plan_completed);
    tell(completed && spent, EventKind::total_cap_reached);
    entry_.visit = visit;
  }

  void tell_harms(const DecidedVisit& decided) {
    for (const model::SessionEventRow& row : model::kSessionEventTable)
      tell(decided.events.harms.event[model::place_of(row.event)], kind_of(row.event), 0.0f,
           draw_of_event(decided, row));
  }

  static EventKind event_of(model::Dependence entered) {
    if (entered == model::Dependence::none) return EventKind::misuse_ends;
    return entered == model::Dependence::remission ? EventKind::use_disorder_remission
                                                   : kind_of(SlowHarm::use_disorder);
  }

  void tell_dependence(const Before& before, const day::ArmLife& after, const day::ReviewEvents<float>& e,
                       float risk_ratio) {
    const std::uint32_t starts = before.dependence.clock_starts;
    tell(e.misuse_starts, kind_of(SlowHarm::misuse), 0.0f,
         draws_.clock(Purpose::clock_misuse_start, after.clocks.misuse_hazard, starts));
    const model::Dependence was = before.dependence.state, is = after.dependence.state;
    if (was != is && !any(e.misuse_starts)) {
      const bool detected = any(regimen::is_noted(after.clinic, regimen::kMisuseDetected));
      const DecidedChange change{draws_,   before.dependence, is,
                                 detected, risk_ratio,        to_float(entry_.day - before.reviewed_on)};
      tell(true, event_of(is), 0.0f, draw_of_change(change));
    }
    const float unsupervised_mg = after.record.cumulative_mg - before.record.cumulative_mg;
    tell(unsupervised_mg > 0.0f, EventKind::unsupervised_dose, unsupervised_mg);
    tell(
        after.clocks.withdrawal_until > before.withdrawal_until && after.clocks.withdrawal_until > entry_.day,
        EventKind::withdrawal, to_float(after.clocks.withdrawal_until - entry_.day),
        draws_.probability(Purpose::withdrawal_occurs, 0,
                           setup_.experiment->parameters.withdrawal_probability, starts));
  }

  void tell_review(const Before& before, const day::ArmLife& after, const day::ReviewEvents<float>& e,
                   const model::Traits<float>& traits) {
    const model::EventClocks<float>& clocks = after.clocks;
    tell(after.record.relapses > before.record.relapses, EventKind::relapse);
    tell_dependence(before, after, e, traits.risk_ratio);
    const std::uint32_t new_marks = after.record.ever & ~before.record.ever;
    for (const model::SlowHarmRow& row : model::kSlowHarmTable)
      if (row.rings_once && row.harm < SlowHarm::suicide_attempt)
        tell((new_marks & model::mark_of(row.harm)) != 0, kind_of(row.harm), 0.0f,
             draw_of_clock(row, clocks));
    const std::uint32_t attempts = before.record.suicide_attempts;
    tell(e.attempt, kind_of(SlowHarm::suicide_attempt), 0.0f,
         draws_.clock(Purpose::clock_suicide_attempt,
                      clocks.attempt_hazard - draws_.rung(Purpose::clock_suicide_attempt, attempts),
                      attempts));
    for (const auto& [happens, harm] :
         {std::pair{e.suicide, SlowHarm::suicide}, std::pair{e.other_death, SlowHarm::other_death}})
      tell(happens, kind_of(harm), 0.0f, draw_of_clock(model::row_of(harm), clocks));
  }

  DecisiveDraw draw_of_clock(const model::SlowHarmRow& harm, const model::EventClocks<float>& clocks) const {
    return draws_.clock(harm.purpose, clocks.hazard[model::clock_of(harm.harm)]);
  }

  static Standing standing(const day::ArmLife& life, float score) {
    return {score,
            {},
            {},
            life.dependence.state,
            static_cast<regimen::Treatment>(life.clinic.treatment),
            life.clinic.next_visit,
            life.clinic.interval_days};
  }

  const day::Setup& setup_;
  const PatientDraws draws_;
  std::vector<Before> before_;
  DiaryEntry entry_{};
  std::vector<DiaryEntry> entries_;
  std::vector<model::CarryOver<float>> carried_;  // of each entry
};

}  // namespace

Diary keep_diary(const day::Setup& setup, std::uint32_t patient) {
  Diarist diarist(setup, patient);
  Diary diary{day::live_one_patient(setup, patient, [&](const day::DayNote& note) { diarist.write(note); }),
              {}};
  diary.entries = diarist.take(diary.life.traits);
  return diary;
}

}  // namespace tachy::trace
