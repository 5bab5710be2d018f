import { defineConfig } from 'vitest/config';

// Whole journeys: the built program serves the page, and Debian's Chromium goes through it as a person would. They run one after the other.
export default defineConfig({
  test: {
    include: ['journeys/**/*.journey.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
