import type { PortalOptions } from './portal-options.ts';

/**
 * Allows nothing from other sites and nothing inline, except the given origins. Forms go only to the portal, and no
 * page may be embedded, except the preview of a message in the portal's own page.
 */
const policyOf = ({ connect, form }: PortalOptions['origins']): readonly string[] => [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  ["connect-src 'self'", ...connect].join(' '),
  "worker-src 'self'",
  "frame-src 'self'",
  // browsers also check where a form's answer redirects to
  ["form-action 'self'", ...form].join(' '),
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

/**
 * The policy for pages that draw PDFs: pdf.js creates fonts from data and its worker's address from a text, which
 * trusted types refuse.
 */
const forDrawing = (policy: readonly string[]): readonly string[] =>
  policy.map((rule) => (rule.startsWith('font-src') ? `${rule} data:` : rule));

const HEADERS = {
  'x-content-type-options': 'nosniff',
  // no-referrer would make browsers send "Origin: null" with the portal's own forms
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'x-frame-options': 'DENY',
} as const;

/** Returns a function from whether a page draws PDFs to the headers of its answer. */
export function securityHeaders(
  origins: PortalOptions['origins'],
): (drawsPdf: boolean) => Readonly<Record<string, string>> {
  const policy = policyOf(origins);
  const drawing = { ...HEADERS, 'content-security-policy': forDrawing(policy).join('; ') };
  const trusted = [...policy, "require-trusted-types-for 'script'"].join('; ');
  const plain = { ...HEADERS, 'content-security-policy': trusted };
  return (drawsPdf) => (drawsPdf ? drawing : plain);
}
