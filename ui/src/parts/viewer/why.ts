/** Why a file has no picture, in words, by the code that the core gives. */
export function whyNot(code: string, extension: string): string {
  const kind = extension ? `${extension.toUpperCase()} files` : 'files of this kind';
  const words: Record<string, string> = {
    unsupported: `Offstage cannot draw ${kind}.`,
    encrypted: 'It is protected by a password, so it cannot be drawn here.',
    damaged: 'It seems to be damaged, so it cannot be drawn.',
    too_big: 'It is too large to be drawn here.',
    timed_out: 'Drawing it took too long and was stopped.',
    unreadable: 'Its bytes could not be read on this device.',
    no_such_page: 'It has no pages.',
  };
  return words[code] ?? `It cannot be drawn here (${code}).`;
}
