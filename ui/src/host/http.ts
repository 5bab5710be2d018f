/** The port, through `offstage serve` on loopback: calls by POST, notices as lines of one long answer, files as uploads. */
import type { Notice } from '../wire/wire';
import { CallError, type Host } from './host';

const KEY = 'offstage.token';

/** The token of this run stands in the address once; it is kept for the tab and taken out of the address bar. */
export function takeToken(): string {
  const found = /[#&]token=([^&]+)/.exec(location.hash);
  if (found?.[1]) {
    sessionStorage.setItem(KEY, decodeURIComponent(found[1]));
    const rest = location.hash.replace(/[#&]token=[^&]+/, '');
    history.replaceState(null, '', location.pathname + location.search + (rest.startsWith('#/') ? rest : ''));
  }
  return sessionStorage.getItem(KEY) ?? '';
}

async function failure(answer: Response): Promise<CallError> {
  const text = await answer.text().catch(() => '');
  try {
    return CallError.of(JSON.parse(text));
  } catch {
    const lost = answer.status === 401 || answer.status === 403;
    return new CallError(
      'failed',
      lost ? 'token' : 'unreachable',
      lost ? 'This address is no longer valid. Open the one that “offstage serve” printed.' : text || answer.statusText,
    );
  }
}

/** The files of a folder, found by walking it: a browser hands out folders only entry by entry. */
async function filesBelow(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [await new Promise<File>((found, lost) => (entry as FileSystemFileEntry).file(found, lost))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  for (;;) {
    // A reader answers in parts and ends with an empty one.
    const part = await new Promise<FileSystemEntry[]>((found, lost) => reader.readEntries(found, lost));
    if (part.length === 0) return files;
    for (const below of part) if (!below.name.startsWith('.')) files.push(...(await filesBelow(below)));
  }
}

async function filesOf(transfer: DataTransfer): Promise<File[]> {
  // Entries must be taken before the first wait: the transfer is emptied after its event.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const files: File[] = [];
  for (const entry of entries) if (entry) files.push(...(await filesBelow(entry)));
  return files;
}

function chosen(multiple: boolean, folder: boolean): Promise<File[]> {
  return new Promise((done) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = multiple;
    input.webkitdirectory = folder;
    input.hidden = true;
    input.addEventListener('change', () => finish([...(input.files ?? [])]));
    input.addEventListener('cancel', () => finish([]));
    const finish = (files: File[]) => {
      input.remove();
      done(files);
    };
    document.body.append(input);
    input.click();
  });
}

export function httpHost(base = ''): Host {
  const token = takeToken();
  const authorized = { Authorization: `Bearer ${token}` };

  async function sent(path: string, init: RequestInit): Promise<Response> {
    let answer: Response;
    try {
      answer = await fetch(base + path, { ...init, headers: { ...authorized, ...init.headers } });
    } catch {
      throw new CallError('failed', 'unreachable', 'Offstage is not running any more. Start “offstage serve” again.');
    }
    if (!answer.ok) throw await failure(answer);
    return answer;
  }

  async function intake(files: File[]): Promise<string[]> {
    const tokens: string[] = [];
    for (const file of files) {
      const answer = await sent(`/intake?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
      tokens.push(((await answer.json()) as { token: string }).token);
    }
    return tokens;
  }

  return {
    async call(name, ask) {
      const answer = await sent(`/call/${name}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(ask),
      });
      return answer.json();
    },

    listen(on) {
      const stop = new AbortController();
      void follow(on, stop.signal);
      return () => stop.abort();
    },

    drops(on) {
      const stop = new AbortController();
      const options = { signal: stop.signal };
      const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
      window.addEventListener('dragover', (event) => {
        if (!carries(event)) return;
        event.preventDefault();
        on({ phase: 'over', x: event.clientX, y: event.clientY, count: event.dataTransfer?.items.length ?? 0 });
      }, options);
      window.addEventListener('dragleave', (event) => {
        if (event.relatedTarget === null) on({ phase: 'leave' });
      }, options);
      window.addEventListener('drop', (event) => {
        if (!carries(event) || !event.dataTransfer) return;
        event.preventDefault();
        const { clientX: x, clientY: y } = event;
        filesOf(event.dataTransfer)
          .then(intake)
          .then((tokens) => on({ phase: 'drop', x, y, tokens }))
          .catch((thrown: unknown) => on({ phase: 'failed', message: CallError.of(thrown).message }));
      }, options);
      return () => stop.abort();
    },

    async pickFiles({ multiple, folder = false }) {
      return intake(await chosen(multiple, folder));
    },

    async pasteFiles(event) {
      return event?.clipboardData ? intake(await filesOf(event.clipboardData)) : [];
    },

    async saveFile(suggest, what) {
      if (!what.hash) return null;
      const link = document.createElement('a');
      link.href = `${base}/file/${what.hash}?name=${encodeURIComponent(suggest)}&token=${encodeURIComponent(token)}`;
      link.download = suggest;
      link.click();
      return { path: suggest };
    },

    pictureUrl: (hash, page, width) => `${base}/picture/${hash}/${page}?w=${width}&token=${encodeURIComponent(token)}`,
    capabilities: { nativeDialogs: false, window: false },
  };

  /** Reads notices line by line, and begins again when the answer ends: after a gap everything is asked anew. */
  async function follow(on: (notice: Notice) => void, signal: AbortSignal): Promise<void> {
    for (let gap = false; !signal.aborted; gap = true) {
      try {
        const answer = await sent('/notices', { signal });
        if (gap) on({ notice: 'everything' });
        const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
        let rest = '';
        for (;;) {
          const part = await reader?.read();
          if (!part || part.done) break;
          const lines = (rest + part.value).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) if (line.trim()) on(JSON.parse(line) as Notice);
        }
      } catch {
        // A connection that breaks is begun again below.
      }
      await new Promise((next) => setTimeout(next, 1000));
    }
  }
}
