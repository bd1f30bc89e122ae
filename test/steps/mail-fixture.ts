import { createHash } from 'node:crypto';
import { stakeholderId } from '../../src/distribution/list/stakeholder-list.ts';
import type { Dispatch, Dispatches } from '../../src/domain/dispatch.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import type { Mail, MailMessage, MailOutcome } from '../../src/domain/mail.ts';
import type { Month } from '../../src/domain/month.ts';
import type { FormerStakeholder, Stakeholder, Stakeholders } from '../../src/domain/stakeholder.ts';
import { distribute } from '../../src/steps/distribute/distribute.ts';
import type { DistributeEffects } from '../../src/steps/distribute/mail-run.ts';
import type { RunOptions } from '../../src/steps/distribute/run-options.ts';
import { approvalOf, casesCsv, openStateFixture, type StateFixture, stateFixtures } from './state-fixture.ts';

export const SETTINGS = {
  sender: 'Sheets <sheets@example.org>',
  linkUrl: 'https://sheets.example.org',
  replyTo: 'figures@example.org',
  sizeLimitMb: 5,
  zipAbove: 3,
  linkDays: 30,
};

/** A run of June, to those of each sheet who have not yet got its newest edition. */
export const RUN: RunOptions = { run: 'June', month: null, toEveryone: false, only: null, dryRun: false, until: null };

/** A fixture with one approved edition, May 2016, whose reports are a few bytes each. */
export interface MailFixture {
  readonly fixture: StateFixture;
  /** Creates, reports and approves a new revision of this many cases. */
  approve(cases: number, month?: string): Promise<number>;
  /** Returns a stakeholder as stored in the list. */
  person(name: string, more?: Partial<Stakeholder>): Stakeholder;
  /** Returns the effects of a distribution with the given store of dispatches, list and mail service. */
  effects(
    parts: Pick<DistributeEffects, 'dispatches' | 'stakeholders' | 'mail'> & Partial<DistributeEffects>,
  ): DistributeEffects;
}

export async function openMailFixture(): Promise<MailFixture> {
  return mailFixtureOver(await openStateFixture());
}

/** Opens a fixture whose edition of May 2016 is approved, of thirty cases. */
export async function openApprovedMailFixture(): Promise<MailFixture> {
  return mailFixtureOver((await openApproved()).fixture);
}

const openApproved = stateFixtures((fixture) => mailFixtureOver(fixture).approve(30));

function mailFixtureOver(fixture: StateFixture): MailFixture {
  const approve = async (cases: number, month = '2016-05'): Promise<number> => {
    await fixture.upload(
      'nhth/2016-05/cases.csv',
      casesCsv(...Array.from({ length: cases }, (_, at) => [`C${at}`, '2016-05-02'] as const)),
    );
    await fixture.ingest('nhth/2016-05/cases.csv');
    const { revision } = await fixture.compute(month);
    const files = await Promise.all(
      fixture.sheet.languages.map((language) => reportIn(fixture, month, revision.revision, language)),
    );
    const of = { sheet: fixture.sheet.id, month: revision.month, revision: revision.revision };
    await fixture.effects.editions.recordReport({ ...of, files, at: '2016-06-10T00:00:00.000Z' });
    const decisions = await fixture.effects.editions.decisionsOf(fixture.sheet.id);
    const approval = approvalOf(month, revision.revision, decisions.length + 1);
    await fixture.effects.editions.decide({ ...approval, files, fingerprint: revision.fingerprint });
    return revision.revision;
  };
  return {
    fixture,
    approve,
    person: (name, more = {}) => {
      const address = more.address ?? `${name.toLowerCase()}@example.org`;
      return { ...PERSON, id: stakeholderId(fixture.effects.hashKey.stakeholders, address), name, address, ...more };
    },
    effects: (parts) => ({
      ...fixture.effects,
      clock: { now: () => new Date('2016-06-15T14:00:00Z') },
      pause: async () => undefined,
      ...parts,
    }),
  };
}

const PERSON: Stakeholder = {
  id: '',
  generation: 1,
  status: 'active',
  suspendedFor: null,
  name: '',
  address: '',
  organisation: '',
  language: 'es',
  sheets: ['us-mexico-border'],
  delivery: 'attachment',
  addedAt: '2016-01-01T00:00:00.000Z',
  changedAt: '2016-01-01T00:00:00.000Z',
};

async function reportIn(fixture: StateFixture, month: string, revision: number, language: string) {
  const key = `reports/us-mexico-border/${month}/r${revision}/us-mexico-border-${month}.${language}.pdf`;
  const bytes = new TextEncoder().encode(`%PDF-1.7 ${language} ${revision}`);
  await fixture.effects.reports.putBytes(key, bytes);
  return { key, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength };
}

/**
 * Prepares a distribution with its own list of people, store of dispatches and mail service, and with the effects that
 * replace those of the fixture. `run` distributes; it may replace options and effects again.
 */
export function openRun(
  place: MailFixture,
  people: Parameters<typeof memoryStakeholders>[0],
  { mail = recordedMail(), ...parts }: Partial<DistributeEffects> & { mail?: ReturnType<typeof recordedMail> } = {},
) {
  const emitted: DomainEvent[] = [];
  const pauses: number[] = [];
  const dispatches = memoryDispatches();
  const list = memoryStakeholders(people);
  const effects = place.effects({
    dispatches,
    stakeholders: list,
    mail,
    events: { emit: async (event) => void emitted.push(event) },
    pause: async (milliseconds) => void pauses.push(milliseconds),
    ...parts,
  });
  const run = (options: Partial<RunOptions> = {}, later: Partial<DistributeEffects> = {}) =>
    distribute({ ...effects, ...later }, place.fixture.sheet, SETTINGS, { ...RUN, ...options });
  return { run, emitted, dispatches, mail, pauses, effects, list };
}

/** Stores dispatches in memory, with the same conditional write as the real store. */
export function memoryDispatches(): Dispatches & { readonly all: () => Dispatch[] } {
  const kept = new Map<string, Dispatch>();
  const key = (sheet: string, month: Month, revision: number, id: string) => `${sheet} ${month} ${revision} ${id}`;
  const messages = new Map<string, string>();
  return {
    all: () => [...kept.values()],
    list: async (sheet, month, revision) =>
      [...kept.values()].filter((one) => one.sheet === sheet && one.month === month && one.revision === revision),
    get: async (sheet, month, revision, id) => kept.get(key(sheet, month, revision, id)) ?? null,
    put: async (dispatch) => {
      const at = key(dispatch.sheet, dispatch.month, dispatch.revision, dispatch.stakeholder);
      if ((kept.get(at)?.generation ?? 0) !== dispatch.generation - 1) return false;
      kept.set(at, dispatch);
      return true;
    },
    recordMessage: async (stakeholder, at) =>
      void messages.set(stakeholder, [messages.get(stakeholder) ?? '', at].toSorted().at(-1) ?? at),
    lastMessage: async (stakeholder) => messages.get(stakeholder) ?? null,
  };
}

/** A list in memory. */
export function memoryStakeholders(people: readonly (Stakeholder | FormerStakeholder)[]): Stakeholders {
  const kept = new Map(people.map((one) => [one.id, one]));
  return {
    all: async () => [...kept.values()],
    byId: async (id) => kept.get(id) ?? null,
    put: async (one) => {
      if ((kept.get(one.id)?.generation ?? 0) !== one.generation - 1) return false;
      kept.set(one.id, one);
      return true;
    },
  };
}

/** Returns a mail service with preset outcomes by name of the person; it records the messages that went out. */
export function recordedMail(
  outcomes: Readonly<Record<string, readonly MailOutcome[]>> = {},
  rate = Number.POSITIVE_INFINITY,
): Mail & { readonly out: MailMessage[] } {
  const out: MailMessage[] = [];
  const left = new Map(Object.entries(outcomes).map(([name, all]) => [name, [...all]]));
  return {
    out,
    ratePerSecond: async () => rate,
    send: async (message) => {
      const outcome = left.get(message.to.name)?.shift() ?? { status: 'sent', messageId: `id-${out.length}` };
      if (outcome.status !== 'refused') out.push(message);
      return outcome;
    },
  };
}
