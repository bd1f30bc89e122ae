import { LEAVE_DAYS, leaveToken, reportToken } from '../../distribution/links/link-token.ts';
import type { Addressee, Approved } from '../../distribution/list/audience.ts';
import { composeMessage } from '../../distribution/message/compose-message.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import type { PrintedFigure } from '../../domain/figure.ts';
import type { MailAttachment, MailMessage } from '../../domain/mail.ts';
import type { Revision, RevisionFigure } from '../../domain/revision.ts';
import type { Schedule } from '../../domain/schedule/schedule.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { revisionFingerprint } from '../../editions/fingerprint.ts';
import { publishedEdition } from '../../editions/published-edition.ts';
import { assertApprovedMessage, messageHash } from '../review-edition/approved-message.ts';
import { assertSameRules } from '../review-edition/sheet-of-revision.ts';
import { readVerifiedFiles } from '../verify-state/verify-files.ts';
import { loadMessage, type MessageMaterial } from './message-material.ts';

/** How messages of a sheet are sent. */
export interface MailSettings extends Pick<Schedule, 'replyTo' | 'sizeLimitMb' | 'linkDays'> {
  /** `"Name" <address>` or an address. */
  readonly sender: string;
  /** Where the links of messages lead, without a slash at its end; null when no address answers links. */
  readonly linkUrl: string | null;
}

export type MakeEffects = EffectsOf<'distribute'> & Pick<Effects, 'definitions' | 'codes' | 'clock'>;

/** What every message of a revision shares. */
interface Shared {
  readonly sheet: Sheet;
  readonly settings: MailSettings;
  readonly revision: Revision;
  /** The approved files by key. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly figures: readonly PrintedFigure[];
  /** The figures of earlier revisions that some addressee has. */
  readonly earlier: ReadonlyMap<number, readonly PrintedFigure[]>;
  readonly material: MessageMaterial;
}

const MEGABYTE = 1024 * 1024;
/** In a message three bytes become four, with line breaks. */
const inMessage = (bytes: number): number => bytes * 1.37;

/**
 * Reads once what the messages of a revision share, and makes the message to each addressee of it; null for one whose language
 * the sheet no longer has, or who would need a link where none answers: that must stop nobody else. Everything that is sent is
 * compared with the approval first; a dry run shows messages that say something else than then.
 * @throws Failure of the definitions; ReportChanged when a file or a figure is not the approved one, DefinitionChanged when the sheet has
 *   other rules by now, or its messages say something else and this is no dry run
 */
export async function messageMaker(
  effects: MakeEffects,
  sheet: Sheet,
  settings: MailSettings,
  { month, revision: number, approval }: Approved,
  { audience, isDry }: { readonly audience: readonly Addressee[]; readonly isDry: boolean },
): Promise<(addressee: Addressee) => Promise<MailMessage | null>> {
  const revision = await effects.editions.revision(sheet.id, month, number);
  const name = `${sheet.id} ${month}, revision ${number}`;
  const figures = revision ? await effects.editions.figuresOf(sheet.id, revision.fingerprint) : [];
  if (approval.files.length === 0) throw new Failure('ReportChanged', `${name}: ${NO_FILES}`);
  if (!revision || !isApproved(approval, revision, figures))
    throw new Failure('ReportChanged', `${name}: its figures are not those that were approved; nothing was sent`);
  assertSameRules(sheet, revision, figures);
  const files = await readVerifiedFiles(effects.reports, name, approval.files);
  const edition = publishedEdition(revision, figures);
  const earlier = new Map<number, readonly PrintedFigure[]>();
  for (const had of new Set(audience.flatMap((one) => one.had ?? []))) {
    const old = await effects.editions.revision(sheet.id, month, had);
    const before = old ? await effects.editions.figuresOf(sheet.id, old.fingerprint) : [];
    earlier.set(
      had,
      before.map(({ printed }) => printed),
    );
  }
  const material = await loadMessage(effects.definitions, effects.codes, sheet, edition);
  if (!isDry) assertApprovedMessage(approval, messageHash(material));
  const shared = { sheet, settings, revision, files, figures: edition.figures, earlier, material };
  return async (addressee) => makeMessage(effects, shared, addressee);
}

const NO_FILES =
  'the approval names no files, so nothing was sent; migrate the table (factsheets migrate), or publish a correction';

const isApproved = ({ fingerprint }: Decision, revision: Revision, figures: readonly RevisionFigure[]): boolean =>
  revision.fingerprint === fingerprint && revisionFingerprint({ ...revision, figures }) === fingerprint;

async function makeMessage(
  effects: MakeEffects,
  shared: Shared,
  { stakeholder, had }: Addressee,
): Promise<MailMessage | null> {
  const { sheet, settings, revision, files, figures, earlier, material } = shared;
  const { language, id, name, address, delivery } = stakeholder;
  const wording = material.wording.get(language);
  const [key, pdf] = [...files].find(([one]) => one.endsWith(`.${language}.pdf`)) ?? [];
  if (!wording || key === undefined || !pdf) return null;
  const attached = delivery === 'attachment' && inMessage(pdf.byteLength) <= settings.sizeLimitMb * MEGABYTE;
  if (!attached && settings.linkUrl === null) return null;
  const now = effects.clock.now();
  const secret = await effects.linkSecrets.newest();
  const person = { stakeholder: id, listed: Date.parse(stakeholder.addedAt) };
  const until = (days: number): number => now.getTime() + days * 86_400_000;
  const place = { sheet: sheet.id, month: revision.month, revision: revision.revision, language };
  const report = reportToken(secret, { ...place, ...person, expires: until(settings.linkDays) });
  const url = `${settings.linkUrl}/report/${report}`;
  const leave = leaveToken(secret, { ...person, expires: until(LEAVE_DAYS) });
  const leaveUrl = settings.linkUrl === null ? leaveByMail(settings) : `${settings.linkUrl}/leave/${leave}`;
  const { subject, text, html } = composeMessage({
    wording,
    definition: material.definition,
    labels: material.labels,
    figures,
    corrected: had === null ? null : (earlier.get(had) ?? null),
    threshold: revision.threshold,
    name,
    link: attached ? null : { url, days: settings.linkDays },
    leaveUrl,
  });
  return {
    from: settings.sender,
    replyTo: settings.replyTo,
    to: { name, address },
    subject,
    text,
    html,
    attachments: attached ? [attachmentOf(key, pdf)] : [],
    unsubscribe: leaveUrl,
    messageId: `${sheet.id}.${revision.month}.r${revision.revision}.${id}@${domainOf(settings.sender)}`,
    date: now,
    language: wording.locale,
    stakeholder: id,
  };
}

function attachmentOf(key: string, content: Uint8Array): MailAttachment {
  return { filename: key.split('/').at(-1) ?? key, contentType: 'application/pdf', content };
}

/** Where no link answers, whoever wants to leave writes a message; a person takes them off the list. */
function leaveByMail({ replyTo, sender }: MailSettings): string {
  const address = replyTo ?? /<([^<>]+)>$/u.exec(sender)?.[1] ?? sender;
  return `mailto:${encodeURI(address)}?subject=${encodeURIComponent('Leave / Baja')}`;
}

const domainOf = (sender: string): string => /@([^\s>]+)>?$/u.exec(sender)?.[1] ?? 'localhost';
