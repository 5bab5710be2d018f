/** Where the page is. Links are ordinary `href`s; these functions are for keys and acts. */
import { address, placeOf, type Place, type Query, type ScreenName } from '../routes';

let current = $state.raw<Place>(placeOf(typeof location === 'undefined' ? '' : location.hash));

/** On every entry that was shown: found again, it means that somebody came back. */
const SEEN = 'seen';
let back = false;

if (typeof window !== 'undefined') {
  // A change of `#` fires both, going back over a replaced address only the second.
  const read = () => {
    if (history.state !== SEEN) {
      // A link: an entry that nobody has been on.
      back = false;
      history.replaceState(SEEN, '');
    } else if (placeOf(location.hash).screen !== current.screen) back = true;
    current = placeOf(location.hash);
  };
  window.addEventListener('hashchange', read);
  window.addEventListener('popstate', read);
}

export const place = {
  get now(): Place {
    return current;
  },
  /** This screen was reached by going back or forward, so it stands as it was left. */
  get cameBack(): boolean {
    return back;
  },
};

export function go(screen: ScreenName, names: { event?: string; id?: string } = {}, query: Query = {}): void {
  goTo(address(screen, names, query));
}

/** Goes to an address made by `address`. */
export function goTo(hash: string): void {
  back = false;
  if (hash !== location.hash) history.pushState(SEEN, '', hash);
  current = placeOf(hash);
}

/** Changes what stands after `?` of the place we are at. Filters replace the entry; opening something adds one, so that back closes it. */
export function narrow(change: Query, keep: 'replace' | 'push' = 'replace'): void {
  const query: Query = { ...current.query, ...change };
  const hash = address(current.screen, current, query);
  if (keep === 'push') history.pushState(SEEN, '', hash);
  else history.replaceState(SEEN, '', hash);
  current = placeOf(hash);
}
