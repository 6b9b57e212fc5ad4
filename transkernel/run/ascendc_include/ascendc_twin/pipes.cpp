#include "ascendc_twin/pipes.h"

namespace ascendc_twin {

namespace {

[[noreturn]] void never_set(const Step& step) {
  complain(step.who, "nobody sets the flag that it waits for, so that it never ends");
}

}  // namespace

void Pipes::start_core() {
  now_ += 1;
  shadow.core_start = now_;
  for (auto& pipe : pipes_) {
    pipe.queue.clear();
    for (Clock& clock : pipe.known.of) clock = now_;
  }
  flags_.clear();
}

void Pipes::issue(Step step) {
  step.issued = pipes_[S].known;
  step.issued.of[S] = 0;  // what the scalar unit wrote is seen only behind a flag
  pipes_[step.pipe].queue.push_back(std::move(step));
  if (!late) run_all_that_can();
}

void Pipes::set_flag(FlagKey flag, Who who) {
  Step step = {Step::SET, flag.from, who, flag};
  if (flag.from == S) execute(step);
  else issue(std::move(step));
  if (!late) run_all_that_can();
}

void Pipes::wait_flag(FlagKey flag, Who who) {
  Step step = {Step::WAIT, flag.to, who, flag};
  if (flag.to != S) return issue(std::move(step));
  if (!run_until_set(flag)) never_set(step);
  execute(step);
}

void Pipes::drain() {
  for (bool any = true; any;) {
    any = false;
    for (int pipe = PIPES - 1; pipe > S; --pipe)
      while (advance(Pipe(pipe))) any = true;
  }
  for (auto& pipe : pipes_)
    if (!pipe.queue.empty()) never_set(pipe.queue.front());
  Clocks all;
  for (int pipe = 0; pipe < PIPES; ++pipe) all.of[pipe] = now_;
  for (auto& pipe : pipes_) pipe.known = all;
}

void Pipes::check_flags_are_down() {
  for (auto& [key, flag] : flags_)
    if (flag.is_set && key >> 8 < kOfQueues) complain(flag.setter, "nobody waits for the flag that it sets");
}

void Pipes::scalar_access(const Access& access, Who who) {
  shadow.check(access, S, false, pipes_[S].known, who);
  Clock clock = tick(S, who);
  pipes_[S].known.of[S] = clock;
  if (access.writes) shadow.record(access, Stamp::make(clock, S, false), who);
}

Clock Pipes::tick(Pipe pipe, Who who) {
  if (now_ >= kLastClock) complain(who, "more instructions than the twin can count");
  shadow.history.at(++now_) = who;
  return pipes_[pipe].last = now_;
}

void Pipes::execute(Step& step) {
  State& pipe = pipes_[step.pipe];
  pipe.known.join(step.issued);
  switch (step.kind) {
    case Step::WORK: return work(step, pipe);
    case Step::SET: return set(step, pipe);
    case Step::WAIT: {
      Flag& flag = flags_[step.flag.key()];
      pipe.known.join(flag.clocks);
      flag.is_set = false;
      flag.waited = tick(step.pipe, step.who);
      return;
    }
    case Step::BARRIER: pipe.known.of[step.pipe] = pipe.last;
  }
}

void Pipes::work(Step& step, State& pipe) {
  auto each = [&](auto does) {
    for (int i = 0; i < step.count; ++i) does(step.accesses[i]);
    for (const Access& access : step.more) does(access);
  };
  each([&](const Access& access) { shadow.check(access, step.pipe, step.atomic, pipe.known, step.who); });
  if (step.reads_written) each([&](const Access& access) {
    if (!access.writes && access.memory != GM && !shadow.is_written(access, step.who))
      complain(step.who, "%s: nobody wrote some of these %llu bytes of %s", access.operand, (unsigned long long)access.bytes, kMemories[access.memory].name);
  });
  Clock clock = tick(step.pipe, step.who);
  step.work.run(step);
  each([&](const Access& access) { shadow.record(access, Stamp::make(clock, step.pipe, step.atomic), step.who); });
  if (step.settles) pipe.known.of[step.pipe] = clock;
}

void Pipes::set(Step& step, State& pipe) {
  Flag& flag = flags_[step.flag.key()];
  // Waits of the scalar unit come before all that it issues later.
  Clock waited = step.flag.to == S ? 0 : flag.waited;
  if (flag.is_set || waited > pipe.known.of[step.flag.to])
    complain(step.who, "the flag may still be set from line %d: nothing orders the wait for it before", flag.setter.line);
  flag.is_set = true;
  flag.setter = step.who;
  flag.clocks = pipe.known;
  flag.clocks.of[step.pipe] = pipe.last;
}

// Executes the first step of a queue, and first what its wait needs. False where there is none, or it cannot go.
bool Pipes::advance(Pipe which) {
  State& pipe = pipes_[which];
  if (pipe.queue.empty() || pipe.is_running) return false;
  Step step = std::move(pipe.queue.front());
  if (step.kind == Step::WAIT) {
    pipe.is_running = true;
    bool can = run_until_set(step.flag);
    pipe.is_running = false;
    if (!can) {
      pipe.queue.front() = std::move(step);
      return false;
    }
  }
  pipe.queue.pop_front();
  execute(step);
  return true;
}

bool Pipes::run_until_set(FlagKey flag) {
  while (!flags_[flag.key()].is_set)
    if (flag.from == S || !advance(flag.from)) return false;
  return true;
}

void Pipes::run_all_that_can() {
  for (bool any = true; any;) {
    any = false;
    for (auto& pipe : pipes_)
      while (!pipe.queue.empty() && (pipe.queue.front().kind != Step::WAIT || flags_[pipe.queue.front().flag.key()].is_set)) {
        Step step = std::move(pipe.queue.front());
        pipe.queue.pop_front();
        execute(step);
        any = true;
      }
  }
}

}  // namespace ascendc_twin
