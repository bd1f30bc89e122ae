import type { Warning } from '../src/domain/decision.ts';
import { formatCount } from '../src/domain/format.ts';

/** What the rules object to, in words. */
export function warningLine(warning: Warning): string {
  switch (warning.kind) {
    case 'incomplete':
      return `${formatCount(warning.missing)} exports are missing`;
    case 'interval':
      return `${warning.month} is approved, ${warning.months} months away; the sheet asks for ${warning.least}`;
    case 'small-changes':
      return `${formatCount(warning.changes)} numbers differ by fewer than k from those of ${warning.month}, revision ${warning.revision}`;
    case 'rejected':
      return `it was rejected by ${warning.by} on ${warning.at.slice(0, 10)}`;
  }
}
