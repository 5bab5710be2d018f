/** The kit without a page around it. */
import { describe, expect, test } from 'vitest';
import { commands, type Command } from './commands.svelte';
import { drops } from './drops.svelte';
import { Layout } from './layout';
import { fits } from './Palette.svelte';
import { toasts } from './toasts.svelte';

describe('the layout of a long list', () => {
  test('without groups a row lies at its index times its height', () => {
    const layout = new Layout(10_000, [], 40, 36);
    expect(layout.height).toBe(400_000);
    expect(layout.row(9_999)).toMatchObject({ top: 399_960, line: 10_000 });
  });

  test('heads of groups take their place and are counted as lines', () => {
    const layout = new Layout(5, [{ title: 'a', rows: 2 }, { title: 'empty', rows: 0 }, { title: 'b', rows: 3 }], 40, 30);
    expect(layout.lines).toBe(7);
    expect(layout.height).toBe(2 * 30 + 5 * 40);
    expect(layout.row(2)).toMatchObject({ top: 30 + 80 + 30, line: 5 });
  });

  test('what touches a stretch is found, heads included, and nothing else', () => {
    const layout = new Layout(5, [{ title: 'a', rows: 2 }, { title: 'b', rows: 3 }], 40, 30);
    expect(layout.between(100, 150).map(({ kind, index }) => `${kind} ${index}`)).toEqual(['row 1', 'group 1', 'row 2']);
    expect(layout.between(0, layout.height)).toHaveLength(7);
  });

  test('groups told before the count changed do not reach past it', () => {
    const layout = new Layout(3, [{ title: 'a', rows: 2 }, { title: 'b', rows: 9 }], 40, 30);
    expect(layout.between(0, 10_000).filter((line) => line.kind === 'row')).toHaveLength(3);
  });

  test('every line of a long list is found where it is said to lie', () => {
    const groups = Array.from({ length: 40 }, (_, i) => ({ title: `${i}`, rows: i * 7 }));
    const count = groups.reduce((sum, group) => sum + group.rows, 0);
    const layout = new Layout(count, groups, 40, 36);
    for (const index of [0, 1, 6, 7, 500, count - 1]) {
      const { top } = layout.row(index);
      expect(layout.between(top + 1, top + 2).map((line) => line.index)).toContain(index);
    }
  });
});

describe('commands', () => {
  const pressed = (key: string, more: KeyboardEventInit = {}) => commands.take(new KeyboardEvent('keydown', { key, cancelable: true, ...more }));
  const withSet = (set: Partial<Command>[], then: (ran: string[]) => void) => {
    const ran: string[] = [];
    const remove = commands.add(set.map((one, i) => ({ id: `${i}`, title: '', run: () => ran.push(one.keys ?? ''), ...one })));
    then(ran);
    remove();
  };

  test('one key, one after the other, and with a modifier', () => {
    withSet([{ keys: 'c' }, { keys: 'g d' }, { keys: 'Mod+K' }, { keys: 'Shift+A' }], (ran) => {
      pressed('c');
      pressed('g');
      pressed('d');
      pressed('k', { ctrlKey: true });
      pressed('A', { shiftKey: true });
      expect(ran).toEqual(['c', 'g d', 'Mod+K', 'Shift+A']);
    });
  });

  test('what came last counts first, and is gone with its screen', () => {
    withSet([{ keys: 'c' }], (outer) => {
      withSet([{ keys: 'c' }], (inner) => {
        pressed('c');
        expect([outer, inner]).toEqual([[], ['c']]);
      });
      pressed('c');
      expect(outer).toEqual(['c']);
    });
  });

  test('letters mean nothing where somebody types, or when they are switched off', () => {
    withSet([{ keys: 'c' }, { keys: 'Mod+K' }], (ran) => {
      const field = document.createElement('input');
      document.body.append(field);
      field.addEventListener('keydown', (event) => commands.take(event));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'c' }));
      field.remove();
      commands.letters = false;
      pressed('c');
      pressed('k', { ctrlKey: true });
      commands.letters = true;
      expect(ran).toEqual(['Mod+K']);
    });
  });
});

test('what a field understands itself is left to it', () => {
  let undone = 0;
  const remove = commands.add([{ id: 'undo', title: '', keys: 'Mod+Z', notTyping: true, run: () => (undone += 1) }]);
  const field = document.createElement('input');
  document.body.append(field);
  field.addEventListener('keydown', (event) => commands.take(event));
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true }));
  expect(undone).toBe(0);
  commands.take(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true }));
  expect(undone).toBe(1);
  field.remove();
  remove();
});

describe('drops', () => {
  test('the innermost place that takes it gets it; a row that does not, leaves it to its list', () => {
    const outer = document.createElement('div');
    outer.dataset.drop = 'list:';
    outer.style.cssText = 'position:fixed;inset:0;z-index:99';
    const inner = document.createElement('div');
    inner.dataset.drop = 'row:7';
    inner.style.cssText = 'position:absolute;inset:0 0 50% 0';
    outer.append(inner);
    document.body.append(outer);
    const got: string[] = [];
    let takes = true;
    const stops = [
      drops.zone('row', (key) => ({ accepts: () => (takes ? { verdict: 'take', words: '' } : null), ondrop: () => got.push(`row ${key}`) })),
      drops.zone('list', () => ({ accepts: () => ({ verdict: 'take', words: '' }), ondrop: (tokens) => got.push(`list ${tokens.length}`) })),
    ];
    drops.take({ phase: 'over', x: 20, y: 20, count: 1 });
    expect(drops.over).toBe('row:7');
    drops.take({ phase: 'drop', x: 20, y: 20, tokens: ['a'] });
    takes = false;
    drops.take({ phase: 'drop', x: 20, y: 20, tokens: ['a', 'b'] });
    expect(got).toEqual(['row 7', 'list 2']);
    expect(drops.dragged).toBeUndefined();
    for (const stop of stops) stop();
    outer.remove();
  });
});

describe('the rest', () => {
  test('the palette folds accents and takes beginnings of words in any order', () => {
    expect(fits('Kombüse, menu and allergens', 'menu komb')).toBe(true);
    expect(fits('Kombüse, menu and allergens', 'enu')).toBe(false);
  });

  test('undo runs what the newest note offers, once', () => {
    let undone = 0;
    toasts.show('done', { act: { words: 'Undo', run: () => (undone += 1) } });
    toasts.show('and said');
    expect(toasts.act()).toBe(true);
    expect(toasts.act()).toBe(false);
    expect(undone).toBe(1);
    toasts.shown = [];
  });
});
