/** The main job, from nothing to “Approved”, on the real core. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expect as see } from 'playwright/test';
import { choose, drop, violations } from './hand';
import { offstage, type Running } from './offstage';
import { paper } from './paper';

let run: Running;
beforeAll(async () => {
  run = await offstage();
});
afterAll(() => run?.stop());

const chip = () => run.page.locator('main header').first();
const versions = () => run.page.getByRole('list', { name: 'Versions', exact: true });
const review = (label: string) => run.page.getByRole('region', { name: `Review of ${label}` });

test('the first start leads into an event', async () => {
  const { page } = run;
  await page.getByLabel('Your name').fill('Ana Ruiz');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: /Create an event/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Harbour Nights');
  await dialog.getByLabel('First day').fill('2027-06-10');
  await dialog.getByLabel('Last day').fill('2027-06-13');
  await dialog.getByLabel(/Time zone/).selectOption('Europe/Berlin');
  await dialog.getByLabel('First collaborator').fill('Tide Productions');
  await dialog.getByRole('button', { name: 'Create event' }).click();
  await see(page.getByRole('navigation', { name: 'Places' }).getByText('Harbour Nights')).toBeVisible();
  await see(page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: /Tide Productions/ })).toBeVisible();
});

test('a collaborator is added, and a deliverable is asked of it', async () => {
  const { page } = run;
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('main').getByRole('button', { name: 'Add collaborator' }).first().click();
  await page.getByRole('dialog').getByLabel('Name').fill('Rig & Co');
  await page.getByRole('dialog').getByRole('button', { name: 'Add collaborator' }).click();
  await see(page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: /Rig & Co/ })).toBeVisible();

  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: /^Deliverables/ }).click();
  await page.getByRole('main').getByRole('button', { name: /New deliverable/ }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What is owed').fill('Rigging drawings');
  await dialog.getByLabel('Who owes it').selectOption({ label: 'Rig & Co' });
  await dialog.getByLabel('Due').fill('2027-06-01 12:00');
  await dialog.getByRole('button', { name: 'Create deliverable' }).click();
  await page.getByRole('link', { name: 'Rigging drawings' }).first().click();
  await see(page.getByRole('heading', { level: 1, name: 'Rigging drawings' })).toBeVisible();
  await see(chip().getByText('Not delivered')).toBeVisible();
});

test('a PDF is delivered by key, and its pages are drawn', async () => {
  const { page } = run;
  const first = await paper(run.folder, 'Rigging plot A.pdf', ['Rigging plot A', 'Load table']);
  await choose(page, () => page.keyboard.press('d'), first);
  await see(versions().getByRole('button', { name: /Version 1/ })).toBeVisible();
  await see(chip().getByText('Delivered')).toBeVisible();
  const sheet = page.getByRole('img', { name: 'Page 1 of 2 of Rigging plot A.pdf' });
  await see(sheet).toBeVisible();
  await expect.poll(() => sheet.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 20_000 }).toBeGreaterThan(300);
});

test('it is commented on', async () => {
  const { page } = run;
  await page.keyboard.press('c');
  await page.keyboard.type('Please shift the centre truss 2 m upstage.');
  await page.keyboard.press('Control+Enter');
  await see(page.getByRole('article', { name: 'Comment by Ana Ruiz' })).toContainText('centre truss');
});

test('I ask myself for a review and request changes; without a reason or an open comment that is refused', async () => {
  const { page } = run;
  // At once, while the note of the delivery still stands there: it must not lie over the review.
  await review('v1').getByRole('button', { name: 'Review it myself' }).click({ timeout: 3_000 });
  await see(chip().getByText('Awaiting 1')).toBeVisible();
  await page.getByRole('article', { name: 'Comment by Ana Ruiz' }).getByRole('button', { name: 'Resolve' }).click();
  await review('v1').getByRole('button', { name: 'Request changes' }).click();
  await see(review('v1').getByRole('alert')).toContainText('Say what must change');
  await review('v1').getByRole('textbox').fill('Point 17 carries more than 480 kg.');
  await review('v1').getByRole('button', { name: 'Request changes' }).click();
  await see(chip().getByText('Changes asked')).toBeVisible();
  await see(review('v1').getByText('Point 17 carries more than 480 kg.')).toBeVisible();
});

test('the same file again makes nothing', async () => {
  const { page } = run;
  await choose(page, () => page.getByRole('button', { name: /^Deliver v2/ }).click(), `${run.folder}/Rigging plot A.pdf`);
  const dialog = page.getByRole('dialog', { name: 'Nothing new' });
  await see(dialog).toContainText('the same file as v1');
  await dialog.getByRole('button', { name: 'Leave it' }).click();
  await see(versions().getByRole('button')).toHaveCount(await versions().getByRole('button').count());
  await see(versions().getByRole('button', { name: /Version 2/ })).toHaveCount(0);
});

test('version 2 is dropped on the screen; it begins without answers and without comments', async () => {
  const { page } = run;
  const second = await paper(run.folder, 'Rigging plot B – Bühne مسرح.pdf', ['Rigging plot B']);
  await drop(page, '.panes', second);
  await see(versions().getByRole('button', { name: /Version 2/ })).toBeVisible();
  await see(chip().getByText('Awaiting 1')).toBeVisible();
  await see(page.getByText('Nobody has commented on v2 yet.')).toBeVisible();
  await page.getByRole('button', { name: /1 comment from v1/ }).click();
  await see(page.getByRole('article', { name: 'Comment by Ana Ruiz' })).toContainText('centre truss');
});

test('it is approved, and the approval says what it covers', async () => {
  const { page } = run;
  await see(review('v2').getByText(/You sign exactly this file/)).toBeVisible();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('Shift+A');
  await see(chip().getByText('Approved', { exact: true })).toBeVisible();
  await see(review('v2').getByText('by its author')).toBeVisible();
});

test('after a reload, and after the program was started again, all of it is there', async () => {
  const { page } = run;
  await page.reload();
  await see(chip().getByText('Approved', { exact: true })).toBeVisible();
  await run.restart();
  await see(page.getByRole('heading', { level: 1, name: 'Rigging drawings' })).toBeVisible();
  await see(chip().getByText('Approved', { exact: true })).toBeVisible();
  await page.keyboard.press('[');
  await see(review('v1').getByText('Point 17 carries more than 480 kg.')).toBeVisible();
});

test('the activity tells it all, and the screen is without a violation', async () => {
  const { page } = run;
  await page.getByRole('tab', { name: 'Activity' }).click();
  const log = page.getByRole('list', { name: 'Activity of this file' });
  await see(log.getByRole('listitem')).not.toHaveCount(0);
  expect(await log.getByRole('listitem').count()).toBeGreaterThanOrEqual(7);
  expect(await violations(page)).toEqual([]);
});
