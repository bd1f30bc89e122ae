import type { Warning } from '../../../../src/domain/decision.ts';
import { countNoun } from '../../../../src/domain/format.ts';
import { manyOrphansLine, unknownLine } from '../../../terminal/data-lines.ts';

/** What the rules object to, in words. */
export function warningLine(warning: Warning): string {
  switch (warning.kind) {
    case 'incomplete':
      return `${countNoun(warning.missing, 'export')} ${warning.missing === 1 ? 'is' : 'are'} missing`;
    case 'behind':
      return `${countNoun(warning.exports, 'export')} added, changed or removed since it was made: publish the edition again first`;
    case 'interval':
      return `${warning.month} is approved, ${countNoun(warning.months, 'month')} away; the sheet asks for ${warning.least}`;
    case 'small-changes':
      return `${countNoun(warning.changes, 'number')} ${warning.changes === 1 ? 'differs' : 'differ'} by less than the sheet's threshold from those of ${warning.month}, revision ${warning.revision}, and both pages print them`;
    case 'orphans':
      return manyOrphansLine(warning);
    case 'column-unknown':
    case 'figure-unknown':
      return unknownLine(warning);
    case 'rejected':
      return `it was rejected by ${warning.by} on ${warning.at.slice(0, 10)}`;
  }
}
