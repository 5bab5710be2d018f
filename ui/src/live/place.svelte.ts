/** Where the page is. Links are ordinary `href`s; these functions are for keys and acts. */
import { address, placeOf, type Place, type Query, type ScreenName } from '../routes';

let current = $state.raw<Place>(placeOf(typeof location === 'undefined' ? '' : location.hash));

if (typeof window !== 'undefined') {
  // A change of `#` fires both, going back over a replaced address only the second.
  const read = () => (current = placeOf(location.hash));
  window.addEventListener('hashchange', read);
  window.addEventListener('popstate', read);
}

export const place = {
  get now(): Place {
    return current;
  },
};

export function go(screen: ScreenName, names: { event?: string; id?: string } = {}, query: Query = {}): void {
  goTo(address(screen, names, query));
}

/** Goes to an address made by `address`. */
export function goTo(hash: string): void {
  if (hash !== location.hash) history.pushState(null, '', hash);
  current = placeOf(hash);
}

/** Changes what stands after `?` of the place we are at. Filters replace the entry; opening something adds one, so that back closes it. */
export function narrow(change: Query, keep: 'replace' | 'push' = 'replace'): void {
  const query: Query = { ...current.query, ...change };
  const hash = address(current.screen, current, query);
  if (keep === 'push') history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
  current = placeOf(hash);
}
