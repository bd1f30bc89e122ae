/** The colours of pages and charts (art direction, "Palette"), hex only. Nothing uses a colour outside this table. */
export const HOUSE_PALETTE = {
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
  land: '#164652',
  series: '#4B9099',
  class0: '#EEEBE4',
  class1: '#A9CDCF',
  class2: '#5E9DA4',
  class3: '#256E79',
  class4: '#0B3039',
} as const;

/** A colour by its name in the house's palette; a sheet's theme may give the name another value. */
export type Colour = keyof typeof HOUSE_PALETTE;

/** The value of every colour: `#RRGGBB`. */
export type Palette = Readonly<Record<Colour, string>>;

/** The fills of a map's classes, low to high, "none known" first; fewer classes use the first ones. */
export const CLASS_COLOURS = ['class0', 'class1', 'class2', 'class3', 'class4'] as const satisfies readonly Colour[];
