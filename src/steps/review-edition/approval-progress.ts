import { isDeepStrictEqual } from 'node:util';
import type { ActivityEntry } from '../../domain/activity.ts';
import type { Decision } from '../../domain/decision.ts';
import type { ReportFile } from '../../domain/edition.ts';
import type { Effects } from '../../domain/effects.ts';
import type { ApprovalProgress } from '../../domain/review.ts';
import type { Revision } from '../../domain/revision.ts';
import type { Sheet } from '../../domain/sheet.ts';

/** What a decision on a revision would be made on now. */
export interface DecidedMaterial {
  readonly revision: Revision;
  /** Every decision on the edition, the newest last. */
  readonly decisions: readonly Decision[];
  readonly files: readonly ReportFile[];
  /** The hash of what messages about the revision say. */
  readonly message: string | null;
}

/** Returns how far the approval of a revision has come by the rules of its sheet. */
export async function approvalProgress(
  { activity }: { readonly activity: Pick<Effects['activity'], 'all'> },
  { approval }: Pick<Sheet, 'approval'>,
  material: DecidedMaterial,
): Promise<ApprovalProgress> {
  const { people, byUploader } = approval;
  return {
    people,
    first: people === 2 ? firstApproval(material) : null,
    uploaders: byUploader ? [] : await uploadersOf(activity.all(), material.revision),
  };
}

/**
 * Returns the first of two approvals if the second would publish: nothing was decided on the revision since, and its
 * files, figures and messages are the same.
 */
function firstApproval({ revision, decisions, files, message }: DecidedMaterial): Decision | null {
  const last = decisions.findLast((decision) => decision.revision === revision.revision);
  if (last?.verdict !== 'first-approval') return null;
  const isSame =
    last.fingerprint === revision.fingerprint &&
    isDeepStrictEqual(last.files, files) &&
    (last.message ?? null) === message;
  return isSame ? last : null;
}

/** Returns the names of those who uploaded files with the bytes that a revision counts, each once. */
async function uploadersOf(entries: AsyncIterable<ActivityEntry>, { generatedFrom }: Revision): Promise<string[]> {
  const counted = new Set(generatedFrom.map(({ hotline, sha256 }) => `${hotline} ${sha256}`));
  const names = new Set<string>();
  for await (const { kind, who, about } of entries)
    if (kind === 'file-uploaded' && counted.has(`${about.hotline} ${about.sha256}`)) names.add(who);
  return [...names];
}

type Person = Pick<Decision, 'by' | 'caller'>;

/**
 * Whether two decisions are those of one person: the names are equal apart from case, accents and spaces, or the AWS
 * identities are equal, whatever the names.
 */
export const isSamePerson = (one: Person, other: Person): boolean =>
  isSameName(one.by, other.by) || (one.caller !== null && one.caller === other.caller);

/** Whether two names are equal apart from case, accents and spaces. */
export const isSameName = (one: string, other: string): boolean => plainName(one) === plainName(other);

const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[\p{M}\s\p{Cf}]+/gu, '')
    .toLowerCase();
