import type { Addressee, ApprovedRevision } from '../../distribution/list/audience.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import type { PrintedFigure } from '../../domain/figure.ts';
import type { Month } from '../../domain/month.ts';
import type { Revision, RevisionFigure } from '../../domain/revision.ts';
import type { Schedule } from '../../domain/schedule/schedule.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { revisionFingerprint } from '../../editions/fingerprint.ts';
import { publishedEdition } from '../../editions/published-edition.ts';
import { assertApprovedMessage, messageHash } from '../review-edition/approved-message.ts';
import { assertSameRules } from '../review-edition/sheet-of-revision.ts';
import { readVerifiedFiles } from '../verify-state/verify-files.ts';
import type { Mailing } from './mailing.ts';
import { loadMessage, type MessageMaterial } from './message-material.ts';

/** The settings of a sheet's messages. */
export interface MailSettings extends Pick<Schedule, 'replyTo' | 'sizeLimitMb' | 'zipAbove' | 'linkDays'> {
  /** `"Name" <address>` or an address. */
  readonly sender: string;
  /** The base address of links in messages, without a slash at the end; null if no address answers links. */
  readonly linkUrl: string | null;
}

/** What sending needs, without what only a run from the portal needs. */
export type SendingEffects = Omit<EffectsOf<'distribute'>, 'runs' | 'activity'>;

export type MessageEffects = SendingEffects & Pick<Effects, 'definitions' | 'codes' | 'clock'>;

/** A sheet and the settings of its messages. */
interface SheetMail {
  readonly sheet: Sheet;
  readonly settings: MailSettings;
}

/** The common material of a revision's messages, checked against its approval. */
export interface RevisionMessages extends SheetMail {
  readonly approved: ApprovedRevision;
  readonly revision: Revision;
  /** The approved files by key. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly figures: readonly PrintedFigure[];
  /** The figures of the earlier revisions that addressees have. */
  readonly earlier: ReadonlyMap<number, readonly PrintedFigure[]>;
  readonly material: MessageMaterial;
}

/**
 * Reads the common material of a revision's messages once. Everything that is sent is first compared with the approval;
 * a dry run also shows messages whose text has changed since.
 * @throws Failure of the definitions; ReportChanged if a file or a figure is not the approved one; DefinitionChanged if
 * the sheet has different rules now, or if its messages have changed and this is not a dry run
 */
export async function prepareMessages(
  effects: MessageEffects,
  mail: SheetMail,
  { approved, audience }: Mailing,
  { isDry }: { readonly isDry: boolean },
): Promise<RevisionMessages> {
  const { sheet } = mail;
  const { revision, figures } = await approvedFigures(effects, sheet, approved);
  const files = await readVerifiedFiles(effects.reports, nameOf(sheet, approved), approved.approval.files);
  const edition = publishedEdition(revision, figures);
  const earlier = await earlierFigures(effects, sheet, approved.month, audience);
  const material = await loadMessage(effects.definitions, effects.codes, sheet, edition);
  if (!isDry) assertApprovedMessage(approved.approval, messageHash(material));
  return { ...mail, approved, revision, files, figures: edition.figures, earlier, material };
}

const nameOf = (sheet: Sheet, { month, revision }: ApprovedRevision): string =>
  `${sheet.id} ${month}, revision ${revision}`;

/**
 * Returns the approved revision with its figures.
 * @throws Failure if they are no longer the approved ones
 */
async function approvedFigures({ editions }: MessageEffects, sheet: Sheet, approved: ApprovedRevision) {
  const name = nameOf(sheet, approved);
  const revision = await editions.revision(sheet.id, approved.month, approved.revision);
  const figures = revision ? await editions.figuresOf(sheet.id, revision.fingerprint) : [];
  if (approved.approval.files.length === 0) throw new Failure('ReportChanged', `${name}: ${NO_FILES}`);
  if (!revision || !isApproved(approved.approval, revision, figures))
    throw new Failure('ReportChanged', `${name}: its figures are not those that were approved; nothing was sent`);
  assertSameRules(sheet, revision, figures);
  return { revision, figures };
}

/** Returns the printed figures of each earlier revision that an addressee has. */
async function earlierFigures(
  { editions }: MessageEffects,
  sheet: Sheet,
  month: Month,
  audience: readonly Addressee[],
): Promise<ReadonlyMap<number, readonly PrintedFigure[]>> {
  const earlier = new Map<number, readonly PrintedFigure[]>();
  for (const number of new Set(audience.flatMap(({ earlierRevision }) => earlierRevision ?? []))) {
    const revision = await editions.revision(sheet.id, month, number);
    const figures = revision ? await editions.figuresOf(sheet.id, revision.fingerprint) : [];
    earlier.set(
      number,
      figures.map(({ printed }) => printed),
    );
  }
  return earlier;
}

const NO_FILES =
  'the approval names no files, so nothing was sent; migrate the table (factsheets migrate), or publish a correction';

const isApproved = ({ fingerprint }: Decision, revision: Revision, figures: readonly RevisionFigure[]): boolean =>
  revision.fingerprint === fingerprint && revisionFingerprint({ ...revision, figures }) === fingerprint;
