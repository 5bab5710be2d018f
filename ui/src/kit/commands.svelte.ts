/**
 * What can be done now: by key, and in the palette. A screen brings its commands while it is shown; one list feeds the keyboard, the palette,
 * the sheet of keys and the tooltips, so that they cannot disagree.
 */
import { untrack } from 'svelte';

export interface Command {
  id: string;
  title: string;
  /** `c`, `g d` (one after the other), `Mod+K`, `Shift+A`, `Escape`. */
  keys?: string;
  /** Other keys for the same. */
  also?: string[];
  /** Heading in the sheet of keys. */
  group?: string;
  icon?: import('./icon').IconPart;
  /** Works by key only: it would mean nothing in the palette. */
  keyOnly?: boolean;
  /** Left to the field where somebody types: it means something there already. */
  notTyping?: boolean;
  /** False: not offered now. */
  may?: boolean;
  run(): void;
}

/** How long the second key of `g d` may take. */
const BETWEEN = 1200;

class Commands {
  #sets = $state.raw<Command[][]>([]);
  /** One-letter keys can be switched off (WCAG 2.1.4). */
  letters = $state(true);
  #first = '';
  #until = 0;

  /** What came last counts first: a screen's `c` goes before the page's. */
  get all(): Command[] {
    return this.#sets.flat().filter((command) => command.may !== false);
  }

  add(set: Command[]): () => void {
    this.#sets = [set, ...this.#sets];
    return () => {
      this.#sets = this.#sets.filter((other) => other !== set);
    };
  }

  /** Runs what a key means here; true when it meant something. */
  take(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return false;
    const pressed = spell(event);
    if (!pressed) return false;
    const letter = !pressed.includes('Mod+') && !pressed.includes('Alt+') && event.key.length === 1;
    if (letter && (!this.letters || isTyping(event.target))) return false;
    if (!letter && isTyping(event.target) && !pressed.startsWith('Mod+')) return false;

    const now = performance.now();
    const both = this.#first && now < this.#until ? `${this.#first} ${pressed}` : '';
    const typing = isTyping(event.target);
    const fits = (keys: string) =>
      this.all.find((command) => (command.keys === keys || command.also?.includes(keys)) && !(typing && command.notTyping));
    const found = (both && fits(both)) || fits(pressed);
    this.#first = '';
    if (found) {
      event.preventDefault();
      found.run();
      return true;
    }
    if (letter && this.all.some((command) => command.keys?.startsWith(`${pressed} `))) {
      this.#first = pressed;
      this.#until = now + BETWEEN;
      return true;
    }
    return false;
  }
}

export const commands = new Commands();

/** Brings commands while the component is there. */
export function useCommands(bring: () => Command[]): void {
  $effect(() => {
    const set = bring();
    // What is brought is followed; the list that it is put into is not.
    return untrack(() => commands.add(set));
  });
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** A key press as `Command.keys` writes it. Signs such as `?` carry their Shift already. */
function spell(event: KeyboardEvent): string {
  const { key } = event;
  if (['Control', 'Meta', 'Shift', 'Alt'].includes(key)) return '';
  const mod = event.ctrlKey || event.metaKey ? 'Mod+' : '';
  const alt = event.altKey ? 'Alt+' : '';
  const named = key.length > 1 || key === ' ';
  const isLetter = key.toLowerCase() !== key.toUpperCase() && !named;
  const shift = event.shiftKey && (named || isLetter) ? 'Shift+' : '';
  const name = key === ' ' ? 'Space' : isLetter ? (mod || shift ? key.toUpperCase() : key.toLowerCase()) : key;
  return mod + alt + shift + name;
}
