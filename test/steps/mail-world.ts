import { createHash } from 'node:crypto';
import { stakeholderId } from '../../src/distribution/list/stakeholder-list.ts';
import type { Dispatch, Dispatches } from '../../src/domain/dispatch.ts';
import type { Mail, MailMessage, MailOutcome } from '../../src/domain/mail.ts';
import type { Month } from '../../src/domain/month.ts';
import type { FormerStakeholder, Stakeholder, Stakeholders } from '../../src/domain/stakeholder.ts';
import type { DistributeEffects } from '../../src/steps/distribute/mail-run.ts';
import { approvalOf, casesCsv, openWorld, type World } from './world.ts';

export const SETTINGS = {
  sender: 'Sheets <sheets@example.org>',
  linkUrl: 'https://sheets.example.org',
  replyTo: 'figures@example.org',
  sizeLimitMb: 5,
  linkDays: 30,
};

/** A machine with one approved edition, May 2016, whose reports are a few bytes each. */
export interface MailWorld {
  readonly world: World;
  /** Makes, reports and approves a further revision of so many cases. */
  approve(cases: number, month?: string): Promise<number>;
  /** A stakeholder, as the list keeps them. */
  person(name: string, more?: Partial<Stakeholder>): Stakeholder;
  /** The effects of a distribution, given a store of dispatches, a list, and a mail service. */
  effects(
    parts: Pick<DistributeEffects, 'dispatches' | 'stakeholders' | 'mail'> & Partial<DistributeEffects>,
  ): DistributeEffects;
}

export async function openMailWorld(): Promise<MailWorld> {
  const world = await openWorld();
  const approve = async (cases: number, month = '2016-05'): Promise<number> => {
    await world.upload(
      'nhth/2016-05/cases.csv',
      casesCsv(...Array.from({ length: cases }, (_, at) => [`C${at}`, '2016-05-02'] as const)),
    );
    await world.ingest('nhth/2016-05/cases.csv');
    const { revision } = await world.compute(month);
    const files = await Promise.all(
      world.sheet.languages.map((language) => reportIn(world, month, revision.revision, language)),
    );
    const of = { sheet: world.sheet.id, month: revision.month, revision: revision.revision };
    await world.effects.editions.recordReport({ ...of, files, at: '2016-06-10T00:00:00.000Z' });
    const decisions = await world.effects.editions.decisionsOf(world.sheet.id);
    const approval = approvalOf(month, revision.revision, decisions.length + 1);
    await world.effects.editions.decide({ ...approval, files, fingerprint: revision.fingerprint });
    return revision.revision;
  };
  return {
    world,
    approve,
    person: (name, more = {}) => {
      const address = more.address ?? `${name.toLowerCase()}@example.org`;
      return { ...PERSON, id: stakeholderId(world.effects.hashKey.stakeholders, address), name, address, ...more };
    },
    effects: (parts) => ({
      ...world.effects,
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

async function reportIn(world: World, month: string, revision: number, language: string) {
  const key = `reports/us-mexico-border/${month}/r${revision}/us-mexico-border-${month}.${language}.pdf`;
  const bytes = new TextEncoder().encode(`%PDF-1.7 ${language} ${revision}`);
  await world.effects.reports.putBytes(key, bytes);
  return { key, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength };
}

/** Dispatches in memory, with the conditional write of the real ones. */
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

/** A mail service that says what it is told to, by name of the person; what went out is kept. */
export function toldMail(
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
