import { expect, test } from 'vitest';
import { changesOf, extensions, fieldOf, type Wish } from './wish';

const wish: Wish = {
  name: 'Plan',
  to: 'a',
  due: '2027-03-28T12:00',
  area: '',
  formats: 'pdf',
  description: '',
  criteria: [],
  permit: '',
  lead_days: 3,
  strict_formats: false,
};

test('a moment is written as the clocks of the venue show it, also in summer time', () => {
  expect(fieldOf(Date.UTC(2027, 0, 10, 11, 5), 'Europe/Berlin')).toBe('2027-01-10T12:05');
  expect(fieldOf(Date.UTC(2027, 5, 10, 22, 5), 'Europe/Berlin')).toBe('2027-06-11T00:05');
});

test('extensions are read as people write them', () => {
  expect(extensions(' .PDF, dwg;pdf  Mvr')).toEqual(['pdf', 'dwg', 'mvr']);
});

test('what was not changed is not sent, and an empty line of criteria is not meant', () => {
  expect(changesOf(wish, structuredClone(wish))).toEqual({});
  expect(changesOf(wish, { ...wish, criteria: [{ text: ' ', required: true }] })).toEqual({});
  expect(changesOf(wish, { ...wish, area: 'x', lead_days: 5 })).toEqual({ area: 'x', lead_days: 5 });
});
