import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        // The pure core and the tests of the repository itself: no VS Code, no browser.
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          exclude: ['src/test/host/**', 'src/test/browser/**', 'src/test/package/**'],
        },
      },
      {
        // Reads the packed VSIX and runs what it contains without an editor.
        test: { name: 'package', include: ['src/test/package/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        // The packed extension in a real workbench; one server, one browser, so one after another.
        test: {
          name: 'browser',
          include: ['src/test/browser/**/*.test.ts'],
          fileParallelism: false,
          // Other work on the machine must not decide a test.
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
