/**
 * The published figures that the samples must produce (docs of the first sheet), and the margins chosen to go with
 * them.
 */
export type Margin = Readonly<Record<string, number>>;

export const CASES_BY_TYPE: Margin = { labor: 372, sex: 298, 'sex-and-labor': 32, other: 25 };
export const VICTIMS_BY_TYPE: Margin = { labor: 793, sex: 389, 'sex-and-labor': 50, other: 25 };
export const TRAFFICKERS = 982;

/** Victims by their case's labor venues; a case may have several. */
export const LABOR_VENUES: Margin = {
  agriculture: 329,
  'domestic-work': 91,
  'illicit-activities': 72,
  construction: 41,
  restaurants: 52,
  factories: 18,
  'traveling-sales': 34,
  begging: 23,
  'health-beauty': 11,
  'other-labor': 84,
};

/** Victims by their case's sex venues. */
export const SEX_VENUES: Margin = {
  residence: 78,
  'hotel-motel': 58,
  escort: 38,
  'cantina-bar': 33,
  massage: 21,
  street: 29,
  online: 24,
  'other-sex': 62,
};

/** Cases by state of exploitation; 469 of 727 cases have at least one. */
export const CASES_WITH_STATE = 469;
export const CASES_BY_STATE: Margin = {
  'US-CA': 58,
  'US-TX': 74,
  'US-FL': 44,
  'US-NC': 31,
  'US-AZ': 18,
  'US-GA': 19,
  'US-IL': 12,
  'US-NY': 22,
  'US-WA': 13,
  'US-AK': 1,
  'US-HI': 2,
  'US-NV': 6,
  'US-NM': 5,
  'US-OR': 4,
  'US-PR': 2,
  'MX-CMX': 47,
  'MX-PUE': 29,
  'MX-BCN': 19,
  'MX-CHP': 17,
  'MX-MEX': 21,
  'MX-JAL': 14,
  'MX-OAX': 16,
  'MX-TLA': 18,
  'MX-VER': 15,
  'MX-COL': 2,
  'MX-GRO': 7,
  'MX-NLE': 6,
  'MX-ROO': 5,
  'MX-YUC': 3,
};

export const VICTIMS_BY_GENDER: Margin = { male: 572, female: 609, 'gender-minority': 12, unknown: 64 };
export const VICTIMS_BY_AGE: Margin = { adult: 881, minor: 203, unknown: 173 };
/** Sets of nationalities, joined by `+`; together they give Mexico 758, US 117, Honduras 57, Guatemala 30. */
export const VICTIMS_BY_NATIONALITIES: Margin = {
  MX: 734,
  'MX+US': 21,
  'MX+GT': 3,
  US: 95,
  'US+HN': 1,
  HN: 53,
  'HN+SV': 3,
  GT: 27,
  SV: 25,
  CO: 14,
  PH: 11,
  VE: 8,
  CU: 7,
  NI: 5,
  TH: 4,
  PE: 2,
  EC: 1,
};

export const TRAFFICKERS_BY_GENDER: Margin = { male: 611, female: 268, 'gender-minority': 11, unknown: 92 };
export const TRAFFICKERS_BY_AGE: Margin = { adult: 640, minor: 14, unknown: 328 };
/** Together Mexico 417, US 161, Guatemala 21, Honduras 13. */
export const TRAFFICKERS_BY_NATIONALITIES: Margin = {
  MX: 404,
  'MX+US': 12,
  'MX+GT': 1,
  US: 148,
  'US+HN': 1,
  GT: 20,
  HN: 12,
  SV: 9,
  CN: 6,
  CO: 4,
  CU: 2,
};

/**
 * Signals received in each month from October 2015 on, 1,189 in total; September 30, 2015, the only other day, has
 * none.
 */
export const SIGNALS_BY_MONTH: readonly number[] = [
  39, 41, 36, 43, 46, 45, 53, 56, 49, 57, 57, 62, 59, 57, 52, 49, 59, 62, 67, 71, 65, 64,
];

/** The number of cases of the population, and how many of them the U.S. hotline holds. */
export const CASES = 727;
export const CASES_OF_NHTH = 452;
/** The number of signals that the U.S. hotline received. */
export const SIGNALS_OF_NHTH = 655;

/** Returns the sum of a margin's cells. */
export const totalOf = (margin: Margin): number => Object.values(margin).reduce((sum, count) => sum + count, 0);
