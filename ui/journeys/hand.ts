/** What a hand does on the page, in a few words each. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright';

/** Opens the file dialog with a key or a press, and chooses files. */
export async function choose(page: Page, open: () => Promise<unknown>, ...paths: string[]): Promise<void> {
  const [dialog] = await Promise.all([page.waitForEvent('filechooser'), open()]);
  await dialog.setFiles(paths);
}

/** Lets files go over a place, as a file manager does. */
export async function drop(page: Page, over: string, ...paths: string[]): Promise<void> {
  const files = await Promise.all(paths.map(async (path) => ({ name: basename(path), bytes: [...(await readFile(path))] })));
  await page.locator(over).first().evaluate((element, files) => {
    const box = element.getBoundingClientRect();
    const dataTransfer = new DataTransfer();
    for (const { name, bytes } of files) dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
    const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true, cancelable: true, dataTransfer };
    element.dispatchEvent(new DragEvent('dragover', at));
    element.dispatchEvent(new DragEvent('drop', at));
  }, files);
}

/** Everything that axe finds on what is shown now. */
export async function violations(page: Page): Promise<string[]> {
  // The page's own security policy allows no script from elsewhere; a script that the browser's driver runs is not the page's.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const run = (window as unknown as { axe: typeof axe }).axe.run;
    const found = await run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  });
}
