#include "engine/diary.hpp"

#include <utility>

namespace tachy::engine {

namespace {

// What the last note left behind in one arm; changes are told against it.
struct Before {
  regimen::ClinicState<float> clinic;
  model::Record<float> record{};
  model::DependenceState dependence{};
  std::uint32_t withdrawal_until = 0, phase_entered = regimen::kNoPhase;
};

class Diarist {
 public:
  Diarist(const Setup& setup, std::uint32_t patient) : setup_(setup), patient_(patient) {
    const regimen::Plan& plan = setup.experiment->plan;
    for (std::uint32_t arm = 0; arm < plan.arms; ++arm)
      before_.push_back({regimen::first_clinic_state<float>(plan.arm[arm])});
  }

  void write(const DayNote& note) {
    Before& before = before_[note.arm];
    const ArmLife& after = *note.after;
    if (before.clinic.treatment == static_cast<std::uint32_t>(regimen::Treatment::dead)) return;
    entry_ = {note.day, note.arm, {}, {}, {}};
    if (note.visit)
      tell_visit(before, after, *note.visit);
    else
      tell_review(before, after, *note.review);
    entry_.standing = standing(after, note.visit ? note.visit->score : note.review->score);
    entries_.push_back(entry_);
    carried_.push_back(after.carried);
    before.clinic = after.clinic;
    before.record = after.record;
    before.dependence = after.dependence;
    before.withdrawal_until = after.watch.withdrawal_until;
  }

  // Benefit and habituation fade from the last dose to the day of each entry.
  std::vector<DiaryEntry> take(const model::Traits<float>& traits) {
    const auto& p = setup_.experiment->parameters;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const float elapsed = to_float(entries_[i].day - carried_[i].as_of_day);
      entries_[i].standing.benefit = model::fade(carried_[i].benefit, traits.response, p, elapsed);
      entries_[i].standing.habituation = model::fade(carried_[i].habituation, p, elapsed);
    }
    return std::move(entries_);
  }

 private:
  void tell(Mask<float> happened, EventKind kind, float value = 0.0f, std::optional<DecidingDraw> draw = {}) {
    if (any(happened)) entry_.events.push_back({kind, value, draw});
  }
  DecidingDraw drawn(Purpose purpose, std::string_view name, std::uint32_t day, std::uint32_t index) const {
    const auto words = draw<float>(setup_.keys, purpose, patient_, setup_.experiment->replicate, day, index);
    return {name, uniform<float>(words.word(purpose))};
  }
  DecidingDraw today(Purpose purpose, std::string_view name) const {
    return drawn(purpose, name, entry_.day, 0);
  }
  DecidingDraw clock(Purpose purpose, std::string_view name, std::uint32_t index = 0) const {
    return drawn(purpose, name, 0, index);
  }
  static constexpr DecidingDraw elsewhere(std::string_view name) { return {name, {}}; }

  Reason why_turned_away(const Before& before, const regimen::Phase& phase, std::uint32_t rule) const {
    if (rule > 0) return Reason::rule;
    const bool judged = before.clinic.doses_in_phase >= phase.stop_after_doses;
    return before.clinic.entered == 0 && !judged ? Reason::entry : Reason::no_benefit;
  }

  void judge(VisitNote& visit, const Before& before, const VisitEvents<float>& e) const {
    const regimen::Phase& phase = setup_.experiment->plan.arm[entry_.arm].phase[visit.phase];
    const auto set = [&](VisitStatus status, Reason reason) {
      visit.status = status;
      visit.reason = reason;
    };
    if (any(e.lost | e.postponed)) {
      set(any(e.lost)     ? VisitStatus::lost
          : any(e.missed) ? VisitStatus::missed
                          : VisitStatus::postponed,
          Reason::none);
      visit.draw =
          any(e.missed) ? today(Purpose::attendance, "attendance") : today(Purpose::lateness, "lateness");
      return;
    }
    visit.rated_hamd17 = e.observed;
    visit.rule = e.decision.rule;
    if (any(e.given))
      set(VisitStatus::given, visit.rule > 0 ? Reason::rule : Reason::none);
    else if (any(e.decision.stop))
      set(VisitStatus::stopped, why_turned_away(before, phase, visit.rule));
    else if (any(e.decision.waits))
      set(VisitStatus::waiting, Reason::entry);
    else if (any(e.decision.moved))
      set(VisitStatus::moved, why_turned_away(before, phase, visit.rule));
    else if (any(e.decision.withheld))
      set(VisitStatus::held, Reason::rule);
    else if (any(e.decision.held))
      set(VisitStatus::held, Reason::cap);
    else
      set(VisitStatus::assessed, visit.rule > 0 ? Reason::rule : Reason::none);
  }

  void tell_visit(Before& before, const ArmLife& after, const VisitEvents<float>& e) {
    const auto& was = before.clinic;
    const auto& is = after.clinic;
    VisitNote visit{
        VisitStatus::lost, Reason::none, 0, was.planned_day, was.phase, e.dose_form, e.mg, {}, {}};
    judge(visit, before, e);
    const bool inside = visit.rated_hamd17 && visit.status != VisitStatus::waiting &&
                        visit.reason != Reason::entry && visit.reason != Reason::no_benefit;
    tell(inside && before.phase_entered != was.phase, EventKind::phase_entered, to_float(was.phase));
    if (inside) before.phase_entered = was.phase;
    const bool same_phase = was.phase == is.phase;
    tell(same_phase && was.interval_days != is.interval_days, EventKind::interval_changed,
         to_float(is.interval_days));
    tell(same_phase && was.dose_step != is.dose_step, EventKind::dose_changed, to_float(is.dose_step));
    tell(was.misuse_detected == 0 && is.misuse_detected != 0, EventKind::misuse_detected, 0.0f,
         today(Purpose::misuse_detection, "misuse_detection"));
    tell(e.harms.dissociation, EventKind::dissociation, 0.0f, today(Purpose::dissociation, "dissociation"));
    tell(e.harms.sedation, EventKind::sedation, 0.0f, today(Purpose::sedation, "sedation"));
    tell(e.harms.nausea, EventKind::nausea, 0.0f, today(Purpose::nausea, "nausea"));
    tell(e.harms.dizziness, EventKind::dizziness, 0.0f, today(Purpose::dizziness, "dizziness"));
    tell(e.harms.systolic_rise_40, EventKind::systolic_rise_40, 0.0f, elsewhere("pressor_response"));
    tell(e.harms.systolic_180, EventKind::systolic_180, 0.0f, elsewhere("pressor_response"));
    tell(visit.status == VisitStatus::stopped, EventKind::clinician_stop);
    tell(e.dropped_out, EventKind::drop_out, 0.0f, today(Purpose::drop_out, "drop_out"));
    tell(is.treatment == static_cast<std::uint32_t>(regimen::Treatment::completed),
         EventKind::plan_completed);
    entry_.visit = visit;
  }

  void tell_dependence(const Before& before, const ArmLife& after, const ReviewEvents<float>& e) {
    using model::Dependence;
    const Dependence was = before.dependence.state, is = after.dependence.state;
    tell(e.misuse_starts, EventKind::misuse_starts, 0.0f,
         clock(Purpose::clock_misuse_start, "clock_misuse_start", before.dependence.clock_starts));
    const bool changed = was != is && !any(e.misuse_starts);
    tell(changed && is == Dependence::none, EventKind::misuse_ends, 0.0f, elsewhere("clock_misuse_quit"));
    tell(changed && is == Dependence::use_disorder, EventKind::use_disorder, 0.0f,
         elsewhere(was == Dependence::remission ? "clock_disorder_relapse" : "clock_use_disorder"));
    tell(changed && is == Dependence::remission, EventKind::use_disorder_remission, 0.0f,
         elsewhere("clock_disorder_remission"));
    const float unsupervised_mg = after.record.cumulative_mg - before.record.cumulative_mg;
    tell(unsupervised_mg > 0.0f, EventKind::unsupervised_dose, unsupervised_mg);
    tell(after.watch.withdrawal_until > before.withdrawal_until && after.watch.withdrawal_until > entry_.day,
         EventKind::withdrawal, to_float(after.watch.withdrawal_until - entry_.day),
         elsewhere("withdrawal_occurs"));
  }

  void tell_review(const Before& before, const ArmLife& after, const ReviewEvents<float>& e) {
    tell(after.record.relapses > before.record.relapses, EventKind::relapse);
    tell_dependence(before, after, e);
    tell((after.record.ever & ~before.record.ever & model::kEverUrinary) != 0, EventKind::urinary_symptoms,
         0.0f, clock(Purpose::clock_urinary, "clock_urinary"));
    const std::uint32_t attempts = before.record.suicide_attempts;
    tell(e.attempt, EventKind::suicide_attempt, 0.0f,
         clock(Purpose::clock_suicide_attempt, "clock_suicide_attempt", attempts));
    tell(e.suicide, EventKind::suicide, 0.0f, clock(Purpose::clock_suicide, "clock_suicide"));
    tell(e.other_death, EventKind::other_death, 0.0f, clock(Purpose::clock_other_death, "clock_other_death"));
  }

  static Standing standing(const ArmLife& life, float score) {
    return {score,
            {},
            {},
            life.dependence.state,
            static_cast<regimen::Treatment>(life.clinic.treatment),
            life.clinic.next_visit,
            life.clinic.interval_days};
  }

  const Setup& setup_;
  std::uint32_t patient_;
  std::vector<Before> before_;
  DiaryEntry entry_{};
  std::vector<DiaryEntry> entries_;
  std::vector<model::Carried<float>> carried_;  // of each entry
};

}  // namespace

Diary keep_diary(const Setup& setup, std::uint32_t patient) {
  Diarist diarist(setup, patient);
  Diary diary{live_one_patient(setup, patient, [&](const DayNote& note) { diarist.write(note); }), {}};
  diary.entries = diarist.take(diary.life.traits);
  return diary;
}

}  // namespace tachy::engine
