import type { Language } from '../../src/domain/languages.ts';

/** The languages in which the shipped sheets are written. */
export const SHIPPED_LANGUAGES = ['en', 'es'] as const satisfies readonly Language[];
