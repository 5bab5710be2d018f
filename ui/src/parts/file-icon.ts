/** An icon for a file's kind, by its extension. */
import Archive from '@lucide/svelte/icons/file-archive';
import Audio from '@lucide/svelte/icons/file-headphone';
import Drawing from '@lucide/svelte/icons/drafting-compass';
import File from '@lucide/svelte/icons/file';
import Image from '@lucide/svelte/icons/file-image';
import Sheet from '@lucide/svelte/icons/file-spreadsheet';
import Text from '@lucide/svelte/icons/file-text';
import Video from '@lucide/svelte/icons/file-play';
import type { IconPart } from '../kit/icon';

const KINDS: [IconPart, string][] = [
  [Text, 'pdf doc docx odt txt md rtf pages'],
  [Image, 'jpg jpeg png gif webp tif tiff bmp heic svg psd ai eps'],
  [Sheet, 'xls xlsx ods csv tsv numbers'],
  [Drawing, 'dwg dxf vwx mvr skp stp step ifc c4d blend 3ds'],
  [Video, 'mov mp4 mkv avi mxf webm m4v'],
  [Audio, 'wav mp3 aif aiff flac ogg m4a'],
  [Archive, 'zip 7z rar tar gz'],
];
const BY_EXTENSION = new Map(KINDS.flatMap(([icon, names]) => names.split(' ').map((name) => [name, icon] as const)));

export function fileIcon(extension: string): IconPart {
  return BY_EXTENSION.get(extension.toLowerCase()) ?? File;
}
