import { expect, test } from 'vitest';
import { changesOf, extensions, type Wish } from './wish';

const wish: Wish = {
  name: 'Plan',
  to: 'a',
  due: '2027-03-28 12:00',
  area: '',
  formats: 'pdf',
  description: '',
  criteria: [],
  permit: '',
  lead_days: 3,
  strict_formats: false,
};

test('extensions are read as people write them', () => {
  expect(extensions(' .PDF, dwg;pdf  Mvr')).toEqual(['pdf', 'dwg', 'mvr']);
});

test('what was not changed is not sent, and an empty line of criteria is not meant', () => {
  expect(changesOf(wish, structuredClone(wish))).toEqual({});
  expect(changesOf(wish, { ...wish, criteria: [{ text: ' ', required: true }] })).toEqual({});
  expect(changesOf(wish, { ...wish, area: 'x', lead_days: 5 })).toEqual({ area: 'x', lead_days: 5 });
});
