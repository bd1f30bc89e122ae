import { cacheEntries } from '../ingest-export/ledger-entries.ts';
import type { ReviewEffects } from './review-edition.ts';

type Editions = ReviewEffects['editions'];

/**
 * Caches what one list of a family reads of its sheets more than once, as it is when it is first read: they count the
 * same hotlines, and the joint attack needs the figures and decisions of their reviews. For what is shown, and for
 * refusals before the first decision. A decision is not made on it, because revisions, decisions and exports may have
 * changed since.
 */
export function cacheReads<Read extends ReviewEffects>(effects: Read): Read {
  const { editions, ledger } = effects;
  const cached: Pick<
    Editions,
    'newestRevision' | 'revision' | 'revisionsOf' | 'figuresOf' | 'decisionsOf' | 'reportOf'
  > = {
    newestRevision: readOnce(editions.newestRevision),
    revision: readOnce(editions.revision),
    revisionsOf: readOnce(editions.revisionsOf),
    figuresOf: readOnce(editions.figuresOf),
    decisionsOf: readOnce(editions.decisionsOf),
    reportOf: readOnce(editions.reportOf),
  };
  return { ...effects, ledger: cacheEntries(ledger), editions: { ...editions, ...cached } };
}

/**
 * Replaces reads by cached ones where what was read cannot change as long as no one else decides:
 * - the figures of a fingerprint, a hash of them;
 * - a revision with its number, which is written once;
 * - the approved revisions among those of a month: all were made before they were approved.
 *
 * Everything else is read anew for each decision: the newest revision, since one may be made at any time; the sheet's
 * decisions, which give a decision its number; the report; the exports, which warnings depend on; files and the activity
 * log.
 * @param cached the result of `cacheReads`, from after the decisions were counted (`decisionsSoFar`)
 */
export function withUnchanging<Own extends Editions>(editions: Own, cached: Editions): Own {
  const { figuresOf, revision, revisionsOf } = cached;
  return { ...editions, figuresOf, revision, revisionsOf };
}

function readOnce<Key extends readonly unknown[], Value>(
  read: (...key: Key) => Promise<Value>,
): (...key: Key) => Promise<Value> {
  const found = new Map<string, Promise<Value>>();
  return (...key) => {
    const name = JSON.stringify(key);
    const value = found.get(name) ?? read(...key);
    found.set(name, value);
    return value;
  };
}
