import type { UserLanguage } from './languages.ts';

/**
 * The name of the sheet of a template with the values that each column allows. Readers of exports skip the sheet, so
 * that a filled template can be sent as it is.
 */
export const ALLOWED_VALUES_SHEET: Readonly<Record<UserLanguage, string>> = {
  en: 'Allowed values',
  es: 'Valores permitidos',
  fr: 'Valeurs admises',
  pt: 'Valores aceitos',
};

/** Whether a sheet has the name of the one with allowed values, in any language. */
export const isAllowedValuesSheet = (name: string): boolean => Object.values(ALLOWED_VALUES_SHEET).includes(name);
