/** Colours as `#RRGGBB`, and how well they contrast (WCAG 2.2). */

const channels = (hex: string): number[] => [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));

const hexOf = (values: readonly number[]): string =>
  `#${values
    .map((value) => Math.round(value).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()}`;

/** The relative luminance of a colour, 0 to 1. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Returns the contrast ratio of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Returns a colour with a share (0 to 1) of the first colour and the rest of the second. */
export function mixColours(first: string, second: string, share: number): string {
  const rest = channels(second);
  return hexOf(channels(first).map((value, index) => value * share + (rest[index] ?? 0) * (1 - share)));
}

/** Returns a colour, darkened as little as needed for a contrast on a ground. */
export function darkenedFor(hex: string, ground: string, least: number): string {
  const shares = Array.from({ length: 21 }, (_, step) => step / 20);
  const found = shares.find((share) => contrast(mixColours('#000000', hex, share), ground) >= least);
  return mixColours('#000000', hex, found ?? 1);
}
