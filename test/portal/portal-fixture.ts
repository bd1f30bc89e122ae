import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { CheckLists } from '../../local/portal/check-lists.ts';
import { checkUpload, problemsWithValues } from '../../local/portal/check-upload.ts';
import { distributionRuns } from '../../local/portal/distribution-runs.ts';
import { requestFiles } from '../../local/portal/request-files.ts';
import { storeUpload, type UploadFolders, withdrawUpload } from '../../local/portal/upload-folder.ts';
import type { ReportFile } from '../../src/domain/edition.ts';
import type { Mail, MailMessage, MailOutcome } from '../../src/domain/mail.ts';
import type { Month } from '../../src/domain/month.ts';
import { reportKey } from '../../src/domain/object-keys.ts';
import type { Grant, Person } from '../../src/domain/person.ts';
import type { Schedule } from '../../src/domain/schedule/schedule.ts';
import { limitedAttempts } from '../../src/portal/attempts.ts';
import { type Portal, portal } from '../../src/portal/portal.ts';
import type { PortalOptions } from '../../src/portal/portal-options.ts';
import { runAsked } from '../../src/steps/distribute/run-asked.ts';
import { writeTexts } from '../../src/steps/record-report.ts';
import { addPerson } from '../../src/steps/stakeholders/change-person.ts';
import { availableSheets } from '../../src/steps/stakeholders/change-stakeholders.ts';
import { countRecipients } from '../../src/steps/stakeholders/list-stakeholders.ts';
import { approvalOf, casesCsv, type StateFixture, stateFixtures } from '../steps/state-fixture.ts';

export const HOST = '127.0.0.1:8787';
export const ORIGIN = `http://${HOST}`;
export const SHEET = 'us-mexico-border';
/** The month of the approved edition, and that of the edition that waits for a decision. */
export const [APPROVED, WAITING] = ['2016-05' as Month, '2016-08' as Month];

/** Values that must not reach people without the right to see them, planted where each kind is stored. */
export const CANARIES = {
  cell: 'CANARYCELL77',
  address: 'canary.address@example.org',
  exactCount: '7717',
  fileName: 'canary-words-of-an-uploader.csv',
} as const;

/** The people of the tests: one with each role; analysts belong to one hotline. */
export const GRANTS: readonly Grant[] = [
  'analyst:nhth',
  'analyst:linea-nacional',
  'reviewer',
  'approver',
  'sender',
  'viewer',
  'operator',
];

export interface PortalFixture {
  readonly fixture: StateFixture;
  readonly app: Portal;
  readonly options: PortalOptions;
  readonly reported: unknown[];
  /** The messages that were sent. */
  readonly sent: MailMessage[];
  /** What the mail service answers to the next messages; then it accepts them. */
  readonly outcomes: (MailOutcome | Promise<MailOutcome>)[];
  /** The id of a person on the list, whose address is the canary. */
  readonly stakeholder: string;
  /**
   * Sends a request as a person, or without a session if null. A request that may change something comes from the
   * portal's own page.
   */
  ask(grant: Grant | null, path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

const ownSite = (init: RequestInit): Record<string, string> =>
  ['GET', 'HEAD', undefined].includes(init.method) ? {} : { 'sec-fetch-site': 'same-origin', origin: ORIGIN };

/**
 * Opens the portal on a real state with one approved edition, one that waits for a decision, and one rejected upload.
 */
export async function openPortalFixture(
  options: Partial<PortalOptions> = {},
  disk: Pick<UploadFolders, 'openFile'> = {},
): Promise<PortalFixture> {
  const { fixture, prepared: stakeholder } = await openFilled();
  const reported: unknown[] = [];
  const lists = await CheckLists.open();
  const mailbox: Mailbox = { sent: [], outcomes: [] };
  const own = await optionsOver(fixture, { lists, disk, mailbox });
  const app = portal({
    ...own,
    report: (_, error) => void reported.push(error),
    ...options,
  });
  return {
    fixture,
    app,
    options: own,
    reported,
    ...mailbox,
    stakeholder,
    ask: async (grant, path, init = {}) => {
      const cookie = grant === null ? {} : { cookie: `factsheets-8787=${grant}` };
      return app.request(`${ORIGIN}${path}`, {
        ...init,
        headers: { host: HOST, ...cookie, ...ownSite(init), ...init.headers },
      });
    },
    close: async () => {
      await lists.close();
      await fixture.close();
    },
  };
}

const openFilled = stateFixtures(async (fixture) => {
  await fill(fixture);
  return addCanary(fixture);
});

interface Mailbox {
  readonly sent: MailMessage[];
  readonly outcomes: (MailOutcome | Promise<MailOutcome>)[];
}

const mailOver = ({ sent, outcomes }: Mailbox): Mail => ({
  ratePerSecond: async () => 1000,
  async send(message) {
    sent.push(message);
    return (await outcomes.shift()) ?? { status: 'sent', messageId: message.messageId };
  },
});

interface FixtureParts {
  readonly lists: CheckLists;
  readonly disk: Pick<UploadFolders, 'openFile'>;
  readonly mailbox: Mailbox;
}

async function optionsOver(fixture: StateFixture, { lists, disk, mailbox }: FixtureParts): Promise<PortalOptions> {
  const configuration = {
    sender: 'Sheets <sheets@hotline.mx>',
    linkUrl: 'https://sheets.hotline.mx',
    schedules: SCHEDULES,
  };
  const sending = { ...fixture.effects, mail: mailOver(mailbox) };
  const runs = distributionRuns({
    folder: join(fixture.exports, '..', 'runs'),
    now: () => new Date(),
    send: (asked) => runAsked(sending, fixture.definitions, configuration, asked),
    failed: () => undefined,
  });
  const current = { definitions: fixture.definitions, files: openDefinitions() };
  const folders = { exports: fixture.exports, state: dirname(fixture.exports), ...disk };
  const checking = { definitions: { current }, effects: fixture.effects, lists };
  const person = (grant: string): Person | null => {
    const found = GRANTS.find((one) => one === grant);
    return found ? { name: `Person ${found}`, grants: [found] } : null;
  };
  return {
    sessions: {
      personOf: async (secret) => person(secret),
      choices: async (link) => (link === 'good' ? ['Ana Reyes', 'Luis Ortega'] : null),
      signIn: async (link, name) => (link === 'good' && name === 'Ana Reyes' ? 'approver' : null),
      signOut: async () => undefined,
    },
    personOf: async ({ person: name }) => person(name.replace(/^Person /u, '')),
    hosts: () => [HOST],
    scheme: 'http',
    signIn: null,
    part: null,
    origins: { connect: [], form: [] },
    cookie: 'factsheets-8787',
    attempts: limitedAttempts(1000, Date.now),
    assets: new Map([['portal.css', { type: 'text/css; charset=utf-8', bytes: Uint8Array.of(65) }]]),
    paths: {
      styles: '/assets/portal.css',
      script: '/assets/portal.js',
      drawing: '/assets/pdf-pages.js',
      uploading: '/assets/upload-form.js',
      pdf: null,
      charts: { element: '/e.js', vega: '/v.js', interpreter: '/i.js', bars: '/b.json', lines: '/l.json' },
    },
    version: '0.0.0',
    requests: {
      requests: requestFiles(join(fixture.exports, '..', 'requests'), () => new Date()),
      clock: fixture.effects.clock,
    },
    canMail: true,
    runs,
    changes: null,
    use: (work) =>
      work({
        effects: fixture.effects,
        definitions: fixture.definitions,
        files: openDefinitions(),
        schedules: SCHEDULES,
        openMail: async () => ({ effects: sending, configuration, isSent: true, testMessages: null }),
        dueDays: { nhth: 10 },
        isThere: async (key) => existsSync(join(fixture.exports, key.replace(/^exports\//u, ''))),
        checkUpload: checkUpload(checking),
        checkedProblems: async (asked) => lists.lines(asked),
        problemsWithValues: problemsWithValues(checking),
        storeUpload: storeUpload(folders),
        withdrawUpload: withdrawUpload(folders),
        offers: null,
        countRecipients: (sheet) => countRecipients(fixture.effects, sheet),
        decisionSeconds: null,
        assertUnchanged: async () => undefined,
        afterDecision: async () => undefined,
        afterHold: async () => undefined,
      }),
    report: () => undefined,
  };
}

/** Adds a person whose name and address are canaries. Returns the id. */
async function addCanary({ effects, definitions }: StateFixture): Promise<string> {
  const written = {
    name: 'Canary',
    email: CANARIES.address,
    organisation: '',
    language: 'es',
    sheets: SHEET,
    delivery: 'link',
  };
  const added = await addPerson(effects, written, await availableSheets(openDefinitions(), definitions), false);
  if (added.status !== 'added') throw new Error(`the canary was not added: ${added.status}`);
  return added.person.id;
}

const SCHEDULES: readonly Schedule[] = [
  {
    sheet: SHEET,
    rule: { minute: 0, hour: 9, days: [15], months: null, weekdays: null },
    zone: 'America/Mexico_City',
    lateApproval: 'wait',
    replyTo: null,
    sizeLimitMb: 5,
    zipAbove: 3,
    linkDays: 30,
  },
];

/** Returns so many cases that no figure is small; one of them is the canary. */
const manyCases = (count: number, month: string): string =>
  casesCsv(
    ...Array.from(
      { length: count },
      (_, index) => [`${index === 0 ? CANARIES.cell : 'A'}${month}${index}`, `${month}-02`] as const,
    ),
  );

async function fill(fixture: StateFixture): Promise<void> {
  const { effects } = fixture;
  for (const [month, count] of [
    [APPROVED, 40],
    [WAITING, 40],
  ] as const) {
    await fixture.upload(`nhth/${month}/cases.csv`, manyCases(count, month));
    await fixture.ingest(`nhth/${month}/cases.csv`);
  }
  await fixture.upload(`nhth/${WAITING}/${CANARIES.fileName}`, `${CANARIES.cell},1\n`);
  await fixture.ingest(`nhth/${WAITING}/${CANARIES.fileName}`);
  const files = await publish(fixture, APPROVED);
  await publish(fixture, WAITING);
  const { revision } = await fixture.compute(APPROVED);
  await effects.editions.decide({ ...approvalOf(APPROVED, 1), files, fingerprint: revision.fingerprint });
}

/** Records a report whose files name their revision; these tests do not lay out pages. Returns the files. */
async function publish(fixture: StateFixture, month: Month): Promise<ReportFile[]> {
  const { revision } = await fixture.compute(month);
  await fixture.effects.editions.requestEdition(SHEET, month);
  const names = [
    `${SHEET}-${month}.en.pdf`,
    `${SHEET}-${month}.es.pdf`,
    `${SHEET}-${month}.en.draft.pdf`,
    `${SHEET}-${month}.csv`,
    'charts/map.en.svg',
  ];
  const files: ReportFile[] = [...(await writeTexts(fixture.effects, fixture.texts, revision))];
  for (const name of names) {
    const bytes = new TextEncoder().encode(`${name} of ${month}`);
    const key = reportKey(SHEET, month, revision.revision, name);
    await fixture.effects.reports.putBytes(key, bytes);
    files.push({ key, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  const of = { sheet: SHEET, month, revision: revision.revision };
  await fixture.effects.editions.recordReport({ ...of, files, at: '2016-06-10T00:00:00.000Z' });
  return files;
}
