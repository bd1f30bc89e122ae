import { join } from 'node:path';
import type { Decision } from '../../src/domain/decision.ts';
import { distributeDue } from '../../src/steps/distribute/distribute-due.ts';
import { mailEffects, outgoingMail } from '../mail/outgoing-mail.ts';
import { copyApproved } from '../pipeline/copy-pages.ts';
import type { KnownMail } from '../pipeline/known-mail.ts';
import type { Machine } from '../pipeline/rounds.ts';
import type { LocalEffects } from '../pipeline/workplace.ts';

/**
 * What follows an approval, as `factsheets approve` does it: its pages are copied to the folder of pages, it is sent if its schedule
 * sends late approvals at once, and the watch loop computes newer drafts once more: they must say what they correct. The approval
 * is stored whatever happens next: what fails is reported.
 */
export async function followDecision(
  machine: Machine,
  mail: KnownMail,
  effects: LocalEffects,
  { sheet, month, revision, verdict }: Decision,
): Promise<void> {
  if (verdict === 'rejected') return;
  const { out, state, definitions, telling, owed } = machine;
  owed.everything();
  try {
    await copyApproved(effects, out, { sheet, month });
    const outgoing = await outgoingMail(mail.configuration, join(state, 'mail'), mail.environment);
    const due = { sheet, approved: { month, revision } };
    const known = definitions.reading.definitions;
    await distributeDue(mailEffects({ effects }, outgoing), known, outgoing.configuration, { due, until: null });
  } catch (error) {
    telling.failure(`after the approval of ${sheet} ${month}`, error);
  }
}
