import type { Component } from 'svelte';

/** What the kit takes for an icon: any of Lucide's, imported one by one. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Lucide types its props more narrowly than anybody needs.
export type IconPart = Component<any>;
