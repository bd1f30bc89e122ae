/**
 * Returns an event of an HTTP API with its path encoded. API Gateway decodes the path (`rawPath` is not raw:
 * github.com/honojs/hono/issues/2156), so a decoded `#`, space or accent would be read as part of an address. A path
 * that is still encoded stays as it is.
 */
export const withEncodedPath = <Event extends { readonly rawPath: string }>(event: Event): Event => ({
  ...event,
  rawPath: event.rawPath.split('/').map(encodedSegment).join('/'),
});

const encodedSegment = (segment: string): string => encodeURIComponent(decodeSegment(segment));

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // a percent sign of a name, which was decoded already
  }
}
