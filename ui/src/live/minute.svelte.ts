/** The time, as often as words such as "5 min ago" change. */
let now = $state(Date.now());

if (typeof window !== 'undefined') setInterval(() => (now = Date.now()), 30_000);

export const minute = {
  get now(): number {
    return now;
  },
};
