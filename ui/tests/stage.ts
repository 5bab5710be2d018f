/** Puts the whole page over a fake host, at an address, in a theme; what a test does with it goes through the page as a person's hand would. */
import { mount, tick, unmount } from 'svelte';
import { onTestFinished } from 'vitest';
import App from '../src/App.svelte';
import { type FakeHost, fakeHost, type FakeOptions } from '../src/host/fake';
import { toasts } from '../src/kit/toasts.svelte';
import { begin } from '../src/live/begin.svelte';
import { live } from '../src/live/live.svelte';
import { goTo } from '../src/live/place.svelte';
import { settings, type Theme } from '../src/live/settings.svelte';
import { delivery } from '../src/parts/deliver/delivery.svelte';
import { useHost } from '../src/wire/call';

export const EVENT = 'event-harbour';

/** Addresses of the screens, on the festival. */
export const at = {
  home: '#/',
  settings: '#/settings',
  event: `#/event/${EVENT}`,
  deliverables: `#/event/${EVENT}/deliverables`,
  files: `#/event/${EVENT}/files`,
  people: `#/event/${EVENT}/people`,
  activity: `#/event/${EVENT}/activity`,
  file: (id: string) => `#/event/${EVENT}/file/${id}`,
  collaborator: (id: string, tab = '') => `#/event/${EVENT}/collaborator/${id}${tab && `?tab=${tab}`}`,
};

export async function stage(address: string, options: FakeOptions & { theme?: Theme } = {}): Promise<FakeHost> {
  const host = fakeHost(options);
  useHost(host);
  localStorage.clear();
  live.stop();
  toasts.shown = [];
  begin.event = false;
  delivery.question?.settle(null);
  goTo(address);
  await settings.wear(options.theme ?? 'light');
  const target = document.createElement('div');
  target.id = 'page';
  document.body.append(target);
  const app = mount(App, { target });
  onTestFinished(async () => {
    await unmount(app);
    target.remove();
  });
  await settled();
  return host;
}

/** Lets answers arrive and what follows from them be drawn. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    await new Promise((next) => setTimeout(next, 25));
    await tick();
  }
}

/** Presses a key where the focus is, as the keyboard does. */
export async function press(key: string, held: { shift?: boolean; ctrl?: boolean } = {}): Promise<void> {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, shiftKey: Boolean(held.shift), ctrlKey: Boolean(held.ctrl) }),
  );
  await settled();
}
