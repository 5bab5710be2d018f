/** What the real core draws: every page of a long file, at every zoom, and what is said of files that it cannot draw. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect as see } from 'playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, drop } from './hand';
import { offstage, type Running } from './offstage';
import { paper } from './paper';

let run: Running;
beforeAll(async () => {
  run = await offstage();
  const { page } = run;
  await page.getByLabel('Your name').fill('Ana Ruiz');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: /Create an event/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Harbour Nights');
  await dialog.getByLabel('First day').fill('2027-06-10');
  await dialog.getByLabel('Last day').fill('2027-06-13');
  await dialog.getByLabel('First collaborator').fill('Tide Productions');
  await dialog.getByRole('button', { name: 'Create event' }).click();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Files' }).click();
});
afterAll(() => run?.stop());

const drawn = (number: number) => run.page.getByRole('img', { name: new RegExp(`^Page ${number} of `) });
const width = (number: number) => drawn(number).evaluate((image: HTMLImageElement) => (image.complete ? image.naturalWidth : 0));

test('a file of 300 pages is added and opened', async () => {
  const { page } = run;
  const long = await paper(run.folder, 'Operations manual.pdf', Array.from({ length: 300 }, (_, at) => `Page ${at + 1}`));
  await choose(page, () => page.getByRole('button', { name: /^Add files/ }).first().click(), long);
  await page.getByRole('link', { name: 'Operations manual' }).click();
  await see(page.getByText('of 300')).toBeVisible();
  await expect.poll(() => width(1), { timeout: 20_000 }).toBeGreaterThan(300);
});

test('any page is a jump away', async () => {
  const { page } = run;
  for (const number of [250, 300, 3]) {
    await page.getByRole('textbox', { name: 'Page, of 300' }).fill(String(number));
    await page.keyboard.press('Enter');
    await expect.poll(() => width(number), { timeout: 20_000 }).toBeGreaterThan(300);
  }
});

test('at 400 percent the page is drawn anew, sharply', async () => {
  const { page } = run;
  await page.getByRole('combobox', { name: 'Zoom' }).selectOption('400');
  const number = Number(await page.getByRole('textbox', { name: 'Page, of 300' }).inputValue());
  await expect.poll(() => width(number), { timeout: 20_000 }).toBeGreaterThanOrEqual(Math.floor(((595 * 96) / 72) * 4));
  await page.getByRole('combobox', { name: 'Zoom' }).selectOption('page');
});

test('a copy that is saved has the same bytes', async () => {
  const { page } = run;
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('toolbar', { name: 'Viewer' }).getByRole('button', { name: /^Save a copy/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Operations manual.pdf');
  const saved = await readFile(await download.path());
  expect(saved.equals(await readFile(join(run.folder, 'Operations manual.pdf')))).toBe(true);
});

test('a file that cannot be drawn is named, and a PDF can be asked for', async () => {
  const { page } = run;
  const drawing = join(run.folder, 'Stage.dwg');
  await writeFile(drawing, Buffer.concat([Buffer.from('AC1032'), Buffer.alloc(4000, 7)]));
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Files' }).click();
  await choose(page, () => page.getByRole('button', { name: /^Add files/ }).first().click(), drawing);
  await page.getByRole('link', { name: 'Stage', exact: true }).click();
  await page.getByRole('button', { name: 'Ask for a PDF' }).click();
  await see(page.getByRole('textbox', { name: 'Comment on v1' })).toHaveValue(/Could you add a PDF of Stage\.dwg/);
});

test('a format is added, and one that nobody answered is taken away again', async () => {
  const { page } = run;
  const plan = await paper(run.folder, 'Stage.pdf', ['Stage']);
  await choose(page, () => page.getByRole('button', { name: 'Format', exact: true }).click(), plan);
  const formats = page.getByRole('list', { name: 'Formats of v1' });
  await see(formats.getByText('Stage.pdf')).toBeVisible();
  await formats.getByRole('button', { name: 'Take Stage.dwg away' }).click();
  await see(formats.getByText('Stage.dwg')).toHaveCount(0);
});

test('a delivery is taken back where it is told', async () => {
  const { page } = run;
  await drop(page, '.panes', await paper(run.folder, 'Stage 2.pdf', ['Stage, second']));
  const versions = page.getByRole('list', { name: 'Versions', exact: true });
  await see(versions.getByRole('button', { name: /Version 2/ })).toBeVisible();
  await page.getByRole('region', { name: 'Notes' }).getByRole('button', { name: /^Undo/ }).click();
  await see(versions.getByText('Taken back')).toBeVisible();
  await see(page.locator('main header').first()).not.toContainText('Not delivered');
});
