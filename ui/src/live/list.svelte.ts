/** A list of files too long to ask for at once: parts of 200 rows, asked for when they come into sight. */
import { SvelteMap } from 'svelte/reactivity';
import { call, CallError } from '../wire/call';
import type { FileAsk, FilePage, FileRow, GroupRow } from '../wire/wire';

export const PART = 200;

export class FileList {
  total = $state(0);
  overdue = $state(0);
  groups = $state.raw<GroupRow[]>([]);
  /** The first answer has come. */
  known = $state(false);
  problem = $state.raw<CallError>();

  readonly #parts = new SvelteMap<number, string[]>();
  readonly #asking = new Set<number>();
  #seen: [number, number] = [0, 0];
  #again: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  constructor(
    readonly ask: Omit<FileAsk, 'offset' | 'limit'>,
    readonly rows: SvelteMap<string, FileRow>,
  ) {
    void this.#load(0);
  }

  /** The id in a line of the list; absent while its part is on the way. */
  idAt(index: number): string | undefined {
    return this.#parts.get(Math.floor(index / PART))?.[index % PART];
  }

  rowAt(index: number): FileRow | undefined {
    const id = this.idAt(index);
    return id === undefined ? undefined : this.rows.get(id);
  }

  /** Where a file stands, among the parts that are known; -1 when in none. */
  indexOf(file: string): number {
    for (const [part, ids] of this.#parts) {
      const at = ids.indexOf(file);
      if (at >= 0) return part * PART + at;
    }
    return -1;
  }

  /** These lines are in sight. */
  need(from: number, to: number): void {
    this.#seen = [from, to];
    for (let part = Math.floor(from / PART); part <= Math.floor(Math.max(from, to - 1) / PART); part++) {
      if (part * PART < Math.max(1, this.total) && !this.#parts.has(part)) void this.#load(part);
    }
  }

  /** Rows came by notice; counts, groups and order are asked for again, once, a moment later. */
  stale(): void {
    if (this.#again) return;
    this.#again = setTimeout(() => {
      this.#again = undefined;
      this.#round += 1;
      this.#asking.clear();
      const [from, to] = this.#seen;
      const first = Math.floor(from / PART);
      const last = Math.floor(Math.max(from, to - 1) / PART);
      // What is out of sight is forgotten; what is in sight stays until its new rows are here.
      for (const part of [...this.#parts.keys()]) if (part < first || part > last) this.#parts.delete(part);
      for (let part = first; part <= last; part++) void this.#load(part);
    }, 60);
  }

  async #load(part: number): Promise<void> {
    if (this.#asking.has(part)) return;
    this.#asking.add(part);
    const round = this.#round;
    try {
      const page: FilePage = await call('file.list', { ...this.ask, offset: part * PART, limit: PART });
      if (round !== this.#round) return;
      for (const row of page.rows) this.rows.set(row.file, row);
      this.#parts.set(part, page.rows.map((row) => row.file));
      this.total = page.total;
      this.overdue = page.overdue;
      this.groups = page.groups;
      this.known = true;
      this.problem = undefined;
    } catch (thrown) {
      if (round === this.#round) this.problem = CallError.of(thrown);
    } finally {
      if (round === this.#round) this.#asking.delete(part);
    }
  }
}
