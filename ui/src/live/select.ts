/** Cutting rows for a screen. Which row is late is the core's word; here they are only put under headings. */
import type { FileRow } from '../wire/wire';
import { civil, daysBetween } from './when';

export type Soon = 'Overdue' | 'Earlier' | 'Today' | 'This week' | 'Later' | 'No date';
const ORDER: Soon[] = ['Overdue', 'Earlier', 'Today', 'This week', 'Later', 'No date'];

/** Under which heading a row stands; days are those of its own event's zone. */
export function soonOf(row: Pick<FileRow, 'overdue' | 'due_at'>, zone: string, now: number): Soon {
  if (row.overdue) return 'Overdue';
  if (row.due_at === null) return 'No date';
  const days = daysBetween(now, row.due_at, zone);
  // The week ends with its Sunday, as in the core's own groups.
  const left = (7 - civil(now, zone).weekday) % 7;
  return days < 0 ? 'Earlier' : days === 0 ? 'Today' : days <= left ? 'This week' : 'Later';
}

export function bySoon<R extends Pick<FileRow, 'overdue' | 'due_at' | 'event'>>(
  rows: readonly R[],
  zoneOf: (event: string) => string,
  now: number,
): [Soon, R[]][] {
  const groups = new Map<Soon, R[]>();
  for (const row of rows) {
    const soon = soonOf(row, zoneOf(row.event), now);
    groups.set(soon, [...(groups.get(soon) ?? []), row]);
  }
  return ORDER.flatMap((soon): [Soon, R[]][] => {
    const found = groups.get(soon);
    return found ? [[soon, found]] : [];
  });
}

/** What stands under a row's name: who must act, and on what. */
export function actorsOf(row: Pick<FileRow, 'ball_in_court' | 'assigned_to' | 'area'>): string {
  const verbs: Record<string, string> = { deliver: '', review: 'to answer', change: 'to change it', accept: 'to accept', choose: 'to choose a version' };
  const acting = row.ball_in_court.map((ball) => [ball.me ? 'You' : ball.name, verbs[ball.why]].filter(Boolean).join(' '));
  const shown = acting.slice(0, 2).join(', ') + (acting.length > 2 ? ` and ${acting.length - 2} more` : '');
  return shown || row.assigned_to.map((one) => one.name).join(', ') || (row.area?.name ?? '');
}
