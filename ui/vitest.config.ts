import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

// Every part and screen is tested in a real browser: Debian's Chromium, so that no second browser is downloaded.
export default defineConfig({
  plugins: [svelte()],
  // Heavy packages are named: left to be found during the run, they would bring a second Svelte runtime with them.
  optimizeDeps: { include: ['svelte', 'axe-core', '@lucide/svelte/icons/*'] },
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    testTimeout: 20_000,
    setupFiles: ['tests/setup.ts'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 1280, height: 800 },
      provider: playwright({
        launchOptions: {
          executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
          args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--force-color-profile=srgb'],
        },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
