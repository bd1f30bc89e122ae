/** An affine map of the plane, as SVG writes it: `matrix(a,b,c,d,e,f)`. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** Returns the map that does the second first, then the first. */
export function multiply(first: Matrix, second: Matrix): Matrix {
  const [a, b, c, d, e, f] = first;
  const [g, h, i, j, k, l] = second;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

const TRANSFORM = /\s*([a-zA-Z]+)\s*\(([^)]*)\)[\s,]*/uy;

/** Returns the map of an SVG `transform` attribute; `refuse` gets what it is if it is not one. */
export function transformOf(text: string, refuse: (what: string) => never): Matrix {
  let matrix = IDENTITY;
  const pattern = new RegExp(TRANSFORM);
  while (pattern.lastIndex < text.trimEnd().length) {
    const [, name = '', list = ''] = pattern.exec(text) ?? [];
    const values = list
      .trim()
      .split(/[\s,]+/u)
      .map(Number);
    const next = values.every(Number.isFinite) && Object.hasOwn(STEPS, name) ? STEPS[name]?.(values) : undefined;
    if (!next) return refuse('a transform that is not one');
    matrix = multiply(matrix, next);
  }
  return matrix;
}

const STEPS: Readonly<Record<string, (values: readonly number[]) => Matrix>> = {
  matrix: ([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]) => [a, b, c, d, e, f],
  translate: ([x = 0, y = 0]) => [1, 0, 0, 1, x, y],
  scale: ([x = 1, y = x]) => [x, 0, 0, y, 0, 0],
  rotate: ([degrees = 0, x = 0, y = 0]) => {
    const angle = (degrees * Math.PI) / 180;
    const turn: Matrix = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
    return multiply(multiply([1, 0, 0, 1, x, y], turn), [1, 0, 0, 1, -x, -y]);
  },
};
