import type { Stakeholder } from '../../domain/stakeholder.ts';
import type { StakeholderWords } from '../words/stakeholder-words.ts';

export interface StatusTagProps {
  readonly words: StakeholderWords;
  readonly person: Pick<Stakeholder, 'status' | 'suspendedFor'>;
}

/** The status of a person on the list, as a framed word. */
export const StatusTag = ({ words, person: { status, suspendedFor } }: StatusTagProps) => {
  if (status === 'active') return <span class="tag good">{words.statuses.active}</span>;
  if (status === 'paused') return <span class="tag plain">{words.statuses.paused}</span>;
  return <span class="tag wrong">{words.suspended[suspendedFor ?? 'person']}</span>;
};
