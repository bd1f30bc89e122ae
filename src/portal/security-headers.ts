/**
 * Allows nothing from other sites and nothing inline. Forms go only to the portal, and no other site may embed a page.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

/**
 * The policy for pages that draw PDFs: pdf.js creates fonts from data and its worker's address from a text, which
 * trusted types refuse.
 */
const DRAWING = POLICY.map((rule) => (rule.startsWith('font-src') ? `${rule} data:` : rule));

const HEADERS = {
  'x-content-type-options': 'nosniff',
  // no-referrer would make browsers send "Origin: null" with the portal's own forms
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'x-frame-options': 'DENY',
} as const;

/**
 * Returns the headers of every answer.
 * @param drawsPdf whether the page draws PDFs
 */
export const securityHeaders = (drawsPdf: boolean): Readonly<Record<string, string>> => ({
  ...HEADERS,
  'content-security-policy': (drawsPdf ? DRAWING : [...POLICY, "require-trusted-types-for 'script'"]).join('; '),
});
