/**
 * The port, answered by a small festival held in memory: for tests, screenshots and design work, never shipped. It shows states that
 * are written down, and lets commands change rows visibly; it does not follow the rules, which live in the core.
 */
import type { ActivityRow, Calls, Dashboard, FileAsk, FilePage, FileRow, FileShow, Found, GroupRow, Notice } from '../wire/wire';
import { acts, FakeRefusal, type Given, type World } from './fake/acts';
import { DAY, EVENT, festival, HOUR } from './fake/festival';
import { Many } from './fake/many';
import { drawnPage, PAGE } from './fake/picture';
import { CallError, type DropInput, type Host } from './host';

export interface FakeOptions {
  /** Hold this many deliverables instead of forty. */
  many?: number;
  /** Nobody has set this device up yet. */
  fresh?: boolean;
  /** There is no event. */
  empty?: boolean;
  /** The moment that everything lies around. */
  now?: number;
}

/** The host, and what a test may do to it from outside. */
export interface FakeHost extends Host {
  /** Says something as the core would. */
  tell(notice: Notice): void;
  /** Drags or drops files, as the shell would tell it. */
  drag(input: DropInput): void;
  /** Takes files in hand and gives their tokens. */
  take(...files: Given[]): string[];
  /** What the next file dialog or paste gives. */
  willPick(...files: Given[]): void;
  /** Lets the next call of this name fail so. */
  willFail(name: keyof Calls, error: CallError): void;
  /** Every call so far. */
  calls: { name: keyof Calls; ask: unknown }[];
  /** Copies that were saved. */
  saved: string[];
}

const extensionOf = (name: string) => (name.includes('.') ? (name.split('.').pop() ?? '').toLowerCase() : '');
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const matches = (name: string, words: string) =>
  fold(words)
    .split(/\s+/)
    .every((word) =>
      fold(name)
        .split(/[\s,/]+/)
        .some((part) => part.startsWith(word)),
    );

export function fakeHost(options: FakeOptions = {}): FakeHost {
  const started = Date.now();
  const begin = options.now ?? started;
  const now = () => begin + (Date.now() - started);
  const stage = festival(begin);
  const many = options.many ? new Many(stage, options.many, begin) : null;
  const listeners = new Set<(notice: Notice) => void>();
  const droppers = new Set<(drop: DropInput) => void>();
  const failing = new Map<keyof Calls, CallError>();
  // Far from the ids of the festival itself.
  let count = 1000;
  let picked: Given[] = [{ name: 'Rigging plot.pdf', size: 2_100_000 }];
  let person: string | null = options.fresh ? null : 'ana';
  let anyEvent = !options.fresh && !options.empty;

  const world: World = {
    festival: stage,
    given: new Map(),
    log: firstLog([...stage.files.values()], begin),
    settings: new Map(),
    now,
    next: () => (count += 1),
    tell: (notice) => listeners.forEach((on) => on(notice)),
    name: 'Ana Ruiz',
  };
  const commands = acts(world);

  const rows = () => [...stage.files.values()].map((page) => page.row);
  const list = (ask: FileAsk): FilePage => {
    if (many && ask.deliverables && !ask.collaborator && !ask.area && !ask.mine) return many.list(ask);
    const sameDrive = (row: FileRow) => JSON.stringify(row.drive) === JSON.stringify(ask.drive);
    const found = rows().filter(
      (row) =>
        row.archived === Boolean(ask.archived) &&
        (!ask.deliverables || row.kind === 'deliverable') &&
        (!ask.drive || sameDrive(row)) &&
        (!ask.folder || row.folder === ask.folder) &&
        (!ask.top || row.folder === null) &&
        (!ask.area || row.area?.id === ask.area) &&
        (!ask.collaborator || row.assigned_to.some((to) => to.id === ask.collaborator)) &&
        (!ask.status || row.status === ask.status) &&
        (!ask.overdue || row.overdue) &&
        (!ask.search?.trim() || matches(row.name, ask.search.trim())) &&
        (!ask.mine || mine(row, ask.mine)),
    );
    return cut(found, ask, now());
  };

  const pageOf = (file: string): FileShow => {
    const found = stage.files.get(file);
    if (found) return found;
    const model = stage.files.get('file-1');
    if (many && model && file.startsWith('many-')) {
      const made = structuredClone(model);
      made.row = many.row(Number(file.slice(5)));
      if (made.row.status === 'incomplete') Object.assign(made, { versions: [], reviewers: [] });
      stage.files.set(file, made);
      return made;
    }
    throw new FakeRefusal('not_found', `There is no file “${file}” here. It may have been made on a device that has not been in reach.`);
  };

  const dashboard = (ask: Calls['dashboard']['ask']): Dashboard => {
    const all = rows().filter((row) => row.kind === 'deliverable' && !row.archived && !row.waived);
    const of = ask.collaborator ? all.filter((row) => row.assigned_to.some((to) => to.id === ask.collaborator)) : all;
    const owes = (row: FileRow) => (ask.collaborator ? row.ball_in_court.some((ball) => ball.id === ask.collaborator) : mine(row, 'owe'));
    const soon = (some: FileRow[]) => some.sort((a, b) => (a.due_at ?? Infinity) - (b.due_at ?? Infinity));
    const [owe, owed, review] = [
      soon(of.filter(owes)),
      soon(of.filter((row) => mine(row, 'owed'))),
      of.filter((row) => mine(row, 'review')),
    ];
    const files = new Set(of.map((row) => row.file));
    return {
      i_owe: owe,
      i_owe_count: owe.length,
      owed_to_me: owed,
      owed_to_me_count: owed.length,
      waiting_for_my_review: review,
      waiting_for_my_review_count: review.length,
      changed: world.log.filter((line) => !line.file || files.has(line.file)).slice(0, ask.limit ?? 50),
      counts: {
        all: of.length,
        incomplete: of.filter((row) => row.status === 'incomplete').length,
        delivered: of.filter((row) => row.status === 'no_status').length,
        awaiting: of.filter((row) => row.status === 'awaiting_approval' && !row.forked).length,
        changes: of.filter((row) => row.status === 'changes_requested').length,
        approved: of.filter((row) => row.status === 'approved').length,
        forked: of.filter((row) => row.forked).length,
        overdue: of.filter((row) => row.overdue).length,
        due_soon: of.filter((row) => row.due_soon).length,
      },
    };
  };

  const search = (ask: Calls['search']['ask']): Found[] => {
    const found: Found[] = [];
    const text = ask.text.trim();
    const add = (kind: string, id: string, file: string | null, title: string, where: string, excerpt = '') =>
      found.push({ kind, id, event: EVENT, file, title, where, excerpt });
    for (const row of rows()) if (matches(row.name, text)) add(row.kind, row.file, row.file, row.name, row.area?.name ?? row.drive_name);
    for (const one of stage.collaborators)
      if (matches(one.name, text)) add('collaborator', one.collaborator, null, one.name, stage.event.name);
    for (const one of stage.crew)
      if (matches(`${one.first} ${one.last}`, text)) add('crew', one.crew, null, `${one.first} ${one.last}`, one.collaborator_name);
    for (const area of stage.areas) if (matches(area.name, text)) add('area', area.area, null, area.name, stage.event.name);
    for (const page of stage.files.values())
      for (const version of page.versions)
        for (const comment of version.comments)
          if (matches(comment.body, text)) add('comment', comment.comment, page.row.file, comment.by, page.row.name, comment.body);
    return found.slice(0, ask.limit ?? 30);
  };

  const shown = (token: string, file?: string) => {
    const given = world.given.get(token);
    const wanted = file ? pageOf(file).row.formats_wanted : [];
    const extension = extensionOf(given?.name ?? '');
    return {
      token,
      name: given?.name ?? '',
      size: given?.size ?? 0,
      extension,
      sniffed: extension === 'pdf' ? 'application/pdf' : 'application/octet-stream',
      folder: Boolean(given?.folder),
      files: given?.folder ? 12 : 1,
      skipped: given?.folder ? 2 : 0,
      problem: given?.problem ?? '',
      unwanted: wanted.length > 0 && !wanted.includes(extension),
    };
  };

  const answers: { [K in keyof Calls]?: (ask: Calls[K]['ask']) => Calls[K]['answer'] } = {
    ...commands,
    whoami: () => ({
      person,
      name: person ? world.name : '',
      device: person ? 'device-1' : null,
      device_name: 'Ana’s laptop',
      home: '~/Offstage',
      version: '0.1.0',
    }),
    init: (ask) => {
      if (!ask.name.trim()) throw new FakeRefusal('empty', 'The name is empty. Give it at least one letter or digit.');
      [person, world.name] = ['ana', ask.name];
      return {
        person,
        name: ask.name,
        device: 'device-1',
        device_name: ask.device ?? 'Ana’s laptop',
        home: '~/Offstage',
        version: '0.1.0',
      };
    },
    'settings.get': (ask) => ({ value: world.settings.get(ask.key) ?? null }),
    'settings.set': (ask) => {
      if (ask.value === undefined || ask.value === null) world.settings.delete(ask.key);
      else world.settings.set(ask.key, ask.value);
      return {};
    },
    check: () => ({ ok: true, files_checked: 87, bytes_read: 184_000_000, operations: 512, problems: [] }),
    'work.list': () => [],
    'work.cancel': () => ({}),
    resolve: (ask) => ({ id: ask.name, name: ask.name }),
    'event.list': () => (anyEvent ? [stage.event] : []),
    'event.create': (ask) => {
      if (!ask.name.trim()) throw new FakeRefusal('empty', 'The name is empty. Give it at least one letter or digit.');
      if (ask.to < ask.from)
        throw new FakeRefusal('end_before_start', `The last day (${ask.to}) is before the first (${ask.from}). Choose a later last day.`);
      anyEvent = true;
      Object.assign(stage.event, { name: ask.name, from: ask.from, to: ask.to, zone: ask.zone, venue: ask.venue ?? '' });
      world.tell({ notice: 'everything' });
      return { event: EVENT, collaborator: 'side-0' };
    },
    'event.example': () => {
      anyEvent = true;
      world.tell({ notice: 'everything' });
      return { event: EVENT, collaborator: 'side-0' };
    },
    'event.show': () => ({
      row: stage.event,
      notes: 'Load-in begins at 07:00. The quay road is closed to lorries between 11:00 and 13:00.',
      settings: { lead_days: 3, strict_formats: null, independent_review: null },
      areas: [...stage.areas].sort((a, b) => Number(a.archived) - Number(b.archived)),
      collaborators: [...stage.collaborators].sort((a, b) => Number(a.archived) - Number(b.archived) || a.name.localeCompare(b.name)),
      counts: dashboard({}).counts,
      made_by: 'Ana Ruiz',
      made_at: begin - 40 * DAY,
    }),
    'crew.list': (ask) =>
      stage.crew.filter((one) => one.archived === Boolean(ask.archived) && (!ask.collaborator || one.collaborator === ask.collaborator)),
    people: () => ({ people: stage.people, crew: stage.crew.filter((one) => !one.archived) }),
    'grant.add': () => ({ grant: `grant-${world.next()}` }),
    'drive.list': () => stage.drives,
    'file.list': list,
    'file.show': (ask) => pageOf(ask.file),
    'file.save': () => {
      throw new FakeRefusal('not_from_a_page', 'A page saves copies through the window’s dialog.');
    },
    dashboard,
    search,
    log: (ask) =>
      world.log
        .filter(
          (line) =>
            (!ask.file || line.file === ask.file) &&
            (!ask.held || line.state === 'held') &&
            (!ask.refused || line.state === 'refused') &&
            (!ask.since || line.made_at >= ask.since) &&
            (!ask.before || line.made_at < ask.before),
        )
        .slice(0, ask.limit ?? 200),
    'preview.show': (ask) => {
      const drawn = Number(ask.hash.split('.').pop());
      return {
        pages: drawn,
        widths: Array.from({ length: drawn }, () => PAGE.width),
        heights: Array.from({ length: drawn }, () => PAGE.height),
        card: drawn ? '' : 'unsupported',
        sniffed: '',
      };
    },
    'document.export': (ask) => ({ document: ask.document, heads: ['0000'], content: '{}' }),
    'intake.show': (ask) => ask.tokens.map((token) => shown(token, ask.file)),
    'intake.folder': (ask) =>
      (ask.zip
        ? take([{ name: `${world.given.get(ask.token)?.name}.zip`, size: 4_000_000 }])
        : take([
            { name: 'Plan 1.pdf', size: 400_000 },
            { name: 'Plan 2.pdf', size: 500_000 },
          ])
      ).map((token) => shown(token)),
    'intake.match': (ask) =>
      ask.names.map((name) => {
        const words = fold(name)
          .split(/[^\p{L}\p{N}]+/u)
          .filter((word) => word.length > 3);
        const best = rows().find((row) => row.kind === 'deliverable' && words.some((word) => fold(row.name).includes(word)));
        return { name, file: best?.file ?? null, title: best?.name ?? '', score: best ? 80 : 0 };
      }),
  };

  function take(files: Given[]): string[] {
    return files.map((file) => {
      const token = `token-${world.next()}`;
      world.given.set(token, file);
      return token;
    });
  }

  const host: FakeHost = {
    calls: [],
    saved: [],
    async call(name, ask) {
      host.calls.push({ name, ask: structuredClone(ask) });
      // The core answers later, never at once: a page that counts on an immediate answer must fail here too.
      await Promise.resolve();
      const failure = failing.get(name);
      failing.delete(name);
      if (failure) throw failure;
      const answer = answers[name];
      if (!answer) throw new CallError('used_wrongly', 'unknown_call', `The fake host has no call “${name}”.`);
      try {
        return structuredClone(answer(ask as never)) as never;
      } catch (thrown) {
        throw CallError.of(thrown);
      }
    },
    listen(on) {
      listeners.add(on);
      return () => listeners.delete(on);
    },
    drops(on) {
      droppers.add(on);
      return () => droppers.delete(on);
    },
    pickFiles: async ({ multiple }) => take(multiple ? picked : picked.slice(0, 1)),
    pasteFiles: async () => take(picked),
    async saveFile(suggest) {
      host.saved.push(suggest);
      return { path: `~/Downloads/${suggest}` };
    },
    pictureUrl: (hash, page, width) => drawnPage(hash.split('.').slice(0, -2).join('.'), page, width),
    capabilities: { nativeDialogs: false, window: false },
    tell: world.tell,
    drag: (input) => droppers.forEach((on) => on(input)),
    take: (...files) => take(files),
    willPick: (...files) => void (picked = files),
    willFail: (name, error) => void failing.set(name, error),
  };
  return host;
}

function mine(row: FileRow, whose: NonNullable<FileAsk['mine']>): boolean {
  if (whose === 'review') return row.my_review_wanted;
  const me = row.ball_in_court.some((ball) => ball.me && ball.kind === 'collaborator');
  return whose === 'owe' ? me : !me && row.ball_in_court.length > 0;
}

/** Orders and groups rows, and gives the part that was asked for. */
function cut(found: FileRow[], ask: FileAsk, now: number): FilePage {
  const dueTitle = (row: FileRow) =>
    row.due_at === null
      ? 'Without a due date'
      : row.overdue
        ? 'Overdue'
        : row.due_at < now + DAY
          ? 'Today'
          : row.due_at < now + 7 * DAY
            ? 'This week'
            : 'Later';
  const titleOf = (row: FileRow): string =>
    ({
      due: () => dueTitle(row),
      area: () => row.area?.name ?? 'No area',
      assignee: () => row.assigned_to[0]?.name ?? 'Nobody',
      state: () => row.status_words,
      none: () => '',
    })[ask.group ?? 'none']();
  const dueOrder = ['Overdue', 'Today', 'This week', 'Later', 'Without a due date'];
  const titles = [...new Set(found.map(titleOf))].sort((a, b) =>
    ask.group === 'due' ? dueOrder.indexOf(a) - dueOrder.indexOf(b) : a.localeCompare(b),
  );
  const by: Record<NonNullable<FileAsk['sort']>, (a: FileRow, b: FileRow) => number> = {
    due: (a, b) => (a.due_at ?? Infinity) - (b.due_at ?? Infinity),
    name: (a, b) => a.name.localeCompare(b.name),
    number: (a, b) => a.number - b.number,
    changed: (a, b) => b.changed_at - a.changed_at,
  };
  found.sort((a, b) => titles.indexOf(titleOf(a)) - titles.indexOf(titleOf(b)) || by[ask.sort ?? 'due'](a, b));
  const groups: GroupRow[] =
    ask.group && ask.group !== 'none' ? titles.map((title) => ({ title, rows: found.filter((row) => titleOf(row) === title).length })) : [];
  const offset = ask.offset ?? 0;
  return {
    rows: found.slice(offset, offset + (ask.limit ?? 200)),
    total: found.length,
    overdue: found.filter((row) => row.overdue).length,
    groups,
    offset,
  };
}

/** A log as it would stand, from what the files' versions, comments and answers say. */
function firstLog(pages: FileShow[], now: number): ActivityRow[] {
  const lines: ActivityRow[] = [];
  const line = (
    page: FileShow,
    verb: string,
    words: string,
    by: string,
    person: string,
    made_at: number,
    more: Partial<ActivityRow> = {},
  ) =>
    lines.push({
      op: `op-first-${lines.length}`,
      verb,
      words,
      document: page.row.file,
      file: page.row.file,
      subject: page.row.name,
      by,
      person,
      device: `${by.split(' ')[0]}’s laptop`,
      made_at,
      first_seen_at: made_at + 60_000,
      state: 'applied',
      rule: '',
      ...more,
    });
  for (const page of pages) {
    line(page, 'created', page.row.kind === 'deliverable' ? 'asked for it' : 'made it', page.made_by, 'ana', page.made_at);
    for (const version of page.versions) {
      line(page, 'version-added', `delivered ${version.label}`, version.by, version.person, version.made_at, {
        first_seen_at: version.first_seen_at,
      });
      for (const comment of version.comments)
        line(page, 'comment-added', `commented on ${version.label}`, comment.by, comment.person, comment.made_at);
      for (const review of version.reviews)
        if (review.at && review.answer)
          line(
            page,
            review.answer === 'approved' ? 'approved' : 'changes-requested',
            review.answer === 'approved' ? `approved ${version.label}` : `requested changes to ${version.label}: ${review.reason}`,
            review.name,
            review.person,
            review.at,
          );
    }
    if (page.row.held)
      line(page, 'approved', 'approved v2', 'Sam Adeyemi', 'sam', now - 3 * HOUR, { state: 'held', rule: 'R3', first_seen_at: now - HOUR });
  }
  const last = pages[0];
  if (last)
    line(last, 'renamed', 'renamed it to “Lighting plot, final final”', 'Jo Lindqvist', 'jo', now - 20 * HOUR, {
      state: 'refused',
      rule: 'A5',
    });
  return lines.sort((a, b) => b.made_at - a.made_at);
}
