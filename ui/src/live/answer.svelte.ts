/** One question whose answer is kept fresh: asked again when the question changes, or when something it is about does. */
import { untrack } from 'svelte';
import { call, CallError } from '../wire/call';
import type { Calls } from '../wire/wire';
import { live } from './live.svelte';

export interface Answer<T> {
  /** The last answer; stays while a newer one is on the way. */
  readonly value: T | undefined;
  readonly problem: CallError | undefined;
  again(): void;
}

/**
 * Call while a component is made. `ask` gives null while there is nothing to ask; `about` names the files and events whose change makes the
 * answer old (`''`: any change).
 */
export function answer<N extends keyof Calls>(
  name: N,
  ask: () => Calls[N]['ask'] | null,
  about: () => string[],
): Answer<Calls[N]['answer']> {
  let value = $state.raw<Calls[N]['answer']>();
  let problem = $state.raw<CallError>();
  let times = $state(0);
  let key = '';
  let round = 0;

  $effect(() => {
    const question = ask();
    for (const id of about()) live.stamp(id);
    void times;
    const mine = ++round;
    if (question === null) return;
    // Another question: its answer must not be taken for the old one's.
    const asked = JSON.stringify(question);
    if (asked !== key) untrack(() => (value = undefined));
    key = asked;
    call(name, question)
      .then((answered) => {
        if (mine !== round) return;
        value = answered;
        problem = undefined;
      })
      .catch((thrown: unknown) => {
        if (mine === round) problem = CallError.of(thrown);
      });
  });

  return {
    get value() {
      return value;
    },
    get problem() {
      return problem;
    },
    again: () => (times += 1),
  };
}
