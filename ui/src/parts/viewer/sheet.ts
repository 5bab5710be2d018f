/** Where the pages of a document lie when they are stacked, and which of them are in sight. No page is drawn, or even made, before. */

export type Zoom = number | 'width' | 'page';

/** The steps that + and − take, in percent. */
export const STEPS = [25, 33, 50, 67, 75, 100, 125, 150, 200, 300, 400] as const;
export const LEAST = 25;
export const MOST = 400;
export const GAP = 16;
export const EDGE = 20;
/** Wider pictures are not asked for: the core draws up to 24 million pixels, and a page that is zoomed further is stretched. */
const PIXELS_MOST = 16_000_000;

export interface Size {
  width: number;
  height: number;
}

export interface Box extends Size {
  page: number;
  top: number;
}

/** How many CSS pixels one unit of a page takes. PDF units are points, of which 72 make the inch that CSS divides into 96. */
export function unitOf(sniffed: string): number {
  return sniffed.includes('pdf') ? 96 / 72 : 1;
}

/** The zoom in percent, for fitted ones by the page that is looked at. */
export function percentOf(zoom: Zoom, page: Size, room: Size, unit: number): number {
  const wide = (100 * Math.max(80, room.width - 2 * EDGE)) / (page.width * unit);
  const tall = (100 * Math.max(80, room.height - 2 * EDGE)) / (page.height * unit);
  const percent = zoom === 'width' ? wide : zoom === 'page' ? Math.min(wide, tall) : zoom;
  // A fitted page may be smaller than the least step (a large sheet in a small window), never larger than the most.
  return Math.min(MOST, typeof zoom === 'number' ? Math.max(LEAST, percent) : Math.max(1, percent));
}

/** The next step up or down from where the zoom is. */
export function stepped(percent: number, direction: 1 | -1): number {
  const next = direction > 0 ? STEPS.find((step) => step > percent + 0.5) : STEPS.findLast((step) => step < percent - 0.5);
  return next ?? (direction > 0 ? MOST : LEAST);
}

/** Every page's place, at a zoom. With `width`, each page is fitted on its own, so that a turned sheet fits as well. */
export function stacked(pages: Size[], zoom: Zoom, room: Size, unit: number): { boxes: Box[]; height: number; width: number } {
  let top = EDGE;
  let widest = 0;
  const boxes = pages.map((size, page) => {
    const scale = (percentOf(zoom, size, room, unit) / 100) * unit;
    const box = { page, top, width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
    top += box.height + GAP;
    widest = Math.max(widest, box.width);
    return box;
  });
  return { boxes, height: top - GAP + EDGE, width: widest + 2 * EDGE };
}

/** The first page whose lower edge lies below a line; pages are in order, so half of them are passed over at a time. */
export function pageAt(boxes: Box[], line: number): number {
  let low = 0;
  let high = boxes.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const box = boxes[middle];
    if (box && box.top + box.height < line) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low);
}

/** The pages to draw: those in sight, and one screen more on either side, so that scrolling meets drawn ones. */
export function inSight(boxes: Box[], top: number, height: number): Box[] {
  const from = pageAt(boxes, top - height);
  const to = pageAt(boxes, top + 2 * height);
  return boxes.slice(from, to + 1);
}

/** The width of the picture to ask for. Rounded up, so that dragging a window's edge does not ask for a picture at every pixel. */
export function pixelsFor(box: Size, ratio: number): number {
  const wanted = Math.ceil((box.width * ratio) / 160) * 160;
  const most = Math.floor(Math.sqrt((PIXELS_MOST * box.width) / Math.max(1, box.height)));
  return Math.max(1, Math.min(wanted, most));
}
