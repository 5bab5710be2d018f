/** A text for comparing: without marks over letters, in small ones. "Müller" is found by "muller". */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
