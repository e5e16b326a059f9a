import { join } from 'node:path';
import { defineConfig } from 'vite';

/**
 * `npm run build` makes the one script of the proof page from it: page and worker in a single classic file, so that a page saved
 * to disk still checks files. The service names the file by its hash when it serves it.
 */
export default defineConfig({
  publicDir: false,
  logLevel: 'warn',
  build: {
    target: 'es2022',
    outDir: join(import.meta.dirname, '../dist/web'),
    emptyOutDir: true,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // The MIT licence asks for it, and minifying leaves no comment.
        postBanner:
          '/*! Talonario, MIT licence. With @noble/curves and @noble/hashes, MIT licence, (c) Paul Miller (paulmillr.com) */',
      },
    },
    lib: {
      entry: join(import.meta.dirname, 'proof/main.ts'),
      formats: ['iife'],
      name: 'proof',
      fileName: () => 'proof.js',
    },
  },
});
