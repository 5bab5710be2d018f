/** Bad input on the real core: each time a clear refusal, and nothing changed. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { expect as see } from 'playwright/test';
import { choose } from './hand';
import { offstage, type Running } from './offstage';

let run: Running;
beforeAll(async () => {
  run = await offstage();
  const { page } = run;
  await page.getByLabel('Your name').fill('Ana Ruiz');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: /Look at the example event/ }).click();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Files' }).waitFor({ timeout: 60_000 });
});
afterAll(() => run?.stop());

const places = () => run.page.getByRole('navigation', { name: 'Places' });

test('a folder whose name is empty, or carries an invisible sign, is not made', async () => {
  const { page } = run;
  await places().getByRole('link', { name: 'Files' }).click();
  await page.getByRole('button', { name: 'New folder' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await see(dialog.getByRole('alert')).toContainText('empty');
  await dialog.getByLabel('Name').fill('Plans\u202Efdp');
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await see(dialog.getByRole('alert')).toContainText('invisible');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('an empty file is not taken, and the good one beside it is', async () => {
  const { page } = run;
  const empty = join(run.folder, 'Empty.pdf');
  const good = join(run.folder, 'Good notes.txt');
  await writeFile(empty, '');
  await writeFile(good, 'Load-in begins at 07:00.');
  await choose(page, () => page.getByRole('button', { name: /^Add files/ }).first().click(), empty, good);
  await see(page.getByText('Good notes', { exact: false }).first()).toBeVisible();
  await see(page.getByRole('region', { name: 'Notes' }).getByText(/Empty\.pdf/)).toBeVisible();
  await see(page.getByRole('grid').getByText('Empty', { exact: true })).toHaveCount(0);
});

test('somebody without a name is not put into the crew', async () => {
  const { page } = run;
  await places().getByRole('link', { name: 'People' }).click();
  await page.getByRole('button', { name: /^Add crew/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add crew' }).click();
  await see(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('a file that nobody knows is said to be not here', async () => {
  const { page } = run;
  const event = /#\/event\/([^/?]+)/.exec(page.url())?.[1] ?? '';
  await page.evaluate((event) => (location.hash = `#/event/${event}/file/0000`), event);
  await see(page.getByRole('heading', { name: 'Not here' })).toBeVisible();
});
