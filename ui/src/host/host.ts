/**
 * The port: everything outside the page. One implementation reaches the shell's window, one an `offstage serve` on loopback, one is a
 * small world for tests. Nothing else in the page knows how the core is reached.
 */
import type { Calls, Notice } from '../wire/wire';

/** A call that did not come about: the rules said no, the world said no, or the call was made wrongly. */
export class CallError extends Error {
  constructor(
    readonly kind: 'refused' | 'failed' | 'used_wrongly',
    /** For the page to tell cases apart; the message is for people. */
    readonly code: string,
    message: string,
    readonly facts: unknown = null,
  ) {
    super(message);
    this.name = 'CallError';
  }

  /** Makes one from whatever came over the wire. */
  static of(thrown: unknown): CallError {
    if (thrown instanceof CallError) return thrown;
    if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown) {
      const told = thrown as { kind?: CallError['kind']; code: unknown; message: unknown; facts?: unknown };
      return new CallError(told.kind ?? 'failed', String(told.code), String(told.message), told.facts ?? null);
    }
    return new CallError('failed', 'unreachable', thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** Files from outside that are over the page, or were let go on it. Points are CSS pixels of the page; the listener finds what is there. */
export type DropInput =
  | { phase: 'over'; x: number; y: number; count: number; names?: string[] }
  | { phase: 'leave' }
  /** They were let go, and could not be taken. */
  | { phase: 'failed'; message: string }
  | { phase: 'drop'; x: number; y: number; tokens: string[] };

/** Which bytes to save a copy of. */
export interface SaveWhat {
  file: string;
  version?: string;
  /** By extension; left out: the first. */
  format?: string;
  /** The bytes' name, where it is known: a browser downloads by it. */
  hash?: string;
}

export interface Host {
  /** Asks the core. Rejects with a {@link CallError}. */
  call<N extends keyof Calls>(name: N, ask: Calls[N]['ask']): Promise<Calls[N]['answer']>;
  /** What the core tells without being asked. Gives back how to stop. */
  listen(on: (notice: Notice) => void): () => void;
  /** Files dragged over the page from outside it. */
  drops(on: (drop: DropInput) => void): () => void;
  /** Lets a person choose files; answers tokens, none when they thought better of it. */
  pickFiles(options: { multiple: boolean; folder?: boolean }): Promise<string[]>;
  /** Tokens of files that were copied elsewhere. */
  pasteFiles(event?: ClipboardEvent): Promise<string[]>;
  /** Saves a copy where a person says; null when they thought better of it. */
  saveFile(suggest: string, what: SaveWhat): Promise<{ path: string } | null>;
  /** Address of a drawn page. */
  pictureUrl(hash: string, page: number, width: number): string;
  /** Asked by name, not by platform. */
  capabilities: { nativeDialogs: boolean; window: boolean };
}
