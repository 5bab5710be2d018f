/**
 * A due date as people type it: "fri 4pm", "tomorrow", "3 jun 12:00", "in 2 weeks", "2027-06-03". Read in the event's zone into what the core
 * takes, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; whether that hour exists there, the core says.
 */
import { civil } from './when';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const DAY = 86_400_000;

const two = (n: number) => String(n).padStart(2, '0');
const named = (list: string[], word: string) => (word.length >= 3 ? list.findIndex((name) => name.startsWith(word)) : -1);

/** Undefined: not understood. */
export function readDue(text: string, now: number, zone: string): string | undefined {
  let words = text.trim().toLowerCase().replace(/\s+/g, ' ').replace(/^(by|on|due) /, '');
  if (!words) return undefined;

  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[t ](\d{1,2}):(\d{2}))?$/.exec(words);
  if (iso) return made(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso[4] === undefined ? undefined : [Number(iso[4]), Number(iso[5])]);

  const here = civil(now, zone);
  const today = Date.UTC(here.year, here.month - 1, here.day);
  let time: [number, number] | undefined;

  const clock = /(?:^| |,)(?:at )?(?:(\d{1,2})(?::(\d{2}))? ?(am|pm)|(\d{1,2}):(\d{2})|(noon)|(midnight))$/.exec(words);
  if (clock) {
    words = words.slice(0, clock.index).trim().replace(/,$/, '');
    if (clock[6]) time = [12, 0];
    else if (clock[7]) time = [23, 59];
    else if (clock[3]) {
      const hour = Number(clock[1]);
      if (hour < 1 || hour > 12) return undefined;
      time = [(hour % 12) + (clock[3] === 'pm' ? 12 : 0), Number(clock[2] ?? 0)];
    } else time = [Number(clock[4]), Number(clock[5])];
  }

  const after = (days: number) => {
    const date = new Date(today + days * DAY);
    return made(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), time);
  };
  if (words === '' || words === 'today' || words === 'tonight') return after(0);
  if (words === 'tomorrow' || words === 'tmr') return after(1);
  const far = /^in (\d{1,3}|an?) (day|week|month|hour)s?$/.exec(words);
  if (far) {
    const count = Number(far[1]) || 1;
    if (far[2] === 'hour') {
      const then = civil(now + count * 3_600_000, zone);
      return made(then.year, then.month, then.day, [then.hour, then.minute]);
    }
    return after(count * (far[2] === 'day' ? 1 : far[2] === 'week' ? 7 : 30));
  }

  const weekday = /^(next )?(\p{L}+)$/u.exec(words);
  const wanted = weekday ? named(WEEKDAYS, weekday[2] ?? '') : -1;
  if (wanted >= 0) return after(((wanted - here.weekday + 7) % 7 || 7) + (weekday?.[1] ? 7 : 0));

  const date = /^(\d{1,2})(?:st|nd|rd|th|\.)? (\p{L}+)\.?(?: (\d{4}))?$/u.exec(words) ?? flipped(words);
  if (date) {
    const month = named(MONTHS, date[2] ?? '');
    if (month >= 0) return nearest(Number(date[1]), month + 1, date[3]);
  }
  const numbers = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/.exec(words);
  if (numbers) return nearest(Number(numbers[1]), Number(numbers[2]), numbers[3]);
  return undefined;

  /** Without a year: this one, or the next when the day has passed. */
  function nearest(day: number, month: number, year: string | undefined): string | undefined {
    if (year) return made(Number(year), month, day, time);
    return made(Date.UTC(here.year, month - 1, day) < today ? here.year + 1 : here.year, month, day, time);
  }
}

/** "jun 3" as "3 jun". */
function flipped(words: string): string[] | null {
  const found = /^(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?$/u.exec(words);
  return found ? ['', found[2] ?? '', found[1] ?? '', found[3] as string] : null;
}

function made(year: number, month: number, day: number, time?: [number, number]): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (time && (time[0] > 23 || time[1] > 59)) return undefined;
  return `${year}-${two(month)}-${two(day)}${time ? `T${two(time[0])}:${two(time[1])}` : ''}`;
}

/** What was understood, to be read back: "Fri 4 Jun 2027, 16:00". */
export function tellDue(due: string): string {
  const [day = '', time] = due.split('T');
  const words = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
    .format(Date.parse(day))
    .replace(',', '');
  return `${words}, ${time ?? '23:59'}`;
}

/** An instant as it would be typed. */
export function spellDue(at: number, zone: string): string {
  const { year, month, day, hour, minute } = civil(at, zone);
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}
