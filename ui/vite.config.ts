import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The page is served from the shell's own scheme and from loopback, under a content security policy without inline scripts:
// addresses are relative, and nothing is inlined as a data: address except the smallest pictures.
export default defineConfig({
  base: './',
  plugins: [svelte()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'safari16', modulePreload: { polyfill: false }, assetsInlineLimit: 1024 },
  server: { port: 5173, strictPort: true },
  optimizeDeps: { include: ['svelte'] },
});
