/** Does something that has no place of its own to show a refusal: it is told in a note. */
import { toasts } from '../kit/toasts.svelte';
import { CallError } from '../wire/call';

export async function attempt(run: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await run();
    if (done) toasts.show(done);
    return true;
  } catch (thrown) {
    toasts.show(CallError.of(thrown).message, { tone: 'late', stays: 10_000 });
    return false;
  }
}
