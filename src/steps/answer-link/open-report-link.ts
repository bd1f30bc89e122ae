import { isListed, type ReportLink, readReportToken } from '../../distribution/links/link-token.ts';
import type { Effects } from '../../domain/effects.ts';
import type { Language } from '../../domain/languages.ts';
import { approvedKey } from '../../domain/object-keys.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { checkHead } from '../state-head.ts';
import { readVerifiedFiles } from '../verify-state/verify-files.ts';

export type OpenLinkEffects = Pick<
  EffectsOf<'answer-link'>,
  'dispatches' | 'editions' | 'heads' | 'reportLinks' | 'linkSecrets'
> &
  Pick<Effects, 'clock' | 'log'> & { readonly stakeholders: Pick<Effects['stakeholders'], 'byId'> };

/** Where a link leads, or why it does not. */
export type OpenedLink =
  | { readonly status: 'open'; readonly url: string }
  /** `reader` is the language of the person; null if the link does not name one. */
  | { readonly status: 'forged' | 'expired' | 'revoked'; readonly reader: Language | null };

/** How many seconds a link's address works: long enough to follow, too short to pass on. */
const SECONDS = 60;

/**
 * Opens the link of a message: checks that the token is signed, the person still on the list, the dispatch's link not
 * revoked, and the page the recorded one. The address names the version that was compared with the record. Links of a
 * person who left or was removed stay invalid, even if they come back: they get new links.
 * @throws Failure ReportChanged if the page is missing, empty or another one, StateChanged if the table is older than its head
 */
export async function openReportLink(effects: OpenLinkEffects, token: string): Promise<OpenedLink> {
  const link = readReportToken(await effects.linkSecrets.accepted(), token);
  if (!link) return { status: 'forged', reader: null };
  if (link.expires <= effects.clock.now().getTime()) return { status: 'expired', reader: link.language };
  const { sheet, month, revision } = link;
  await checkHead(effects, sheet);
  const page = (await isRevoked(effects, link)) ? null : await findPage(effects, link);
  effects.log.info('link-opened', { sheet, month, revision, status: page === null ? 'revoked' : 'open' });
  if (page === null) return { status: 'revoked', reader: link.language };
  return { status: 'open', url: await effects.reportLinks.open(page.key, page.version, SECONDS) };
}

async function isRevoked({ stakeholders, dispatches }: OpenLinkEffects, link: ReportLink): Promise<boolean> {
  if (!isListed(await stakeholders.byId(link.stakeholder), link)) return true;
  const dispatch = await dispatches.get(link.sheet, link.month, link.revision, link.stakeholder);
  return !dispatch || dispatch.revoked;
}

/** Returns the page of a link, in the version with the recorded bytes; null if the report has none. */
async function findPage({ editions, reportLinks }: OpenLinkEffects, link: ReportLink) {
  const report = await editions.reportOf(link.sheet, link.month, link.revision);
  const page = report?.files.find(({ key }) => key.endsWith(`.${link.language}.pdf`));
  if (!page) return null;
  const copy = { ...page, key: approvedKey(page.key) };
  let version = '';
  const bytes = async (key: string): Promise<Uint8Array> => {
    const read = await reportLinks.read(key);
    version = read.version;
    return read.bytes;
  };
  await readVerifiedFiles({ bytes }, `${link.sheet} ${link.month}, revision ${link.revision}`, [copy]);
  return { key: copy.key, version };
}
