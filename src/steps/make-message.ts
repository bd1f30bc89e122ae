import type { Language } from '../contract/languages.ts';
import type { Schedule } from '../contract/schedule.ts';
import type { Addressee, Approved } from '../distribution/audience.ts';
import { composeMessage } from '../distribution/compose-message.ts';
import { leaveToken, reportToken } from '../distribution/link-token.ts';
import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import type { PrintedFigure } from '../domain/figure.ts';
import type { MailAttachment, MailMessage } from '../domain/mail.ts';
import type { Report, Revision } from '../domain/revision.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { publishedEdition } from '../editions/published-edition.ts';
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
  readonly report: Report;
  readonly figures: readonly PrintedFigure[];
  /** The figures of earlier revisions that some addressee has. */
  readonly earlier: ReadonlyMap<number, readonly PrintedFigure[]>;
  readonly material: MessageMaterial;
}

/** For how long after a message its reader can leave by it: a year, whatever its day. */
const LEAVE_DAYS = 366;

const MEGABYTE = 1024 * 1024;
/** In a message three bytes become four, with line breaks. */
const inMessage = (bytes: number): number => bytes * 1.37;

/**
 * Reads once what the messages of a revision share, and makes the message to each addressee of it; null for one whose language
 * the sheet no longer has, or who would need a link where none answers: that must stop nobody else.
 * @throws Failure of the definitions; StoreConflict when the revision or its report is not there
 */
export async function messageMaker(
  effects: MakeEffects,
  sheet: Sheet,
  settings: MailSettings,
  { month, revision: number }: Approved,
  audience: readonly Addressee[],
): Promise<(addressee: Addressee) => Promise<MailMessage | null>> {
  const revision = await effects.editions.revision(sheet.id, month, number);
  const report = await effects.editions.reportOf(sheet.id, month, number);
  if (!revision || !report)
    throw new Failure(
      'StoreConflict',
      `${sheet.id} ${month}, revision ${number} has no recorded report; publish it again`,
    );
  const figures = await effects.editions.figuresOf(sheet.id, revision.fingerprint);
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
  const shared = { sheet, settings, revision, report, figures: edition.figures, earlier, material };
  const attachments = new Map<Language, MailAttachment>();
  return (addressee) => makeMessage(effects, shared, addressee, attachments);
}

async function makeMessage(
  effects: MakeEffects,
  shared: Shared,
  { stakeholder, had }: Addressee,
  attachments: Map<Language, MailAttachment>,
): Promise<MailMessage | null> {
  const { sheet, settings, revision, figures, earlier, material } = shared;
  const { language, id, name, address, delivery } = stakeholder;
  const wording = material.wording.get(language);
  const pdf = shared.report.files.find(({ key }) => key.endsWith(`.${language}.pdf`));
  if (!wording || !pdf) return null;
  const attached = delivery === 'attachment' && inMessage(pdf.bytes) <= settings.sizeLimitMb * MEGABYTE;
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
    attachments: attached ? [await attachmentOf(effects, pdf.key, language, attachments)] : [],
    unsubscribe: leaveUrl,
    messageId: `${sheet.id}.${revision.month}.r${revision.revision}.${id}@${domainOf(settings.sender)}`,
    date: now,
    language: wording.locale,
    stakeholder: id,
  };
}

/** Where no link answers, whoever wants to leave writes a message; a person takes them off the list. */
function leaveByMail({ replyTo, sender }: MailSettings): string {
  const address = replyTo ?? /<([^<>]+)>$/u.exec(sender)?.[1] ?? sender;
  return `mailto:${encodeURI(address)}?subject=${encodeURIComponent('Leave / Baja')}`;
}

async function attachmentOf(
  { reports }: MakeEffects,
  key: string,
  language: Language,
  attachments: Map<Language, MailAttachment>,
): Promise<MailAttachment> {
  const known = attachments.get(language);
  if (known) return known;
  const filename = key.split('/').at(-1) ?? key;
  const attachment = { filename, contentType: 'application/pdf', content: await reports.bytes(key) };
  attachments.set(language, attachment);
  return attachment;
}

const domainOf = (sender: string): string => /@([^\s>]+)>?$/u.exec(sender)?.[1] ?? 'localhost';
