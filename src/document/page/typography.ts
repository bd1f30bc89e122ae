import type { Colour } from '../../domain/palette.ts';
import type { Face } from './fonts.ts';

/** How a text of one role is set. Sizes and leadings are in points. */
export interface TextStyle {
  readonly face: Face;
  readonly size: number;
  readonly leading: number;
  readonly colour: Colour;
}

const REGULAR = 'Barlow Semi Condensed';
const MEDIUM = 'Barlow Semi Condensed Medium';
const SEMIBOLD = 'Barlow Semi Condensed SemiBold';
const BOLD = 'Barlow Semi Condensed Bold';
const CONDENSED = 'Barlow Condensed SemiBold';

const style = (face: Face, size: number, leading: number, colour: Colour): TextStyle => ({
  face,
  size,
  leading,
  colour,
});

/** Every role of text on the page (art direction, "Type"): no text is set in any other way. */
export const STYLES = {
  title: style(CONDENSED, 32, 34, 'white'),
  titleSmaller: style(CONDENSED, 28, 31, 'white'),
  titleSmallest: style(CONDENSED, 24, 27, 'white'),
  kicker: style(SEMIBOLD, 8.5, 10, 'amber'),
  kickerPartners: style(MEDIUM, 8.5, 10, 'kickerPartners'),
  intro: style('Barlow', 9.5, 13, 'ink'),
  introBold: style('Barlow SemiBold', 9.5, 13, 'ink'),
  periodLabel: style(REGULAR, 8.5, 10, 'muted'),
  period: style(SEMIBOLD, 11, 14, 'ink'),
  periodSmaller: style(SEMIBOLD, 9, 14, 'ink'),
  tileNumber: style(CONDENSED, 38, 38, 'pine'),
  tileNumberSmaller: style(CONDENSED, 32, 38, 'pine'),
  tileNumberSmallest: style(CONDENSED, 26, 38, 'pine'),
  victimNumber: style(CONDENSED, 38, 38, 'teal'),
  traffickerNumber: style(CONDENSED, 38, 38, 'slate'),
  victimNumberSmaller: style(CONDENSED, 32, 38, 'teal'),
  victimNumberSmallest: style(CONDENSED, 26, 38, 'teal'),
  traffickerNumberSmaller: style(CONDENSED, 32, 38, 'slate'),
  traffickerNumberSmallest: style(CONDENSED, 26, 38, 'slate'),
  noun: style(BOLD, 11, 12, 'ink'),
  gloss: style(REGULAR, 8.5, 10, 'ink'),
  sectionHead: style(BOLD, 13, 16, 'ink'),
  unit: style(MEDIUM, 8, 10, 'muted'),
  columnHead: style(SEMIBOLD, 9.5, 12, 'ink'),
  legendClass: style(BOLD, 9.5, 12, 'ink'),
  places: style(REGULAR, 8, 10.5, 'muted'),
  country: style(SEMIBOLD, 8, 10.5, 'ink'),
  rowLabel: style(MEDIUM, 9, 12, 'ink'),
  rowLabelTight: style(MEDIUM, 9, 8.5, 'ink'),
  rowCount: style(BOLD, 9, 12, 'ink'),
  rowShare: style(REGULAR, 9, 12, 'muted'),
  peopleSay: style(REGULAR, 8.5, 11, 'muted'),
  caseKicker: style(SEMIBOLD, 8.5, 10, 'clayText'),
  caseMark: style(MEDIUM, 8.5, 10, 'muted'),
  caseTitle: style(SEMIBOLD, 13, 15, 'ink'),
  caseText: style('Barlow', 9, 12, 'ink'),
  caseTextBold: style('Barlow SemiBold', 9, 12, 'ink'),
  aimNumeral: style(CONDENSED, 24, 24, 'teal'),
  aimLead: style(SEMIBOLD, 9, 12, 'ink'),
  aimText: style(REGULAR, 9, 12, 'ink'),
  note: style(REGULAR, 7.5, 10, 'muted'),
  noteBold: style(SEMIBOLD, 7.5, 10, 'ink'),
  runningHead: style(SEMIBOLD, 8, 10, 'pine'),
  runningPeriod: style(REGULAR, 7.5, 10, 'muted'),
  helpTitle: style(SEMIBOLD, 13, 15, 'white'),
  helpSay: style(REGULAR, 8.5, 10, 'helpLabel'),
  helpLabel: style(MEDIUM, 8.5, 10, 'helpLabel'),
  helpNumber: style(CONDENSED, 20, 24, 'white'),
  helpPage: style(REGULAR, 7.5, 10, 'helpLabel'),
  stripMark: style(BOLD, 8, 14, 'ink'),
  stripText: style(MEDIUM, 8, 14, 'ink'),
} as const satisfies Record<string, TextStyle>;

export type Role = keyof typeof STYLES;

/** The bold companion of each role whose prose may have bold; in other roles, bold changes nothing. */
export const BOLD_ROLE: Readonly<Partial<Record<Role, Role>>> = {
  intro: 'introBold',
  caseText: 'caseTextBold',
  note: 'noteBold',
  aimText: 'aimLead',
  places: 'country',
};

/**
 * The smaller companions of a display number, for totals of a million and of ten million or more: unlike texts, data
 * cannot be shortened.
 */
export const SMALLER_ROLES = {
  tileNumber: ['tileNumberSmaller', 'tileNumberSmallest'],
  victimNumber: ['victimNumberSmaller', 'victimNumberSmallest'],
  traffickerNumber: ['traffickerNumberSmaller', 'traffickerNumberSmallest'],
} as const satisfies Partial<Record<Role, readonly [Role, Role]>>;
