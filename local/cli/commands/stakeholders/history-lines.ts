import type { Dispatch } from '../../../../src/domain/dispatch.ts';
import { countNoun } from '../../../../src/domain/format.ts';
import { type FormerStakeholder, getsSheet, type Stakeholder } from '../../../../src/domain/stakeholder.ts';
import type { Holder, SheetHistory } from '../../../../src/steps/stakeholders/stakeholder-history.ts';

/** A stakeholder in one line, address included. */
export function stakeholderLine(one: Stakeholder): string {
  const { id, name, address, organisation, language, sheets, delivery, status, suspendedFor, changedAt } = one;
  const reasons = [suspendedFor === 'person' ? null : suspendedFor, one.statusReason].filter((text) => text);
  const why = status === 'suspended' ? ` (${reasons.join(': ')} on ${changedAt.slice(0, 10)})` : '';
  const of = organisation === '' ? '' : `, ${organisation}`;
  return `${address}  ${name}${of}; ${sheets.join(', ')} in ${language} by ${delivery}; ${status}${why}  ${id}`;
}

/** What somebody was sent, and what is next for them. `next` says when a sheet goes out; null where that is not known here. */
export function historyLines(
  who: Stakeholder | FormerStakeholder,
  histories: readonly SheetHistory[],
  next: (sheet: string) => string | null,
): string[] {
  const head =
    who.status === 'left' ? `left the list on ${who.changedAt.slice(0, 10)}  ${who.id}` : stakeholderLine(who);
  return [
    head,
    ...histories.flatMap((history) => [
      ...history.dispatches.map(
        ({ sheet, month, revision, ...dispatch }) =>
          `  ${sheet} ${month}, revision ${revision}: ${stateWords(dispatch)}`,
      ),
      `  ${history.sheet}: ${pendingWords(who, history, next(history.sheet))}`,
    ]),
  ];
}

function pendingWords(
  who: Stakeholder | FormerStakeholder,
  { sheet, pending }: SheetHistory,
  next: string | null,
): string {
  if (who.status === 'left') return 'gets nothing more';
  if (!getsSheet(who, sheet)) return 'gets nothing more: not on the list of this sheet';
  if (who.status !== 'active') return `gets nothing while ${who.status}`;
  if (pending.length === 0) return 'has everything that is approved';
  const parts = pending.map(({ month, revision, corrects }) => {
    const kind = corrects === null ? '' : `, which corrects revision ${corrects}`;
    return `${month}, revision ${revision}${kind}`;
  });
  return `next ${parts.join('; ')}${next === null ? '' : `: ${next}`}`;
}

/** The state of a dispatch, in words. */
function stateWords({
  status,
  at,
  code,
  delivery,
  revoked,
}: Pick<Dispatch, 'status' | 'at' | 'code' | 'delivery' | 'revoked'>) {
  const when = `${at.slice(0, 16).replace('T', ' ')} UTC`;
  const way = delivery === undefined ? '' : `, ${delivery}`;
  const links = revoked ? ', its link revoked' : '';
  switch (status) {
    case 'sent':
      return `${code === 'written' ? 'written to a file, not sent,' : 'sent'} ${when}${way}${links}`;
    case 'sending':
      return `uncertain since ${when}: find out whether it arrived, then distribute --resolve sent or resend`;
    case 'failed':
      return `permanently refused ${when} (${code})`;
    default:
      return `not sent yet; last tried ${when} (${code})`;
  }
}

/** Who has a revision, beginning with those that a correction by mail does not reach. */
export function holderLines(holders: readonly Holder[]): string[] {
  if (holders.length === 0) return ['no one has it'];
  const toCall = holders.filter(({ isReached }) => !isReached);
  const others = holders.filter(({ isReached }) => isReached);
  return [
    ...(toCall.length > 0
      ? [`to be called, because a correction by mail does not reach them: ${countNoun(toCall.length, 'stakeholder')}`]
      : []),
    ...toCall.map(holderLine),
    ...(others.length > 0 ? [`a correction by mail reaches ${countNoun(others.length, 'stakeholder')}`] : []),
    ...others.map(holderLine),
  ];
}

function holderLine({ dispatch, stakeholder }: Holder): string {
  const words = stateWords(dispatch);
  if (!stakeholder || stakeholder.status === 'left')
    return `  left the list: ${dispatch.stakeholder}; ${words}; the address is in the mail server's log, or in the .eml file of that name`;
  const { name, organisation, address, status } = stakeholder;
  return `  ${name}${organisation === '' ? '' : `, ${organisation}`} <${address}>; ${words}; ${status}`;
}
