/** Calls by name, typed from the one list. The host is chosen once, at start; tests bring their own. */
import { CallError, type Host } from '../host/host';
import type { Calls } from './wire';

let chosen: Host | undefined;

export function useHost(host: Host): void {
  chosen = host;
}

export function host(): Host {
  if (!chosen) throw new Error('No host was chosen: main.ts, or a test, calls useHost first.');
  return chosen;
}

export function call<N extends keyof Calls>(name: N, ask: Calls[N]['ask']): Promise<Calls[N]['answer']> {
  return host().call(name, ask);
}

export { CallError };
