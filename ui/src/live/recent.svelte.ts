/** What was opened lately, for the palette; kept for this run. */
export interface Opened {
  hash: string;
  title: string;
  kind: string;
}

const KEPT = 8;
let opened = $state.raw<Opened[]>([]);

export const recent = {
  get list(): Opened[] {
    return opened;
  },
  /** A screen says what it shows once it knows. */
  add(hash: string, title: string, kind: string): void {
    if (title) opened = [{ hash, title, kind }, ...opened.filter((other) => other.hash !== hash)].slice(0, KEPT);
  },
};
