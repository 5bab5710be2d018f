// What commands do to the fake festival: just enough for a screen to show that something happened. The rules live in the core.
import type {
  ActivityRow,
  Calls,
  CollaboratorRow,
  CommentRow,
  CrewRow,
  FileShow,
  FormatRow,
  Named,
  Notice,
  VersionRow,
} from '../../wire/wire';
import { EVENT, format, HOUR, ZONE, type Festival } from './festival';

export interface Given {
  name: string;
  size: number;
  folder?: boolean;
  problem?: string;
}

/** A refusal in the shape in which the core gives it. */
export class FakeRefusal extends Error {
  readonly kind = 'refused';
  readonly code: string;
  readonly facts: Record<string, unknown>;

  constructor(code: string, message: string, facts: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.facts = facts;
  }
}

export interface World {
  festival: Festival;
  given: Map<string, Given>;
  log: ActivityRow[];
  settings: Map<string, string>;
  now: () => number;
  tell: (notice: Notice) => void;
  next: () => number;
  name: string;
}

type Acts = { [K in keyof Calls]?: (ask: Calls[K]['ask']) => Calls[K]['answer'] };

const WORDS = { approved: 'Approved', changes_requested: 'Changes asked', no_status: 'Delivered', incomplete: 'Not delivered' } as const;
const DONE = {};

export function acts(world: World): Acts {
  const { festival } = world;

  const page = (file: string): FileShow => {
    const found = festival.files.get(file);
    if (!found) throw new FakeRefusal('not_found', `There is no file “${file}” here.`);
    return found;
  };
  const versionOf = (show: FileShow, version?: string | null): VersionRow => {
    const found = version ? show.versions.find((one) => one.version === version) : show.versions.find((one) => one.latest);
    if (!found) throw new FakeRefusal('no_version', `“${show.row.name}” has no version yet. Deliver a file first.`);
    return found;
  };
  const comment = (show: FileShow, id: string): CommentRow => {
    for (const version of show.versions) {
      const found = version.comments.find((one) => one.comment === id);
      if (found) return found;
    }
    throw new FakeRefusal('not_found', 'There is no such comment here.');
  };
  const note = (verb: string, words: string, show: FileShow | null, subject = ''): void => {
    const at = world.now();
    world.log.unshift({
      op: `op-${world.next()}`,
      verb,
      words,
      document: show?.row.file ?? EVENT,
      file: show?.row.file ?? null,
      subject: show?.row.name ?? subject,
      by: world.name,
      person: 'ana',
      device: 'Ana’s laptop',
      made_at: at,
      first_seen_at: null,
      state: 'applied',
      rule: '',
    });
    if (show) {
      show.row.changed_at = at;
      show.row.changed_by = world.name;
      world.tell({ notice: 'files', event: EVENT, rows: [structuredClone(show.row)] });
    } else {
      world.tell({ notice: 'event', event: EVENT });
    }
  };

  /** Puts the row in step with its latest version. */
  const settle = (show: FileShow): void => {
    const { row } = show;
    const latest = show.versions.find((one) => one.latest && !one.taken_back);
    const asked = latest?.reviews.filter((review) => review.counts) ?? [];
    const open = asked.filter((review) => !review.answer || review.answer === 'withdrawn');
    const blocked = asked.some((review) => review.answer === 'changes_requested');
    const status = !latest
      ? 'incomplete'
      : asked.length === 0
        ? 'no_status'
        : blocked
          ? 'changes_requested'
          : open.length === 0
            ? 'approved'
            : 'awaiting_approval';
    const words = status === 'awaiting_approval' ? `Awaiting ${open.length}` : WORDS[status];
    if (latest) Object.assign(latest, { status, status_words: words, may_review: asked.some((review) => review.person === 'ana') });
    Object.assign(row, {
      status,
      status_words: words,
      version: latest?.version ?? null,
      version_number: latest?.number ?? 0,
      version_label: latest?.label ?? '',
      formats: latest?.formats.map((one) => one.extension) ?? [],
      formats_missing: row.formats_wanted.filter((wanted) => !latest?.formats.some((one) => one.extension === wanted)),
      size: latest?.formats.reduce((sum, one) => sum + one.size, 0) ?? 0,
      overdue: !latest && row.due_at !== null && row.due_at < world.now(),
      forked: false,
      reviewers: asked.length,
      approvals: asked.filter((review) => review.answer === 'approved').length,
      comments_open: latest?.comments.filter((one) => !one.resolved).length ?? 0,
      my_review_wanted: open.some((review) => review.person === 'ana'),
      where: { here: true, peers: 0, relay: false },
    });
    row.may.review = asked.some((review) => review.person === 'ana');
    const owner = row.assigned_to[0];
    row.ball_in_court =
      status === 'awaiting_approval'
        ? open.map((review) => ({ kind: 'person', id: review.person, name: review.name, why: 'review', me: review.person === 'ana' }))
        : owner && (status === 'incomplete' || status === 'changes_requested')
          ? [{ kind: 'collaborator', ...owner, why: status === 'incomplete' ? 'deliver' : 'change', me: owner.id === 'side-0' }]
          : [];
    show.reviewers = asked.map(({ person, name, required, answer, at }) => ({ person, name, required, answer, at, me: person === 'ana' }));
  };

  const taken = (intake: { token: string } | { path: string }): Given => {
    const given = 'token' in intake ? world.given.get(intake.token) : undefined;
    if (!given) throw new FakeRefusal('no_token', 'This file is no longer in hand. Choose it again.');
    return given;
  };
  const parts = (name: string): [string, string] => {
    const dot = name.lastIndexOf('.');
    return dot > 0 ? [name.slice(0, dot), name.slice(dot + 1).toLowerCase()] : [name, ''];
  };
  const formatOf = (given: Given): FormatRow => {
    const [stem, extension] = parts(given.name);
    const row = format(`${stem}`, extension, world.name, world.now(), 3);
    return { ...row, format: `format-${world.next()}`, name: given.name, size: given.size };
  };
  const sort = (offered: ({ token: string } | { path: string })[]) => {
    const all = offered.map(taken);
    if (all.length === 0) throw new FakeRefusal('no_file', 'No file was given. Choose at least one.');
    return {
      good: all.filter((one) => !one.problem),
      not_taken: all.filter((one) => one.problem).map((one) => ({ name: one.name, message: one.problem ?? '', code: 'unreadable' })),
    };
  };
  const answer = (show: FileShow, version: VersionRow) => ({
    file: show.row.file,
    version: version.version,
    number: version.number,
    formats: version.formats.map(({ hash, size, name, extension }) => ({ hash, size, name, extension })),
  });

  const deliver = (show: FileShow, good: Given[], ask: { note?: string; revision?: string; on_behalf_of?: string }): VersionRow => {
    const before = show.versions.find((one) => one.latest);
    for (const version of show.versions) Object.assign(version, { latest: false, may_undo: false });
    const number = (before?.number ?? 0) + 1;
    const version: VersionRow = {
      version: `version-${world.next()}`,
      number,
      label: `v${number}`,
      revision: ask.revision ?? '',
      note: ask.note ?? '',
      by: world.name,
      person: 'ana',
      on_behalf_of: festival.collaborators.find((one) => one.collaborator === ask.on_behalf_of)?.name ?? '',
      made_at: world.now(),
      first_seen_at: null,
      status: 'no_status',
      status_words: 'Delivered',
      latest: true,
      not_taken: false,
      taken_back: false,
      formats: good.map(formatOf),
      comments: [],
      reviews: show.reviewers.map(({ person, name, required }) => ({
        person,
        name,
        answer: null,
        reason: '',
        at: null,
        required,
        counts: true,
        by_author: person === 'ana',
        covers: [],
        criteria_changed: false,
      })),
      may_review: false,
      may_undo: true,
    };
    show.versions.unshift(version);
    settle(show);
    note('version-added', `delivered ${version.label}`, show);
    return version;
  };

  const blank = (file: string, name: string): FileShow => {
    const model = structuredClone(festival.files.get('plain-1'));
    if (!model) throw new Error('the festival has no plain file');
    Object.assign(model.row, { file, name, folder: null, version: null });
    return { ...model, versions: [], reviewers: [], criteria: [], description: '', made_by: world.name, made_at: world.now() };
  };
  const moment = (text: string): number => {
    const at = Date.parse(text.length === 10 ? `${text}T22:59:00Z` : text.endsWith('Z') ? text : `${text}:00Z`);
    if (Number.isNaN(at)) throw new FakeRefusal('not_a', `“${text}” is not a date such as 2027-05-14.`);
    return text.length === 10 ? at : at - HOUR;
  };
  const filled = (what: string, text: string): string => {
    if (!text.trim()) throw new FakeRefusal('empty', `${what} is empty. Give it at least one letter or digit.`);
    return text.trim();
  };
  const side = (id: string): CollaboratorRow => {
    const found = festival.collaborators.find((one) => one.collaborator === id);
    if (!found) throw new FakeRefusal('not_found', 'There is no such collaborator here.');
    return found;
  };
  const crewOf = (id: string): CrewRow => {
    const found = festival.crew.find((one) => one.crew === id);
    if (!found) throw new FakeRefusal('not_found', 'There is no such crew record here.');
    return found;
  };
  const areaNamed = (id?: string | null): Named | null => {
    const found = festival.areas.find((one) => one.area === id);
    return found ? { id: found.area, name: found.name } : null;
  };
  const driveOf = (drive: unknown) =>
    festival.drives.find((one) => JSON.stringify(one.drive) === JSON.stringify(drive)) ?? festival.drives[0];

  return {
    'event.set': (ask) => {
      Object.assign(festival.event, Object.fromEntries(Object.entries(ask).filter(([key]) => key in festival.event)));
      note('described', 'changed the event', null, festival.event.name);
      return DONE;
    },
    'event.archive': () => (Object.assign(festival.event, { archived: true }), note('archived', 'archived the event', null), DONE),
    'event.restore': () => (Object.assign(festival.event, { archived: false }), note('restored', 'restored the event', null), DONE),
    'area.add': (ask) => {
      const area = `area-${world.next()}`;
      const name = filled('The name', ask.name);
      festival.areas.push({ area, name, order: festival.areas.length, archived: false, deliverables: 0, overdue: 0 });
      note('created', `added the area ${name}`, null, name);
      return { area };
    },
    'area.set': (ask) => {
      const found = festival.areas.find((one) => one.area === ask.area);
      if (found) Object.assign(found, { name: ask.name ?? found.name, order: ask.order ?? found.order });
      festival.areas.sort((a, b) => a.order - b.order);
      return (note('renamed', 'changed an area', null, found?.name), DONE);
    },
    'area.archive': (ask) => {
      const found = festival.areas.find((one) => one.area === ask.area);
      if (found) found.archived = true;
      return (note('archived', 'archived an area', null, found?.name), DONE);
    },
    'area.restore': (ask) => {
      const found = festival.areas.find((one) => one.area === ask.area);
      if (found) found.archived = false;
      return (note('restored', 'restored an area', null, found?.name), DONE);
    },
    'collaborator.add': (ask) => {
      const collaborator = `side-${world.next()}`;
      const name = filled('The name', ask.name);
      const model = festival.collaborators[0];
      if (!model) throw new Error('the festival has no collaborator');
      festival.collaborators.push({
        ...model,
        collaborator,
        name,
        modules: ask.modules ?? model.modules,
        mine: false,
        crew: 0,
        contacts: [],
        owes: 0,
        overdue: 0,
        deliverables: 0,
      });
      festival.drives.push({ drive: { of: 'collaborator', id: collaborator }, name, folders: [], files: 0, may_add: true });
      note('created', `added ${name}`, null, name);
      return { collaborator };
    },
    'collaborator.set': (ask) => {
      const row = side(ask.collaborator);
      if (ask.name !== undefined) row.name = filled('The name', ask.name);
      if (ask.modules) row.modules = [...ask.modules];
      return (note('renamed', 'changed a collaborator', null, row.name), DONE);
    },
    'collaborator.archive': (ask) => ((side(ask.collaborator).archived = true), note('archived', 'archived a collaborator', null), DONE),
    'collaborator.restore': (ask) => ((side(ask.collaborator).archived = false), note('restored', 'restored a collaborator', null), DONE),
    'crew.add': (ask) => {
      const crew = `crew-${world.next()}`;
      const owner = side(ask.collaborator);
      festival.crew.push({
        crew,
        collaborator: ask.collaborator,
        collaborator_name: owner.name,
        first: filled('The first name', ask.first),
        last: ask.last,
        email: ask.email ?? '',
        phone: ask.phone ?? '',
        title: ask.title ?? '',
        contact: ask.contact,
        person: ask.me ? 'ana' : null,
        me: ask.me,
        archived: false,
        may_manage: true,
      });
      owner.crew += 1;
      if (ask.me) owner.mine = true;
      note('created', `added ${ask.first} ${ask.last} to the crew`, null, owner.name);
      return { crew };
    },
    'crew.set': (ask) => {
      const row = crewOf(ask.crew);
      const { first, last, email, phone, title, contact } = ask;
      if (first !== undefined) filled('The first name', first);
      const wish = { first, last, email, phone, title, contact };
      Object.assign(row, Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)));
      return (note('described', 'changed a crew record', null, row.collaborator_name), DONE);
    },
    'crew.archive': (ask) => ((crewOf(ask.crew).archived = true), note('archived', 'archived a crew record', null), DONE),
    'crew.restore': (ask) => ((crewOf(ask.crew).archived = false), note('restored', 'restored a crew record', null), DONE),
    'folder.add': (ask) => {
      const folder = `folder-${world.next()}`;
      driveOf(ask.drive)?.folders.push({ folder, parent: ask.parent ?? null, name: filled('The name', ask.name), files: 0 });
      note('created', `made the folder ${ask.name}`, null, ask.name);
      return { folder };
    },
    'folder.rename': (ask) => {
      const found = driveOf(ask.drive)?.folders.find((one) => one.folder === ask.folder);
      if (found) found.name = filled('The name', ask.name);
      return (note('renamed', 'renamed a folder', null, ask.name), DONE);
    },
    'folder.move': (ask) => {
      const found = driveOf(ask.drive)?.folders.find((one) => one.folder === ask.folder);
      if (found) found.parent = ask.parent ?? null;
      return (note('moved', 'moved a folder', null, found?.name), DONE);
    },
    'file.add': (ask) => {
      const { good, not_taken } = sort(ask.files);
      const made = good.map((given) => {
        const file = `plain-${world.next()}`;
        const show = blank(file, ask.name ?? parts(given.name)[0]);
        const drive = driveOf(ask.drive);
        Object.assign(show.row, { drive: drive?.drive, drive_name: drive?.name, folder: ask.folder ?? null });
        festival.files.set(file, show);
        return answer(show, deliver(show, [given], ask));
      });
      return { made, not_taken };
    },
    'file.rename': (ask) => (
      (page(ask.file).row.name = filled('The name', ask.name)),
      note('renamed', `renamed it to ${ask.name}`, page(ask.file)),
      DONE
    ),
    'file.describe': (ask) => (
      (page(ask.file).description = ask.description),
      note('described', 'changed the description', page(ask.file)),
      DONE
    ),
    'file.move': (ask) => ((page(ask.file).row.folder = ask.folder ?? null), note('moved', 'moved it', page(ask.file)), DONE),
    'file.archive': (ask) => ((page(ask.file).row.archived = true), note('archived', 'archived it', page(ask.file)), DONE),
    'file.restore': (ask) => ((page(ask.file).row.archived = false), note('restored', 'restored it', page(ask.file)), DONE),
    'deliverable.create': (ask) => {
      const file = `file-${world.next()}`;
      const show = blank(file, filled('The name', ask.name));
      const owner = side(ask.to);
      Object.assign(show.row, {
        kind: 'deliverable',
        number: [...festival.files.values()].filter((one) => one.row.kind === 'deliverable').length + 1,
        area: areaNamed(ask.area),
        due_at: moment(ask.due),
        assigned_to: [{ id: owner.collaborator, name: owner.name }],
        formats_wanted: ask.formats,
        permit: ask.permit ?? '',
        folder: ask.folder ?? null,
      });
      show.description = ask.description ?? '';
      show.criteria = ask.criteria.map((one, at) => ({ criterion: `${file}-c${at}`, ...one }));
      show.reviewers = ask.reviewers.map(({ person, required }) => ({
        person,
        name: festival.people.find((one) => one.person === person)?.name ?? person,
        required,
        answer: null,
        at: null,
        me: person === 'ana',
      }));
      show.zone = ZONE;
      festival.files.set(file, show);
      festival.event.deliverables += 1;
      settle(show);
      note('created', 'asked for it', show);
      return { file };
    },
    'deliverable.set': (ask) => {
      const show = page(ask.file);
      if (ask.name !== undefined) show.row.name = filled('The name', ask.name);
      if (ask.to !== undefined) show.row.assigned_to = [{ id: ask.to, name: side(ask.to).name }];
      if (ask.due !== undefined) show.row.due_at = moment(ask.due);
      if (ask.description !== undefined) show.description = ask.description;
      if (ask.criteria) show.criteria = ask.criteria.map((one, at) => ({ criterion: `${ask.file}-n${at}`, ...one }));
      if (ask.formats) show.row.formats_wanted = ask.formats;
      if (ask.area !== undefined) show.row.area = areaNamed(ask.area);
      if (ask.permit !== undefined) show.row.permit = ask.permit;
      if (ask.lead_days !== undefined) show.lead_days = ask.lead_days;
      if (ask.strict_formats !== undefined) show.strict_formats = ask.strict_formats;
      return (note('described', 'changed what is owed', show), DONE);
    },
    'deliverable.waive': (ask) => {
      const show = page(ask.file);
      if (ask.waived) filled('The reason', ask.reason ?? '');
      settle(show);
      Object.assign(show.row, { waived: ask.waived, waived_reason: ask.waived ? ask.reason : '' });
      if (ask.waived) Object.assign(show.row, { status_words: 'Waived', overdue: false, due_soon: false });
      return (note('described', ask.waived ? 'waived it' : 'wants it again', show), DONE);
    },
    deliver: (ask) => {
      const show = page(ask.file);
      const { good, not_taken } = sort(ask.files);
      if (good.length === 0) throw new FakeRefusal('unreadable', not_taken[0]?.message ?? 'The file cannot be read.');
      return { not_taken, ...answer(show, deliver(show, good, ask)) };
    },
    'deliver.undo': (ask) => {
      const show = page(ask.file);
      const version = versionOf(show, ask.version);
      const before = show.versions.find((one) => one !== version && !one.taken_back);
      Object.assign(version, { taken_back: true, latest: false, may_undo: false, may_review: false });
      if (before) before.latest = true;
      settle(show);
      return (note('version-added', `took back ${version.label}`, show), DONE);
    },
    'format.add': (ask) => {
      const show = page(ask.file);
      const version = versionOf(show, ask.version);
      const { good, not_taken } = sort(ask.files);
      const late = version.reviews.some((review) => review.answer);
      version.formats.push(...good.map((given) => ({ ...formatOf(given), uncovered: late, may_remove: !late })));
      settle(show);
      note('format-added', `added a format to ${version.label}`, show);
      return { not_taken, ...answer(show, version) };
    },
    'format.remove': (ask) => {
      const show = page(ask.file);
      const version = show.versions.find((one) => one.formats.some((each) => each.format === ask.format));
      if (!version) throw new FakeRefusal('not_found', 'There is no such format here.');
      if (version.reviews.some((review) => review.answer)) {
        throw new FakeRefusal('answered', `Somebody has answered ${version.label}, so its formats can no longer be replaced or removed.`);
      }
      version.formats = version.formats.filter((one) => one.format !== ask.format);
      settle(show);
      return (note('format-removed', `took a format from ${version.label}`, show), DONE);
    },
    'version.choose': (ask) => {
      const show = page(ask.file);
      for (const version of show.versions) {
        const chosen = version.version === ask.version;
        if (version.number === show.row.version_number) Object.assign(version, { latest: chosen, not_taken: !chosen });
      }
      settle(show);
      note('version-chosen', `chose ${versionOf(show, ask.version).label}`, show);
      return { file: ask.file, version: ask.version, status: show.row.status };
    },
    'comment.add': (ask) => {
      const show = page(ask.file);
      const version = versionOf(show, ask.version);
      const id = `comment-${world.next()}`;
      version.comments.push({
        comment: id,
        by: world.name,
        person: 'ana',
        body: filled('The comment', ask.body),
        made_at: world.now(),
        edited_at: null,
        resolved: false,
        resolved_by: '',
        reply_to: ask.reply_to ?? null,
        may_edit: true,
        may_resolve: true,
      });
      version.may_undo = false;
      show.row.comments_open = versionOf(show).comments.filter((one) => !one.resolved).length;
      note('comment-added', `commented on ${version.label}`, show);
      return { comment: id };
    },
    'comment.edit': (ask) => {
      Object.assign(comment(page(ask.file), ask.comment), { body: filled('The comment', ask.body), edited_at: world.now() });
      return (note('comment-edited', 'edited a comment', page(ask.file)), DONE);
    },
    'comment.resolve': (ask) => {
      Object.assign(comment(page(ask.file), ask.comment), { resolved: ask.resolved, resolved_by: ask.resolved ? world.name : '' });
      return (note('comment-resolved', ask.resolved ? 'resolved a comment' : 'opened a comment again', page(ask.file)), DONE);
    },
    'reviewer.add': (ask) => {
      const show = page(ask.file);
      const name = festival.people.find((one) => one.person === ask.person)?.name ?? ask.person;
      const latest = show.versions.find((one) => one.latest);
      const row = { person: ask.person, name, required: ask.required, answer: null, at: null };
      show.reviewers.push({ ...row, me: ask.person === 'ana' });
      latest?.reviews.push({
        ...row,
        reason: '',
        counts: true,
        by_author: latest.person === ask.person,
        covers: [],
        criteria_changed: false,
      });
      if (latest) settle(show);
      note('reviewer-added', `asked ${name} to review`, show);
      return { file: ask.file, status: show.row.status };
    },
    'reviewer.remove': (ask) => {
      const show = page(ask.file);
      const latest = show.versions.find((one) => one.latest);
      const seat = latest?.reviews.find((one) => one.person === ask.person);
      if (seat?.answer === 'changes_requested' && !ask.reason) {
        throw new FakeRefusal(
          'removal_reason_wanted',
          `Removing ${seat.name} would turn “${show.row.name}” from Changes asked to Awaiting 1. Give a reason; it is shown with the approval.`,
        );
      }
      if (seat) seat.counts = false;
      show.reviewers = show.reviewers.filter((one) => one.person !== ask.person);
      if (latest) settle(show);
      note('reviewer-removed', `removed ${seat?.name ?? 'a reviewer'} as reviewer`, show);
      return { file: ask.file, status: show.row.status };
    },
    review: (ask) => {
      const show = page(ask.file);
      const version = versionOf(show, ask.version);
      const seat = version.reviews.find((one) => one.person === 'ana' && one.counts);
      if (!seat) throw new FakeRefusal('not_a_reviewer', `You are not a reviewer of “${show.row.name}”, so you cannot answer for it.`);
      if (ask.answer === 'changes_requested' && !ask.reason?.trim() && version.comments.every((one) => one.resolved)) {
        throw new FakeRefusal('reason_wanted', 'Say what must change: give a reason, or leave an open comment on this version.');
      }
      const withdrawn = ask.answer === 'withdrawn';
      Object.assign(seat, {
        answer: withdrawn ? null : ask.answer,
        reason: withdrawn ? '' : (ask.reason ?? ''),
        at: withdrawn ? null : world.now(),
        covers: withdrawn ? [] : version.formats.map((one) => one.hash),
      });
      for (const one of version.formats)
        Object.assign(one, { may_remove: false, covered_by: ask.answer === 'approved' ? [world.name] : [] });
      version.may_undo = false;
      settle(show);
      note(
        ask.answer === 'approved' ? 'approved' : ask.answer.replace('_', '-'),
        `answered ${version.label}: ${ask.answer.replace('_', ' ')}`,
        show,
      );
      return { file: ask.file, version: version.version, status: show.row.status };
    },
    'person.rename': (ask) => {
      world.name = filled('The name', ask.name);
      const me = festival.people.find((one) => one.me);
      if (me) me.name = world.name;
      return (note('renamed', 'changed their name', null, world.name), DONE);
    },
  };
}
