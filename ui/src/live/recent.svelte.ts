/** What was opened lately, for the palette; kept for this run. */
import { untrack } from 'svelte';

export interface Opened {
  hash: string;
  title: string;
  kind: string;
}

const KEPT = 8;
let opened = $state.raw<Opened[]>([]);

export const recent = {
  get list(): Opened[] {
    return opened;
  },
  /** A screen says what it shows once it knows. */
  add(hash: string, title: string, kind: string): void {
    // Called from effects: what is kept must not make them run again.
    const before = untrack(() => opened);
    if (title) opened = [{ hash, title, kind }, ...before.filter((other) => other.hash !== hash)].slice(0, KEPT);
  },
};
