/** What a deliverable would say to files that hang over it. Only names are known then; what a file truly is, the core reads after the drop. */
import type { Dragged, Hint } from '../../kit/drops.svelte';
import type { FileRow } from '../../wire/wire';

export const extensionOf = (name: string): string => (/\.([^.\s/\\]{1,12})$/.exec(name)?.[1] ?? '').toLowerCase();

export const upper = (extensions: readonly string[]): string => extensions.map((extension) => extension.toUpperCase()).join(', ');

type Asked = Pick<FileRow, 'formats_wanted' | 'version_number' | 'may'>;

export function hintFor(row: Asked, dragged: Dragged): Hint | null {
  if (!row.may.deliver) return null;
  const strange = (dragged.names ?? []).map(extensionOf).filter((extension) => extension && !row.formats_wanted.includes(extension));
  if (row.formats_wanted.length > 0 && strange.length > 0) {
    return { verdict: 'ask', words: `wants ${upper(row.formats_wanted)}, this is ${upper([...new Set(strange)])}` };
  }
  const next = `v${row.version_number + 1}`;
  return { verdict: 'take', words: dragged.count > 1 ? `Deliver ${dragged.count} files as ${next}` : `Deliver as ${next}` };
}

/** Extensions that come more than once: they cannot all be formats of one version. */
export function repeated(files: readonly { extension: string }[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { extension } of files) (seen.has(extension) ? twice : seen).add(extension);
  return [...twice];
}
