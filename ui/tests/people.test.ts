/** People, collaborators and the activity. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { at, EVENT, press, stage } from './stage';

const row = (name: string) => page.getByRole('row').filter({ hasText: name });

test('people with access and crew are kept apart', async () => {
  await stage(at.people);
  await expect.element(page.getByRole('list', { name: 'Rights of Ana Ruiz' }).getByText('Event: everything (owner)')).toBeVisible();
  await expect.element(row('Head rigger').getByText('Ben Okafor')).toBeVisible();
  await expect.element(row('Head rigger').getByText('Contact')).toBeVisible();
});

test('telephone numbers and addresses are text to copy, not links that leave the page', async () => {
  await stage(at.people);
  await expect.element(row('Production manager').getByText('ana.ruiz@example.org')).toBeVisible();
  expect(document.querySelectorAll('a[href^="tel:"], a[href^="mailto:"]')).toHaveLength(0);
});

test('c adds a crew record, and "this is me" makes the side mine', async () => {
  const host = await stage(at.people);
  await press('c');
  const dialog = page.getByRole('dialog', { name: 'Add crew' });
  await dialog.getByRole('combobox', { name: 'Collaborator' }).selectOptions('Kombüse');
  await dialog.getByRole('textbox', { name: 'First name' }).fill('Mia');
  await dialog.getByRole('textbox', { name: 'Last name' }).fill('Sørensen');
  await dialog.getByRole('checkbox', { name: /This is me/ }).click();
  await dialog.getByRole('button', { name: 'Add crew' }).click();
  await expect.element(row('Mia Sørensen').getByText('You')).toBeVisible();
  expect(host.calls.findLast((call) => call.name === 'crew.add')?.ask).toMatchObject({ collaborator: 'side-7', first: 'Mia', me: true });
});

test('only what changed of a crew record is sent', async () => {
  const host = await stage(at.people);
  await page.getByRole('button', { name: 'More for Ben Okafor' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Telephone' }).fill('+49 40 5550 9');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(row('Head rigger').getByText('+49 40 5550 9')).toBeVisible();
  expect(host.calls.findLast((call) => call.name === 'crew.set')?.ask).toEqual({
    event: EVENT,
    collaborator: 'side-1',
    crew: 'crew-5',
    phone: '+49 40 5550 9',
  });
});

test('a crew record is put away and brought back', async () => {
  await stage(at.people);
  await page.getByRole('button', { name: 'More for Iris Blum' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect.element(page.getByRole('button', { name: 'More for Iris Blum' })).not.toBeInTheDocument();
});

test('crew is found without its diacritics', async () => {
  await stage(at.people);
  await page.getByRole('searchbox', { name: 'Find crew' }).fill('tomas');
  await expect.element(row('Tomás Herrera')).toBeVisible();
  expect(page.getByRole('row').elements()).toHaveLength(2);
});

test('a collaborator has a dashboard of its own', async () => {
  await stage(at.collaborator('side-1'));
  const owe = page.getByRole('region', { name: 'They owe' });
  await expect.element(owe.getByText('Forklift licences')).toBeVisible();
  await expect.element(owe.getByText('Flame-retardant certificates')).not.toBeInTheDocument();
});

test('its tabs have addresses, and the arrows go through them', async () => {
  await stage(at.collaborator('side-1'));
  await page.getByRole('tab', { name: 'Deliverables' }).click();
  expect(location.hash).toContain('tab=deliverables');
  await expect.element(page.getByRole('grid', { name: 'Deliverables of Rig & Co' })).toBeVisible();
  await press('ArrowLeft');
  expect(location.hash).toContain('tab=files');
  await expect.element(page.getByText('No files yet')).toBeVisible();
});

test('a module is switched off at once', async () => {
  const host = await stage(at.collaborator('side-1'));
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Modules' }).click();
  const files = page.getByRole('switch', { name: /^Files/ });
  await expect.element(files).toBeChecked();
  await files.click();
  await expect.element(files).not.toBeChecked();
  expect(host.calls.findLast((call) => call.name === 'collaborator.set')?.ask).toEqual({
    event: EVENT,
    collaborator: 'side-1',
    modules: ['crew', 'schedule', 'advancing', 'tasks', 'documents'],
  });
});

test('a collaborator is renamed and archived', async () => {
  await stage(at.collaborator('side-1'));
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Rig & Sons');
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect.element(page.getByRole('heading', { level: 1, name: 'Rig & Sons' })).toBeVisible();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect.element(page.getByText('Archived', { exact: true })).toBeVisible();
});

test('the activity tells two times where they differ, and leads to what it is about', async () => {
  await stage(at.activity);
  const held = page.getByRole('listitem').filter({ hasText: 'Risk assessment, pyrotechnics' }).filter({ hasText: 'Held' });
  await expect.element(held.getByText(/first seen/)).toBeVisible();
  await held.getByRole('link').click();
  await expect.element(page.getByRole('heading', { level: 1, name: 'Risk assessment, pyrotechnics' })).toBeVisible();
});

test('the activity is narrowed to what was refused, with the rule', async () => {
  await stage(at.activity);
  await page.getByRole('button', { name: 'Refused' }).click();
  const lines = page.getByRole('main').getByRole('listitem');
  await expect.element(lines.getByText('A5')).toBeVisible();
  expect(lines.elements()).toHaveLength(1);
});

test('older activity is asked for in parts, and no line comes twice', async () => {
  await stage(at.activity);
  const lines = () => page.getByRole('main').getByRole('listitem').elements();
  await expect.poll(() => lines().length).toBe(100);
  await page.getByRole('button', { name: 'Show older' }).click();
  await expect.poll(() => lines().length).toBeGreaterThan(120);
});
