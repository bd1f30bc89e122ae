import type { Features } from './project-shapes.ts';

/** The property that marks the shape of a member among the features of a map. */
const MARK = 'isMember';

/** The style of the shapes that a map fills, and the layers that outline the one of a member, on light and dark fills. */
const FILLED = 'state';
const OUTLINE = ['border-casing', 'border'].map((style) => ({
  transform: [{ filter: `datum.${MARK} === true` }],
  mark: { type: 'geoshape', style, clip: false, filled: false },
}));

/**
 * Adds an outline of the member's shape to each layer of a spec that fills the shapes of states: last in its group, so
 * that no neighbour covers it.
 */
export function withMemberOutline(spec: unknown): unknown {
  if (Array.isArray(spec)) return spec.map(withMemberOutline);
  if (typeof spec !== 'object' || spec === null) return spec;
  const changed = Object.fromEntries(Object.entries(spec).map(([key, value]) => [key, withMemberOutline(value)]));
  const { layer } = changed;
  return Array.isArray(layer) && layer.some(fillsStates) ? { ...changed, layer: [...layer, ...OUTLINE] } : changed;
}

const fillsStates = (layer: unknown): boolean => {
  const mark: unknown = Object(layer).mark;
  return Object(mark).type === 'geoshape' && Object(mark).style === FILLED;
};

/** Marks the shape of a member among the features of a map; other features are the same objects. */
export const markMember = (features: Features, member: string | undefined): Features =>
  member === undefined
    ? features
    : Object.fromEntries(
        Object.entries(features).map(([name, shapes]) => [
          name,
          shapes.map((shape) => ('id' in shape && shape.id === member ? { ...shape, [MARK]: true } : shape)),
        ]),
      );
