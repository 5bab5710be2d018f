/**
 * From files in hand to a version: the same way for a drop, a paste, the dialog and the keyboard. Where a person must decide, a question is put
 * and the flow waits for its answer; the dialogs only draw the question. The core decides what is delivered.
 */
import { SvelteMap } from 'svelte/reactivity';
import { say } from '../../kit/announce.svelte';
import { toasts } from '../../kit/toasts.svelte';
import { live } from '../../live/live.svelte';
import { many } from '../../live/when';
import { call, CallError, host } from '../../wire/call';
import type { Drive, FileRow, FileShow, IntakeShow, Match, NotTaken, VersionRow } from '../../wire/wire';
import { repeated } from './hint';

/** A file, and the deliverable chosen for it. */
export interface Pair {
  file: IntakeShow;
  to: string | null;
  title: string;
}

export type Question =
  | { ask: 'folder'; folder: IntakeShow; settle: (answer: 'zip' | 'files' | null) => void }
  | { ask: 'unfit'; row: FileRow; unwanted: IntakeShow[]; settle: (answer: 'deliver' | 'format' | null) => void }
  | { ask: 'split'; row: FileRow; files: IntakeShow[]; settle: (answer: { order: IntakeShow[] } | 'match' | null) => void }
  | { ask: 'same'; row: FileRow; version: VersionRow | undefined; zone: string; settle: (answer: 'again' | null) => void }
  | { ask: 'match'; event: string; pairs: Pair[]; settle: (answer: { pairs: Pair[]; rest: 'leave' | 'add' } | null) => void };

interface Made {
  file: string;
  version: string;
  number: number;
}

class Delivery {
  /** What a person must decide now. */
  question = $state.raw<Question>();
  /** Names of the files that are on their way, by deliverable. */
  readonly underway = new SvelteMap<string, string[]>();

  /** Files for one deliverable. */
  async onto(file: string, tokens: string[]): Promise<void> {
    if (tokens.length === 0) return;
    await this.#guarded(async () => {
      const row = await this.#row(file);
      const files = await this.#open(tokens, file);
      if (!row || files.length === 0) return;
      await this.#ontoRow(row, files);
    });
  }

  /** Files for whichever deliverables of an event they belong to. */
  async among(event: string, tokens: string[]): Promise<void> {
    if (tokens.length === 0) return;
    await this.#guarded(async () => {
      const files = await this.#open(tokens);
      if (files.length > 0) await this.#match(event, files);
    });
  }

  /** Files that become files of their own, each with its version 1, in a folder of a drive. */
  async into(where: { event: string; drive: Drive; folder?: string }, tokens: string[]): Promise<void> {
    if (tokens.length === 0) return;
    await this.#guarded(async () => {
      const files = await this.#open(tokens);
      if (files.length === 0) return;
      const added = await call('file.add', { ...where, files: files.map(({ token }) => ({ token })) });
      this.#tellNotTaken(added.not_taken);
      if (added.made.length > 0) toasts.show(`${many(added.made.length, 'file')} added, only on this device`);
    });
  }

  /** The dialog for files, for one deliverable. */
  async pick(file: string): Promise<void> {
    await this.#guarded(async () => this.onto(file, await host().pickFiles({ multiple: true })));
  }

  /** How far the files for a deliverable have come; absent when none are on their way. */
  progress(file: string): { done: number; total: number } | undefined {
    const names = this.underway.get(file);
    if (!names) return undefined;
    const works = [...live.work.values()].filter((work) => names.includes(work.title));
    return { done: works.reduce((sum, work) => sum + work.done, 0), total: works.reduce((sum, work) => sum + work.total, 0) };
  }

  async #ontoRow(row: FileRow, files: IntakeShow[]): Promise<void> {
    if (repeated(files).length > 0) {
      const answer = await this.#put<{ order: IntakeShow[] } | 'match' | null>((settle) => ({ ask: 'split', row, files, settle }));
      if (answer === 'match') return this.#match(row.event, files);
      if (answer === null) return;
      const made: Made[] = [];
      for (const file of answer.order) made.push(...(await this.#send(row, [file], false)));
      return this.#tell(made, row);
    }
    const unwanted = files.filter((file) => file.unwanted);
    if (unwanted.length > 0) {
      const answer = await this.#put<'deliver' | 'format' | null>((settle) => ({ ask: 'unfit', row, unwanted, settle }));
      if (answer === null) return;
      if (answer === 'format') return this.#addFormats(row, files);
    }
    this.#tell(await this.#send(row, files, false), row);
  }

  /** Delivers; bytes that the latest version has already are asked about, and made a version only if wanted. */
  async #send(row: FileRow, files: IntakeShow[], again: boolean): Promise<Made[]> {
    this.underway.set(row.file, files.map((file) => file.name));
    try {
      const made = await call('deliver', { file: row.file, files: files.map(({ token }) => ({ token })), again });
      this.#tellNotTaken(made.not_taken);
      if (!made.version) return [];
      if (!made.same_as) return [{ file: made.file, version: made.version, number: made.number }];
      this.underway.delete(row.file);
      const show = await call('file.show', { file: row.file }).catch(() => undefined);
      const version = show?.versions.find((one) => one.version === made.same_as);
      const answer = await this.#put<'again' | null>((settle) => ({ ask: 'same', row, version, zone: show?.zone ?? '', settle }));
      return answer === 'again' ? await this.#send(row, files, true) : [];
    } finally {
      this.underway.delete(row.file);
    }
  }

  async #addFormats(row: FileRow, files: IntakeShow[]): Promise<void> {
    this.underway.set(row.file, files.map((file) => file.name));
    try {
      const made = await call('format.add', { file: row.file, files: files.map(({ token }) => ({ token })) });
      this.#tellNotTaken(made.not_taken);
      const added = made.formats.length - row.formats.length;
      toasts.show(`${row.name}: ${many(Math.max(1, added), 'format')} added to v${made.number}, only on this device`);
    } finally {
      this.underway.delete(row.file);
    }
  }

  async #match(event: string, files: IntakeShow[]): Promise<void> {
    const guesses: Match[] = await call('intake.match', { event, names: files.map((file) => file.name) });
    const pairs = files.map((file, at): Pair => ({ file, to: guesses[at]?.file ?? null, title: guesses[at]?.title ?? '' }));
    const answer = await this.#put<{ pairs: Pair[]; rest: 'leave' | 'add' } | null>((settle) => ({ ask: 'match', event, pairs, settle }));
    if (!answer) return;

    const byDeliverable = new Map<string, IntakeShow[]>();
    for (const { file, to } of answer.pairs) if (to) byDeliverable.set(to, [...(byDeliverable.get(to) ?? []), file]);
    const made: Made[] = [];
    for (const [to, list] of byDeliverable) {
      const row = await this.#row(to);
      if (!row) continue;
      // Distinct formats make one version; the same format twice makes two, in the order of the sheet.
      const rounds = repeated(list).length > 0 ? list.map((file) => [file]) : [list];
      for (const round of rounds) made.push(...(await this.#send(row, round, false)));
    }
    if (made.length > 0) this.#tell(made, live.rows.get(made[0]?.file ?? ''));

    const rest = answer.pairs.filter((pair) => !pair.to).map(({ file }) => ({ token: file.token }));
    if (answer.rest === 'add' && rest.length > 0) {
      const added = await call('file.add', { event, files: rest });
      this.#tellNotTaken(added.not_taken);
      toasts.show(`${many(added.made.length, 'file')} added to Files`);
    }
  }

  /** Looks at what is in hand: asks about folders, and says which files cannot be taken. */
  async #open(tokens: string[], file?: string): Promise<IntakeShow[]> {
    const good: IntakeShow[] = [];
    const bad: IntakeShow[] = [];
    const sort = (list: IntakeShow[]) => {
      for (const one of list) (one.problem ? bad : good).push(one);
    };
    for (const one of await call('intake.show', { tokens, file })) {
      if (!one.folder || one.problem) {
        sort([one]);
        continue;
      }
      const answer = await this.#put<'zip' | 'files' | null>((settle) => ({ ask: 'folder', folder: one, settle }));
      if (answer === null) return [];
      const opened = await call('intake.folder', { token: one.token, zip: answer === 'zip' });
      // What a folder held is judged for the deliverable only now.
      sort(file && opened.length > 0 ? await call('intake.show', { tokens: opened.map((it) => it.token), file }) : opened);
      if (one.skipped > 0) say(`${many(one.skipped, 'hidden or system file')} passed over`);
    }
    this.#tellNotTaken(bad.map((one) => ({ name: one.name, message: one.problem, code: '' })));
    return good;
  }

  async #row(file: string): Promise<FileRow | undefined> {
    const known = live.rows.get(file);
    if (known) return known;
    const show: FileShow = await call('file.show', { file });
    live.rows.set(file, show.row);
    return show.row;
  }

  #tell(made: Made[], row: FileRow | undefined): void {
    const last = made.at(-1);
    if (!last) return;
    const files = new Set(made.map((one) => one.file));
    const words =
      files.size === 1 && row
        ? `${row.name} ${made.length > 1 ? `v${made[0]?.number} to v${last.number}` : `v${last.number}`} delivered`
        : `${many(files.size, 'deliverable')} delivered`;
    toasts.show(words, {
      spoken: `${words}, only on this device`,
      act: { words: 'Undo', run: () => void this.#guarded(() => this.#undo(made)) },
    });
  }

  async #undo(made: Made[]): Promise<void> {
    for (const one of made.toReversed()) await call('deliver.undo', { file: one.file, version: one.version });
    toasts.show(made.length === 1 ? `v${made[0]?.number} taken back` : `${many(made.length, 'version')} taken back`);
  }

  #tellNotTaken(list: NotTaken[]): void {
    if (list.length === 0) return;
    const [first] = list;
    const words = list.length === 1 && first ? `${first.name}: ${first.message}` : `${many(list.length, 'file')} could not be taken: ${list.map((one) => `${one.name} (${one.message})`).join(', ')}`;
    toasts.show(words, { tone: 'change', stays: 10_000 });
  }

  #put<A>(question: (settle: (answer: A) => void) => Question): Promise<A> {
    return new Promise((answered) => {
      this.question = question((answer) => {
        this.question = undefined;
        answered(answer);
      });
    });
  }

  async #guarded(what: () => Promise<void>): Promise<void> {
    try {
      await what();
    } catch (thrown) {
      const error = CallError.of(thrown);
      if (error.code !== 'cancelled') toasts.show(error.message, { tone: 'late', stays: 10_000 });
      else say('Stopped');
    }
  }
}

export const delivery = new Delivery();
