// The festival that the fake host shows: names, times and states, written down by hand. Nothing here follows from a rule.
import type {
  AreaRow,
  CollaboratorRow,
  CrewRow,
  DriveRow,
  EventRow,
  FileShow,
  FormatRow,
  Named,
  PersonRow,
  ReviewRow,
  Status,
  VersionRow,
} from '../../wire/wire';

export const EVENT = 'event-harbour';
export const ZONE = 'Europe/Berlin';
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const AREAS = ['Main Stage', 'Quay Stage', 'Back of House', 'Catering', 'Site', 'Front of House'];

const COLLABORATORS = [
  'Tide Productions',
  'Rig & Co',
  'Drape Works',
  'Volt Supply',
  'Northlight',
  'Tidewater Mgmt',
  'Pixel Dock',
  'Kombüse',
  'Harbour Guard',
];

/** Person, name, and the side they are on. */
const PEOPLE: [string, string, number][] = [
  ['ana', 'Ana Ruiz', 0],
  ['ben', 'Ben Okafor', 1],
  ['lm', 'Lena Maurer', 0],
  ['jo', 'Jo Lindqvist', 4],
  ['sam', 'Sam Adeyemi', 3],
];

const CREW: [string, string, number, string][] = [
  ['Ana', 'Ruiz', 0, 'Production manager'],
  ['Lena', 'Maurer', 0, 'Structural engineer'],
  ['Piet', 'de Vries', 0, 'Site manager'],
  ['Noor', 'Haddad', 0, 'Production assistant'],
  ['Ben', 'Okafor', 1, 'Head rigger'],
  ['Maja', 'Kowalska', 1, 'Rigger'],
  ['Tomás', 'Herrera', 1, 'Rigger'],
  ['Iris', 'Blum', 2, 'Draper'],
  ['Karl', 'Østergaard', 2, 'Workshop lead'],
  ['Sam', 'Adeyemi', 3, 'Power lead'],
  ['Yuki', 'Tanaka', 3, 'Electrician'],
  ['Dov', 'Levi', 3, 'Generator technician'],
  ['Jo', 'Lindqvist', 4, 'Lighting designer'],
  ['Amal', 'Nasser', 4, 'Lighting programmer'],
  ['Rosa', 'Bianchi', 4, 'Dimmer technician'],
  ['Elif', 'Demir', 5, 'Tour manager'],
  ['Mick', 'Farrow', 5, 'Backline'],
  ['Thandi', 'Mokoena', 5, 'Stage manager'],
  ['Ola', 'Nowak', 6, 'Video lead'],
  ['Chen', 'Wei', 6, 'Media server operator'],
  ['Lucía', 'Prieto', 6, 'LED technician'],
  ['Greta', 'Sommer', 7, 'Head of catering'],
  ['Ivo', 'Petrov', 7, 'Cook'],
  ['Hanna', 'Virtanen', 7, 'Cook'],
  ['Uli', 'Brandt', 7, 'Logistics'],
  ['Mark', 'Steiner', 8, 'Head of security'],
  ['Aisha', 'Bello', 8, 'Control room'],
  ['Tove', 'Holm', 8, 'Gates'],
  ['René', 'Dubois', 8, 'Crowd safety'],
  ['نور', 'الهاشمي', 8, 'Interpreter'],
];

type State = 'incomplete' | 'delivered' | 'awaiting' | 'changes' | 'approved' | 'partly' | 'fork' | 'held' | 'waived';
/** Name, formats wanted, area, who owes it, due in hours from now, state, versions, permit. */
type Owed = [string, string, number, number, number, State, number, string?];

const OWED: Owed[] = [
  ['Lighting plot', 'vwx pdf mvr', 0, 4, 30, 'awaiting', 2],
  ['Stage plot, The Tidewater Band', 'pdf', 0, 5, 36, 'partly', 4],
  ['Rigging Drawings for Permit Submission', 'pdf dwg', 0, 1, -50, 'awaiting', 3, 'Harbour authority'],
  ['Site plan, egress and fire lanes', 'pdf', 4, 0, 51, 'awaiting', 5],
  ['Video content, opener', 'mov', 0, 6, 54, 'awaiting', 1],
  ['Flame-retardant certificates', 'pdf', 0, 2, -5, 'incomplete', 0],
  ['Power distribution drawing', 'pdf', 2, 3, 60, 'fork', 3],
  ['Generator noise statement', 'pdf', 2, 3, -1, 'incomplete', 0, 'City of Hamburg'],
  ['Menu and allergens', 'pdf xlsx', 3, 7, 70, 'delivered', 1],
  ['Risk assessment, pyrotechnics', 'pdf', 0, 0, 180, 'held', 2, 'Fire service'],
  ['Security deployment plan', 'pdf', 4, 8, 200, 'approved', 3],
  ['Stage manager contact sheet', 'pdf', 1, 0, 220, 'approved', 1],
  ['Artwork, area signage', 'ai pdf', 4, 2, 240, 'incomplete', 0],
  ['Medical plan', 'pdf', 4, 8, 246, 'incomplete', 0],
  ['Crew accreditation list', 'xlsx', 5, 0, 3, 'incomplete', 0],
  ['Input list, Quay Stage', 'pdf', 1, 5, 8, 'changes', 2],
  ['Patch sheet, Quay Stage', 'pdf csv', 1, 4, 80, 'awaiting', 1],
  ['LED wall load calculation', 'pdf', 0, 6, -30, 'changes', 1, 'Structural inspector'],
  ['Truss inspection certificates', 'pdf', 0, 1, 100, 'approved', 1],
  ['Cable route drawing', 'dwg pdf', 2, 3, 110, 'awaiting', 2],
  ['Water and waste plan', 'pdf', 3, 7, 120, 'incomplete', 0],
  ['Allergy notices', 'pdf', 3, 7, 130, 'incomplete', 0],
  ['Radio channel list', 'pdf', 5, 8, 140, 'delivered', 1],
  ['Evacuation announcement, recorded', 'wav', 5, 0, 150, 'incomplete', 0],
  ['Noise limits and measuring points', 'pdf', 4, 0, 160, 'approved', 2, 'City of Hamburg'],
  ['Barrier layout', 'dwg pdf', 4, 8, 170, 'changes', 3],
  ['Backline list', 'pdf', 1, 5, 190, 'delivered', 2],
  ['Projection mapping test', 'mp4', 1, 6, 210, 'incomplete', 0],
  ['Drape fire tests', 'pdf', 0, 2, 230, 'waived', 0],
  ['Loading dock timetable', 'xlsx pdf', 2, 0, 250, 'awaiting', 1],
  ['Insurance certificate', 'pdf', 4, 1, 260, 'approved', 1],
  ['Insurance certificate, lighting', 'pdf', 4, 4, 262, 'delivered', 1],
  ['Forklift licences', 'pdf', 2, 1, 270, 'incomplete', 0],
  ['Pixel map', 'pdf png', 0, 6, 280, 'incomplete', 0],
  ['Dressing room allocation', 'pdf', 2, 5, 290, 'incomplete', 0],
  ['Wristband designs', 'pdf', 5, 0, 300, 'approved', 2],
  ['Cue sheet, opening', 'pdf', 0, 4, 310, 'incomplete', 0],
  ['Wind action plan', 'pdf', 4, 1, 320, 'awaiting', 1, 'Structural inspector'],
  ['Photo pit rules', 'pdf', 5, 8, 330, 'incomplete', 0],
  ['Überprüfung der Bühne / مخطط المسرح', 'pdf', 0, 1, 340, 'incomplete', 0],
];

const FILES: [string, string, string | null, number][] = [
  ['Venue technical rider', 'pdf', 'folder-venue', 2],
  ['Harbour basin, survey', 'dwg', 'folder-venue', 1],
  ['Dock 4 in the morning', 'jpg', 'folder-photos', 1],
  ['Quay from the crane', 'jpg', 'folder-photos', 1],
  ['Contact sheet, authorities', 'xlsx', null, 3],
  ['Main stage model', 'vwx', 'folder-models', 1],
];

const NOTES: Partial<Record<State, string>> = {
  awaiting: 'Loads updated after the call on Tuesday.',
  changes: 'First issue for comment.',
  approved: 'Final issue.',
};

const STATUS: Record<State, [Status, (open: number) => string]> = {
  incomplete: ['incomplete', () => 'Not delivered'],
  delivered: ['no_status', () => 'Delivered'],
  awaiting: ['awaiting_approval', (open) => `Awaiting ${open}`],
  changes: ['changes_requested', () => 'Changes asked'],
  approved: ['approved', () => 'Approved'],
  partly: ['approved', () => 'Approved (1 of 2 formats)'],
  fork: ['awaiting_approval', () => 'Your choice'],
  held: ['awaiting_approval', () => 'Held'],
  waived: ['incomplete', () => 'Waived'],
};

const SNIFFED: Record<string, string> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  mov: 'video/quicktime',
  mp4: 'video/mp4',
  wav: 'audio/wav',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Bytes that can be drawn carry the number of pages in their hash, so that `preview.show` needs no table. */
export function hashOf(stem: string, extension: string, pages: number): string {
  return `${stem}.${extension}.${pages}`;
}

export interface Festival {
  event: EventRow;
  areas: AreaRow[];
  collaborators: CollaboratorRow[];
  crew: CrewRow[];
  people: PersonRow[];
  drives: DriveRow[];
  files: Map<string, FileShow>;
}

const named = (id: string, name: string): Named => ({ id, name });
const areaNamed = (at: number) => named(`area-${at}`, AREAS[at] ?? '');
const sideNamed = (at: number) => named(`side-${at}`, COLLABORATORS[at] ?? '');

export function format(stem: string, extension: string, by: string, at: number, pages: number): FormatRow {
  const drawn = ['pdf', 'jpg', 'png'].includes(extension);
  return {
    format: `format-${stem}-${extension}`,
    hash: hashOf(stem, extension, drawn ? pages : 0),
    size: 180_000 + ((stem.length * 7919 + extension.charCodeAt(0) * 65_537) % 9_000_000),
    name: `${stem}.${extension}`,
    extension,
    sniffed: SNIFFED[extension] ?? 'application/octet-stream',
    covered_by: [],
    uncovered: false,
    here: true,
    preview: drawn,
    by,
    made_at: at,
    may_remove: true,
  };
}

function answers(state: State, latest: boolean, at: number): ReviewRow[] {
  if (state === 'incomplete' || state === 'delivered' || state === 'waived') return [];
  const row = (person: string, name: string, answer: ReviewRow['answer'], reason: string, required = true): ReviewRow => ({
    person,
    name,
    answer,
    reason,
    at: answer ? at + 2 * HOUR : null,
    required,
    counts: true,
    by_author: false,
    covers: [],
    criteria_changed: false,
  });
  if (!latest) {
    return [
      row('ana', 'Ana Ruiz', 'changes_requested', 'The centre truss is drawn 2 m too far downstage.'),
      row('lm', 'Lena Maurer', null, ''),
    ];
  }
  switch (state) {
    case 'changes':
      return [row('ana', 'Ana Ruiz', 'changes_requested', 'Point 17 carries more than 480 kg.'), row('lm', 'Lena Maurer', null, '')];
    case 'approved':
    case 'partly':
      return [row('ana', 'Ana Ruiz', 'approved', ''), row('lm', 'Lena Maurer', 'approved', '', false)];
    default:
      return [row('ana', 'Ana Ruiz', null, ''), row('lm', 'Lena Maurer', null, '')];
  }
}

function versions(stem: string, extensions: string[], state: State, count: number, side: number, now: number): VersionRow[] {
  const author = PEOPLE.find(([, , of]) => of === side) ?? PEOPLE[0];
  const [person, by] = author ?? ['ana', 'Ana Ruiz'];
  const rows: VersionRow[] = [];
  for (let number = 1; number <= count; number += 1) {
    const latest = number === count;
    const made_at = now - (count - number) * 2 * DAY - 5 * HOUR - side * 17 * 60_000;
    const reviews = answers(state, latest, made_at);
    const pages = stem.startsWith('Site plan') ? 300 : 3;
    const formats = extensions.map((extension) => format(`${stem} v${number}`, extension, by, made_at, pages));
    for (const review of reviews) if (review.answer) review.covers = formats.map((one) => one.hash);
    if (state === 'partly' && latest) {
      const late = format(`${stem} v${number}, large print`, 'png', by, made_at + 3 * HOUR, 1);
      late.uncovered = true;
      formats.push(late);
    }
    const approved = reviews.filter((review) => review.answer === 'approved').map((review) => review.name);
    for (const one of formats) {
      one.covered_by = one.uncovered ? [] : approved;
      one.may_remove = reviews.every((review) => review.answer === null);
    }
    const [status, words] = latest ? STATUS[state] : STATUS.changes;
    rows.unshift({
      version: `version-${stem}-${number}`,
      number,
      label: `v${number}`,
      revision: number > 1 ? `Rev ${String.fromCharCode(64 + number)}` : '',
      note: latest ? (NOTES[state] ?? '') : '',
      by,
      person,
      on_behalf_of: side > 4 ? (COLLABORATORS[side] ?? '') : '',
      made_at,
      first_seen_at: made_at + 28 * 60_000,
      status: reviews.length > 0 ? status : 'no_status',
      status_words: reviews.length > 0 ? words(reviews.filter((review) => !review.answer).length) : 'Delivered',
      latest,
      not_taken: false,
      taken_back: false,
      formats,
      comments: [],
      reviews,
      may_review: latest && reviews.length > 0,
      may_undo: latest && person === 'ana' && reviews.every((review) => !review.answer),
    });
  }
  return rows;
}

function talk(show: FileShow): void {
  const [latest, before] = show.versions;
  const line = (n: number, by: string, person: string, body: string, at: number, more = {}) => ({
    comment: `comment-${show.row.file}-${n}`,
    by,
    person,
    body,
    made_at: at,
    edited_at: null,
    resolved: false,
    resolved_by: '',
    reply_to: null,
    may_edit: person === 'ana',
    may_resolve: true,
    ...more,
  });
  if (latest) {
    const at = latest.made_at;
    latest.comments = [
      line(1, 'Ana Ruiz', 'ana', 'Please shift the centre truss 2 m upstage, the LED wall needs the depth.', at + 32 * 60_000),
      line(2, 'Ben Okafor', 'ben', 'Possible, but point 17 goes over 480 kg. Checking with Maurer.', at + 38 * 60_000, {
        reply_to: `comment-${show.row.file}-1`,
      }),
      line(3, 'Lena Maurer', 'lm', 'Is the load table for this point on page 3 the new one?', at + 80 * 60_000, {
        edited_at: at + 82 * 60_000,
      }),
      line(4, 'Ana Ruiz', 'ana', 'Title block still says Rev B.', at + 90 * 60_000, { resolved: true, resolved_by: 'Ben Okafor' }),
    ];
  }
  if (before) {
    before.comments = [
      line(5, 'Ana Ruiz', 'ana', 'Dimensions are missing on the upstage truss.', before.made_at + HOUR),
      line(6, 'Lena Maurer', 'lm', 'Which steel is the ballast frame?', before.made_at + 2 * HOUR),
    ];
  }
}

function show(id: string, number: number, owed: Owed, now: number): FileShow {
  const [name, wanted, area, side, due, state, count, permit] = owed;
  const extensions = wanted.split(' ');
  const list = versions(name, extensions, state, count, side, now);
  const latest = list[0];
  if (state === 'fork' && latest) {
    const twin = structuredClone(latest);
    twin.version += '-twin';
    twin.label = `v${twin.number}′`;
    twin.by = 'Yuki Tanaka';
    twin.person = 'yuki';
    twin.latest = false;
    list.unshift(twin);
  }
  const [status, words] = STATUS[state];
  const reviews = latest?.reviews ?? [];
  const open = reviews.filter((review) => !review.answer);
  const owner = sideNamed(side);
  const delivered = count > 0;
  const collaborator = (why: 'deliver' | 'change' | 'choose') => ({ kind: 'collaborator' as const, ...owner, why, me: side === 0 });
  const person = (review: ReviewRow) => ({
    kind: 'person' as const,
    id: review.person,
    name: review.name,
    why: 'review' as const,
    me: review.person === 'ana',
  });
  const ball = {
    incomplete: () => [collaborator('deliver')],
    changes: () => [collaborator('change'), ...open.map(person)],
    fork: () => [collaborator('choose')],
    awaiting: () => open.map(person),
    held: () => open.map(person),
    delivered: () => [{ kind: 'person' as const, id: 'ana', name: 'Ana Ruiz', why: 'accept' as const, me: true }],
    approved: () => [],
    partly: () => [],
    waived: () => [],
  }[state]();
  const due_at = now + due * HOUR;
  const page: FileShow = {
    row: {
      file: id,
      event: EVENT,
      kind: 'deliverable',
      number,
      name,
      drive: { of: 'event' },
      drive_name: 'Event',
      folder: null,
      area: areaNamed(area),
      status,
      status_words: words(open.length),
      version: latest?.version ?? null,
      version_number: latest?.number ?? 0,
      version_label: state === 'fork' ? `${latest?.label} · ${latest?.label}′` : (latest?.label ?? ''),
      due_at,
      due_also: [],
      overdue: !delivered && due < 0 && state !== 'waived',
      due_soon: !delivered && due >= 0 && due < 72 && state !== 'waived',
      delivered_late: delivered && due < 0,
      assigned_to: [owner],
      ball_in_court: ball,
      forked: state === 'fork',
      held: state === 'held' ? 1 : 0,
      waived: state === 'waived',
      waived_reason: state === 'waived' ? 'The drapes are hired with their certificates.' : '',
      permit: permit ?? '',
      formats_wanted: extensions,
      formats_missing: delivered ? [] : extensions,
      formats: latest?.formats.map((one) => one.extension) ?? [],
      size: latest?.formats.reduce((sum, one) => sum + one.size, 0) ?? 0,
      reviewers: reviews.length,
      approvals: reviews.filter((review) => review.answer === 'approved').length,
      comments_open: 0,
      where: { here: true, peers: number % 3 === 0 ? 0 : number % 5, relay: number % 4 === 1 },
      may: { deliver: true, comment: true, review: reviews.length > 0, edit: true, admin: true, archive: true, choose: state === 'fork' },
      my_review_wanted: reviews.some((review) => review.person === 'ana' && !review.answer),
      archived: false,
      changed_by: latest?.by ?? 'Ana Ruiz',
      changed_at: latest?.made_at ?? now - 6 * DAY,
    },
    description: permit
      ? `Goes to the ${permit} with the permit pack. Sign every sheet; one file per discipline.`
      : 'As agreed in the production meeting.',
    criteria: permit
      ? [
          { criterion: `${id}-c1`, text: 'All points, with hook weights', required: true },
          { criterion: `${id}-c2`, text: 'To scale, with dimensions', required: true },
          { criterion: `${id}-c3`, text: 'Engineer’s stamp', required: false },
        ]
      : [],
    reviewers: reviews.map((review) => ({
      person: review.person,
      name: review.name,
      required: review.required,
      answer: review.answer,
      at: review.at,
      me: review.person === 'ana',
    })),
    could_review: [],
    versions: list,
    associations: [
      { association: `${id}-share`, name: owner.name, level: 'edit', role: 'assignee' },
      { association: `${id}-read`, name: areaNamed(area).name, level: 'read', role: null },
    ],
    made_by: 'Ana Ruiz',
    made_at: now - 12 * DAY,
    lead_days: 3,
    strict_formats: Boolean(permit),
    zone: ZONE,
  };
  if (['awaiting', 'changes', 'fork'].includes(state)) talk(page);
  page.row.comments_open = page.versions[0]?.comments.filter((comment) => !comment.resolved).length ?? 0;
  return page;
}

function plain(id: string, [name, extension, folder, count]: (typeof FILES)[number], now: number): FileShow {
  const page = show(id, 0, [name, extension, 0, 0, 0, 'delivered', count], now);
  Object.assign(page.row, {
    kind: 'file',
    folder,
    area: null,
    due_at: null,
    overdue: false,
    delivered_late: false,
    assigned_to: [],
    ball_in_court: [],
    formats_wanted: [],
    status_words: '',
  });
  page.description = '';
  page.associations = [];
  return page;
}

/** The whole festival, with times around `now`. */
export function festival(now: number): Festival {
  const people = PEOPLE.map(([person, name, side]): PersonRow => ({
    person,
    name,
    me: person === 'ana',
    rights: person === 'ana' ? ['Event: everything (owner)'] : ['Event: Read', `${COLLABORATORS[side]}: FilesEdit (contributor)`],
    sides: [COLLABORATORS[side] ?? ''],
  }));
  const files = new Map<string, FileShow>();
  OWED.forEach((owed, at) => files.set(`file-${at + 1}`, show(`file-${at + 1}`, at + 1, owed, now)));
  FILES.forEach((one, at) => files.set(`plain-${at + 1}`, plain(`plain-${at + 1}`, one, now)));
  for (const page of files.values()) page.could_review = people;
  const crew = CREW.map(([first, last, side, title], at): CrewRow => {
    const person = PEOPLE.find(([, name]) => name === `${first} ${last}`);
    return {
      crew: `crew-${at + 1}`,
      collaborator: `side-${side}`,
      collaborator_name: COLLABORATORS[side] ?? '',
      first,
      last,
      email: at % 7 === 6 ? '' : `${first}.${last}@example.org`.toLowerCase().replaceAll(' ', ''),
      phone: at % 5 === 4 ? '' : `+49 40 5550 ${1000 + at * 37}`,
      title,
      contact: CREW.findIndex(([, , of]) => of === side) === at,
      person: person?.[0] ?? null,
      me: person?.[0] === 'ana',
      archived: false,
      may_manage: true,
    };
  });
  const rows = [...files.values()].map((page) => page.row).filter((row) => row.kind === 'deliverable');
  const areas = AREAS.map((name, at): AreaRow => ({
    area: `area-${at}`,
    name,
    order: at,
    archived: false,
    deliverables: rows.filter((row) => row.area?.id === `area-${at}`).length,
    overdue: rows.filter((row) => row.area?.id === `area-${at}` && row.overdue).length,
  }));
  const collaborators = COLLABORATORS.map((name, at): CollaboratorRow => {
    const own = rows.filter((row) => row.assigned_to.some((to) => to.id === `side-${at}`));
    const contact = crew.find((one) => one.collaborator === `side-${at}` && one.contact);
    return {
      collaborator: `side-${at}`,
      name,
      modules: at === 7 ? ['files', 'crew', 'advancing'] : ['schedule', 'files', 'advancing', 'crew', 'tasks', 'documents'],
      archived: false,
      mine: at === 0,
      crew: crew.filter((one) => one.collaborator === `side-${at}`).length,
      contacts: contact ? [`${contact.first} ${contact.last}`] : [],
      owes: own.filter((row) => row.ball_in_court.some((ball) => ball.kind === 'collaborator')).length,
      overdue: own.filter((row) => row.overdue).length,
      deliverables: own.length,
      may_manage: true,
    };
  });
  const day = (offset: number) => new Date(now + offset * DAY).toISOString().slice(0, 10);
  return {
    event: {
      event: EVENT,
      name: 'Harbour Nights',
      from: day(12),
      to: day(15),
      zone: ZONE,
      venue: 'Dock 4, Hamburg',
      archived: false,
      deliverables: rows.length,
      overdue: rows.filter((row) => row.overdue).length,
      may_update: true,
    },
    areas,
    collaborators,
    crew,
    people,
    drives: [
      {
        drive: { of: 'event' },
        name: 'Event',
        folders: [
          { folder: 'folder-venue', parent: null, name: 'Venue', files: 2 },
          { folder: 'folder-models', parent: 'folder-venue', name: 'Models', files: 1 },
          { folder: 'folder-photos', parent: null, name: 'Photos', files: 2 },
          { folder: 'folder-permits', parent: null, name: 'Permits', files: 0 },
        ],
        files: files.size,
        may_add: true,
      },
      ...COLLABORATORS.map((name, at) => ({
        drive: { of: 'collaborator' as const, id: `side-${at}` },
        name,
        folders: [],
        files: 0,
        may_add: true,
      })),
      ...AREAS.map((name, at) => ({ drive: { of: 'area' as const, id: `area-${at}` }, name, folders: [], files: 0, may_add: true })),
    ],
    files,
  };
}
