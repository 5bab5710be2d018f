/** A drive's folders in the order of a tree that is drawn line by line. */
import type { Drive, FolderRow } from '../wire/wire';

export interface Branch {
  folder: FolderRow;
  depth: number;
}

/** `except` and what lies in it are left out; a folder whose parent is not known lies at the top. */
export function treeOf(folders: FolderRow[], except?: string): Branch[] {
  const known = new Set(folders.map((folder) => folder.folder));
  const under = new Map<string | null, FolderRow[]>();
  for (const folder of folders) {
    const parent = folder.parent !== null && known.has(folder.parent) ? folder.parent : null;
    under.set(parent, [...(under.get(parent) ?? []), folder]);
  }
  const lines: Branch[] = [];
  const seen = new Set<string>();
  const walk = (parent: string | null, depth: number) => {
    const here = [...(under.get(parent) ?? [])].sort((a, b) => a.name.localeCompare(b.name));
    for (const folder of here) {
      // Two devices may have moved two folders into each other; each is drawn once.
      if (folder.folder === except || seen.has(folder.folder)) continue;
      seen.add(folder.folder);
      lines.push({ folder, depth });
      walk(folder.folder, depth + 1);
    }
  };
  walk(null, 0);
  return lines;
}

/** From the top of the drive down to a folder. */
export function pathOf(folders: FolderRow[], to: string | null): FolderRow[] {
  const path: FolderRow[] = [];
  let at = folders.find((folder) => folder.folder === to);
  while (at && !path.includes(at)) {
    path.unshift(at);
    const { parent } = at;
    at = folders.find((folder) => folder.folder === parent);
  }
  return path;
}

/** A drive as one word, for addresses: `event`, `collaborator:x`, `area:x`. */
export const driveKey = (drive: Drive): string => (drive.of === 'event' ? 'event' : `${drive.of}:${drive.id}`);
