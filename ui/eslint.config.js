import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** What a tier may not reach up to. The kit knows no noun of ours; no screen knows another. */
const forbid = (...group) => ({ 'no-restricted-imports': ['error', { patterns: group }] });
const tauri = { group: ['@tauri-apps/*'], message: 'Only host/tauri.ts speaks to the shell.' };
const above = (names, message) => ({ group: names.map((name) => `**/${name}/**`), message });

export default ts.config(
  { ignores: ['dist', 'node_modules', '.vite', 'src/wire/wire.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      // Addresses are hash addresses, resolved by routes.ts; there is no router to resolve them.
      'svelte/no-navigation-without-resolve': 'off',
      // Ordinary maps and dates are used on purpose where nothing is drawn from them.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
  { files: ['src/**'], ignores: ['src/host/**'], rules: forbid(tauri) },
  {
    files: ['src/kit/**'],
    rules: forbid(tauri, above(['parts', 'screens', 'live', 'wire', 'host'], 'The kit knows none of our nouns.')),
  },
  { files: ['src/wire/**'], rules: forbid(tauri, above(['parts', 'screens', 'live', 'kit'], 'wire lies below these.')) },
  { files: ['src/live/**'], rules: forbid(tauri, above(['parts', 'screens', 'kit'], 'live lies below these.')) },
  { files: ['src/parts/**'], rules: forbid(tauri, above(['screens'], 'Parts do not know screens.')) },
  {
    files: ['src/screens/**'],
    rules: forbid(tauri, {
      group: ['../*/*', '!../../**', '**/screens/**'],
      message: 'No screen imports another.',
    }),
  },
  { files: ['*.ts', '*.js', 'journeys/**', '**/*.mjs'], languageOptions: { globals: { ...globals.node } } },
);
