/** The File screen: versions, pages, comments, review, delivery, by hand and by key. */
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { CallError } from '../src/wire/call';
import { at, press, settled, stage } from './stage';

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const versions = () => page.getByRole('list', { name: 'Versions', exact: true });
const review = (label: string) => page.getByRole('region', { name: `Review of ${label}` });
const heading = () => page.getByRole('heading', { level: 1 });

test('an empty deliverable says what belongs there, and the first file becomes version 1', async () => {
  const host = await stage(at.file('file-6'));
  await expect.element(page.getByText('Nothing delivered yet')).toBeVisible();
  await expect.element(page.getByText('Drop PDF files anywhere here')).toBeVisible();
  await button(/^Deliver v1/).first().click();
  await expect.element(versions().getByRole('button', { name: /Version 1/ })).toBeVisible();
  await expect.element(page.getByRole('img', { name: 'Page 1 of 3 of Rigging plot.pdf' })).toBeVisible();
  expect(host.calls.filter((call) => call.name === 'deliver')).toHaveLength(1);
});

test('d opens the file dialog and delivers the next version, and Undo takes it back', async () => {
  await stage(at.file('file-12'));
  await press('d');
  await expect.element(versions().getByRole('button', { name: /Version 2/ })).toBeVisible();
  await expect.element(heading()).toHaveTextContent('Stage manager contact sheet');
  await button(/^Undo/).click();
  await expect.element(versions().getByText('Taken back')).toBeVisible();
});

test('a file that is dropped anywhere on the screen becomes the next version', async () => {
  const host = await stage(at.file('file-12'));
  const point = { x: 640, y: 420 };
  host.drag({ phase: 'over', ...point, count: 1, names: ['Contact sheet.pdf'] });
  await settled();
  await expect.element(page.getByText('Deliver as v2', { exact: true })).toBeVisible();
  host.drag({ phase: 'drop', ...point, tokens: host.take({ name: 'Contact sheet.pdf', size: 90_000 }) });
  await expect.element(versions().getByRole('button', { name: /Version 2/ })).toBeVisible();
});

test('a file of the wrong kind is asked about before it is delivered', async () => {
  const host = await stage(at.file('file-12'));
  host.drag({ phase: 'drop', x: 640, y: 420, tokens: host.take({ name: 'Contact sheet.dwg', size: 90_000 }) });
  await expect.element(page.getByRole('dialog', { name: 'Stage manager contact sheet wants PDF' })).toBeVisible();
  await button('Cancel').click();
  expect(host.calls.filter((call) => call.name === 'deliver')).toHaveLength(0);
});

test('[ and ] go from version to version, and the comments are of the one that is looked at', async () => {
  await stage(at.file('file-3'));
  await expect.element(page.getByText('Please shift the centre truss 2 m upstage')).toBeVisible();
  await press('[');
  await expect.element(page.getByText('Dimensions are missing on the upstage truss.')).toBeVisible();
  expect(location.hash).toContain('version=');
  await press(']');
  await expect.element(page.getByText('Please shift the centre truss 2 m upstage')).toBeVisible();
  expect(location.hash).not.toContain('version=');
});

test('comments of older versions are folded away until they are wanted', async () => {
  await stage(at.file('file-3'));
  expect(page.getByText('Which steel is the ballast frame?').elements()).toHaveLength(0);
  await button(/2 comments from v2/).click();
  await expect.element(page.getByText('Which steel is the ballast frame?')).toBeVisible();
});

test('c begins a comment; it is sent, edited by its author, answered and resolved', async () => {
  const host = await stage(at.file('file-4'));
  await press('c');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Comment on v5');
  await userEvent.keyboard('The north gate is 3.5 m wide');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await settled();
  const mine = page.getByRole('article', { name: 'Comment by Ana Ruiz' }).filter({ hasText: 'north gate' });
  await expect.element(mine).toBeVisible();

  await mine.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Comment', exact: true }).fill('The north gate is 4 m wide');
  await button('Save').click();
  const edited = page.getByRole('article', { name: 'Comment by Ana Ruiz' }).filter({ hasText: '4 m wide' });
  await expect.element(edited.getByText('edited')).toBeVisible();

  await edited.getByRole('button', { name: 'Reply' }).click();
  await page.getByRole('textbox', { name: 'Reply to Ana Ruiz' }).fill('Measured again');
  await button('Reply').last().click();
  await expect.element(page.getByText('Measured again')).toBeVisible();

  await edited.getByRole('button', { name: 'Resolve' }).click();
  await expect.element(edited.getByText('Resolved by Ana Ruiz')).toBeVisible();
  expect(host.calls.map((call) => call.name)).toEqual(expect.arrayContaining(['comment.add', 'comment.edit', 'comment.resolve']));
});

test('words that were typed and not sent are there again after leaving the screen', async () => {
  await stage(at.file('file-4'));
  await page.getByRole('textbox', { name: 'Comment on v5' }).fill('Half a thought');
  location.hash = at.people;
  await settled();
  location.hash = at.file('file-4');
  await settled();
  await expect.element(page.getByRole('textbox', { name: 'Comment on v5' })).toHaveValue('Half a thought');
});

test('the review box says exactly what is signed, and approving changes the state', async () => {
  const host = await stage(at.file('file-3'));
  const box = review('v3');
  await expect.element(box.getByText(/You sign exactly these 2 files/)).toBeVisible();
  await expect.element(box.getByText(/Rigging Drawings for Permit Submission v3.pdf, Rigging Drawings for Permit Submission v3.dwg/)).toBeVisible();
  await press('A', { shift: true });
  await expect.element(box.getByText('Approved')).toBeVisible();
  expect(host.calls.findLast((call) => call.name === 'review')?.ask).toMatchObject({ file: 'file-3', answer: 'approved' });
  await box.getByRole('button', { name: 'Withdraw' }).click();
  await expect.element(box.getByText('Not answered: Ana Ruiz, Lena Maurer')).toBeVisible();
});

test('changes are refused without a reason or an open comment, in the words of the core', async () => {
  await stage(at.file('file-10'));
  await press('R', { shift: true });
  await expect.element(page.getByRole('alert')).toHaveTextContent('Say what must change');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Reason, or what must change');
  await userEvent.keyboard('The effect list is missing');
  await button(/^Request changes/).click();
  await expect.element(review('v2').getByText('The effect list is missing')).toBeVisible();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});

test('a refusal of an approval stays in the review box', async () => {
  const host = await stage(at.file('file-3'));
  host.willFail('review', new CallError('refused', 'not_a_reviewer', 'You are not a reviewer of “it”.'));
  await button(/^Approve/).click();
  await expect.element(review('v3').getByRole('alert')).toHaveTextContent('You are not a reviewer');
});

test('a reviewer is added from the review box, and removing one who blocks wants a reason', async () => {
  const host = await stage(at.file('file-16'));
  await review('v2').getByRole('button', { name: 'Add a reviewer' }).click();
  await page.getByRole('checkbox', { name: /Ben Okafor/ }).click();
  await button('Ask for a review').click();
  await expect.element(page.getByRole('list', { name: 'Reviewers' }).getByText('Ben Okafor')).toBeVisible();
  expect(host.calls.findLast((call) => call.name === 'reviewer.add')?.ask).toEqual({ file: 'file-16', person: 'ben', required: true });

  await button('Remove Ana Ruiz as reviewer').click();
  const dialog = page.getByRole('dialog', { name: 'Remove Ana Ruiz as reviewer' });
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('Give a reason');
  await dialog.getByRole('textbox', { name: 'Why' }).fill('On leave');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect.element(page.getByRole('list', { name: 'Reviewers' }).getByText('Ana Ruiz (you)')).not.toBeInTheDocument();
});

test('where nobody reviews, somebody can ask for their own review', async () => {
  await stage(at.file('file-9'));
  await expect.element(review('v1').getByText('Nobody is asked to review this.', { exact: false })).toBeVisible();
  await button('Review it myself').click();
  await expect.element(button(/^Approve/)).toBeVisible();
});

test('a fork says so, and one version is taken', async () => {
  await stage(at.file('file-7'));
  await expect.element(page.getByText('Two versions were made from the same one.', { exact: false })).toBeVisible();
  await versions().getByRole('button', { name: /Version 3′/ }).click();
  await button('Take this one').click();
  await expect.element(versions().getByText('Not taken')).toBeVisible();
});

test('a format is added to a version, and one that nobody answered is taken away', async () => {
  const host = await stage(at.file('file-4'));
  host.willPick({ name: 'Site plan.dwg', size: 3_000_000 });
  await button('Format').click();
  await expect.element(page.getByRole('list', { name: 'Formats of v5' }).getByText('Site plan.dwg')).toBeVisible();
  await button('Take Site plan.dwg away').click();
  await expect.element(page.getByRole('list', { name: 'Formats of v5' }).getByText('Site plan.dwg')).not.toBeInTheDocument();
});

test('a format that came after the answers is marked as not covered', async () => {
  await stage(at.file('file-2'));
  await expect.element(page.getByText('added after review, not covered')).toBeVisible();
  await expect.element(page.getByText('1 format was added after your approval.')).toBeVisible();
});

test('what cannot be drawn is named, can be saved, and a PDF can be asked for', async () => {
  const host = await stage(at.file('file-5'));
  await expect.element(page.getByText('Offstage cannot draw MOV files.')).toBeVisible();
  await button('Save a copy').click();
  await settled();
  expect(host.saved).toEqual(['Video content, opener v1.mov']);
  await button('Ask for a PDF').click();
  await expect.element(page.getByRole('textbox', { name: 'Comment on v1' })).toHaveValue(
    'Could you add a PDF of Video content, opener v1.mov? It cannot be looked at here.',
  );
});

test('only what is changed of a deliverable is sent', async () => {
  const host = await stage(at.file('file-3'));
  await press('e');
  const dialog = page.getByRole('dialog', { name: 'Edit deliverable' });
  await dialog.getByRole('textbox', { name: 'Formats' }).fill('PDF, .dwg vwx');
  await dialog.getByRole('textbox', { name: 'Criterion 3' }).fill('Signed by the engineer');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByText('Signed by the engineer')).toBeVisible();
  expect(host.calls.findLast((call) => call.name === 'deliverable.set')?.ask).toEqual({
    file: 'file-3',
    formats: ['pdf', 'dwg', 'vwx'],
    criteria: [
      { text: 'All points, with hook weights', required: true },
      { text: 'To scale, with dimensions', required: true },
      { text: 'Signed by the engineer', required: false },
    ],
  });
});

test('a refused edit keeps the dialog and says why', async () => {
  await stage(at.file('file-3'));
  await press('e');
  const dialog = page.getByRole('dialog', { name: 'Edit deliverable' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(' ');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('The name is empty');
});

test('a deliverable that is no longer wanted says why, and can be wanted again', async () => {
  await stage(at.file('file-6'));
  await press('.');
  await page.getByRole('menuitem', { name: /No longer wanted/ }).click();
  await page.getByRole('textbox', { name: 'Why' }).fill('Hired with certificates');
  await button('No longer wanted').click();
  await expect.element(page.getByText('No longer wanted: Hired with certificates')).toBeVisible();
  await button('Want it again').click();
  await expect.element(page.getByText('No longer wanted: Hired with certificates')).not.toBeInTheDocument();
});

test('archiving can be undone where it is told', async () => {
  await stage(at.file('plain-3'));
  await press('.');
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect.element(page.getByText('This is archived.', { exact: false })).toBeVisible();
  await button(/^Undo/).click();
  await expect.element(page.getByText('This is archived.', { exact: false })).not.toBeInTheDocument();
});

test('of 300 pages only those in sight are made, and any page is a jump away', async () => {
  await stage(at.file('file-4'));
  await expect.element(page.getByRole('img', { name: /^Page 1 of 300/ })).toBeVisible();
  expect(page.getByRole('img', { name: /of 300/ }).elements().length).toBeLessThan(12);
  await page.getByRole('textbox', { name: 'Page, of 300' }).fill('250');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('img', { name: /^Page 250 of 300/ })).toBeInTheDocument();
  expect(page.getByRole('img', { name: /of 300/ }).elements().length).toBeLessThan(12);
});

test('zooming keeps the place, from 25 to 400 percent', async () => {
  await stage(at.file('file-4'));
  const zoom = page.getByRole('combobox', { name: 'Zoom' });
  await page.getByRole('textbox', { name: 'Page, of 300' }).fill('40');
  await userEvent.keyboard('{Enter}');
  await settled();
  for (const percent of ['400', '25', '100']) {
    await zoom.selectOptions(percent);
    await settled();
    await expect.element(page.getByRole('img', { name: /^Page 40 of 300/ })).toBeInTheDocument();
  }
  const wide = page.getByRole('img', { name: /^Page 40 of 300/ }).element().getBoundingClientRect().width;
  expect(Math.round(wide)).toBe(Math.round((620 * 96) / 72));
});

test('somebody who did not find the file is told so', async () => {
  await stage(at.file('nowhere'));
  await expect.element(page.getByText('There is no file “nowhere” here.', { exact: false })).toBeVisible();
});

test('a change from elsewhere is shown without asking', async () => {
  const host = await stage(at.file('file-4'));
  await host.call('comment.add', { file: 'file-4', body: 'From the other laptop' });
  await expect.element(page.getByText('From the other laptop')).toBeVisible();
});
