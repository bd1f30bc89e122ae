/**
 * Removes from Vega's SVG what a PDF does not need: class names and roles (the PDF has its own structure tree), full
 * opacity, the invisible background, empty shapes (an inset draws every state, most of them outside its frame) and the
 * third decimal of path coordinates (a thousandth of a point).
 */
export function slimSvg(svg: string): string {
  return svg
    .replace(/ (?:class|role|aria-[a-z]+)="[^"]*"| opacity="1"/gu, '')
    .replace(/<path d="M0,0h[\d.]+v[\d.]+h-[\d.]+Z"\/>/gu, '')
    .replace(/<path (?:(?! d=)[^>])*>(?:<\/path>)?/gu, (path) => (/\bd="[^"]/u.test(path) ? path : ''))
    .replace(/\bd="[^"]*"/gu, (path) => path.replace(/\d+\.\d{3,}/gu, twoDecimals));
}

const twoDecimals = (number: string): string => String(Math.round(Number(number) * 100) / 100);
