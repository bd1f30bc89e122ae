import { createHash } from 'node:crypto';
import { LEAVE_DAYS, leaveToken, reportToken } from '../../distribution/links/link-token.ts';
import { composeJointMessage, type JointSheet } from '../../distribution/message/compose-joint-message.ts';
import {
  type ComposedMessage,
  composeMessage,
  type MessageSource,
} from '../../distribution/message/compose-message.ts';
import type { MessageWording } from '../../distribution/message/message-wording.ts';
import { folderOfSheet, isMemberId } from '../../domain/family.ts';
import type { MailMessage } from '../../domain/mail.ts';
import { DAY_MS } from '../../domain/month.ts';
import type { Stakeholder } from '../../domain/stakeholder.ts';
import { type Delivery, deliveryOf } from './attach-pages.ts';
import type { MadeMessage, MessagePart, PersonalMessage } from './personal-message.ts';
import type { MailSettings, MessageEffects } from './prepare-messages.ts';

/** A part that has a page in the person's language. */
interface ReadyPart extends MessagePart {
  readonly wording: MessageWording;
  /** The key of the page, and its bytes. */
  readonly page: readonly [key: string, content: Uint8Array];
  readonly name: string;
}

/**
 * Composes one person's message. Returns null if no part has a page in their language, or if they need links and no
 * address answers links: this must not stop the messages to others.
 */
export async function makeMessage(effects: MessageEffects, personal: PersonalMessage): Promise<MadeMessage | null> {
  const { stakeholder } = personal;
  const [first, ...others] = personal.parts.flatMap((part) => readyPart(part, personal));
  if (!first) return null;
  const parts = [first, ...others] as const;
  const { settings } = first.messages;
  const title = personal.names(folderOfSheet(first.messages.sheet.id), stakeholder.language);
  const delivery = await deliveryOf(parts, { ...personal, title }, settings);
  if (delivery.way === 'links' && settings.linkUrl === null) return null;
  const now = effects.clock.now();
  const { of, leave } = linksFor(stakeholder, settings, { secret: await effects.linkSecrets.newest(), now });
  const sources = parts.map(
    (part): MessageSource => ({
      ...sourceOf(part, personal),
      link: delivery.way === 'links' ? { url: of(part), days: settings.linkDays } : null,
      leaveUrl: leave,
    }),
  );
  const message: MailMessage = {
    from: settings.sender,
    replyTo: settings.replyTo,
    to: { name: stakeholder.name, address: stakeholder.address },
    ...compose({ parts, sources, title, way: delivery.way }, personal),
    attachments: delivery.attachments,
    unsubscribe: leave,
    messageId: `${messageName(parts)}.${stakeholder.id}@${domainOf(settings.sender)}`,
    date: now,
    language: first.wording.locale,
    stakeholder: stakeholder.id,
  };
  return { message, parts };
}

function readyPart(part: MessagePart, { stakeholder: { language }, names }: PersonalMessage): ReadyPart[] {
  const { material, files, sheet } = part.messages;
  const wording = material.wording.get(language);
  const page = [...files].find(([key]) => key.endsWith(`.${language}.pdf`));
  return wording && page ? [{ ...part, wording, page, name: names(sheet.id, language) }] : [];
}

/** Returns what a message about one sheet is composed of, except for its links. */
function sourceOf({ messages, addressee, wording }: ReadyPart, { stakeholder, later, names }: PersonalMessage) {
  const { material, figures, earlier, revision } = messages;
  const { earlierRevision } = addressee;
  return {
    wording,
    definition: material.definition,
    labels: material.labels,
    figures,
    corrected: earlierRevision === null ? null : (earlier.get(earlierRevision) ?? null),
    threshold: revision.threshold,
    name: stakeholder.name,
    later: later.map((sheet) => names(sheet, stakeholder.language)),
  };
}

interface Composition {
  readonly parts: readonly ReadyPart[];
  /** In the order of the parts. */
  readonly sources: readonly MessageSource[];
  readonly title: string;
  readonly way: Delivery['way'];
}

function compose({ parts, sources, title, way }: Composition, { month }: PersonalMessage): ComposedMessage {
  const [first, ...others] = parts.flatMap(({ name, messages }, index): JointSheet[] => {
    const source = sources[index];
    return source ? [{ name, isMain: !isMemberId(messages.sheet.id), source }] : [];
  });
  if (!first) throw new Error('a message has at least one sheet');
  if (others.length === 0) return composeMessage(first.source);
  return composeJointMessage({ title, month, sheets: [first, ...others], delivery: way });
}

/** Names a message by what it brings, so that the same sheets have the same name. */
function messageName([first, ...others]: readonly ReadyPart[]): string {
  const nameOf = ({ messages: { sheet, revision } }: ReadyPart): string =>
    `${sheet.id}.${revision.month}.r${revision.revision}`;
  if (!first) throw new Error('a message has at least one sheet');
  if (others.length === 0) return nameOf(first);
  const hash = createHash('sha256').update([first, ...others].map(nameOf).join(' '));
  const { sheet, revision } = first.messages;
  return `${folderOfSheet(sheet.id)}.${revision.month}.${hash.digest('hex').slice(0, 16)}`;
}

/** Returns the links of a message: to the page of each part, and to leave the list. */
function linksFor(
  { id, addedAt, language }: Stakeholder,
  settings: MailSettings,
  { secret, now }: { readonly secret: Uint8Array; readonly now: Date },
) {
  const { linkUrl, linkDays } = settings;
  const person = { stakeholder: id, listed: Date.parse(addedAt) };
  const expires = (days: number): number => now.getTime() + days * DAY_MS;
  const of = ({ messages: { sheet, revision } }: MessagePart): string => {
    const place = { sheet: sheet.id, month: revision.month, revision: revision.revision, language };
    return `${linkUrl}/report/${reportToken(secret, { ...place, ...person, expires: expires(linkDays) })}`;
  };
  const leave = leaveToken(secret, { ...person, expires: expires(LEAVE_DAYS) });
  return { of, leave: linkUrl === null ? leaveByMail(settings) : `${linkUrl}/leave/${leave}` };
}

/** If no address answers links, people leave by sending a message; a person then removes them from the list. */
function leaveByMail({ replyTo, sender }: MailSettings): string {
  const address = replyTo ?? /<([^<>]+)>$/u.exec(sender)?.[1] ?? sender;
  return `mailto:${encodeURI(address)}?subject=${encodeURIComponent('Unsubscribe / Baja')}`;
}

const domainOf = (sender: string): string => /@([^\s>]+)>?$/u.exec(sender)?.[1] ?? 'localhost';
