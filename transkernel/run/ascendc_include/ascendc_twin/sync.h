// Flags and barriers between the pipes of a core.
// Source: asc-devkit docs, basic API, synchronisation within a core: the legal pairs of dav-2201's cores, ids 0 to 7.
#ifndef ASCENDC_TWIN_SYNC_H
#define ASCENDC_TWIN_SYNC_H

#include "ascendc_twin/compiled.h"
#include "ascendc_twin/core.h"

#define ASCENDC_TWIN_EVENTS(EVENT)                                                                                    \
  EVENT(S, V) EVENT(S, MTE2) EVENT(S, MTE3) EVENT(V, S) EVENT(V, MTE2) EVENT(V, MTE3) EVENT(MTE2, S) EVENT(MTE2, V)     \
  EVENT(MTE2, MTE3) EVENT(MTE3, S) EVENT(MTE3, V) EVENT(MTE3, MTE2) EVENT(M, MTE1) EVENT(M, MTE2) EVENT(M, FIX)         \
  EVENT(MTE1, M) EVENT(MTE1, MTE2) EVENT(MTE1, MTE3) EVENT(MTE1, FIX) EVENT(MTE2, M) EVENT(MTE2, MTE1)                  \
  EVENT(MTE3, MTE1) EVENT(FIX, M) EVENT(FIX, MTE1) EVENT(FIX, MTE2) EVENT(FIX, MTE3) EVENT(MTE2, FIX) EVENT(MTE3, FIX)

using TEventID = std::int8_t;
enum event_t { EVENT_ID0 = 0, EVENT_ID1, EVENT_ID2, EVENT_ID3, EVENT_ID4, EVENT_ID5, EVENT_ID6, EVENT_ID7 };

namespace AscendC {

using TEventID = ::TEventID;

#define EVENT(FROM, TO) FROM##_##TO,
enum class HardEvent : std::uint8_t { ASCENDC_TWIN_EVENTS(EVENT) MAX };
#undef EVENT

}  // namespace AscendC

namespace ascendc_twin {

using AscendC::HardEvent;

struct EventName {
  Pipe from, to;
  const char *set, *wait;
};
#define EVENT(FROM, TO) {FROM, TO, "SetFlag<" #FROM "_" #TO ">", "WaitFlag<" #FROM "_" #TO ">"},
constexpr EventName kEvents[] = {ASCENDC_TWIN_EVENTS(EVENT)};
#undef EVENT

inline FlagKey flag_of(HardEvent event, std::int32_t id, Who who) {
  if (id < 0 || id > 7) complain(who, "the event id %d is not from 0 to 7", id);
  const EventName& name = kEvents[int(event)];
  return {name.from, name.to, std::uint32_t(id)};
}

inline Pipe pipe_of(pipe_t pipe) {
  return pipe == PIPE_FIX ? FIX : Pipe(pipe);
}

}  // namespace ascendc_twin

namespace AscendC {

template <HardEvent event>
void SetFlag(std::int32_t id, ASCENDC_TWIN_HERE) {
  twin::Who who = {twin::kEvents[int(event)].set, at.line};
  twin::core().pipes.set_flag(twin::flag_of(event, id, who), who);
}

template <HardEvent event>
void WaitFlag(std::int32_t id, ASCENDC_TWIN_HERE) {
  twin::Who who = {twin::kEvents[int(event)].wait, at.line};
  twin::core().pipes.wait_flag(twin::flag_of(event, id, who), who);
}

#define EVENT(FROM, TO)                                                                                                 \
  ASCENDC_TWIN_COMPILED void SetFlag<HardEvent::FROM##_##TO>(std::int32_t, twin::At);                                   \
  ASCENDC_TWIN_COMPILED void WaitFlag<HardEvent::FROM##_##TO>(std::int32_t, twin::At);
ASCENDC_TWIN_EVENTS(EVENT)
#undef EVENT

template <pipe_t pipe>
void PipeBarrier(ASCENDC_TWIN_HERE) {
  static_assert(pipe != PIPE_S, "the scalar pipe has no barrier");
  twin::Who who = {"PipeBarrier", at.line};
  if constexpr (pipe == PIPE_ALL) twin::core().pipes.drain();
  else twin::core().pipes.barrier(twin::pipe_of(pipe), who);
}

// The form that is the same on all chips.
template <pipe_t from, pipe_t to>
class TQueSync {
 public:
  void SetFlag(TEventID id, ASCENDC_TWIN_HERE) { twin::core().pipes.set_flag(key(id), {"TQueSync::SetFlag", at.line}); }
  void WaitFlag(TEventID id, ASCENDC_TWIN_HERE) { twin::core().pipes.wait_flag(key(id), {"TQueSync::WaitFlag", at.line}); }

 private:
  static twin::FlagKey key(TEventID id) { return {twin::pipe_of(from), twin::pipe_of(to), std::uint32_t(id)}; }
};

}  // namespace AscendC

#endif
