import { defineConfig } from 'vitest/config';

/**
 * `unit` is pure; the others have a real PostgreSQL, started once by the global setup. Projects with different numbers of workers run
 * one after the other (`groupOrder`), so races and stories have the machine to themselves.
 *
 * Files of `unit` and `integration` share the modules of their worker (`isolate: false`): loading the service anew for each costs as much
 * as all that is
 * tested. State lies in databases and objects of a file's own. So no file replaces a module (`vi.mock`), and what it changes in one it
 * puts back.
 */
export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    restoreMocks: true,
    fsModuleCache: false, // its key leaves out tsconfig: a change of decorator options would go unseen
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,simulator,scripts,bench,web}/**/*.spec.ts'],
          pool: 'threads',
          testTimeout: 30_000, // pure, but some run through a million draws, and cores are shared
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          exclude: ['test/races/**', 'test/e2e/**', 'test/browser/**'],
          pool: 'forks',
          isolate: false,
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'races',
          include: ['test/races/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 180_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
