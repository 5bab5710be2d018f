/** Settings of this device that the page follows. They are kept by the core; the theme is mirrored here so that the first frame has it. */
import { call } from '../wire/call';

export type Theme = 'system' | 'light' | 'dark' | 'backstage';
const THEMES: readonly string[] = ['system', 'light', 'dark', 'backstage'];
const MIRROR = 'offstage.theme';

class Settings {
  theme = $state<Theme>('system');
  /** One-letter keys; the palette and every button work without them. */
  letters = $state(true);
  sideOpen = $state(true);

  /** Before anything is asked: the theme of last time. */
  remember(): void {
    this.#wear(localStorage.getItem(MIRROR));
  }

  async load(): Promise<void> {
    const value = async (key: string) => (await call('settings.get', { key }).catch(() => null))?.value ?? null;
    const [theme, letters, side] = await Promise.all([value('theme'), value('letters'), value('side')]);
    if (theme) this.#wear(theme);
    this.letters = letters !== 'off';
    this.sideOpen = side !== 'closed';
  }

  async wear(theme: Theme): Promise<void> {
    this.#wear(theme);
    await call('settings.set', { key: 'theme', value: theme });
  }

  async useLetters(on: boolean): Promise<void> {
    this.letters = on;
    await call('settings.set', { key: 'letters', value: on ? 'on' : 'off' });
  }

  async openSide(on: boolean): Promise<void> {
    this.sideOpen = on;
    await call('settings.set', { key: 'side', value: on ? 'open' : 'closed' });
  }

  #wear(theme: string | null): void {
    this.theme = theme && THEMES.includes(theme) ? (theme as Theme) : 'system';
    localStorage.setItem(MIRROR, this.theme);
    dress();
  }
}

const dark = typeof matchMedia === 'undefined' ? undefined : matchMedia('(prefers-color-scheme: dark)');
dark?.addEventListener('change', () => dress());

/** Puts the theme on the page; `system` follows the computer. */
function dress(): void {
  const worn = settings.theme === 'system' ? (dark?.matches ? 'dark' : 'light') : settings.theme;
  const { classList } = document.documentElement;
  classList.remove('light', 'dark', 'backstage');
  classList.add(worn);
}

export const settings = new Settings();
