/** From the first start to an event: First, Home, Event, Settings, the palette. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { FakeHost } from '../src/host/fake';
import { CallError } from '../src/host/host';
import { at, EVENT, press, settled, stage } from './stage';

const dialog = () => page.getByRole('dialog');
const asked = (host: FakeHost, name: string) => host.calls.filter((call) => call.name === name).map((call) => call.ask as Record<string, unknown>);

test('the first start asks for a name and leads into an event of one’s own', async () => {
  const host = await stage(at.home, { fresh: true });
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect.element(page.getByRole('alert')).toBeVisible();
  await page.getByRole('textbox', { name: 'Your name' }).fill('Mira Holt');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: /Create an event/ }).click();
  await expect.element(dialog()).toHaveTextContent('New event');
  expect(asked(host, 'init')).toEqual([{ name: 'Mira Holt' }]);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Winter Lights');
  await page.getByRole('textbox', { name: 'First collaborator' }).fill('Holt Shows');
  await page.getByRole('button', { name: 'Create event' }).click();
  await expect.element(page.getByRole('heading', { level: 1, name: 'Winter Lights' })).toBeVisible();
  expect(asked(host, 'event.create')).toMatchObject([{ name: 'Winter Lights', collaborator: 'Holt Shows' }]);
});

test('the first start can look at the example instead', async () => {
  const host = await stage(at.home, { fresh: true });
  await page.getByRole('textbox', { name: 'Your name' }).fill('Mira Holt');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: /Look at the example event/ }).click();
  await expect.poll(() => asked(host, 'event.example').length).toBe(1);
  await expect.element(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
});

test('a start that fails says why and loses nothing that was typed', async () => {
  const host = await stage(at.home, { fresh: true });
  host.willFail('init', new CallError('failed', 'disk_full', 'The disk is full.'));
  await page.getByRole('textbox', { name: 'Your name' }).fill('Mira Holt');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: /Look at the example event/ }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('The disk is full.');
  await expect.element(page.getByRole('heading', { name: 'Hello, Mira Holt' })).toBeVisible();
});

test('home shows what I owe, what I am owed and what waits for my answer', async () => {
  await stage(at.home);
  await expect.element(page.getByRole('region', { name: 'I owe' })).toHaveTextContent('Crew accreditation list');
  await expect.element(page.getByRole('region', { name: 'I’m owed' })).toHaveTextContent(/Overdue.*Flame-retardant certificates.*Today/);
  await expect.element(page.getByRole('region', { name: 'Waiting for my review' })).toHaveTextContent('Lighting plot');
  await expect.element(page.getByRole('region', { name: 'Changed since you looked' })).toBeVisible();
});

test('a row of home leads to its file', async () => {
  await stage(at.home);
  await page.getByRole('region', { name: 'I owe' }).getByRole('link', { name: /Crew accreditation list/ }).click();
  await expect.poll(() => location.hash).toBe(`#/event/${EVENT}/file/file-15`);
});

test('home without an event offers to begin one', async () => {
  await stage(at.home, { empty: true });
  await page.getByRole('button', { name: 'Create an event' }).click();
  await expect.element(dialog()).toHaveTextContent('New event');
});

test('an event that ends before it begins is not asked for', async () => {
  const host = await stage(at.event);
  await page.getByRole('button', { name: 'New event' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Backwards');
  await page.getByRole('textbox', { name: 'First collaborator' }).fill('Holt Shows');
  await page.getByLabelText('First day').fill('2031-06-10');
  await page.getByLabelText('Last day').fill('2031-06-09');
  await page.getByRole('button', { name: 'Create event' }).click();
  await expect.element(dialog()).toHaveTextContent('The last day lies before the first.');
  expect(asked(host, 'event.create')).toEqual([]);
});

test('what the core refuses is said in the dialog', async () => {
  const host = await stage(at.event);
  host.willFail('event.set', new CallError('refused', 'name_too_long', 'The name is too long.'));
  await press('e');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('The name is too long.');
});

test('the overview counts deliverables and leads into each part', async () => {
  await stage(at.event);
  await page.getByRole('link', { name: /Awaiting approval/ }).click();
  await expect.poll(() => location.hash).toBe(`#/event/${EVENT}/deliverables?status=awaiting_approval`);
});

test('an area is added, renamed and archived', async () => {
  const host = await stage(at.event);
  await page.getByRole('button', { name: 'Add area' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Workshop');
  await dialog().getByRole('button', { name: 'Add area' }).click();
  await expect.element(page.getByRole('region', { name: 'Areas' })).toHaveTextContent('Workshop');
  await page.getByRole('button', { name: 'More for Workshop' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect.poll(() => asked(host, 'area.archive').length).toBe(1);
  await expect.element(page.getByRole('region', { name: 'Areas' })).toHaveTextContent(/Workshop.*archived/);
});

test('a collaborator is added with its features', async () => {
  const host = await stage(at.event);
  await page.getByRole('button', { name: 'Add collaborator' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Rope Access Ltd');
  await page.getByRole('checkbox', { name: 'Accounting' }).click();
  await dialog().getByRole('button', { name: 'Add collaborator' }).click();
  await expect.poll(() => asked(host, 'collaborator.add').length).toBe(1);
  expect(asked(host, 'collaborator.add')[0]?.modules).not.toContain('accounting');
  await expect.element(page.getByRole('region', { name: 'Collaborators' })).toHaveTextContent('Rope Access Ltd');
});

test('the event is archived, which can be undone', async () => {
  const host = await stage(at.event);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Archive the event' }).click();
  await expect.poll(() => asked(host, 'event.archive').length).toBe(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => asked(host, 'event.restore').length).toBe(1);
});

test('a theme is worn at once and kept by the core', async () => {
  const host = await stage(at.settings);
  await page.getByRole('radio', { name: /Backstage/ }).click({ force: true });
  expect(document.documentElement.classList.contains('backstage')).toBe(true);
  expect(asked(host, 'settings.set').at(-1)).toEqual({ key: 'theme', value: 'backstage' });
});

test('checking the store tells what was found', async () => {
  const host = await stage(at.settings);
  await page.getByRole('checkbox', { name: /Read every file again/ }).click();
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect.element(page.getByText('Everything is in order')).toBeVisible();
  expect(asked(host, 'check')).toEqual([{ read_data: true, rebuild: true, repair: false }]);
});

test('the palette finds things and goes to them', async () => {
  await stage(at.home);
  await press('k', { ctrl: true });
  await page.getByRole('combobox').fill('lighting');
  await expect.element(page.getByRole('option', { name: /Lighting plot/ }).first()).toBeVisible();
  await press('Enter');
  await expect.poll(() => location.hash).toContain(`#/event/${EVENT}/file/`);
});

test('Enter that comes before the answer means what is typed, not what was listed before', async () => {
  await stage(at.deliverables);
  await expect.element(page.getByRole('row').nth(3)).toBeVisible();
  await press('k', { ctrl: true });
  await expect.element(page.getByRole('option').first()).toBeVisible();
  const field = page.getByRole('combobox').element() as HTMLInputElement;
  const type = (text: string) => {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  };
  type('dark theme');
  await expect.poll(() => document.documentElement.className).toBe('dark');
});

test('g then d goes to deliverables, g then h home, ? shows the keys', async () => {
  await stage(at.home);
  await press('g');
  await press('d');
  await expect.element(page.getByRole('heading', { level: 1, name: 'Deliverables' })).toBeVisible();
  await press('g');
  await press('h');
  await expect.poll(() => location.hash).toBe('#/');
  await press('?');
  await expect.element(dialog()).toHaveTextContent('Go to deliverables');
});

test('long work shows how far it is and can be stopped', async () => {
  const host = await stage(at.home);
  host.tell({ notice: 'progress', work: 'w1', title: 'wall.mov', state: 'copying', done: 400_000_000, total: 1_000_000_000, rate: 50_000_000, message: '' });
  const foot = page.getByRole('navigation', { name: 'Places' });
  await expect.element(foot).toHaveTextContent('40 %, 50 MB/s, 12 s left');
  await page.getByRole('button', { name: 'Cancel wall.mov' }).click();
  expect(asked(host, 'work.cancel')).toEqual([{ work: 'w1' }]);
  host.tell({ notice: 'progress', work: 'w1', title: 'wall.mov', state: 'cancelled', done: 0, total: 0, rate: 0, message: '' });
  await settled();
  await expect.element(foot).not.toHaveTextContent('wall.mov');
});

test('a core that cannot be reached is said plainly', async () => {
  const { live } = await import('../src/live/live.svelte');
  const host = await stage(at.home, { fresh: true });
  host.willFail('whoami', new CallError('failed', 'unreachable', 'Offstage is not running any more.'));
  live.stop();
  await live.start();
  await expect.element(page.getByText('Offstage is not running any more.')).toBeVisible();
});
