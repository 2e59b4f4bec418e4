#include "trace/decisive_draw.hpp"

#include <stdexcept>
#include <utility>

namespace tachy::trace {

namespace {

using Against = DecisiveDraw::Against;

// Of the purposes that decide something but a harm, whose row says how it is called.
constexpr std::pair<Purpose, std::string_view> kPurposeNames[] = {
    {Purpose::attendance, "attendance"},
    {Purpose::lateness, "lateness"},
    {Purpose::pressor_response, "pressor_response"},
    {Purpose::drop_out, "drop_out"},
    {Purpose::misuse_detection, "misuse_detection"},
    {Purpose::clock_misuse_quit, "clock_misuse_quit"},
    {Purpose::clock_disorder_remission, "clock_disorder_remission"},
    {Purpose::clock_disorder_relapse, "clock_disorder_relapse"},
    {Purpose::withdrawal_occurs, "withdrawal_occurs"},
};

std::string_view name_of(Purpose purpose) {
  for (const auto& [known, name] : kPurposeNames)
    if (known == purpose) return name;
  for (const model::SessionEventRow& event : model::kSessionEventTable)
    if (event.purpose == purpose) return event.name;
  for (const model::SlowHarmRow& harm : model::kSlowHarmTable)
    if (harm.purpose == purpose) return harm.clock;
  throw std::logic_error("a draw for this purpose decides nothing that a diary tells");
}

RandomWords<float> words(const PatientDraws& of, Purpose purpose, std::uint32_t day, std::uint32_t index) {
  return random_words<float>(of.setup.keys, purpose, of.patient, of.setup.experiment->replicate, day, index);
}

const model::Parameters& parameters_of(const DecidedVisit& visit) {
  return visit.draws.setup.experiment->parameters;
}

model::Session<float> session_of(const DecidedVisit& visit) {
  const day::Setup& setup = visit.draws.setup;
  const auto& p = setup.experiment->parameters;
  const auto before = model::fade_to(visit.before, visit.life.traits.response, p, visit.day);
  return {visit.life.exposures[visit.dose_form].log_peak, before.habituation.sessions_per_week <= 0.0f,
          !setup.experiment->plan.dose_form[visit.dose_form].is_drug()};
}

DecisiveDraw pressor_draw(const DecidedVisit& visit, float rise_mmhg) {
  const model::Parameters& p = parameters_of(visit);
  const auto drawn = words(visit.draws, Purpose::pressor_response, visit.day, 0);
  const float expected = model::expected_rise_mmhg(visit.life.traits.harm, p, session_of(visit));
  return {name_of(Purpose::pressor_response), pair_of(drawn, Purpose::pressor_response).first, Against::limit,
          (rise_mmhg - expected) / p.systolic_rise_sd_session};
}

}  // namespace

DecisiveDraw PatientDraws::probability(Purpose purpose, std::uint32_t day, float p,
                                       std::uint32_t index) const {
  return {name_of(purpose), uniform<float>(words(*this, purpose, day, index).word(purpose)),
          Against::probability, p};
}

DecisiveDraw PatientDraws::clock(Purpose purpose, float reached, std::uint32_t index) const {
  return {name_of(purpose), uniform<float>(words(*this, purpose, 0, index).word(purpose)), Against::hazard,
          reached};
}

float PatientDraws::rung(Purpose purpose, std::uint32_t times) const {
  float hazard = 0.0f;
  for (std::uint32_t index = 0; index < times; ++index)
    hazard = hazard + exponential<float>(words(*this, purpose, 0, index).word(purpose));
  return hazard;
}

DecisiveDraw draw_of_missing(const DecidedVisit& visit) {
  if (any(visit.events.missed))
    return visit.draws.probability(
        Purpose::attendance, visit.day,
        day::missing_probability<float>(visit.draws.setup, visit.life.traits,
                                        static_cast<std::uint32_t>(visit.dependence)));
  const float p_late = visit.draws.setup.attendance.p_late;
  return visit.draws.probability(Purpose::lateness, visit.day, p_late);
}

DecisiveDraw draw_of_alarm(const DecidedVisit& visit) {
  const regimen::PolicyStage& policy = visit.draws.setup.experiment->plan.arm[visit.arm].policy_on(visit.day);
  const float p = day::alarm_probability<float>(policy, static_cast<std::uint32_t>(visit.dependence));
  return visit.draws.probability(Purpose::misuse_detection, visit.day, p);
}

DecisiveDraw draw_of_event(const DecidedVisit& visit, const model::SessionEventRow& event) {
  const model::HarmTraits<float>& traits = visit.life.traits.harm;
  switch (event.kind) {
    case model::SessionEventKind::adverse_event:
      return visit.draws.probability(
          event.purpose, visit.day,
          model::event_probability(traits, parameters_of(visit), event, session_of(visit)));
    case model::SessionEventKind::systolic_rise:
      return pressor_draw(visit, event.limit_mmhg);
    case model::SessionEventKind::systolic_peak:
      break;
  }
  return pressor_draw(visit, event.limit_mmhg - traits.systolic_resting_mmhg);
}

DecisiveDraw draw_of_drop_out(const DecidedVisit& visit) {
  const float days = to_float(visit.day - visit.clinic.last_dose_day);
  const float improvement = 1.0f - visit.events.observed / visit.life.traits.response.baseline_hamd17;
  const float p = day::leaving_probability<float>(
      visit.draws.setup, visit.life.traits, visit.day, days, improvement,
      model::event_that_raises_drop_out(visit.events.harms), static_cast<std::uint32_t>(visit.dependence));
  return visit.draws.probability(Purpose::drop_out, visit.day, p);
}

DecisiveDraw draw_of_change(const DecidedChange& change) {
  using model::Dependence;
  const model::DependenceState& was = change.before;
  const auto& p = change.draws.setup.experiment->parameters;
  const model::Exits exits = model::exits_of(was, p, change.risk_ratio, change.detected);
  const float leave = was.leave_hazard + exits.leave_per_day * change.days;
  const float worsen = was.worsen_hazard + exits.worsen_per_day * change.days;
  const std::uint32_t started = was.clock_starts - 1;  // when the state was entered
  if (change.now == Dependence::none) return change.draws.clock(Purpose::clock_misuse_quit, leave, started);
  if (change.now == Dependence::remission)
    return change.draws.clock(Purpose::clock_disorder_remission, leave, started);
  const bool relapse = was.state == Dependence::remission;
  return change.draws.clock(relapse ? Purpose::clock_disorder_relapse : Purpose::clock_use_disorder, worsen,
                            started);
}

}  // namespace tachy::trace
