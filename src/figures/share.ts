/**
 * Returns the share of a count in a total as an integer percentage, rounded half up in integer arithmetic (figures.md,
 * rule 3). A total of zero has the share 0.
 */
export function percentShare(count: number, total: number): number {
  if (total === 0) return 0;
  const percent = (BigInt(count) * 200n + BigInt(total)) / (2n * BigInt(total));
  return Number(percent);
}
