// Any number of deliverables, each made when it is looked at: a list of 100,000 costs nothing until its rows are asked for.
import type { FileAsk, FilePage, FileRow, GroupRow } from '../../wire/wire';
import { EVENT, HOUR, type Festival } from './festival';

const WORDS = ['Plot', 'Plan', 'Certificate', 'Drawing', 'Statement', 'List', 'Calculation', 'Rider', 'Schedule', 'Report'];
const ABOUT = ['Rigging', 'Lighting', 'Power', 'Sound', 'Video', 'Catering', 'Security', 'Medical', 'Fire', 'Noise', 'Stage'];
const STATES: [FileRow['status'], string][] = [
  ['incomplete', 'Not delivered'],
  ['awaiting_approval', 'Awaiting 2'],
  ['changes_requested', 'Changes asked'],
  ['approved', 'Approved'],
  ['no_status', 'Delivered'],
];

export class Many {
  #festival: Festival;
  #now: number;
  readonly count: number;

  constructor(festival: Festival, count: number, now: number) {
    this.#festival = festival;
    this.count = count;
    this.#now = now;
  }

  name(at: number): string {
    return `${ABOUT[at % ABOUT.length]} ${WORDS[(at * 7) % WORDS.length]} ${at + 1}`;
  }

  /** Due dates climb with the place, so the order by due date is the order of places. */
  #due(at: number): number {
    return this.#now + (at - this.count * 0.02) * HOUR;
  }

  row(at: number): FileRow {
    const model = this.#festival.files.get('file-1')?.row;
    if (!model) throw new Error('the festival has no first file');
    const [status, status_words] = STATES[(at * 13) % STATES.length] ?? ['incomplete', 'Not delivered'];
    const side = this.#festival.collaborators[(at * 3) % this.#festival.collaborators.length];
    const area = this.#festival.areas[(at * 5) % this.#festival.areas.length];
    const none = status === 'incomplete';
    const version_number = none ? 0 : 1 + (at % 4);
    const due_at = this.#due(at);
    return {
      ...model,
      file: `many-${at}`,
      event: EVENT,
      number: at + 1,
      name: this.name(at),
      area: area ? { id: area.area, name: area.name } : null,
      assigned_to: side ? [{ id: side.collaborator, name: side.name }] : [],
      ball_in_court: side
        ? [{ kind: 'collaborator', id: side.collaborator, name: side.name, why: none ? 'deliver' : 'change', me: false }]
        : [],
      status,
      status_words,
      due_at,
      overdue: none && due_at < this.#now,
      due_soon: none && due_at >= this.#now && due_at < this.#now + 72 * HOUR,
      delivered_late: false,
      version: none ? null : `many-${at}-v${version_number}`,
      version_number,
      version_label: none ? '' : `v${version_number}`,
      formats: none ? [] : ['pdf'],
      formats_wanted: ['pdf'],
      formats_missing: none ? ['pdf'] : [],
    };
  }

  list(ask: FileAsk): FilePage {
    const words = (ask.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const limit = ask.limit ?? 200;
    if (words.length === 0) {
      const size = Math.max(0, Math.min(limit, this.count - ask.offset));
      const rows = Array.from({ length: size }, (_, at) => this.row(ask.offset + at));
      return {
        rows,
        total: this.count,
        overdue: Math.floor(this.count * 0.004),
        groups: this.#groups(ask, this.count),
        offset: ask.offset,
      };
    }
    const found: number[] = [];
    for (let at = 0; at < this.count; at += 1) {
      const parts = this.name(at).toLowerCase().split(' ');
      if (words.every((word) => parts.some((part) => part.startsWith(word)))) found.push(at);
    }
    const rows = found.slice(ask.offset, ask.offset + limit).map((at) => this.row(at));
    return { rows, total: found.length, overdue: 0, groups: this.#groups(ask, found.length), offset: ask.offset };
  }

  #groups(ask: FileAsk, total: number): GroupRow[] {
    if (!ask.group || ask.group === 'none' || total === 0) return [];
    const late = Math.min(total, Math.floor(total * 0.02));
    const week = Math.min(total - late, 168);
    return [
      { title: 'Overdue', rows: late },
      { title: 'This week', rows: week },
      { title: 'Later', rows: total - late - week },
    ].filter((group) => group.rows > 0);
  }
}
