/** The Files screen: drives, folders, adding and moving. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { at, EVENT, press, settled, stage } from './stage';

const drives = () => page.getByRole('navigation', { name: 'Drives' });
const grid = (name = 'Event files') => page.getByRole('grid', { name });
const row = (name: string | RegExp) => page.getByRole('row').filter({ hasText: name });

test('the drives of the event, of every collaborator and of every area are there', async () => {
  await stage(at.files);
  for (const name of ['Event files', 'Rig & Co', 'Kombüse', 'Quay Stage']) await expect.element(drives().getByText(name)).toBeVisible();
});

test('a folder shows what lies in it, and the way up', async () => {
  await stage(at.files);
  await page.getByRole('list', { name: 'Folders in Event files' }).getByText('Venue').click();
  await expect.element(page.getByRole('heading', { level: 1, name: 'Venue' })).toBeVisible();
  await expect.element(row('Venue technical rider')).toBeVisible();
  await expect.element(page.getByRole('list', { name: 'Folders in Venue' }).getByText('Models')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Event files', exact: true }).click();
  await expect.element(page.getByRole('heading', { level: 1, name: 'Event files' })).toBeVisible();
});

test('n makes a folder where one is', async () => {
  const host = await stage(`${at.files}?folder=folder-venue`);
  await press('n');
  await page.getByRole('textbox', { name: 'Name' }).fill('Surveys');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect.element(page.getByRole('list', { name: 'Folders in Venue' }).getByText('Surveys')).toBeVisible();
  expect(host.calls.findLast((call) => call.name === 'folder.add')?.ask).toEqual({
    event: EVENT,
    drive: { of: 'event' },
    name: 'Surveys',
    parent: 'folder-venue',
  });
});

test('a folder without a name is refused in the dialog', async () => {
  await stage(at.files);
  await press('n');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect.element(page.getByRole('dialog').getByRole('alert')).toHaveTextContent('The name is empty');
});

test('c adds files to the folder that is open', async () => {
  const host = await stage(`${at.files}?folder=folder-photos`);
  host.willPick({ name: 'Crane at dusk.jpg', size: 4_000_000 }, { name: 'Gate 3.jpg', size: 3_000_000 });
  await press('c');
  await expect.element(row('Crane at dusk')).toBeVisible();
  await expect.element(row('Gate 3')).toBeVisible();
  expect(host.calls.findLast((call) => call.name === 'file.add')?.ask).toMatchObject({ drive: { of: 'event' }, folder: 'folder-photos' });
});

test('a folder that is dropped is asked about, and can become one ZIP', async () => {
  const host = await stage(`${at.files}?drive=collaborator:side-1`);
  host.drag({ phase: 'drop', x: 800, y: 500, tokens: host.take({ name: 'Load tables', size: 9_000_000, folder: true }) });
  await page.getByRole('button', { name: 'As one ZIP' }).click();
  await expect.element(row('Load tables')).toBeVisible();
});

test('an unreadable file among good ones is named, and the good ones are taken', async () => {
  const host = await stage(`${at.files}?drive=collaborator:side-1`);
  const tokens = host.take({ name: 'Good.pdf', size: 1000 }, { name: 'Bad.pdf', size: 1000, problem: 'It cannot be read.' });
  host.drag({ phase: 'drop', x: 800, y: 500, tokens });
  await expect.element(row('Good')).toBeVisible();
  await expect.element(page.getByText('Bad.pdf: It cannot be read.')).toBeVisible();
});

test('a file that is dropped on a row becomes its next version', async () => {
  const host = await stage(`${at.files}?folder=folder-venue`);
  await expect.element(row('Venue technical rider')).toBeVisible();
  const box = row('Venue technical rider').element().getBoundingClientRect();
  host.drag({ phase: 'drop', x: box.x + 60, y: box.y + 12, tokens: host.take({ name: 'Rider.pdf', size: 70_000 }) });
  await expect.element(row('Venue technical rider').getByText('v3', { exact: true })).toBeVisible();
});

test('a file is renamed and moved from its row', async () => {
  await stage(at.files);
  await page.getByRole('button', { name: 'More for Contact sheet, authorities' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Authorities');
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect.element(page.getByRole('button', { name: 'More for Authorities' })).toBeVisible();
  await settled();

  await page.getByRole('button', { name: 'More for Authorities' }).click();
  await page.getByRole('menuitem', { name: 'Move' }).click();
  await page.getByRole('radio', { name: 'Permits' }).click();
  await page.getByRole('button', { name: 'Move here' }).click();
  await expect.element(page.getByRole('button', { name: 'More for Authorities' })).not.toBeInTheDocument();
});

test('Enter opens the file that the keys are on', async () => {
  await stage(`${at.files}?folder=folder-venue`);
  await expect.element(grid('Venue')).toBeVisible();
  (grid('Venue').element() as HTMLElement).focus();
  await press('ArrowDown');
  await press('Enter');
  expect(location.hash).toMatch(/\/file\/plain-/);
});

test('what is not found names what was looked for, and can be cleared', async () => {
  await stage(at.files);
  await page.getByRole('searchbox', { name: 'Find in Event' }).fill('zzz');
  await settled();
  await expect.element(page.getByText('No file called “zzz” in Event')).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect.element(grid()).toBeVisible();
});
