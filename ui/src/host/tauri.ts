/** The port, through the shell's window. The only file that imports `@tauri-apps`. */
import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Notice } from '../wire/wire';
import { CallError, type DropInput, type Host, type SaveWhat } from './host';

/** Listening answers later than the page wants to stop: a stop that comes first is kept until then. */
function heard<T>(event: string, on: (payload: T) => void): () => void {
  let stopped = false;
  let stop: (() => void) | undefined;
  void listen<T>(event, (message) => {
    if (!stopped) on(message.payload);
  }).then((unlisten) => {
    if (stopped) unlisten();
    else stop = unlisten;
  });
  return () => {
    stopped = true;
    stop?.();
  };
}

async function asked<T>(command: string, args: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (thrown) {
    throw CallError.of(thrown);
  }
}

export function tauriHost(): Host {
  // `offstage://localhost/` here, `http://offstage.localhost/` where a webview cannot load other schemes.
  const pictures = convertFileSrc('', 'offstage');
  return {
    call: (name, ask) => asked('call', { name, ask }),
    listen: (on) => heard<Notice>('notice', on),
    drops: (on) => heard<DropInput>('drop', on),
    pickFiles: ({ multiple, folder = false }) => asked('pick_files', { multiple, folder }),
    pasteFiles: () => asked('paste_files', {}),
    saveFile: (suggest: string, what: SaveWhat) =>
      asked('save_file', { suggest, file: what.file, version: what.version ?? null, format: what.format ?? null }),
    pictureUrl: (hash, page, width) => `${pictures}picture/${hash}/${page}?w=${width}`,
    capabilities: { nativeDialogs: true, window: true },
  };
}
