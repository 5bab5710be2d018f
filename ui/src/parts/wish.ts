/** What a deliverable asks for, as a form holds it, and which of it was changed. */
import { spellDue } from '../live/due';
import type { CriterionWish, DeliverableSet, FileShow } from '../wire/wire';

export interface Wish {
  name: string;
  to: string;
  /** As people write it, in the event's zone. */
  due: string;
  area: string;
  formats: string;
  description: string;
  criteria: CriterionWish[];
  permit: string;
  lead_days: number;
  strict_formats: boolean;
}

/** ".PDF, dwg" → ["pdf", "dwg"] */
export function extensions(text: string): string[] {
  const found = text
    .split(/[\s,;]+/)
    .map((word) => word.replace(/^\./, '').toLowerCase())
    .filter(Boolean);
  return [...new Set(found)];
}

export function wishOf(show: FileShow): Wish {
  const { row } = show;
  return {
    name: row.name,
    to: row.assigned_to[0]?.id ?? '',
    due: row.due_at === null ? '' : spellDue(row.due_at, show.zone),
    area: row.area?.id ?? '',
    formats: row.formats_wanted.join(', '),
    description: show.description,
    criteria: show.criteria.map(({ text, required }) => ({ text, required })),
    permit: row.permit,
    lead_days: show.lead_days,
    strict_formats: show.strict_formats,
  };
}

/** Only what differs. Empty lines of criteria are not meant. */
export function changesOf(before: Wish, after: Wish): Omit<DeliverableSet, 'file'> {
  const changes: Omit<DeliverableSet, 'file'> = {};
  if (after.name !== before.name) changes.name = after.name;
  if (after.to !== before.to) changes.to = after.to;
  if (after.due !== before.due) changes.due = after.due;
  if (after.area !== before.area) changes.area = after.area;
  if (after.formats !== before.formats) changes.formats = extensions(after.formats);
  if (after.description !== before.description) changes.description = after.description;
  const criteria = after.criteria.filter((criterion) => criterion.text.trim());
  if (JSON.stringify(criteria) !== JSON.stringify(before.criteria)) changes.criteria = criteria;
  if (after.permit !== before.permit) changes.permit = after.permit;
  if (after.lead_days !== before.lead_days) changes.lead_days = after.lead_days;
  if (after.strict_formats !== before.strict_formats) changes.strict_formats = after.strict_formats;
  return changes;
}
