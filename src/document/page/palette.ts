/** The page's colours, hex only (art direction, "Palette"). The page uses no colour outside this table. */
export const PALETTE = {
  white: '#FFFFFF',
  ink: '#14262C',
  pine: '#0E3640',
  muted: '#4F5F66',
  teal: '#14616D',
  clay: '#CC6A3B',
  clayText: '#A9471F',
  slate: '#59656C',
  grey: '#87919A',
  amber: '#EBA83A',
  paper: '#F5F1E9',
  cream: '#F3E9D6',
  track: '#E6E9E9',
  hair: '#C9CFD1',
  kickerPartners: '#A9C3C6',
  helpLabel: '#C9DCDD',
} as const;

export type Colour = keyof typeof PALETTE;

/** The fills of a map's classes, low to high, "none known" first. There are five; fewer classes use the first ones. */
export const CLASS_FILLS = ['#EEEBE4', '#A9CDCF', '#5E9DA4', '#256E79', '#0B3039'] as const;
