import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        // The pure core and the tests of the repository itself: no VS Code, no browser.
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          exclude: ['src/test/host/**', 'src/test/browser/**'],
        },
      },
      {
        // The packed extension in a real workbench; one server, one browser, so one after another.
        test: {
          name: 'browser',
          include: ['src/test/browser/**/*.test.ts'],
          globalSetup: ['src/test/browser/workbench.setup.ts'],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
