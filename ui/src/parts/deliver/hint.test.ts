/** What rows say to files that hang over them. */
import { expect, test } from 'vitest';
import { hintFor, repeated } from './hint';

test('a row says what it would do with a file, and nothing where I may not deliver', () => {
  const may = { deliver: true, comment: true, review: true, edit: true, admin: true, archive: true, choose: true };
  const row = { may, version_number: 2, formats_wanted: ['pdf'] };
  expect(hintFor(row, { count: 1, names: ['A.PDF'] })).toEqual({ verdict: 'take', words: 'Deliver as v3' });
  expect(hintFor(row, { count: 1, names: ['a.dwg'] })).toEqual({ verdict: 'ask', words: 'wants PDF, this is DWG' });
  expect(hintFor(row, { count: 2 })).toEqual({ verdict: 'take', words: 'Deliver 2 files as v3' });
  expect(hintFor({ ...row, may: { ...may, deliver: false } }, { count: 1 })).toBeNull();
});

test('an extension that comes twice is found, once', () => {
  expect(repeated([{ extension: 'pdf' }, { extension: 'dwg' }, { extension: 'pdf' }, { extension: 'pdf' }])).toEqual(['pdf']);
});
