/**
 * Dropping, as data. A place says what it would do with files (`accepts`) and does it (`ondrop`); it is found by the `data-drop="zone:key"` of
 * the element under the point. None of it needs a mouse, so all of it can be tested, and the keyboard takes the same way.
 */
export interface Dragged {
  count: number;
  /** Known while hovering only where the shell tells it. */
  names?: string[];
}

/** What would happen, in words. */
export interface Hint {
  /** `take`: yes. `ask`: it does not fit, dropping asks first. */
  verdict: 'take' | 'ask';
  words: string;
}

export interface DropPlace {
  /** Null: nothing can be dropped here. */
  accepts(dragged: Dragged): Hint | null;
  ondrop(tokens: string[]): void;
}

/** What a drag tells; the host's shape. */
export type DropInput =
  | { phase: 'over'; x: number; y: number; count: number; names?: string[] }
  | { phase: 'leave' }
  | { phase: 'drop'; x: number; y: number; tokens: string[] };

type Zone = (key: string) => DropPlace | null;

class Drops {
  /** What is dragged over the page; absent when nothing is. */
  dragged = $state.raw<Dragged>();
  /** `zone:key` of the place under the pointer that would take it. */
  over = $state('');
  /** What that place says. */
  hint = $state.raw<Hint>();

  readonly #zones = new Map<string, Zone>();

  /** A zone stands for many places, a row each, say; the key tells which. */
  zone(name: string, places: Zone): () => void {
    this.#zones.set(name, places);
    return () => {
      if (this.#zones.get(name) === places) this.#zones.delete(name);
    };
  }

  place(address: string): DropPlace | null {
    const cut = address.indexOf(':');
    return this.#zones.get(address.slice(0, cut))?.(address.slice(cut + 1)) ?? null;
  }

  /** What a place would say to what is dragged now; null when nothing is. */
  hintFor(address: string): Hint | null {
    return this.dragged ? (this.place(address)?.accepts(this.dragged) ?? null) : null;
  }

  take(input: DropInput): void {
    if (input.phase === 'leave') return this.#clear();
    // The innermost place that takes it; around a row lies its list.
    const addresses = addressesAt(input.x, input.y);
    if (input.phase === 'over') {
      const dragged = { count: input.count, names: input.names };
      const found = addresses.find((address) => this.place(address)?.accepts(dragged));
      this.dragged = dragged;
      this.over = found ?? '';
      this.hint = (found && this.place(found)?.accepts(dragged)) || undefined;
      return;
    }
    const dragged = { count: input.tokens.length, names: this.dragged?.names };
    const place = addresses.map((address) => this.place(address)).find((place) => place?.accepts(dragged));
    this.#clear();
    if (input.tokens.length > 0) place?.ondrop(input.tokens);
  }

  #clear(): void {
    this.dragged = undefined;
    this.over = '';
    this.hint = undefined;
  }
}

function addressesAt(x: number, y: number): string[] {
  const found: string[] = [];
  let element = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop]');
  while (element) {
    if (element.dataset.drop) found.push(element.dataset.drop);
    element = element.parentElement?.closest<HTMLElement>('[data-drop]');
  }
  return found;
}

export const drops = new Drops();
