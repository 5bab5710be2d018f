/**
 * What the page knows, kept fresh by notices. Rows are held by id and replaced whole; nothing here decides a rule, and nothing is refetched
 * because a command was called: the core says what changed.
 */
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { call, CallError, host } from '../wire/call';
import type { EventRow, EventShow, FileAsk, FileRow, Notice, Progress, Whoami } from '../wire/wire';
import { FileList } from './list.svelte';

const LISTS_KEPT = 12;
const FINISHED = new Set(['done', 'failed', 'cancelled']);

class Live {
  /** Absent until the first answer. */
  whoami = $state.raw<Whoami>();
  events = $state.raw<EventRow[]>([]);
  /** The first answers have come. */
  ready = $state(false);
  /** Why nothing can be shown at all. */
  problem = $state.raw<CallError>();

  readonly rows = new SvelteMap<string, FileRow>();
  readonly work = new SvelteMap<string, Progress>();

  readonly #shows = new SvelteMap<string, EventShow>();
  readonly #asked = new Set<string>();
  readonly #stamps = new SvelteMap<string, number>();
  readonly #lists = new Map<string, FileList>();
  #stop: (() => void) | undefined;

  /** Begins to listen and asks for what every screen needs. */
  async start(): Promise<void> {
    this.#stop ??= host().listen((notice) => this.take(notice));
    try {
      this.whoami = await call('whoami', {});
      if (this.whoami.person) await this.#loadEvents();
      for (const work of await call('work.list', {})) this.#progress(work);
    } catch (thrown) {
      this.problem = CallError.of(thrown);
    }
    this.ready = true;
  }

  /** For tests, which begin anew with another host. */
  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.whoami = undefined;
    this.events = [];
    this.ready = false;
    this.problem = undefined;
    for (const kept of [this.rows, this.work, this.#shows, this.#asked, this.#stamps, this.#lists]) kept.clear();
  }

  /** Everything on an event's overview; asked for when it is first wanted. */
  event(id: string): EventShow | undefined {
    const known = this.#shows.get(id);
    if (!known && id && !this.#asked.has(id)) {
      this.#asked.add(id);
      void this.#loadEvent(id);
    }
    return known;
  }

  /** The zone in which an event's times are told. */
  zone(event: string): string {
    return this.events.find((row) => row.event === event)?.zone ?? 'UTC';
  }

  /**
   * Rises whenever a thing changed: a file, an event, or `''` for anything at all. Reading it in an effect is how a screen learns that it must ask again.
   */
  stamp(id: string): number {
    return this.#stamps.get(id) ?? 0;
  }

  /** A long list in parts, the same object for the same question, so that going back shows it at once. */
  files(ask: Omit<FileAsk, 'offset' | 'limit'>): FileList {
    const key = JSON.stringify(ask);
    let list = this.#lists.get(key);
    if (list) this.#lists.delete(key);
    else list = new FileList(ask, this.rows);
    this.#lists.set(key, list);
    for (const old of [...this.#lists.keys()].slice(0, -LISTS_KEPT)) this.#lists.delete(old);
    return list;
  }

  take(notice: Notice): void {
    switch (notice.notice) {
      case 'files': {
        for (const row of notice.rows) {
          this.rows.set(row.file, row);
          this.#touch(row.file);
        }
        this.#changed(notice.event);
        break;
      }
      case 'event':
        this.#changed(notice.event);
        void this.#loadEvents();
        break;
      case 'progress':
        this.#progress(notice);
        break;
      case 'everything':
        void this.#everything();
        break;
    }
  }

  async #everything(): Promise<void> {
    this.whoami = await call('whoami', {}).catch(() => this.whoami);
    await this.#loadEvents();
    for (const id of this.#asked) this.#changed(id);
    for (const row of this.rows.keys()) this.#touch(row);
    this.#touch('');
  }

  #changed(event: string): void {
    if (this.#asked.has(event)) this.#later(`event ${event}`, () => void this.#loadEvent(event));
    for (const list of this.#lists.values()) if (list.ask.event === event) list.stale();
    this.#touch(event);
    this.#touch('');
    this.#later('events', () => void this.#loadEvents());
  }

  readonly #due = new Map<string, ReturnType<typeof setTimeout>>();
  /** Counts may wait a moment: a hundred notices in a row make one question. */
  #later(what: string, then: () => void): void {
    if (this.#due.has(what)) return;
    this.#due.set(what, setTimeout(() => {
      this.#due.delete(what);
      if (this.#stop) then();
    }, 120));
  }

  async #loadEvents(): Promise<void> {
    this.events = await call('event.list', {}).catch(() => this.events);
  }

  async #loadEvent(id: string): Promise<void> {
    try {
      this.#shows.set(id, await call('event.show', { event: id }));
    } catch {
      // An event nobody knows stays absent; the screen says so.
      this.#shows.delete(id);
    }
  }

  #touch(id: string): void {
    this.#stamps.set(id, untrack(() => this.#stamps.get(id) ?? 0) + 1);
  }

  #progress(work: Progress): void {
    if (FINISHED.has(work.state)) this.work.delete(work.work);
    else this.work.set(work.work, work);
  }
}

export const live = new Live();
