/** Every screen, in every theme, by axe: no violation. A new screen or state is a line in the table. */
import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { FakeOptions } from '../src/host/fake';
import { at, press, settled, stage } from './stage';

/** Name, address, and what is done before looking. */
type Case = [name: string, address: string, before?: () => Promise<unknown>, options?: FakeOptions];

const key = (name: string, shift = false) => () => press(name, { shift });
const click = (name: string | RegExp) => () => page.getByRole('button', { name, exact: typeof name === 'string' }).first().click();
const tab = (name: string) => () => page.getByRole('tab', { name }).click();
const more = (name: string) => async () => {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
};

const CASES: Case[] = [
  ['first start', at.home, undefined, { fresh: true }],
  ['home', at.home],
  ['home without events', at.home, undefined, { empty: true }],
  ['event', at.event],
  ['event, change', at.event, key('e')],
  ['event, new event', at.event, click('New event')],
  ['event, new area', at.event, click('Add area')],
  ['event, change a collaborator', at.event, async () => {
    await page.getByRole('button', { name: 'More for Northlight' }).click();
    await page.getByRole('menuitem', { name: 'Change' }).click();
  }],
  ['event, nobody knows it', '#/event/nowhere'],
  ['deliverables', at.deliverables],
  ['deliverables, in an area', `${at.deliverables}?group=area&area=area-1`],
  ['deliverables, nothing found', `${at.deliverables}?search=zzz`],
  ['deliverables, details', `${at.deliverables}?show=file-3`],
  ['deliverables, selected', at.deliverables, async () => { for (const name of ['j', 'x', 'j', 'x', 'j']) await press(name); }],
  ['deliverables, new', at.deliverables, key('c')],
  ['deliverables, due', at.deliverables, async () => { await press('j'); await press('u'); }],
  ['deliverables, assign', at.deliverables, async () => { await press('j'); await press('a'); }],
  ['deliverables, menu', at.deliverables, async () => { await press('j'); await press('.'); }],
  ['deliverables, 10,000', at.deliverables, undefined, { many: 10_000 }],
  ['palette', at.deliverables, async () => {
    await press('k', { ctrl: true });
    await page.getByRole('combobox').fill('li');
  }],
  ['keys', at.deliverables, key('?')],
  ['settings', at.settings],
  ['file', at.file('file-3')],
  ['file, older comments open', at.file('file-3'), click(/comments from v2/)],
  ['file, an older version', `${at.file('file-3')}?version=version-Rigging%20Drawings%20for%20Permit%20Submission-1`],
  ['file, activity', at.file('file-3'), tab('Activity')],
  ['file, not delivered', at.file('file-6')],
  ['file, forked', at.file('file-7')],
  ['file, held', at.file('file-10')],
  ['file, waived', at.file('file-29')],
  ['file, approved in part', at.file('file-2')],
  ['file, cannot be drawn', at.file('file-5')],
  ['file, 300 pages', at.file('file-4')],
  ['file, ordinary', at.file('plain-3')],
  ['file, nobody knows it', at.file('nowhere')],
  ['file, menu', at.file('file-3'), key('.')],
  ['file, edit', at.file('file-3'), key('e')],
  ['file, ask for a review', at.file('file-3'), more('Ask for a review')],
  ['file, move', at.file('file-3'), more('Move to a folder')],
  ['file, waive', at.file('file-6'), more('No longer wanted')],
  ['files', at.files],
  ['files, a folder', `${at.files}?folder=folder-venue`],
  ['files, an empty drive', `${at.files}?drive=collaborator:side-1`],
  ['files, nothing found', `${at.files}?search=zzz`],
  ['files, new folder', at.files, key('n')],
  ['collaborator', at.collaborator('side-1')],
  ['collaborator, crew', at.collaborator('side-1', 'crew')],
  ['collaborator, files', at.collaborator('side-1', 'files')],
  ['collaborator, deliverables', at.collaborator('side-1', 'deliverables')],
  ['collaborator, modules', at.collaborator('side-1'), more('Modules')],
  ['people', at.people],
  ['people, add crew', at.people, key('c')],
  ['people, nobody found', `${at.people}?search=zzz`],
  ['activity', at.activity],
  ['activity, refused', `${at.activity}?only=refused`],
];

async function violations(): Promise<string[]> {
  const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any.map((check) => check.message).join('; ')}`),
  );
}

describe.each(['light', 'dark', 'backstage'] as const)('%s', (theme) => {
  test.each(CASES)('%s has no violation', async (_, address, before, options) => {
    await stage(address, { ...options, theme });
    await before?.();
    await settled();
    expect(await violations()).toEqual([]);
  });
});
