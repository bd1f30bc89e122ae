import type { MailAttachment } from '../../domain/mail.ts';
import type { Month } from '../../domain/month.ts';
import type { Stakeholder } from '../../domain/stakeholder.ts';
import { zipFiles } from '../zip-files.ts';
import type { MailSettings } from './prepare-messages.ts';

/** A page to deliver: its key and bytes, and the name of its sheet in the reader's language. */
export interface PageToDeliver {
  readonly page: readonly [key: string, content: Uint8Array];
  readonly name: string;
}

/** How the pages of a message are delivered. There are no attachments if links lead to them. */
export interface Delivery {
  readonly way: 'files' | 'zip' | 'links';
  readonly attachments: readonly MailAttachment[];
}

const MEGABYTE = 1024 * 1024;
/** Encoding turns three bytes into four and adds line breaks. */
const inMessage = (bytes: number): number => bytes * 1.37;

/** Returns the pages as attachments, or as links if the person wants links or the message would be too large. */
export async function deliveryOf(
  pages: readonly PageToDeliver[],
  to: { readonly stakeholder: Stakeholder; readonly title: string; readonly month: Month },
  { sizeLimitMb, zipAbove }: Pick<MailSettings, 'sizeLimitMb' | 'zipAbove'>,
): Promise<Delivery> {
  const links: Delivery = { way: 'links', attachments: [] };
  const bytes = pages.reduce((sum, { page }) => sum + page[1].byteLength, 0);
  const fits = (size: number): boolean => inMessage(size) <= sizeLimitMb * MEGABYTE;
  if (to.stakeholder.delivery === 'link' || !fits(bytes / 2)) return links; // zip saves a fifth to a quarter
  const files = namedPages(pages, to.month);
  if (pages.length <= zipAbove) return fits(bytes) ? { way: 'files', attachments: files.map(pdfAttachment) } : links;
  const content = await zipFiles(
    files.map(({ filename, content: page }) => ({ path: filename, bytes: page })),
    `${to.month}-01`,
  );
  if (!fits(content.byteLength)) return links;
  const filename = fileName(`${to.title} ${to.month}`, 'zip');
  return { way: 'zip', attachments: [{ filename, contentType: 'application/zip', content }] };
}

type NamedPage = Pick<MailAttachment, 'filename' | 'content'>;

/**
 * Names files of several pages by their sheets, in the reader's language. A page alone has the name that it is stored
 * under. Two sheets of one name keep those names too.
 */
function namedPages(pages: readonly PageToDeliver[], month: Month): NamedPage[] {
  const wanted = pages.map(({ name }) => fileName(`${name} ${month}`, 'pdf'));
  const isUnclear = (name: string): boolean =>
    pages.length === 1 || wanted.filter((one) => one.toLowerCase() === name.toLowerCase()).length > 1;
  return pages.map(({ page: [key, content] }, index) => {
    const name = wanted[index] ?? '';
    return { filename: isUnclear(name) ? (key.split('/').at(-1) ?? key) : name, content };
  });
}

/** The longest name of a file, in characters: file systems allow 255 bytes. */
const LONGEST = 80;

/** Returns a name without the characters that file systems refuse. */
function fileName(name: string, extension: string): string {
  const plain = name
    .replaceAll(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const short = plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST - 9).trim()} ${plain.slice(-7)}`;
  return `${short.replace(/^\.+/u, '')}.${extension}`;
}

const pdfAttachment = ({ filename, content }: NamedPage): MailAttachment => ({
  filename,
  contentType: 'application/pdf',
  content,
});
