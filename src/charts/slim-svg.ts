/**
 * Vega's SVG without what a PDF has no use for: class names and roles (the PDF has a structure tree of its own), full opacity, the
 * invisible ground, shapes with nothing in them (an inset draws every state, most of them outside its frame) and the third
 * decimal of a path's coordinates (a thousandth of a point).
 */
export function slimSvg(svg: string): string {
  return svg
    .replace(/ (?:class|role|aria-[a-z]+)="[^"]*"| opacity="1"/gu, '')
    .replace(/<path d="M0,0h[\d.]+v[\d.]+h-[\d.]+Z"\/>/gu, '')
    .replace(/<path (?:(?! d=)[^>])*>(?:<\/path>)?/gu, (path) => (/\bd="[^"]/u.test(path) ? path : ''))
    .replace(/\bd="[^"]*"/gu, (path) => path.replace(/\d+\.\d{3,}/gu, twoDecimals));
}

const twoDecimals = (number: string): string => String(Math.round(Number(number) * 100) / 100);
