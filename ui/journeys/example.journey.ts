/** The example event: every screen has something on it, in every theme, without a violation. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expect as see } from 'playwright/test';
import { violations } from './hand';
import { offstage, type Running } from './offstage';

let run: Running;
let event = '';
beforeAll(async () => {
  run = await offstage();
  const { page } = run;
  await page.getByLabel('Your name').fill('Ana Ruiz');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: /Look at the example event/ }).click();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Files' }).waitFor({ timeout: 60_000 });
  event = /#\/event\/([^/?]+)/.exec(page.url())?.[1] ?? '';
});
afterAll(() => run?.stop());

async function open(path: string): Promise<void> {
  await run.page.evaluate((hash) => (location.hash = hash), `#${path.replace('EVENT', event)}`);
}

const rows = () => run.page.getByRole('grid').getByRole('row');

/** Path, and what must be seen there. */
const SCREENS: [name: string, path: string, seen: () => Promise<unknown>][] = [
  ['Home', '/', () => see(run.page.getByRole('heading', { name: 'I owe' })).toBeVisible()],
  ['the overview', '/event/EVENT', () => see(run.page.getByRole('heading', { level: 1 })).not.toBeEmpty()],
  ['Deliverables', '/event/EVENT/deliverables', () => see(rows().nth(8)).toBeVisible()],
  ['Files', '/event/EVENT/files', () => see(run.page.getByRole('navigation', { name: 'Drives' }).getByRole('link').nth(15)).toBeVisible()],
  ['People', '/event/EVENT/people', () => see(run.page.getByRole('table', { name: 'Crew' }).getByRole('row')).toHaveCount(31)],
  ['Activity', '/event/EVENT/activity', () => see(run.page.getByRole('main').getByRole('listitem').nth(20)).toBeVisible()],
  ['Settings', '/settings', () => see(run.page.getByRole('heading', { level: 1 })).toHaveText('Settings')],
];

test.each(SCREENS)('%s', async (_, path, seen) => {
  await open(path);
  await seen();
  expect(await violations(run.page)).toEqual([]);
});

test('a deliverable that was delivered, with its pages', async () => {
  const { page } = run;
  await open('/event/EVENT/deliverables?status=approved');
  await page.getByRole('grid').getByRole('link').first().click();
  await see(page.getByRole('list', { name: 'Versions', exact: true }).getByRole('button').first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('a collaborator, tab by tab', async () => {
  const { page } = run;
  await page.getByRole('navigation', { name: 'Places' }).locator('a[href*="/collaborator/"]').first().click();
  for (const name of ['Dashboard', 'Crew', 'Files', 'Deliverables']) {
    await page.getByRole('tab', { name }).click();
    await see(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
    expect(await violations(page)).toEqual([]);
  }
});

test.each(['Dark theme', 'Backstage theme'])('%s, by the palette', async (theme) => {
  const { page } = run;
  await page.keyboard.press('Control+k');
  await page.keyboard.type(theme);
  await page.keyboard.press('Enter');
  await see(page.locator('html')).toHaveClass(theme === 'Dark theme' ? /dark/ : /backstage/);
  for (const [, path, seen] of SCREENS) {
    await open(path);
    await seen();
    expect(await violations(page)).toEqual([]);
  }
});
