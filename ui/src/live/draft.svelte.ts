/** What somebody has typed and not yet sent. Kept on this device, so that leaving a screen, or quitting, loses no words. */
const PREFIX = 'offstage.draft.';
const drafts: Record<string, string> = $state({});

/** A text that is being written; `key` names what it is about. */
export function draft(key: () => string): { text: string } {
  return {
    get text() {
      return drafts[key()] ?? localStorage.getItem(PREFIX + key()) ?? '';
    },
    set text(words: string) {
      drafts[key()] = words;
      if (words) localStorage.setItem(PREFIX + key(), words);
      else localStorage.removeItem(PREFIX + key());
    },
  };
}
