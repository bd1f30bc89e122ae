import { defineConfig } from 'vitest/config';
import { CONFIG_FOLDER, TEMPORARY_FOLDER } from './test/temporary-folder.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
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
