import { defineConfig } from 'vitest/config';
import { CONFIG_FOLDER, TEMPORARY_FOLDER } from './test/temporary-folder.ts';

/**
 * Folders whose tests only call functions: their files share processes and loaded modules, which saves a third of their
 * time. All other files have a process each, because they change environments, mock clients or measure memory.
 */
const PURE =
  'test/{architecture,charts,distribution,domain,editions,exports,facts,figures,fonts,samples,words}/**/*.test.ts';

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'shared', include: [PURE], isolate: false } },
      { extends: true, test: { name: 'isolated', include: ['test/**/*.test.ts'], exclude: [PURE] } },
    ],
    environment: 'node',
    reporters: ['default', './test/skipped-reporter.ts'],
    globalSetup: ['test/temporary-folder.ts'],
    env: {
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      // journals of states are in the user's configuration folder, and tests must leave nothing there
      XDG_CONFIG_HOME: CONFIG_FOLDER,
      TMPDIR: TEMPORARY_FOLDER,
    },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { provider: 'v8', include: ['src/**', 'local/**'], reporter: ['text-summary', 'html'] },
  },
});
