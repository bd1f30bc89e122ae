import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { CONFIG_FOLDER, TEMPORARY_FOLDER } from './test/temporary-folder.ts';

/**
 * Files that start Chromium or pdftoppm. `npm test` needs only Node, so `npm run test:browser` and
 * `npm run conformance -- browser` run them.
 */
export const BROWSER = ['test/browser/*.test.ts', 'test/document/page-pictures.test.ts'];

/**
 * Files that `npm test` runs with few of their cases. The project `at-length` runs all cases (test/at-length.ts):
 * `npm run conformance -- at-length`.
 */
export const SHORTENED = [
  'test/charts/draw-chart.test.ts',
  'test/docs/query.test.ts',
  'test/document/{any-edition,lay-out,render,tagged-pdf}.test.ts',
  'test/exports/{archives,encodings,hostile,load-records,round-trip}.test.ts',
  'test/exports/workbook/{hostile,producers}.test.ts',
  'test/figures/{attacker,copies,joint-families,suppression-parts,suppression-properties}.test.ts',
  'test/infra/{backups,edge-stack,restored-table}.test.ts',
  'test/local/{boundaries,control-characters,former-key,journal,main,places,preview,samples}.test.ts',
  'test/local/{signals,state-definitions,state-lock,tampered-states}.test.ts',
  'test/local/start/{definitions,killed,scheduled-distributions,watching}.test.ts',
  'test/samples/differential.test.ts',
  'test/steps/{compile-sheet,concurrent-approvals,crash-at-any-call,distribute-crashes,event-order,family-races,start-editions-scale}.test.ts',
];

/**
 * Files that compile, bundle or pack the program and run that, measure memory for long, or need files that are not in
 * the repository: only `npm run conformance` runs them, as the part `slow`.
 */
export const SLOW = [
  'test/cases/shared-cases.test.ts',
  'test/document/{bundled-page,long-lived}.test.ts',
  'test/infra/{bundled-publication,deployed-assets}.test.ts',
  'test/local/{compile,family-editions,linea-145,packed}.test.ts',
  'test/steps/killed-process.test.ts',
];

/**
 * Files with a process each: they mock clients of AWS for the whole process, or measure memory. All other files of
 * `npm test` share two processes and their loaded modules, which saves half of their time; they leave the environment,
 * the working folder and the clock as they were.
 */
export const ISOLATED = [
  'test/lambdas/*.test.ts',
  'test/adapters/{s3-public-site,s3-retirable,ses-mail,sqs-messages,step-functions-publications}.test.ts',
  'test/docs/states.test.ts',
  'test/infra/sdk-actions.test.ts',
  'test/local/{at-exit,hash-key,key,list-in-aws,replay}.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'isolated', include: ISOLATED } },
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...ISOLATED, ...BROWSER, ...SLOW],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'browser', include: BROWSER } },
      {
        extends: true,
        test: {
          name: 'at-length',
          include: SHORTENED,
          isolate: false,
          provide: { atLength: true },
        },
      },
      { extends: true, test: { name: 'slow', include: SLOW, isolate: false } },
    ],
    environment: 'node',
    provide: { atLength: false },
    // files share a process, so its young objects are many: with room for them, collecting takes a third of the time
    execArgv: ['--max-semi-space-size=64'],
    // one more than there are processors, because some tests wait for a process or a moment
    maxWorkers: availableParallelism() + 1,
    reporters: ['default', './test/skipped-reporter.ts', './test/cost-reporter.ts'],
    globalSetup: ['test/temporary-folder.ts'],
    setupFiles: ['test/processor-time.ts'],
    env: {
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      // journals of states are in the user's configuration folder, and tests must leave nothing there
      XDG_CONFIG_HOME: CONFIG_FOLDER,
      TMPDIR: TEMPORARY_FOLDER,
    },
    // ends a test that hangs; none is judged by its time, which on a busy machine is several times as long
    testTimeout: 900_000,
    hookTimeout: 900_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}', 'local/**/*.ts'],
      reporter: ['text-summary'],
      thresholds: { statements: 94, branches: 86, functions: 94, lines: 95 },
    },
  },
});
