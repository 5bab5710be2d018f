/**
 * Addresses. They live behind `#`, which works in the shell's window and on loopback alike; every detail has its own, so that back, forward
 * and a copied address do what people expect.
 */

/** A line for each screen: `:event` and `:id` are taken from the address. */
const ROUTES = {
  home: '/',
  settings: '/settings',
  event: '/event/:event',
  deliverables: '/event/:event/deliverables',
  files: '/event/:event/files',
  people: '/event/:event/people',
  activity: '/event/:event/activity',
  file: '/event/:event/file/:id',
  collaborator: '/event/:event/collaborator/:id',
} as const;

export type ScreenName = keyof typeof ROUTES;

export interface Place {
  screen: ScreenName;
  /** Empty where the screen is not about one event. */
  event: string;
  /** Empty where the screen is not about one thing. */
  id: string;
  /** Filters and what is opened: everything after `?`. */
  query: Readonly<Record<string, string>>;
}

export type Query = Record<string, string | undefined | null | false>;

/** The address of a screen, with the `#`, ready for a link. */
export function address(screen: ScreenName, names: { event?: string; id?: string } = {}, query: Query = {}): string {
  const path = ROUTES[screen].replace(/:(event|id)/g, (_, name: 'event' | 'id') => encodeURIComponent(names[name] ?? ''));
  const words = Object.entries(query)
    .filter((pair): pair is [string, string] => Boolean(pair[1]))
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&');
  return `#${path}${words && `?${words}`}`;
}

/** What an address means. An address nobody knows means home. */
export function placeOf(hash: string): Place {
  const [path = '', words = ''] = hash.replace(/^#/, '').split('?', 2);
  const query = Object.fromEntries(new URLSearchParams(words));
  const parts = path.split('/').filter(Boolean);
  for (const [screen, pattern] of Object.entries(ROUTES) as [ScreenName, string][]) {
    const wanted = pattern.split('/').filter(Boolean);
    if (wanted.length !== parts.length) continue;
    const names = { event: '', id: '' };
    const fits = wanted.every((want, i) => {
      const part = decodeURIComponent(parts[i] ?? '');
      if (want === ':event') names.event = part;
      else if (want === ':id') names.id = part;
      else return want === part;
      return part !== '';
    });
    if (fits) return { screen, ...names, query };
  }
  return { screen: 'home', event: '', id: '', query: {} };
}
