/** What the palette finds: things of the core's search, as places to go. */
import Box from '@lucide/svelte/icons/box';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import Download from '@lucide/svelte/icons/download';
import FileIcon from '@lucide/svelte/icons/file';
import History from '@lucide/svelte/icons/history';
import MapPin from '@lucide/svelte/icons/map-pin';
import MessageSquare from '@lucide/svelte/icons/message-square';
import User from '@lucide/svelte/icons/user';
import Users from '@lucide/svelte/icons/users';
import type { IconPart } from '../kit/icon';
import type { Thing } from '../kit/Palette.svelte';
import { live } from '../live/live.svelte';
import { goTo } from '../live/place.svelte';
import { recent } from '../live/recent.svelte';
import { address } from '../routes';
import { call } from '../wire/call';
import type { Found } from '../wire/wire';

const ICONS: Record<string, IconPart> = {
  file: FileIcon,
  deliverable: Download,
  comment: MessageSquare,
  person: User,
  crew: User,
  collaborator: Users,
  area: MapPin,
  event: CalendarDays,
};

/** Where a found thing is shown. */
export function addressOf(found: Found): string {
  const { event } = found;
  if (found.file) return address('file', { event, id: found.file });
  switch (found.kind) {
    case 'file':
    case 'deliverable':
      return address('file', { event, id: found.id });
    case 'collaborator':
      return address('collaborator', { event, id: found.id });
    case 'area':
      return address('deliverables', { event }, { area: found.id });
    case 'event':
      return address('event', { event: found.id });
    default:
      return address('people', { event });
  }
}

export async function find(text: string): Promise<Thing[]> {
  if (!text) {
    return recent.list.map((opened) => ({
      id: opened.hash,
      title: opened.title,
      icon: ICONS[opened.kind] ?? History,
      group: 'Lately',
      run: () => goTo(opened.hash),
    }));
  }
  const found = await call('search', { text, limit: 12 });
  const several = live.events.length > 1;
  return found.map((one) => {
    const event = several ? live.events.find((row) => row.event === one.event)?.name : '';
    const to = addressOf(one);
    return {
      id: `${one.kind} ${one.id}`,
      title: one.title,
      where: [one.where, event].filter(Boolean).join(', '),
      icon: ICONS[one.kind] ?? Box,
      group: 'Found',
      run: () => goTo(to),
    };
  });
}
