import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import { roundingBase } from '../domain/figure.ts';
import type { Published, PublishedRevision, Register, RegisterNote } from '../domain/register.ts';
import type { Editions } from '../domain/revision.ts';
import { writeUntilWon } from '../domain/write-until-won.ts';
import type { ApprovedRevision } from '../editions/review-source.ts';
import { approvedRevisions } from './review-edition/approved-revisions.ts';

export interface RegisterEffects {
  readonly editions: Pick<Editions, 'decisionsOf' | 'revisionsOf' | 'figuresOf'>;
  readonly register: Register;
}

/**
 * Lists everything published about a sheet's records, the oldest first: every revision ever approved, which the joint
 * attack compares with a draft, and the notes of people.
 */
export async function listPublished({ editions, register }: RegisterEffects, sheet: string): Promise<Published[]> {
  const approved = await approvedRevisions(editions, { id: sheet }, await editions.decisionsOf(sheet));
  const last = new Map(approved.map(({ revision }) => [revision.month, revision.revision]));
  const revisions = approved.map((approvedRevision) =>
    registerLine(approvedRevision, last.get(approvedRevision.revision.month) === approvedRevision.revision.revision),
  );
  const notes = (await register.notesOf(sheet)).map((note) => ({ kind: 'note', ...note }) as const);
  return [...revisions, ...notes].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function registerLine({ revision, approval, figures }: ApprovedRevision, current: boolean): PublishedRevision {
  const base = roundingBase(figures.map(({ printed }) => printed)) ?? null;
  return {
    kind: 'revision',
    ...{ sheet: revision.sheet, month: revision.month, revision: revision.revision, current },
    ...{ at: approval.at, by: approval.by, caller: approval.caller },
    ...{ method: base === null ? 'suppress' : 'round', base, threshold: revision.threshold },
    files: approval.files.map(({ key, sha256 }) => ({ name: key.split('/').at(-1) ?? key, sha256 })),
  };
}

/**
 * Adds a note on something published elsewhere about a sheet's records. It cannot be removed.
 * @throws Failure WrongUsage for an empty note, StoreConflict after too many lost races
 */
export async function addNote(
  { register, clock }: Pick<RegisterEffects, 'register'> & Pick<Effects, 'clock'>,
  input: Pick<RegisterNote, 'sheet' | 'note' | 'by'>,
): Promise<RegisterNote> {
  const note = input.note.trim();
  if (note === '')
    throw new Failure('WrongUsage', '--note is empty: write what was published, where and for which readers');
  const attempt = async (): Promise<RegisterNote | null> => {
    const number = (await register.notesOf(input.sheet)).length + 1;
    const entry = { ...input, number, note, by: input.by?.trim() || null, at: clock.now().toISOString() };
    return (await register.add(entry)) ? entry : null;
  };
  return writeUntilWon(attempt, `${input.sheet}: the note`, 'write it again');
}
