import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import { roundingBase } from '../domain/figure.ts';
import type { Published, PublishedRevision, Register, RegisterNote } from '../domain/register.ts';
import type { Editions } from '../domain/revision.ts';
import type { ApprovedRevision } from '../editions/review-source.ts';
import { approvedRevisions } from './review-edition/approved-revisions.ts';

export interface RegisterEffects {
  readonly editions: Pick<Editions, 'decisionsOf' | 'revisionsOf' | 'figuresOf'>;
  readonly register: Register;
}

/**
 * Everything that was published of a sheet's records, the oldest first: every revision that was ever approved, which are what the
 * joint attack sets beside a draft, and what people noted.
 */
export async function publishedOf({ editions, register }: RegisterEffects, sheet: string): Promise<Published[]> {
  const approved = await approvedRevisions(editions, { id: sheet }, await editions.decisionsOf(sheet));
  const last = new Map(approved.map(({ revision }) => [revision.month, revision.revision]));
  const revisions = approved.map((one) => lineOf(one, last.get(one.revision.month) === one.revision.revision));
  const notes = (await register.notesOf(sheet)).map((note) => ({ kind: 'note', ...note }) as const);
  return [...revisions, ...notes].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function lineOf({ revision, approval, figures }: ApprovedRevision, current: boolean): PublishedRevision {
  const base = roundingBase(figures.map(({ printed }) => printed)) ?? null;
  return {
    kind: 'revision',
    ...{ sheet: revision.sheet, month: revision.month, revision: revision.revision, current },
    ...{ at: approval.at, by: approval.by, caller: approval.caller },
    ...{ method: base === null ? 'suppress' : 'round', base, threshold: revision.threshold },
    files: approval.files.map(({ key, sha256 }) => ({ name: key.split('/').at(-1) ?? key, sha256 })),
  };
}

/** How often a lost race for a number is run again. */
const ATTEMPTS = 10;

/**
 * Notes something that was published elsewhere of a sheet's records. It cannot be taken back.
 * @throws Failure WrongUsage for an empty note, StoreConflict after too many lost races
 */
export async function noteInRegister(
  { register, clock }: Pick<RegisterEffects, 'register'> & Pick<Effects, 'clock'>,
  written: Pick<RegisterNote, 'sheet' | 'note' | 'by'>,
): Promise<RegisterNote> {
  const note = written.note.trim();
  if (note === '') throw new Failure('WrongUsage', '--note is empty: write what was published, where and for whom');
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const number = (await register.notesOf(written.sheet)).length + 1;
    const entry = { ...written, number, note, by: written.by?.trim() || null, at: clock.now().toISOString() };
    if (await register.add(entry)) return entry;
  }
  throw new Failure(
    'StoreConflict',
    `${written.sheet}: others wrote notes ${ATTEMPTS} times meanwhile; write it again`,
  );
}
