/** What the parts compute, without a page around it. */
import { describe, expect, test } from 'vitest';
import type { CommentRow, FolderRow } from '../wire/wire';
import { pathOf, treeOf } from './folders';
import { threadsOf } from './threads';
import { inSight, pageAt, pixelsFor, stacked, stepped, unitOf } from './viewer/sheet';

const comment = (id: string, reply_to: string | null = null): CommentRow => ({
  comment: id,
  by: 'Ana Ruiz',
  person: 'ana',
  body: id,
  made_at: 0,
  edited_at: null,
  resolved: false,
  resolved_by: '',
  reply_to,
  may_edit: true,
  may_resolve: true,
});
const shape = (comments: CommentRow[]) => threadsOf(comments).map(({ first, replies }) => [first.comment, ...replies.map((one) => one.comment)]);

describe('conversations', () => {
  test('an answer to an answer stays in its conversation', () => {
    expect(shape([comment('a'), comment('b'), comment('c', 'a'), comment('d', 'c')])).toEqual([['a', 'c', 'd'], ['b']]);
  });

  test('an answer whose comment is not here begins its own', () => {
    expect(shape([comment('a', 'elsewhere')])).toEqual([['a']]);
  });

  test('answers that name each other do not hang the page, and none is lost', () => {
    expect(shape([comment('a', 'b'), comment('b', 'a')]).flat().sort()).toEqual(['a', 'b']);
  });
});

const folder = (id: string, parent: string | null = null): FolderRow => ({ folder: id, parent, name: id, files: 0 });

describe('folders', () => {
  test('they are a tree in the order of their names', () => {
    const lines = treeOf([folder('b'), folder('a'), folder('c', 'b')]);
    expect(lines.map(({ folder: it, depth }) => [it.folder, depth])).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 1],
    ]);
  });

  test('a folder cannot be moved into itself or what lies in it', () => {
    expect(treeOf([folder('a'), folder('b', 'a'), folder('c')], 'a').map((line) => line.folder.folder)).toEqual(['c']);
  });

  test('one whose parent is not known lies at the top', () => {
    expect(treeOf([folder('a', 'gone')]).map((line) => line.depth)).toEqual([0]);
  });

  test('the path of folders that lie in each other ends', () => {
    expect(pathOf([folder('a', 'b'), folder('b', 'a')], 'a').map((one) => one.folder)).toEqual(['b', 'a']);
  });
});

describe('pages', () => {
  const a4 = { width: 595, height: 842 };
  const room = { width: 800, height: 600 };
  const pages = Array.from({ length: 300 }, () => a4);

  test('100 percent is the size on paper', () => {
    const { boxes } = stacked([a4], 100, room, unitOf('application/pdf'));
    expect(boxes[0]?.width).toBe(Math.round((595 * 96) / 72));
    expect(stacked([a4], 100, room, unitOf('image/png')).boxes[0]?.width).toBe(595);
  });

  test('a fitted page fits, whichever way it is turned', () => {
    const turned = { width: 842, height: 595 };
    const { boxes } = stacked([a4, turned], 'page', room, 1);
    for (const box of boxes) {
      expect(box.width).toBeLessThanOrEqual(room.width);
      expect(box.height).toBeLessThanOrEqual(room.height);
    }
  });

  test('a sheet that is far larger than the window is still fitted', () => {
    expect(stacked([{ width: 9000, height: 6000 }], 'width', room, 4 / 3).boxes[0]?.width).toBe(760);
  });

  test('only pages near the window are drawn', () => {
    const { boxes } = stacked(pages, 'width', room, 4 / 3);
    const far = boxes[150]?.top ?? 0;
    const drawn = inSight(boxes, far, room.height).map((box) => box.page);
    expect(drawn).toContain(150);
    expect(drawn.length).toBeLessThan(6);
    expect(pageAt(boxes, far)).toBe(150);
    expect(pageAt(boxes, 1e9)).toBe(299);
    expect(pageAt([], 10)).toBe(0);
  });

  test('zooming goes by steps and stops at its ends', () => {
    expect(stepped(100, 1)).toBe(125);
    expect(stepped(93, 1)).toBe(100);
    expect(stepped(93, -1)).toBe(75);
    expect(stepped(400, 1)).toBe(400);
    expect(stepped(12, -1)).toBe(25);
  });

  test('no picture is asked for that the core would refuse', () => {
    for (const [width, height] of [
      [2400, 3400],
      [9000, 400],
      [300, 30_000],
    ] as const) {
      const wide = pixelsFor({ width, height }, 3);
      expect(wide).toBeGreaterThan(0);
      expect((wide * wide * height) / width).toBeLessThanOrEqual(16 * 1024 * 1024);
    }
  });
});
