/** Instants in words, always in the zone of their event. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    try {
      made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone || 'UTC' });
    } catch {
      // A zone this browser does not know yet.
      made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
    }
    formats.set(key, made);
  }
  return made;
}

export interface Civil {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  /** 0 is Sunday. */
  weekday: number;
}

/** What clocks and calendars in the zone show. */
export function civil(at: number, zone: string): Civil {
  const parts = format(zone, { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' }).formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const [year, month, day] = [read('year'), read('month'), read('day')];
  return { year, month, day, hour: read('hour'), minute: read('minute'), weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}

/** Days from one civil day to another: what "tomorrow" means there. */
export function daysBetween(from: number, to: number, zone: string): number {
  const day = (at: number) => {
    const { year, month, day } = civil(at, zone);
    return Date.UTC(year, month - 1, day) / DAY;
  };
  return day(to) - day(from);
}

/** "09:30" */
export const clock = (at: number, zone: string): string => format(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** "3 Jun", with the year when it is another. */
export function dayWords(at: number, zone: string, now = Date.now()): string {
  const sameYear = civil(at, zone).year === civil(now, zone).year;
  return format(zone, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(at);
}

/** "Thu 3 Jun 2027, 12:00 (Berlin)": the whole, for tooltips and details. */
export function whole(at: number, zone: string): string {
  const date = format(zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(at).replace(',', '');
  return `${date}, ${clock(at, zone)} (${city(zone)})`;
}

/** "today 09:30", "Thu 12:00", "3 Jun 12:00": short, and right within a week either way. */
export function short(at: number, zone: string, now = Date.now()): string {
  const days = daysBetween(now, at, zone);
  const time = clock(at, zone);
  if (days === 0) return `today ${time}`;
  if (days === 1) return `tomorrow ${time}`;
  if (days === -1) return `yesterday ${time}`;
  if (days > 1 && days < 7) return `${format(zone, { weekday: 'short' }).format(at)} ${time}`;
  return `${dayWords(at, zone, now)} ${time}`;
}

/** "2 days ago", "in 5 h": how far off. */
export function span(at: number, now = Date.now()): string {
  const off = Math.abs(at - now);
  const words =
    off < MINUTE ? 'a moment'
    : off < 59.5 * MINUTE ? `${Math.round(off / MINUTE)} min`
    : off < 23.5 * HOUR ? `${Math.round(off / HOUR)} h`
    : off < 2 * DAY ? '1 day'
    : off < 60 * DAY ? `${Math.floor(off / DAY)} days`
    : `${Math.round(off / (30 * DAY))} months`;
  return at < now ? `${words} ago` : `in ${words}`;
}

/** "Europe/Berlin" → "Berlin". */
export const city = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** "10 – 13 Jun 2027" from two days as `YYYY-MM-DD`. */
export function days(from: string, to: string): string {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  if (Number.isNaN(first) || Number.isNaN(last)) return '';
  const long = format('UTC', { day: 'numeric', month: 'short', year: 'numeric' });
  return from === to ? long.format(first) : long.formatRange(first, last).replace(/\s?–\s?/, ' – ');
}

/** "2.1 MB" */
export function bytes(size: number): string {
  if (size < 1000) return `${size} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = size / 1000;
  let unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000;
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** "3 files", "1 file". */
export const many = (count: number, one: string, more = `${one}s`): string => `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`;

/** The computer's own zone. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
