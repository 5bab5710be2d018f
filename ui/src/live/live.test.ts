/** Words and addresses: what the page works out by itself. */
import { describe, expect, test } from 'vitest';
import { address, placeOf } from '../routes';
import { readDue, spellDue, tellDue } from './due';
import { bySoon } from './select';
import { bytes, days, daysBetween, short, span } from './when';

const BERLIN = 'Europe/Berlin';
/** Wednesday 2 June 2027, 22:30 in Berlin. */
const NOW = Date.parse('2027-06-02T20:30:00Z');

describe('a due date as it is typed', () => {
  test.each([
    ['fri 4pm', '2027-06-04T16:00'],
    ['Friday', '2027-06-04'],
    ['wed', '2027-06-09'],
    ['next fri 9:30', '2027-06-11T09:30'],
    ['tomorrow 8am', '2027-06-03T08:00'],
    ['today noon', '2027-06-02T12:00'],
    ['3 jun 12:00', '2027-06-03T12:00'],
    ['June 12', '2027-06-12'],
    ['1 may', '2028-05-01'],
    ['24.12.', '2027-12-24'],
    ['in 2 weeks', '2027-06-16'],
    ['in 3 hours', '2027-06-03T01:30'],
    ['12:15 am', '2027-06-02T00:15'],
    ['2031-01-31 23:00', '2031-01-31T23:00'],
    ['2031-01-31', '2031-01-31'],
  ])('“%s” is %s', (text, due) => expect(readDue(text, NOW, BERLIN)).toBe(due));

  test.each(['', 'soon', '31 feb', '2031-13-01', 'fri 27:00', '13pm', 'ju 3'])('“%s” is not understood', (text) => {
    expect(readDue(text, NOW, BERLIN)).toBeUndefined();
  });

  test('“today” is the venue’s today', () => {
    expect(readDue('today', NOW, 'Pacific/Auckland')).toBe('2027-06-03');
  });

  test('what is written out can be read again', () => {
    expect(readDue(spellDue(NOW, BERLIN), NOW, BERLIN)).toBe('2027-06-02T22:30');
    expect(tellDue('2027-06-04')).toBe('Fri 4 Jun 2027, 23:59');
  });
});

describe('instants in words', () => {
  test('days are counted in the event’s zone, also over a change of the clocks', () => {
    expect(daysBetween(Date.parse('2027-03-27T22:30:00Z'), Date.parse('2027-03-27T23:30:00Z'), BERLIN)).toBe(1);
    expect(daysBetween(Date.parse('2027-03-27T12:00:00Z'), Date.parse('2027-03-28T11:00:00Z'), BERLIN)).toBe(1);
  });

  test('short words', () => {
    expect(short(NOW, BERLIN, NOW)).toBe('today 22:30');
    expect(short(NOW + 86_400_000, BERLIN, NOW)).toBe('tomorrow 22:30');
    expect(short(NOW + 3 * 86_400_000, BERLIN, NOW)).toBe('Sat 22:30');
    expect(short(NOW + 300 * 86_400_000, BERLIN, NOW)).toBe('28 Mar 2028 22:30');
    expect(span(NOW - 5 * 3_600_000, NOW)).toBe('5 h ago');
    expect(span(NOW - 59.7 * 60_000, NOW)).toBe('1 h ago');
    expect(span(NOW + 60 * 3_600_000, NOW)).toBe('in 2 days');
  });

  test('a zone that nobody knows does not break the page', () => expect(short(NOW, 'Mars/Olympus', NOW)).toBe('today 20:30'));

  test('days of an event and sizes', () => {
    expect(days('2027-06-10', '2027-06-13')).toBe('10 – 13 Jun 2027');
    expect(bytes(999)).toBe('999 B');
    expect(bytes(2_100_000)).toBe('2.1 MB');
    expect(bytes(999_999)).toBe('1.0 MB');
  });
});

describe('addresses', () => {
  test('what is made can be read, whatever is in it', () => {
    const query = { search: 'a/b? ü&=', area: 'x' };
    expect(placeOf(address('deliverables', { event: 'e/1' }, query))).toEqual({ screen: 'deliverables', event: 'e/1', id: '', query });
    expect(placeOf(address('file', { event: 'e', id: 'f#1' }))).toMatchObject({ screen: 'file', id: 'f#1' });
  });

  test('what is empty is left out, and what nobody knows is home', () => {
    expect(address('home', {}, { a: '', b: undefined, c: false })).toBe('#/');
    for (const strange of ['', '#', '#/nowhere', '#/event', '#/event/e/file']) expect(placeOf(strange).screen).toBe('home');
  });
});

describe('rows', () => {
  test('they stand under the heading that the core’s word and the venue’s day give', () => {
    const row = (due_at: number | null, overdue = false) => ({ due_at, overdue, event: 'e' });
    const rows = [row(NOW + 3_600_000 * 1.4), row(NOW - 1, true), row(NOW + 40 * 86_400_000), row(null), row(NOW + 86_400_000), row(NOW + 5 * 86_400_000), row(NOW - 86_400_000)];
    expect(bySoon(rows, () => BERLIN, NOW).map(([soon, list]) => `${soon} ${list.length}`)).toEqual([
      'Overdue 1', 'Earlier 1', 'Today 1', 'This week 1', 'Later 2', 'No date 1',
    ]);
  });
});
