/** Short notes that go away by themselves; the one thing that can be done about them is a button. */
import { say } from './announce.svelte';

export interface Toast {
  id: number;
  words: string;
  tone: 'plain' | 'late' | 'change';
  act?: { words: string; run: () => void };
  /** Milliseconds it stays; held while it is pointed at or focused. */
  stays: number;
}

class Toasts {
  shown = $state.raw<Toast[]>([]);
  #next = 1;

  show(words: string, options: Partial<Omit<Toast, 'id' | 'words'>> & { spoken?: string } = {}): number {
    const { spoken = words, ...rest } = options;
    const toast: Toast = { tone: 'plain', stays: rest.act ? 10_000 : 5_000, ...rest, id: this.#next++, words };
    this.shown = [...this.shown.slice(-2), toast];
    say(toast.act ? `${spoken}. ${toast.act.words} is possible for ${Math.round(toast.stays / 1000)} seconds` : spoken);
    return toast.id;
  }

  close(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }

  /** Does what the newest toast offers. False when there is nothing to undo. */
  act(): boolean {
    const newest = this.shown.findLast((toast) => toast.act);
    if (!newest) return false;
    this.close(newest.id);
    newest.act?.run();
    return true;
  }
}

export const toasts = new Toasts();
