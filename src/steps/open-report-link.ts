import { type ReportLink, readReportToken } from '../distribution/link-token.ts';
import type { Effects } from '../domain/effects.ts';
import type { EffectsOf } from '../domain/step-effects.ts';

export type OpenLinkEffects = Pick<EffectsOf<'answer-link'>, 'dispatches' | 'editions' | 'reportLinks' | 'hashKey'> &
  Pick<Effects, 'clock' | 'log'>;

/** Where a link leads, or why it leads nowhere. */
export type Opened =
  | { readonly status: 'open'; readonly url: string }
  | { readonly status: 'forged' | 'expired' | 'revoked' };

/** For how long the address works that a link leads to: long enough to follow, too short to pass on. */
const SECONDS = 60;

/**
 * Opens the link of a message: a token that nobody else can make, a dispatch whose link is not revoked, a report.
 */
export async function openReportLink(effects: OpenLinkEffects, token: string): Promise<Opened> {
  const link = readReportToken(effects.hashKey.secret, token);
  if (!link) return { status: 'forged' };
  if (link.expires <= effects.clock.now().getTime()) return { status: 'expired' };
  const { sheet, month, revision, stakeholder } = link;
  const dispatch = await effects.dispatches.one(sheet, month, revision, stakeholder);
  const key = dispatch && !dispatch.revoked ? await keyOf(effects, link) : null;
  effects.log.info('link-opened', { sheet, month, revision, status: key === null ? 'revoked' : 'open' });
  return key === null ? { status: 'revoked' } : { status: 'open', url: await effects.reportLinks.open(key, SECONDS) };
}

async function keyOf({ editions }: OpenLinkEffects, link: ReportLink): Promise<string | null> {
  const report = await editions.reportOf(link.sheet, link.month, link.revision);
  return report?.files.find(({ key }) => key.endsWith(`.${link.language}.pdf`))?.key ?? null;
}
