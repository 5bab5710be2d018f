/** Saves a copy of a format where the person says. */
import { toasts } from '../kit/toasts.svelte';
import { host } from '../wire/call';
import type { FileShow, FormatRow, VersionRow } from '../wire/wire';
import { attempt } from './attempt';

export function saveCopy(show: FileShow, version: VersionRow, format: FormatRow): Promise<boolean> {
  return attempt(async () => {
    const saved = await host().saveFile(format.name, {
      file: show.row.file,
      version: version.version,
      format: format.extension,
      hash: format.hash,
    });
    if (saved) toasts.show(format.uncovered ? `${format.name} saved. It was added after review and is not covered by every approval.` : `Saved ${saved.path}`);
  });
}
