/** The Deliverables screen and the way of a delivery: by drop, key, dialog and paste. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Given } from '../src/host/fake/acts';
import type { FakeHost } from '../src/host/fake';
import { announcer } from '../src/kit/announce.svelte';
import { drops } from '../src/kit/drops.svelte';
import { live } from '../src/live/live.svelte';
import { at, EVENT, press, settled, stage } from './stage';

const grid = () => page.getByRole('grid', { name: 'Deliverables' });
const row = (name: string | RegExp) => page.getByRole('row').filter({ hasText: name }).first();
const dialog = () => page.getByRole('dialog');
const asked = (host: FakeHost, name: string) => host.calls.filter((call) => call.name === name).map((call) => call.ask as Record<string, unknown>);
const pdf = (name = 'certificate.pdf'): Given => ({ name, size: 120_000 });

/** Drags files over a row, or lets them go on it, as the shell would tell it. */
async function drag(host: FakeHost, name: string | RegExp, files: Given[], phase: 'over' | 'drop' = 'drop') {
  await expect.element(row(name)).toBeVisible();
  const box = row(name).element().getBoundingClientRect();
  const point = { x: box.left + 120, y: box.top + box.height / 2 };
  host.drag(
    phase === 'over'
      ? { phase, ...point, count: files.length, names: files.map((file) => file.name) }
      : { phase, ...point, tokens: host.take(...files) },
  );
  await settled();
}

test('a dropped file becomes version 1: the row says so, a note offers Undo, the live region says where it is', async () => {
  const host = await stage(at.deliverables);
  await drag(host, 'Flame-retardant certificates', [pdf()]);
  await expect.element(row('Flame-retardant certificates')).toHaveTextContent(/Delivered.*v1/);
  await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await expect.poll(() => announcer.words).toContain('Flame-retardant certificates v1 delivered, only on this device');
  expect(asked(host, 'deliver')).toMatchObject([{ file: 'file-6', again: false }]);
});

test('the keys stay on the deliverable that was delivered, though it moved to another group', async () => {
  const host = await stage(at.deliverables);
  await drag(host, 'Flame-retardant certificates', [pdf()]);
  await expect.element(grid()).toHaveFocus();
  const active = () => document.getElementById(grid().element().getAttribute('aria-activedescendant') ?? '');
  await expect.poll(() => active()?.textContent).toContain('Flame-retardant certificates');
});

test('Undo takes the version back', async () => {
  const host = await stage(at.deliverables);
  await drag(host, 'Flame-retardant certificates', [pdf()]);
  await press('z', { ctrl: true });
  expect(asked(host, 'deliver.undo')).toMatchObject([{ file: 'file-6' }]);
  await expect.element(row('Flame-retardant certificates')).toHaveTextContent('Not delivered');
});

test('while files hang over the list, rows that take them are outlined and others say what they want', async () => {
  const host = await stage(at.deliverables);
  await drag(host, 'Flame-retardant certificates', [pdf()], 'over');
  await expect.element(row('Flame-retardant certificates')).toHaveTextContent('Deliver as v1');
  await expect.element(row('Crew accreditation list')).toHaveTextContent('wants XLSX, this is PDF');
  host.drag({ phase: 'leave' });
  await settled();
  expect(drops.dragged).toBeUndefined();
  await expect.element(row('Crew accreditation list')).not.toHaveTextContent('wants XLSX');
});

test('a file of another kind is asked about before anything is delivered', async () => {
  const host = await stage(at.deliverables);
  await drag(host, 'Flame-retardant certificates', [{ name: 'plan.dwg', size: 10 }]);
  await expect.element(dialog()).toHaveTextContent('wants PDF');
  expect(asked(host, 'deliver')).toEqual([]);
  await page.getByRole('button', { name: 'Deliver anyway' }).click();
  await expect.poll(() => asked(host, 'deliver').length).toBe(1);
});

test('on a deliverable with a version it can become an extra format instead', async () => {
  const host = await stage(at.deliverables);
  await drag(host, 'Lighting plot', [{ name: 'plot.txt', size: 10 }]);
  await page.getByRole('button', { name: 'Add as extra format' }).click();
  await expect.poll(() => asked(host, 'format.add').length).toBe(1);
  expect(asked(host, 'deliver')).toEqual([]);
});

test('Cancel leaves everything as it was', async () => {
  const host = await stage(at.deliverables);
  await drag(host, 'Flame-retardant certificates', [{ name: 'plan.dwg', size: 10 }]);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(row('Flame-retardant certificates')).toHaveTextContent('Not delivered');
  expect(asked(host, 'deliver')).toEqual([]);
});

test('files of different formats on one row make one version', async () => {
  const host = await stage(at.deliverables);
  await drag(host, 'Rigging Drawings', [pdf('rig.pdf'), { name: 'rig.dwg', size: 5_000_000 }]);
  await expect.poll(() => asked(host, 'deliver').length).toBe(1);
  expect(asked(host, 'deliver')[0]?.files).toHaveLength(2);
});

test('the same format twice asks for the order, and delivers one after the other', async () => {
  const host = await stage(at.deliverables);
  await drag(host, 'Flame-retardant certificates', [pdf('new.pdf'), pdf('old.pdf')]);
  await page.getByRole('button', { name: 'Earlier: old.pdf' }).click();
  await page.getByRole('button', { name: 'Deliver in this order' }).click();
  await expect.poll(() => asked(host, 'deliver').length).toBe(2);
  await expect.element(row('Flame-retardant certificates')).toHaveTextContent('v2');
});

test('several files on the list are matched by name, can be corrected, and are delivered at once', async () => {
  const host = await stage(at.deliverables);
  const tokens = host.take(pdf('Flame-retardant certificates.pdf'), pdf('holiday.pdf'));
  drops.place('list:')?.ondrop(tokens);
  await settled();
  await expect.element(dialog()).toHaveTextContent('What are these for?');
  await expect.element(page.getByRole('combobox', { name: 'Deliverable for Flame-retardant certificates.pdf' })).toHaveValue('Flame-retardant certificates');
  const other = page.getByRole('combobox', { name: 'Deliverable for holiday.pdf' });
  await other.fill('medical');
  await page.getByRole('option', { name: /Medical/ }).first().click();
  await page.getByRole('button', { name: 'Deliver 2 files' }).click();
  await expect.poll(() => asked(host, 'deliver').length).toBe(2);
});

test('bytes that the latest version has already make nothing, and say so', async () => {
  const host = await stage(at.deliverables);
  const { versions } = await host.call('file.show', { file: 'file-1' });
  const latest = versions[0];
  if (!latest) throw new Error('file-1 has no version in the festival');
  // The fake compares no bytes: the first answer is given in its place.
  const call = host.call.bind(host);
  const same = { not_taken: [], file: 'file-1', version: latest.version, number: latest.number, formats: [], same_as: latest.version };
  host.call = ((name: 'deliver', ask: { again: boolean }) =>
    name === 'deliver' && !ask.again ? Promise.resolve(same) : call(name, ask as never)) as typeof host.call;
  await drag(host, 'Lighting plot', [pdf()]);
  await expect.element(dialog()).toHaveTextContent(`This is the same file as ${latest.label}, delivered`);
  await page.getByRole('button', { name: 'Deliver again' }).click();
  await expect.poll(() => asked(host, 'deliver')).toMatchObject([{ file: 'file-1', again: true }]);
  await expect.element(row('Lighting plot')).toHaveTextContent(`v${latest.number + 1}`);
});

test('a folder is asked about', async () => {
  const host = await stage(at.deliverables);
  await drag(host, 'Flame-retardant certificates', [{ name: 'Certificates', size: 9_000_000, folder: true }]);
  await expect.element(dialog()).toHaveTextContent('A folder: Certificates');
  await page.getByRole('button', { name: 'As one ZIP' }).click();
  await expect.element(dialog()).toHaveTextContent('wants PDF');
});

test('a file that cannot be read among good ones is named, the others are delivered', async () => {
  const host = await stage(at.deliverables);
  await drag(host, 'Flame-retardant certificates', [pdf(), { name: 'broken.pdf', size: 0, problem: 'it is empty' }]);
  await expect.element(page.getByText('broken.pdf: it is empty', { exact: true })).toBeVisible();
  await expect.element(row('Flame-retardant certificates')).toHaveTextContent('v1');
});

test('names with spaces, umlauts and right-to-left text are shown as they are', async () => {
  const host = await stage(at.deliverables);
  const name = 'Über die Bühne מפה 3.dwg';
  await drag(host, 'Flame-retardant certificates', [{ name, size: 10 }]);
  await expect.element(dialog()).toHaveTextContent(name);
});

test('while a large file is on its way the row shows how far it is', async () => {
  const host = await stage(at.deliverables);
  const call = host.call.bind(host);
  let finish: () => void = () => {};
  const held = new Promise<void>((done) => (finish = done));
  host.call = (async (name: 'deliver', ask: never) => {
    if (name === 'deliver') await held;
    return call(name, ask);
  }) as typeof host.call;
  await drag(host, 'Flame-retardant certificates', [pdf('wall.pdf')]);
  host.tell({ notice: 'progress', work: 'w', title: 'wall.pdf', state: 'copying', done: 30, total: 100, rate: 10, message: '' });
  const bar = page.getByRole('progressbar', { name: 'Delivering Flame-retardant certificates' });
  await expect.element(bar).toHaveAttribute('aria-valuenow', '30');
  host.tell({ notice: 'progress', work: 'w', title: 'wall.pdf', state: 'done', done: 100, total: 100, rate: 10, message: '' });
  finish();
  await expect.element(row('Flame-retardant certificates')).toHaveTextContent('v1');
  await expect.element(bar).not.toBeInTheDocument();
});

test('coming back from a file is coming back to its line', async () => {
  await stage(at.deliverables, { many: 2_000 });
  await expect.element(grid()).toHaveFocus();
  await press('End');
  const active = () => document.getElementById(grid().element().getAttribute('aria-activedescendant') ?? '');
  await expect.poll(() => active()?.querySelector('a')?.textContent).toBeTruthy();
  const name = active()?.querySelector('a')?.textContent ?? '';
  await press('Enter');
  await expect.poll(() => location.hash).toContain('/file/');
  history.back();
  await expect.element(grid()).toBeVisible();
  await expect.poll(() => active()?.textContent).toContain(name);
  await expect.element(row(name)).toBeInViewport();
});

test('d delivers with the dialog for files', async () => {
  const host = await stage(at.deliverables);
  await expect.element(row('Flame-retardant certificates')).toBeVisible();
  host.willPick(pdf());
  await press('d');
  await expect.poll(() => asked(host, 'deliver')).toMatchObject([{ file: live.rows.get('file-6') ? 'file-6' : '' }]);
});

test('copied files are delivered by pasting', async () => {
  const host = await stage(at.deliverables);
  await expect.element(row('Flame-retardant certificates')).toBeVisible();
  host.willPick(pdf());
  grid().element().dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData: new DataTransfer() }));
  await expect.poll(() => asked(host, 'deliver').length).toBe(1);
});

test('10,000 rows: a delivery with the keyboard alone', async () => {
  const host = await stage(at.deliverables, { many: 10_000 });
  await expect.element(grid()).toHaveAttribute('aria-rowcount');
  expect(Number(grid().element().getAttribute('aria-rowcount'))).toBeGreaterThan(10_000);
  expect(document.querySelectorAll('[role="row"]').length).toBeLessThan(80);
  // The list has the focus as soon as it is there.
  await expect.element(grid()).toHaveFocus();
  await press('End');
  const active = () => document.getElementById(grid().element().getAttribute('aria-activedescendant') ?? '');
  await expect.poll(() => Number(active()?.getAttribute('aria-rowindex'))).toBeGreaterThan(10_000);
  await expect.poll(() => active()?.querySelector('a')?.textContent).toBeTruthy();
  // Up to one that is not delivered yet.
  for (let i = 0; i < 12 && !active()?.textContent?.includes('Not delivered'); i++) await press('k');
  const name = active()?.querySelector('a')?.textContent ?? '';
  host.willPick(pdf('last.pdf'));
  await press('d');
  await expect.poll(() => asked(host, 'deliver').length).toBe(1);
  await expect.poll(() => announcer.words).toContain(`${name} v1 delivered, only on this device`);
  await expect.element(grid()).toHaveFocus();
  await expect.poll(() => active()?.textContent).toContain(name);
});

test('/ filters by name, and no result names the filter and offers to clear it', async () => {
  await stage(at.deliverables);
  await press('/');
  const field = page.getByRole('textbox', { name: 'Filter by name' });
  await expect.element(field).toHaveFocus();
  await field.fill('light');
  await expect.element(row('Lighting plot')).toBeVisible();
  await expect.element(page.getByText('Flame-retardant certificates')).not.toBeInTheDocument();
  await field.fill('zzz');
  await expect.element(page.getByText('No deliverable fits')).toBeVisible();
  await expect.element(page.getByText('“zzz”')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect.element(row('Flame-retardant certificates')).toBeVisible();
});

test('x selects, Shift+J extends, and an act is about all that are selected', async () => {
  const host = await stage(at.deliverables);
  await expect.element(row('Flame-retardant certificates')).toBeVisible();
  await press('x');
  await press('J', { shift: true });
  await expect.element(page.getByText('2 selected')).toBeVisible();
  await press('u');
  await page.getByRole('textbox', { name: 'Due' }).fill('2031-05-06 09:30');
  await page.getByRole('button', { name: 'Set' }).click();
  await expect.poll(() => asked(host, 'deliverable.set').length).toBe(2);
  expect(asked(host, 'deliverable.set')[0]).toMatchObject({ due: '2031-05-06T09:30' });
});

test('c makes a deliverable with everything that was said', async () => {
  const host = await stage(at.deliverables);
  await press('c');
  await page.getByRole('button', { name: 'Create deliverable' }).click();
  await expect.element(dialog()).toHaveTextContent('What is owed?');
  await page.getByRole('textbox', { name: 'What is owed' }).fill('Fire plan');
  await page.getByRole('combobox', { name: 'Who owes it' }).selectOptions('Northlight');
  await page.getByRole('textbox', { name: 'Due' }).fill('2031-05-06 16:00');
  await page.getByRole('textbox', { name: /Formats/ }).fill('.PDF dwg');
  await page.getByRole('checkbox', { name: /Lena Maurer/ }).click();
  await page.getByRole('button', { name: 'Create deliverable' }).click();
  await expect.poll(() => asked(host, 'deliverable.create').length).toBe(1);
  expect(asked(host, 'deliverable.create')[0]).toMatchObject({ event: EVENT, name: 'Fire plan', due: '2031-05-06T16:00', formats: ['pdf', 'dwg'] });
  expect(asked(host, 'deliverable.create')[0]?.reviewers).toHaveLength(1);
  await expect.element(page.getByText('Fire plan')).toBeVisible();
});

test('the groups of the list are the core’s, and another grouping is another question', async () => {
  const host = await stage(at.deliverables);
  await page.getByRole('button', { name: 'Group: due' }).click();
  await page.getByRole('menuitemradio', { name: 'Area' }).click();
  await expect.element(page.getByRole('row', { name: /Back of House/ }).first()).toBeVisible();
  expect(asked(host, 'file.list').at(-1)).toMatchObject({ group: 'area', deliverables: true });
});

test('an area narrows the list and can be taken away again', async () => {
  const host = await stage(at.deliverables);
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: /Quay Stage/ }).click();
  await expect.element(page.getByRole('button', { name: 'Quay Stage' })).toBeVisible();
  expect(asked(host, 'file.list').at(-1)?.area).toBeTruthy();
  await page.getByRole('button', { name: 'Quay Stage' }).click();
  await expect.element(row('Flame-retardant certificates')).toBeVisible();
});

test('Space shows the details beside the list, Escape closes them, Enter opens the file', async () => {
  await stage(at.deliverables);
  await expect.element(row('Flame-retardant certificates')).toBeVisible();
  await press(' ');
  await expect.element(page.getByRole('complementary', { name: 'Details' })).toHaveTextContent('Drape Works');
  await press('Escape');
  await expect.element(page.getByRole('complementary', { name: 'Details' })).not.toBeInTheDocument();
  await press('Enter');
  await expect.poll(() => location.hash).toBe(`#/event/${EVENT}/file/file-6`);
});

test('a row that comes by notice is shown at once', async () => {
  const host = await stage(at.deliverables);
  await expect.element(row('Flame-retardant certificates')).toBeVisible();
  const known = live.rows.get('file-6');
  if (!known) throw new Error('file-6 is not in the festival');
  host.tell({ notice: 'files', event: EVENT, rows: [{ ...known, name: 'Certificates, all of them' }] });
  await expect.element(row('Certificates, all of them')).toBeVisible();
});

test('with one-letter keys switched off they mean nothing, and the palette still delivers', async () => {
  const host = await stage(at.settings);
  await page.getByRole('checkbox', { name: /One-letter keys/ }).click();
  expect(asked(host, 'settings.set').at(-1)).toEqual({ key: 'letters', value: 'off' });
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: /^Deliverables/ }).click();
  await expect.element(row('Flame-retardant certificates')).toBeVisible();
  await press('c');
  await expect.element(dialog()).not.toBeInTheDocument();
  await press('k', { ctrl: true });
  await page.getByRole('combobox').fill('new deliv');
  await page.getByRole('option', { name: /New deliverable/ }).click();
  await expect.element(dialog()).toHaveTextContent('What is owed');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('checkbox', { name: /One-letter keys/ }).click();
});
